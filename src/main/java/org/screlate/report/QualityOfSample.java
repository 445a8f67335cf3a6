package org.screlate.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Table;

/**
 * The quality of one sample in numbers.
 *
 * @param name of the sample
 * @param isMerged whether it is put together of other samples
 * @param cells that came in
 * @param kept cells that were kept
 * @param dropped cells dropped, by reason
 * @param counts of the median cell
 * @param genesOfCell genes detected in the median cell; NaN where that is not known
 * @param mito mitochondrial counts of the median cell in percent; NaN where that is not known
 * @param genes that came in and were kept; null where that is not known
 */
record QualityOfSample(
        String name,
        boolean isMerged,
        int cells,
        int kept,
        Map<String, Integer> dropped,
        double counts,
        double genesOfCell,
        double mito,
        @Nullable Genes genes) {
    /** Samples whose depth differs by more than this are not compared lightly. */
    private static final double UNEQUAL = 3;

    /** Genes that came in and those kept. */
    record Genes(int all, int kept) {}

    static QualityOfSample of(Results results, Results.Named cells) {
        Table table = cells.table();
        boolean[] kept = isKept(table);
        return new QualityOfSample(
                cells.sampleName(),
                results.isMerged(cells.sample()),
                kept.length,
                count(kept),
                dropped(table, kept),
                median(table, "n_counts"),
                median(table, "n_genes"),
                median(table, "mito_percent"),
                results.tables(Role.GENE_QC, cells.sample()).stream()
                        .map(named -> isKept(named.table()))
                        .map(genes -> new Genes(genes.length, count(genes)))
                        .findFirst()
                        .orElse(null));
    }

    static boolean[] isKept(Table table) {
        boolean[] kept = new boolean[table.rows()];
        String[] words = table.names().contains("kept") ? Values.words(table, "kept") : new String[table.rows()];
        for (int r = 0; r < kept.length; r++) {
            kept[r] = words[r] == null || words[r].equalsIgnoreCase("true");
        }
        return kept;
    }

    private static int count(boolean[] kept) {
        return (int) IntStream.range(0, kept.length).filter(r -> kept[r]).count();
    }

    private static double median(Table table, String column) {
        return table.names().contains(column) ? Values.quantile(Values.numbers(table, column), 0.5) : Double.NaN;
    }

    private static Map<String, Integer> dropped(Table table, boolean[] kept) {
        String[] reasons = table.names().contains("reason") ? Values.words(table, "reason") : new String[0];
        return Values.counts(IntStream.range(0, reasons.length)
                .filter(r -> !kept[r])
                .mapToObj(r -> reasons[r].isEmpty() ? "no reason given" : reasons[r])
                .toArray(String[]::new));
    }

    String sentence() {
        return String.format(
                Locale.ROOT,
                "%s: %,d of %s%s kept%s. The median cell has %s counts%s%s.",
                name,
                kept,
                Values.counted(cells, "cell"),
                genes == null
                        ? ""
                        : String.format(Locale.ROOT, " and %,d of %s", genes.kept, Values.counted(genes.all, "gene")),
                told(dropped),
                Values.shown(counts),
                Double.isNaN(genesOfCell) ? "" : ", " + Values.shown(genesOfCell) + " genes",
                mito > 0 ? ", " + Values.shown(mito) + " % of the counts mitochondrial" : "");
    }

    /** Of many samples: their sums and how far they lie apart. */
    static String sentence(List<QualityOfSample> samples) {
        Map<String, Integer> reasons = new java.util.TreeMap<>();
        samples.forEach(sample -> sample.dropped.forEach((reason, n) -> reasons.merge(reason, n, Integer::sum)));
        return String.format(
                Locale.ROOT,
                "%s: %,d of %s kept%s. The median cell of a sample has %s counts and %s genes.",
                Values.counted(samples.size(), "sample"),
                samples.stream().mapToInt(QualityOfSample::kept).sum(),
                Values.counted(samples.stream().mapToInt(QualityOfSample::cells).sum(), "cell"),
                told(reasons),
                range(samples, QualityOfSample::counts),
                range(samples, QualityOfSample::genesOfCell));
    }

    private static String told(Map<String, Integer> dropped) {
        List<String> told = dropped.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%,d for %s", entry.getValue(), entry.getKey()))
                .toList();
        return told.isEmpty() ? "" : " (dropped: " + Values.listed(told, 4) + ")";
    }

    private static String range(List<QualityOfSample> samples, ToDoubleFunction<QualityOfSample> of) {
        List<QualityOfSample> ordered = ordered(samples, of);
        if (ordered.isEmpty()) {
            return "an unknown number of";
        }
        QualityOfSample last = ordered.get(ordered.size() - 1);
        return "from " + Values.shown(of.applyAsDouble(ordered.get(0))) + " (" + ordered.get(0).name + ") to "
                + Values.shown(of.applyAsDouble(last)) + " (" + last.name + ")";
    }

    private static List<QualityOfSample> ordered(List<QualityOfSample> samples, ToDoubleFunction<QualityOfSample> of) {
        return samples.stream()
                .filter(sample -> !Double.isNaN(of.applyAsDouble(sample)))
                .sorted(Comparator.comparingDouble(of))
                .toList();
    }

    /** A warning where samples differ much in depth. */
    static Optional<String> unequalDepth(List<QualityOfSample> samples) {
        List<QualityOfSample> ordered = ordered(samples, QualityOfSample::counts);
        if (ordered.size() < 2) {
            return Optional.empty();
        }
        QualityOfSample least = ordered.get(0);
        QualityOfSample most = ordered.get(ordered.size() - 1);
        return most.counts <= UNEQUAL * least.counts
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "Sequencing depth differs between samples: the median cell has %s counts in %s and %s in %s."
                                + " Genes seem absent, and correlations weaker, where depth is low.",
                        Values.shown(least.counts),
                        least.name,
                        Values.shown(most.counts),
                        most.name));
    }

    /** A row for each sample. */
    static Table table(List<QualityOfSample> samples) {
        Values.RowList rows = new Values.RowList();
        for (QualityOfSample sample : samples) {
            List<@Nullable Object> row = new ArrayList<>(List.of("sample", sample.name));
            row.addAll(List.of("cells", sample.cells, "cells kept", sample.kept));
            row.addAll(List.of("median counts", sample.counts, "median genes", sample.genesOfCell));
            row.addAll(List.of("median mitochondrial %", sample.mito));
            if (sample.genes != null) {
                row.addAll(List.of("genes", sample.genes.all, "genes kept", sample.genes.kept));
            }
            rows.add(row.toArray());
        }
        return rows.table();
    }
}
