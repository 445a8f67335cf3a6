package org.screlate.preprocess;

import java.util.Arrays;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.math.Median;

/**
 * Expression from counts: {@code log(1 + x_cg · T / s_c)}, natural logarithm, where the size factor {@code s_c} is the sum
 * of a cell's counts over all genes, or over chosen ones, and {@code T} the target sum: given, or the median of
 * {@code s}.
 */
public final class LibrarySize {
    /** Counts below this recur within a cell: their logarithm is taken once. */
    private static final int RECURRING = 64;

    private final Options options;

    /** Creates it; nothing is computed until {@link #normalise}. */
    public LibrarySize(Options options) {
        this.options = options;
    }

    /**
     * The sum of each cell's counts over chosen genes.
     *
     * @param chosen one a gene
     */
    static double[] sums(SparseMatrix counts, boolean[] chosen) {
        double[] sums = new double[counts.rows()];
        for (int c = 0; c < sums.length; c++) {
            for (int k = counts.offsets()[c]; k < counts.offsets()[c + 1]; k++) {
                sums[c] += chosen[counts.indices()[k]] ? counts.values()[k] : 0;
            }
        }
        return sums;
    }

    /** Each cell's size factor in units of the target sum: expression is {@code log(1 + x_cg / factor_c)}. */
    double[] factors(double[] sizeFactors) {
        double target = target(sizeFactors);
        return Arrays.stream(sizeFactors).map(size -> size / target).toArray();
    }

    /** What each cell is brought to. */
    public double target(double[] sizeFactors) {
        return Double.isNaN(options.targetSum) ? Median.of(sizeFactors) : options.targetSum;
    }

    /**
     * Normalises.
     *
     * @param counts {@code [cells × genes]}, kept
     * @param sizeFactors one a cell, above 0
     * @return the same places with expression in them
     */
    public SparseMatrix normalise(SparseMatrix counts, double[] sizeFactors) {
        double target = target(sizeFactors);
        float[] expression = new float[counts.stored()];
        float[] known = new float[RECURRING];
        for (int c = 0; c < counts.rows(); c++) {
            if (!(sizeFactors[c] > 0)) {
                throw new IllegalArgumentException("size factor of cell " + c + " not > 0: " + sizeFactors[c]);
            }
            double scale = target / sizeFactors[c];
            Arrays.fill(known, Float.NaN);
            for (int k = counts.offsets()[c]; k < counts.offsets()[c + 1]; k++) {
                float count = counts.values()[k];
                if (count < RECURRING) {
                    if (Float.isNaN(known[(int) count])) {
                        known[(int) count] = (float) StrictMath.log1p(count * scale);
                    }
                    expression[k] = known[(int) count];
                } else {
                    expression[k] = (float) StrictMath.log1p(count * scale);
                }
            }
        }
        return counts.withValues(expression);
    }

    /**
     * Settings.
     *
     * @param targetSum the sum that each cell is brought to; NaN for the median of the size factors
     */
    public record Options(double targetSum) {
        /** The word for the median. */
        public static final String MEDIAN = "median";

        /** To the median. */
        public static final Options DEFAULTS = new Options(Double.NaN);

        /** From a number, or {@value #MEDIAN}. */
        public static Options of(String targetSum) {
            try {
                return targetSum.equals(MEDIAN) ? DEFAULTS : new Options(number(targetSum));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("target sum neither a number nor 'median': " + targetSum, e);
            }
        }

        private static double number(String text) {
            double number = Double.parseDouble(text);
            if (Double.isNaN(number)) {
                throw new NumberFormatException(text);
            }
            return number;
        }

        /** Checks the target. */
        public Options {
            if (targetSum <= 0 || targetSum == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("target sum not > 0 or not finite: " + targetSum);
            }
        }
    }
}
