package org.screlate.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.screlate.data.Provenance;
import org.screlate.data.Table;

/** The figures of merit of each sample as sections for MultiQC: one table each, a row a sample. */
public final class Multiqc {
    private final Results results;
    private final Map<String, Section> sections = new LinkedHashMap<>();

    private Multiqc(Results results) {
        this.results = results;
    }

    /**
     * A table for MultiQC.
     *
     * @param id unique among all sections of all tools
     * @param title its heading
     * @param description what it shows
     * @param rows numbers by the title of their column, by sample
     */
    public record Section(String id, String title, String description, Map<String, Map<String, Double>> rows) {}

    /** The sections that there are results for. */
    public static List<Section> of(Results results) {
        Multiqc multiqc = new Multiqc(results);
        multiqc.quality();
        multiqc.metrics(
                "clustering",
                "clusters",
                "Clusters against known labels",
                "More is better; the row called unimputed is the baseline.");
        multiqc.metrics(
                "recovery",
                "recovery",
                "Hidden values against recovered ones",
                "Errors in units of log expression: less is better.");
        multiqc.coexpression();
        multiqc.embedding();
        return List.copyOf(multiqc.sections.values());
    }

    /** Versions of the programs that were run, by name. */
    public static Map<String, String> versions(Results results) {
        Map<String, String> versions = new TreeMap<>();
        for (Provenance.Step step : results.history().steps()) {
            versions.put(step.tool(), step.version());
        }
        return versions;
    }

    private Map<String, Double> row(String id, String title, String description, Results.Named named) {
        return sections.computeIfAbsent(
                        id, added -> new Section("screlate_" + id, title, description, new LinkedHashMap<>()))
                .rows()
                .computeIfAbsent(named.name(), added -> new LinkedHashMap<>());
    }

    private void quality() {
        for (Results.Named named : results.tables(Role.CELL_QC)) {
            Map<String, Double> row = row(
                    "qc",
                    "Quality of cells and genes",
                    "Cells and genes that came in, and those that were kept.",
                    named);
            Table table = named.table();
            row.put("cells", (double) table.rows());
            row.put("cells kept", kept(table));
            row.put("median counts", Values.quantile(Values.numbers(table, "n_counts"), 0.5));
            row.put("median genes", Values.quantile(Values.numbers(table, "n_genes"), 0.5));
            if (table.names().contains("mito_percent")) {
                row.put("median mitochondrial %", Values.quantile(Values.numbers(table, "mito_percent"), 0.5));
            }
            results.tables(Role.GENE_QC, named.sample()).forEach(genes -> {
                row.put("genes", (double) genes.table().rows());
                row.put("genes kept", kept(genes.table()));
            });
        }
    }

    private static double kept(Table table) {
        return IntStream.range(0, table.rows())
                .filter(r -> table.column("kept").text(r).equalsIgnoreCase("true"))
                .count();
    }

    private void metrics(String task, String id, String title, String description) {
        for (Results.Named named : results.tables(Role.METRICS)) {
            Table table = named.table();
            double[] values = Values.numbers(table, "value");
            for (int r = 0; r < table.rows(); r++) {
                if (table.column("task").text(r).equals(task) && Double.isFinite(values[r])) {
                    row(id, title, description, named)
                            .put(
                                    table.column("name").text(r) + " "
                                            + table.column("metric").text(r),
                                    values[r]);
                }
            }
        }
    }

    private void coexpression() {
        for (Results.Named named : results.tables(Role.COEXPRESSION)) {
            Map<String, Double> row = row(
                    "coexpression",
                    "Differential coexpression",
                    "Pairs of genes tested, and those that change.",
                    named);
            double[] p = Values.numbers(named.table(), "p_value");
            row.put("pairs", (double) p.length);
            row.put("pairs tested", (double) Coexpression.ranked(p).length);
            row.put("p < 0.05", (double) Arrays.stream(p).filter(v -> v < 0.05).count());
            if (named.table().names().contains("fdr_bh")) {
                row.put("adjusted p < 0.05", (double) Arrays.stream(Values.numbers(named.table(), "fdr_bh"))
                        .filter(v -> v < 0.05)
                        .count());
            }
            // As a power of ten: MultiQC shows 1e-30 as 0.0.
            Arrays.stream(p)
                    .filter(v -> v >= 0)
                    .min()
                    .ifPresent(least -> row.put("−log10 of the least p", Coexpression.minusLog10(least)));
        }
    }

    private void embedding() {
        for (Results.Named named : results.tables(Role.EDGE_SCORES)) {
            Map<String, Double> row = row(
                    "embedding",
                    "Embedding: held-out interactions",
                    "AUROC among pairs of genes of the same degrees; chance gives 0.5, rules that learn nothing are beside.",
                    named);
            double[] scores = Values.numbers(named.table(), "auroc_matched");
            for (int r = 0; r < scores.length; r++) {
                if (Double.isFinite(scores[r])) {
                    row.put(named.table().column("predictor").text(r).replace('_', ' '), scores[r]);
                }
            }
        }
    }
}
