package org.screlate.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

    private MethodsText() {}

    /** A sentence of each tool; words in brackets are options. A part between bars is left out where one of its options is not set. */
    private static Map<String, String> sentences() {
        Map<String, String> sentences = new LinkedHashMap<>();
        sentences.put("import", "Counts were imported.");
        sentences.put("merge", "Samples were merged.");
        sentences.put(
                "preprocess",
                "Cells were kept that had at least [min-counts] counts|, at least [min-genes] genes||, at most [max-mito] % mitochondrial"
                        + " counts||, and genes that were counted in at least [min-cells] cells|; cells were scaled to the"
                        + " [target-sum] sum of counts and log-transformed, [hvg] highly variable genes were found"
                        + " (method [hvg-method]), and [components] principal components and [neighbours] nearest neighbours"
                        + " were computed.");
        sentences.put("impute", "Zeros were imputed (mode [mode]|, method [method]|).");
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
                "simulate dropout", "To judge imputation, values were hidden|, a share of [rate]||, by [mechanism]|.");
        return sentences;
    }

    static String paragraph(List<Step> steps) {
        Set<String> versions = steps.stream().map(Step::version).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> seeds = steps.stream()
                .map(step -> String.valueOf(step.seed()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> told = new LinkedHashSet<>();
        steps.forEach(step -> told.add(sentence(step)));
        String rest = told.size() > MOST_SENTENCES ? " Further steps are in the table below." : "";
        return "Data were analysed with screlate " + String.join(" and ", versions) + ". "
                + told.stream().limit(MOST_SENTENCES).collect(Collectors.joining(" "))
                + rest + " Random choices began from seed " + String.join(" or ", seeds) + ".";
    }

    private static String sentence(Step step) {
        String name = step.tool().replaceFirst("^screlate-", "");
        String known = SENTENCES.getOrDefault(name, SENTENCES.getOrDefault(name.split(" ", 2)[0], ""));
        // simulate has several commands, of which one has words of its own.
        return known.isEmpty() ? plain(step, name) : filled(known, step.options());
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
