package org.screlate.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.screlate.data.Provenance;
import org.screlate.data.Provenance.Step;

/** The paragraph that a paper tells of the run, and what it cites. */
final class MethodsText {
    private static final int MOST_SENTENCES = 25;
    /** Options that stand for no limit or for nothing. */
    private static final Set<String> SILENT =
            Set.of("", "none", "false", "null", "2147483647", "auto", "[]", "{}", "Infinity");

    private static final Map<String, String> SENTENCES = sentences();
    private static final String PREPROCESSED =
            "They were scaled to the [target-sum] sum of counts and log-transformed, [hvg] highly variable genes were found"
                    + " (method [hvg-method]), and [components] principal components and [neighbours] nearest neighbours"
                    + " were computed.";
    /** They choose and hand over, and change no result. */
    private static final Set<String> UNTOLD = Set.of("pairs", "export");

    private MethodsText() {}

    /** A sentence of each tool; words in brackets are options. A part between bars is left out where one of its options is not set. */
    private static Map<String, String> sentences() {
        Map<String, String> sentences = new LinkedHashMap<>();
        sentences.put("import", "Counts were imported.");
        sentences.put("merge", "Samples were merged.");
        sentences.put(
                "subset",
                "Cells were split by [split-by]|; of groups with subjects, those with fewer than [min-subject-cells] cells were not counted|.");
        sentences.put("impute", "Zeros were imputed by screlate impute (mode [mode]|, method [method]|).");
        sentences.put("cluster", "Cells were clustered (method [method]|, resolution [resolution]||, [k] clusters|).");
        sentences.put(
                "embed",
                "Genes and cells were embedded with protein interactions by scNET| in [epochs] epochs||, [dimensions] dimensions|.");
        sentences.put(
                "coexpress",
                "Pairs of genes were tested for differential coexpression (method [method]|, test [test]||, subjects kept as for [preset] data|).");
        sentences.put(
                "combine", "Tests were ranked, and p-values adjusted for multiple testing by Benjamini and Hochberg.");
        sentences.put(
                "enrich differential",
                "Differential expression was tested| between the values of [group-column]||, on counts summed by [subject-column] (pseudobulk, variances by [variance])|.");
        sentences.put(
                "enrich gsea",
                "Gene sets of [min-size] to [max-size] genes were tested by gene set enrichment analysis (GSEA, [permutations] permutations).");
        sentences.put(
                "enrich over-representation",
                "Gene sets of [min-size] to [max-size] genes were tested for over-representation in lists of genes.");
        sentences.put(
                "network build",
                "Genes were joined in a network by the correlation of their profiles (rule [rule]|, percentile [percentile]|), and communities found by the Leiden algorithm (resolution [resolution]).");
        sentences.put("network compare", "Networks of two groups were compared edge by edge.");
        sentences.put(
                "simulate dropout", "To judge imputation, values were hidden|, a share of [rate]||, by [mechanism]|.");
        return sentences;
    }

    static String paragraph(List<Step> steps) {
        Set<String> versions = steps.stream().map(Step::version).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> seeds = steps.stream()
                .map(step -> String.valueOf(step.seed()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        int merge = -1;
        for (int i = 0; i < steps.size(); i++) {
            merge = Steps.isOf(steps.get(i), "merge") ? i : merge;
        }
        Set<String> told = new LinkedHashSet<>();
        for (int i = 0; i < steps.size(); i++) {
            told.add(sentence(steps.get(i), i < merge));
        }
        told.remove("");
        String rest = told.size() > MOST_SENTENCES ? " Further steps are in the table below." : "";
        return "Data were analysed with screlate " + String.join(" and ", versions) + ". "
                + told.stream().limit(MOST_SENTENCES).collect(Collectors.joining(" "))
                + rest + " Random choices began from seed " + String.join(" or ", seeds) + ".";
    }

    /**
     * The sentence of a step.
     *
     * @param ofSamples whether samples are merged later on, so that of preprocess only the quality control counts
     */
    private static String sentence(Step step, boolean ofSamples) {
        String name = step.tool().replaceFirst("^screlate-", "");
        if (UNTOLD.contains(name)) {
            return "";
        }
        if (name.equals("preprocess")) {
            return quality(step, ofSamples ? "of each sample " : "")
                    + (ofSamples ? "" : " " + filled(PREPROCESSED, step.options()));
        }
        // simulate has several commands, of which one has words of its own; a subset that splits nothing has none.
        String known = SENTENCES.getOrDefault(name, SENTENCES.getOrDefault(name.split(" ", 2)[0], ""));
        boolean splits = !name.equals("subset") || !isSilent(step.options().getOrDefault("split-by", ""));
        return known.isEmpty() || !splits ? plain(step, name) : filled(known, step.options());
    }

    /** Which cells and genes preprocess kept. */
    private static String quality(Step step, String of) {
        List<String> cells = new ArrayList<>();
        limit(step, "min-counts", 1).ifPresent(least -> cells.add("at least " + least + " counts"));
        limit(step, "min-genes", 1).ifPresent(least -> cells.add("at least " + least + " genes"));
        String most = step.options().getOrDefault("max-mito", "");
        if (!isSilent(most)) {
            cells.add("at most " + most + " % mitochondrial counts");
        }
        if ("mad".equalsIgnoreCase(step.options().get("qc"))) {
            cells.add("no outlying measure of quality (" + step.options().get("mads") + " median absolute deviations)");
        }
        String genes = limit(step, "min-cells", 1)
                .map(least -> ", and genes counted in at least " + least + " cells")
                .orElse("");
        return "Cells " + of + "with " + (cells.isEmpty() ? "any counts" : Values.listed(cells, 9)) + genes
                + " were kept.";
    }

    /** A number of an option, where it asks for more than what is there anyhow. */
    private static Optional<String> limit(Step step, String option, double none) {
        OptionalDouble least = Steps.number(step, option);
        return least.isPresent() && least.getAsDouble() > none
                ? Optional.ofNullable(step.options().get(option))
                : Optional.empty();
    }

    private static String filled(String sentence, Map<String, String> options) {
        StringBuilder text = new StringBuilder();
        String[] parts = sentence.split("\\|", -1);
        for (int p = 0; p < parts.length; p++) {
            String part = parts[p];
            boolean optional = p % 2 == 1;
            boolean complete = true;
            for (Map.Entry<String, String> option : options.entrySet()) {
                String value = option.getValue().replaceAll("^\\[(.*)]$", "$1");
                if (part.contains("[" + option.getKey() + "]") && !(optional && isSilent(value))) {
                    part = part.replace("[" + option.getKey() + "]", value);
                }
            }
            complete &= !part.matches("(?s).*\\[[a-z-]+].*");
            text.append(complete ? part : optional ? "" : part.replaceAll("\\[([a-z-]+)]", "$1 as given"));
        }
        return text.toString();
    }

    private static boolean isSilent(String value) {
        return SILENT.contains(value) || value.equals("0") || value.equals("100.0");
    }

    /** Of a tool without words of its own: its options, without those that say nothing and without paths. */
    private static String plain(Step step, String name) {
        List<String> options = step.options().entrySet().stream()
                .filter(option -> !SILENT.contains(option.getValue())
                        && !option.getValue().contains("/"))
                .map(option -> option.getKey() + " " + option.getValue())
                .toList();
        return "screlate " + name + " was run" + (options.isEmpty() ? "" : " with " + String.join(", ", options)) + ".";
    }

    /** What to cite for what is among the results. */
    static List<String> citations(Results results) {
        Provenance history = results.history();
        List<String> cited = new ArrayList<>();
        if (history.steps().stream()
                .anyMatch(step -> Steps.isOf(step, "impute") && step.options().containsValue("sccr"))) {
            cited.add(
                    "Um D. Gene-Gene Relationship Modeling Based on Genetic Evidence for Single-Cell RNA-Seq Data Imputation (scCR). Advances in Neural Information Processing Systems, 2024.");
        }
        if (Steps.last(history, "embed").isPresent()) {
            cited.add(
                    "Sheinin R., Sharan R., Madi A. scNET: learning context-specific gene and cell embeddings by integrating single-cell gene expression data with protein-protein interactions. Nature Methods, 2025. https://doi.org/10.1038/s41592-025-02627-0");
        }
        if (history.steps().stream().anyMatch(step -> step.tool().equals("screlate-enrich gsea"))) {
            cited.add(
                    "Subramanian A. et al. Gene set enrichment analysis: a knowledge-based approach for interpreting genome-wide expression profiles. PNAS 102, 15545–15550, 2005. https://doi.org/10.1073/pnas.0506580102");
        }
        if (!results.tables(Role.COEXPRESSION).isEmpty()) {
            cited.add("Bussing et al. (scCOSMiX). Statistics in Medicine, 2025. https://doi.org/10.1002/sim.70213");
        }
        if (history.steps().stream()
                .anyMatch(step -> Steps.isOf(step, "cluster") && step.options().containsValue("leiden"))) {
            cited.add(
                    "Traag V. A., Waltman L., van Eck N. J. From Louvain to Leiden: guaranteeing well-connected communities. Scientific Reports 9, 5233, 2019. https://doi.org/10.1038/s41598-019-41695-z");
        }
        if (results.all().stream().anyMatch(CellMaps::isMap)) {
            cited.add(
                    "McInnes L., Healy J., Melville J. UMAP: Uniform Manifold Approximation and Projection for Dimension Reduction. 2018. https://arxiv.org/abs/1802.03426");
        }
        if (!results.tables(Role.GENE_SET_SCORES).isEmpty()) {
            cited.add(
                    "Subramanian A. et al. Gene set enrichment analysis. PNAS 102, 15545–15550, 2005. https://doi.org/10.1073/pnas.0506580102");
        }
        return cited;
    }
}
