# limma's and edgeR's tests of summed counts: writes src/test/resources/org/screlate/enrich/pseudobulk*.tsv. Run from the root of the project.
suppressMessages({library(limma); library(edgeR)})
set.seed(3)
out <- "src/test/resources/org/screlate/enrich/"
made <- sprintf("# src/test/oracles/pseudobulk.R, R %s, limma %s, edgeR %s", getRversion(), packageVersion("limma"), packageVersion("edgeR"))
write <- function(name, note, frame) {
  con <- file(paste0(out, name), "w")
  writeLines(c(made, paste("#", note)), con)
  write.table(format(frame, digits = 15, trim = TRUE), con, sep = "\t", quote = FALSE, row.names = FALSE)
  close(con)
}
genes <- 300
subject <- rep(paste0("s", 1:6), each = 2)[-12]
group <- rep(c("x", "y"), 6)[-12]
batch <- c("a", "b", "b", "a", "a", "a", "b", "a", "b", "b", "a")
depth <- c(1, .3, 2, .5, 1, 1, .7, .2, 1.5, .8, 1.1)
mu <- exp(rnorm(genes, 3, 1.3))
own <- matrix(exp(rnorm(genes * 6, 0, .4)), genes)
effect <- c(rep(2, 30), rep(1, genes - 30))
mean <- sapply(seq_along(subject), function(i) depth[i] * mu * own[, as.integer(sub("s", "", subject[i]))] * (if (group[i] == "x") effect else 1))
y <- matrix(rnbinom(length(mean), mu = mean, size = 1 / rgamma(genes, 4, 40)), genes)
rownames(y) <- paste0("g", seq_len(genes) - 1)
write("pseudobulk_counts.tsv", "counts of 11 samples, six subjects, the last of them in group x only",
      data.frame(gene = rownames(y), y))
rows <- list()
note <- function(design_name, variance, table, n) {
  rows[[length(rows) + 1]] <<- data.frame(design = design_name, variance = variance, gene = rownames(table), change = table$logFC, t = table$t, p = table$P.Value)
}
test <- function(name, kept, design, block = NULL) {
  s <- y[, kept]
  # Factors of the genes with five counts to be expected in the smallest library.
  frequent <- rowSums(s) / sum(s) * min(colSums(s)) >= 5
  d <- DGEList(s)
  d$samples$norm.factors <- calcNormFactors(DGEList(s[frequent, ], lib.size = colSums(s)))$samples$norm.factors
  logs <- cpm(d, log = TRUE, prior.count = 2)
  rho <- if (is.null(block)) NULL else duplicateCorrelation(logs, design, block = block)$consensus.correlation
  fit <- if (is.null(block)) lmFit(logs, design) else lmFit(logs, design, block = block, correlation = rho)
  note(name, "trend", topTable(eBayes(fit, trend = TRUE), coef = ncol(design), number = Inf, sort.by = "none"))
  span <- min(1, .3 + .7 * (50 / genes)^(1 / 3))
  v <- voom(d, design, span = span)
  fit <- lmFit(v, design)
  if (!is.null(block)) {
    rho <- duplicateCorrelation(v, design, block = block)$consensus.correlation
    v <- voom(d, design, span = span, block = block, correlation = rho)
    rho <- duplicateCorrelation(v, design, block = block)$consensus.correlation
    fit <- lmFit(v, design, block = block, correlation = rho)
  }
  note(name, "weights", topTable(eBayes(fit), coef = ncol(design), number = Inf, sort.by = "none"))
}
x <- factor(group, c("y", "x"))
paired <- 1:10
test("paired", paired, model.matrix(~ subject[paired] + x[paired]))
test("random", 1:11, model.matrix(~x), subject)
test("batch", 1:11, model.matrix(~ batch + x), subject)
write("pseudobulk.tsv", "limma-trend (cpm(prior.count = 2), eBayes(trend = TRUE)) and voom, TMM, x against y", do.call(rbind, rows))
