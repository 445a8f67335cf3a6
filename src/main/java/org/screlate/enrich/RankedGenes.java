package org.screlate.enrich;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.SparseMatrix;

/**
 * Genes by falling score; genes of equal score by name, so that the order they came in is of no account.
 *
 * @param genes unique
 * @param scores falling, finite
 */
public record RankedGenes(List<String> genes, double[] scores) {
    /** As the original program has it. */
    private static final double LEAST_SPREAD = 0.2;

    private static final double ROUNDING = 1e-6;

    /** Checks the lengths. */
    public RankedGenes {
        genes = List.copyOf(genes);
        if (genes.size() != scores.length) {
            throw new IllegalArgumentException(genes.size() + " genes but " + scores.length + " scores");
        }
    }

    /** Ranks genes; those without a score (NaN) are left out. */
    public static RankedGenes of(List<String> genes, double[] scores) {
        CellMatrix.index("gene", genes);
        int[] order = IntStream.range(0, scores.length)
                .filter(g -> !Double.isNaN(scores[g]))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer g) -> -scores[g]).thenComparing(genes::get))
                .mapToInt(g -> g)
                .toArray();
        if (order.length < 2) {
            throw new InvalidInputException("only " + order.length + " genes have a score; a ranking needs 2");
        }
        if (Double.isInfinite(scores[order[0]]) || Double.isInfinite(scores[order[order.length - 1]])) {
            throw new InvalidInputException("a gene has an infinite score; rank by a score that is finite");
        }
        if (scores[order[0]] == scores[order[order.length - 1]]) {
            throw new InvalidInputException(
                    "all " + order.length + " genes have the score " + scores[order[0]] + ", which ranks none of them");
        }
        return new RankedGenes(
                IntStream.of(order).mapToObj(genes::get).toList(),
                IntStream.of(order).mapToDouble(g -> scores[g]).toArray());
    }

    /** Of each gene the rank of the first one of its score. */
    int[] firstOfTie() {
        int[] first = new int[scores.length];
        for (int g = 1; g < first.length; g++) {
            first[g] = scores[g] == scores[g - 1] ? first[g - 1] : g;
        }
        return first;
    }

    /** The share of the genes that have their score in common with another. */
    public double tiedShare() {
        int[] first = firstOfTie();
        int n = first.length;
        return IntStream.range(0, n)
                        .filter(g -> first[g] != g || (g + 1 < n && first[g + 1] == g))
                        .count()
                / (double) n;
    }

    /**
     * A ranking of cells.
     *
     * @param ranked the genes
     * @param constant those of one value on either side, but not the same
     */
    public record OfCells(RankedGenes ranked, List<String> constant) {}

    /**
     * Ranks genes by signal to noise between two groups of cells, \((\bar x_1 - \bar x_0) / (s_1 + s_0)\) with the
     * standard deviations (n - 1), each at least a fifth of the mean's size (of 1, if the mean is 0); genes of one and the
     * same value in all cells have none.
     *
     * @param labels the group of each cell, empty where it has none
     * @param group one of them
     * @param reference another, or null for all others
     */
    public static OfCells bySignalToNoise(CellMatrix cells, String[] labels, String group, @Nullable String reference) {
        Comparison comparison =
                Comparison.of(cells.cells(), labels, group, reference).get(0);
        SparseMatrix values = cells.values().toSparse();
        double[][] one = moments(values, comparison.inGroup());
        double[][] other = moments(values, comparison.inReference());
        double[] scores = new double[values.columns()];
        List<String> constant = new ArrayList<>();
        for (int g = 0; g < scores.length; g++) {
            double spread = bounded(one[1][g], one[0][g]) + bounded(other[1][g], other[0][g]);
            // Equal values leave a spread of rounding errors.
            boolean varies =
                    one[1][g] > ROUNDING * Math.abs(one[0][g]) || other[1][g] > ROUNDING * Math.abs(other[0][g]);
            boolean differs = Math.abs(one[0][g] - other[0][g]) > ROUNDING * Math.abs(one[0][g]);
            scores[g] = varies || differs ? (one[0][g] - other[0][g]) / spread : Double.NaN;
            if (!varies && differs) {
                constant.add(cells.genes().get(g));
            }
        }
        return new OfCells(of(cells.genes(), scores), List.copyOf(constant));
    }

    private static double bounded(double spread, double mean) {
        return Math.max(spread, LEAST_SPREAD * (mean == 0 ? 1 : Math.abs(mean)));
    }

    /** Mean and standard deviation of each column over some rows. */
    private static double[][] moments(SparseMatrix values, int[] rows) {
        if (rows.length < 2) {
            throw new InvalidInputException("a group of " + rows.length + " cells has no spread; it needs 2");
        }
        double[] mean = new double[values.columns()];
        double[] spread = new double[values.columns()];
        int[] stored = new int[values.columns()];
        for (int r : rows) {
            for (int k = values.offsets()[r]; k < values.offsets()[r + 1]; k++) {
                mean[values.indices()[k]] += values.values()[k] / rows.length;
                stored[values.indices()[k]]++;
            }
        }
        for (int g = 0; g < mean.length; g++) {
            spread[g] = (rows.length - stored[g]) * mean[g] * mean[g];
        }
        for (int r : rows) {
            for (int k = values.offsets()[r]; k < values.offsets()[r + 1]; k++) {
                double off = values.values()[k] - mean[values.indices()[k]];
                spread[values.indices()[k]] += off * off;
            }
        }
        for (int g = 0; g < mean.length; g++) {
            spread[g] = Math.sqrt(spread[g] / (rows.length - 1));
        }
        return new double[][] {mean, spread};
    }
}
