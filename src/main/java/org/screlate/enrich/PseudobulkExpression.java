package org.screlate.enrich;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.MeanDifference;
import org.screlate.stats.MultipleTesting;

/**
 * Genes whose expression differs between groups of cells, each subject taken as one observation: the counts of the
 * cells of a subject in a group are summed to \(s_g\), and \[ x_g = \log_2 \Bigl( 10^6 \frac{s_g + 1/2}{\sum_h s_h + 1}
 * \Bigr) \] are compared by a t test: paired if every subject is in both groups, else Welch's. P-values are adjusted
 * by Benjamini and Hochberg over the genes that were counted in any subject; others have none.
 *
 * @see <a href="https://doi.org/10.1186/gb-2014-15-2-r29">Law et al. (2014), for the half count</a>
 * @see <a href="https://doi.org/10.1038/s41467-021-25960-2">Squair et al. (2021), for why subjects are compared</a>
 */
public final class PseudobulkExpression {
    private final Options options;

    /**
     * What is compared with what.
     *
     * @param group the group to compare, or null for each in turn
     * @param reference the group to compare with, or null for all other cells
     * @param leastCells subjects with fewer cells on a side are left out there
     */
    public record Options(@Nullable String group, @Nullable String reference, int leastCells) {
        /** Each group against the rest. */
        public static final Options DEFAULTS = new Options(null, null, 10);

        /** Checks the number. */
        public Options {
            if (leastCells < 1) {
                throw new IllegalArgumentException("least cells of a subject < 1: " + leastCells);
            }
        }
    }

    /**
     * What was found.
     *
     * @param table one row for each comparison and gene, comparisons by name, genes by falling t
     * @param leftOut what was left out and why, one line each
     */
    public record Result(Table table, List<String> leftOut) {}

    public PseudobulkExpression(Options options) {
        this.options = options;
    }

    /**
     * Compares.
     *
     * @param cells counts
     * @param labels the group of each cell
     * @param subjects the subject of each cell
     */
    public Result compare(CellMatrix cells, String[] labels, String[] subjects) {
        if (cells.layer() != Layer.COUNTS) {
            throw new InvalidInputException("the cells are of the layer '"
                    + cells.layer().word() + "': sums over a subject's cells need counts");
        }
        SparseMatrix counts = cells.values().toSparse();
        List<Table> tables = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Comparison comparison : Comparison.of(cells.cells(), labels, options.group(), options.reference())) {
            Map<String, double[]> group = sums(counts, comparison.inGroup(), subjects, comparison.group(), leftOut);
            Map<String, double[]> reference =
                    sums(counts, comparison.inReference(), subjects, comparison.reference(), leftOut);
            if (group.size() < 2 || reference.size() < 2) {
                throw new InvalidInputException(comparison.group() + " against " + comparison.reference() + ": "
                        + group.size() + " and " + reference.size() + " subjects with at least "
                        + options.leastCells() + " cells; a comparison of subjects needs 2 on each side");
            }
            tables.add(table(cells.genes(), counted(counts, comparison), comparison, group, reference));
        }
        return new Result(Table.stacked(tables), List.copyOf(leftOut));
    }

    /** Log counts per million of each subject with enough cells, by name, {@code [genes]} each. */
    private Map<String, double[]> sums(
            SparseMatrix counts, int[] cells, String[] subjects, String side, List<String> leftOut) {
        Map<String, List<Integer>> bySubject = new TreeMap<>();
        Arrays.stream(cells).forEach(c -> bySubject
                .computeIfAbsent(subjects[c], s -> new ArrayList<>())
                .add(c));
        Map<String, double[]> kept = new LinkedHashMap<>();
        bySubject.forEach((subject, its) -> {
            if (its.size() < options.leastCells()) {
                leftOut.add(
                        "subject " + subject + " has " + its.size() + " cells in " + side + " and was left out there");
            } else {
                kept.put(subject, logPerMillion(sum(counts, its)));
            }
        });
        return kept;
    }

    /** Whether a gene was counted in any cell of either side; otherwise its differences are those of the totals. */
    private static boolean[] counted(SparseMatrix counts, Comparison comparison) {
        boolean[] counted = new boolean[counts.columns()];
        for (int[] side : List.of(comparison.inGroup(), comparison.inReference())) {
            for (int c : side) {
                for (int k = counts.offsets()[c]; k < counts.offsets()[c + 1]; k++) {
                    counted[counts.indices()[k]] |= counts.values()[k] != 0;
                }
            }
        }
        return counted;
    }

    private static double[] sum(SparseMatrix counts, List<Integer> cells) {
        double[] sum = new double[counts.columns()];
        for (int c : cells) {
            for (int k = counts.offsets()[c]; k < counts.offsets()[c + 1]; k++) {
                sum[counts.indices()[k]] += counts.values()[k];
            }
        }
        return sum;
    }

    private static double[] logPerMillion(double[] sums) {
        double total = Arrays.stream(sums).sum();
        return Arrays.stream(sums)
                .map(s -> Math.log((s + 0.5) / (total + 1) * 1e6) / Math.log(2))
                .toArray();
    }

    private static Table table(
            List<String> genes,
            boolean[] counted,
            Comparison comparison,
            Map<String, double[]> group,
            Map<String, double[]> reference) {
        boolean paired = group.keySet().equals(reference.keySet());
        int n = genes.size();
        double[] t = new double[n];
        double[] df = new double[n];
        double[] p = new double[n];
        double[] difference = new double[n];
        for (int g = 0; g < n; g++) {
            double[] one = column(group, g);
            double[] other = column(reference, g);
            MeanDifference found = !counted[g]
                    ? MeanDifference.NONE
                    : paired ? MeanDifference.paired(one, other) : MeanDifference.welch(one, other);
            t[g] = found.statistic();
            df[g] = found.degreesOfFreedom();
            p[g] = found.pValue();
            difference[g] = found.difference();
        }
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer g) -> Double.isNaN(t[g]) ? 0 : -t[g]))
                .mapToInt(g -> g)
                .toArray();
        return Table.ofRows(n)
                .with("group", DifferentialExpression.repeated(comparison.group(), n))
                .with("reference", DifferentialExpression.repeated(comparison.reference(), n))
                .with("gene", new Column.Text(genes.toArray(new @Nullable String[0])))
                .with("score", new Column.Real(t))
                .with("log2_fold_change", new Column.Real(difference))
                .with("p_value", new Column.Real(p))
                .with("q_value", new Column.Real(MultipleTesting.benjaminiHochberg(p)))
                .with("df", new Column.Real(df))
                .with("test", DifferentialExpression.repeated(paired ? "paired" : "welch", n))
                .with("n_group", DifferentialExpression.count(group.size(), n))
                .with("n_reference", DifferentialExpression.count(reference.size(), n))
                .select(order);
    }

    private static double[] column(Map<String, double[]> subjects, int gene) {
        return subjects.values().stream().mapToDouble(values -> values[gene]).toArray();
    }
}
