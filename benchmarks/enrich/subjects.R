# screlate-enrich differential by subject beside limma-trend, voom and edgeR: genes tested, rank correlations of p-values, genes at q < 0.05.
# Usage, from the root: Rscript benchmarks/enrich/subjects.R FOLDER (with mixology_*.csv and gse266919.*; programs of `make build`)
suppressMessages({library(limma); library(edgeR)})
data <- commandArgs(TRUE)[1]
bin <- "target/dist/bin/screlate-"
work <- tempfile(); dir.create(work)
at <- function(...) file.path(work, paste0(...))
screlate <- function(tool, ...) stopifnot(system2(paste0(bin, tool), c(...), stderr = FALSE) == 0)
compare <- function(name, y, group, design, lib, table) {
  ours <- read.delim(table, check.names = FALSE); rownames(ours) <- ours$gene
  d <- DGEList(y, group = group)
  kept <- filterByExpr(DGEList(y, group = group, lib.size = if (is.null(lib)) colSums(y) else lib), group = group)
  tested <- ours$gene[!is.na(ours$p_value)]
  d <- d[kept, ]
  if (is.null(lib)) d <- calcNormFactors(d) else d$samples$lib.size <- lib
  last <- ncol(design)
  top <- function(fit) topTable(fit, coef = last, number = Inf, sort.by = "none")
  trend <- top(eBayes(lmFit(cpm(d, log = TRUE, prior.count = 2), design), trend = TRUE))
  voomed <- top(eBayes(lmFit(voom(d, design), design)))
  ql <- topTags(glmQLFTest(glmQLFit(estimateDisp(d, design), design), coef = last), n = Inf, sort.by = "none")$table
  p <- ours[rownames(d), "p_value"]
  cat(sprintf("%s: %d genes tested, %s by filterByExpr; p-values trend %.4f, voom %.4f, edgeR %.4f; q < 0.05: %d, trend %d, voom %d, edgeR %d\n",
              name, length(tested), if (setequal(tested, rownames(y)[kept])) "the same" else paste("other than", sum(kept)),
              cor(p, trend$P.Value, method = "spearman"), cor(p, voomed$P.Value, method = "spearman"), cor(p, ql$PValue, method = "spearman"),
              sum(ours$q_value < .05, na.rm = TRUE), sum(trend$adj.P.Val < .05), sum(voomed$adj.P.Val < .05), sum(ql$FDR < .05)))
}
for (set in c("celseq2", "dropseq")) {
  labels <- read.csv(file.path(data, paste0("mixology_", set, ".labels.csv")), row.names = 1)
  counts <- as.matrix(read.csv(gzfile(file.path(data, paste0("mixology_", set, ".counts.csv.gz"))), row.names = 1, check.names = FALSE))
  cells <- intersect(colnames(counts), rownames(labels)[labels$demuxlet_cls == "SNG"])
  line <- labels[cells, "cell_line_demuxlet"]
  subject <- paste0(line, "_p", (seq_along(cells) - 1) %% 3)
  write.csv(data.frame(cell = cells, line, subject), at("meta.csv"), row.names = FALSE, quote = FALSE)
  write.csv(t(counts[, cells]), at("counts.csv"), quote = FALSE)
  screlate("import", "--input", at("counts.csv"), "--metadata", at("meta.csv"), "--output", at(set, ".arrow"))
  for (pair in list(c("H1975", "HCC827"), c("H2228", "HCC827"), c("H1975", "H2228"))) {
    screlate("enrich", "differential", "--cells", at(set, ".arrow"), "--group-column", "line", "--group", pair[1], "--reference", pair[2],
             "--subject-column", "subject", "--min-subject-cells", "3", "--output", at("de.tsv"))
    own <- line %in% pair
    y <- t(rowsum(t(counts[, cells[own]]), subject[own]))
    group <- factor(sub("_.*", "", colnames(y)), levels = rev(pair))
    compare(paste(set, pair[1], "against", pair[2]), y, group, model.matrix(~group), NULL, at("de.tsv"))
  }
}
counts <- as.matrix(read.csv(gzfile(file.path(data, "gse266919.counts.csv.gz")), row.names = 1, check.names = FALSE))
meta <- read.csv(gzfile(file.path(data, "gse266919.meta.csv.gz")), row.names = 1)[rownames(counts), ]
screlate("import", "--input", file.path(data, "gse266919.counts.csv.gz"), "--metadata", file.path(data, "gse266919.meta.csv.gz"), "--output", at("gse.arrow"))
screlate("enrich", "differential", "--cells", at("gse.arrow"), "--group-column", "group", "--group", "Post", "--reference", "Pre",
         "--subject-column", "patient", "--output", at("de.tsv"))
sample <- paste(meta$patient, meta$group, sep = "|")
y <- t(rowsum(counts, sample))
group <- factor(sub(".*\\|", "", colnames(y)), levels = c("Pre", "Post"))
patient <- sub("\\|.*", "", colnames(y))
compare("gse266919 Post against Pre", y, group, model.matrix(~ patient + group), as.numeric(tapply(meta$n_counts, sample, sum)[colnames(y)]), at("de.tsv"))
