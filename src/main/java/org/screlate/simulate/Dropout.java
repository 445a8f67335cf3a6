package org.screlate.simulate;

import java.util.Locale;
import java.util.SplittableRandom;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.count.Binomial;
import org.screlate.stats.random.Streams;

/**
 * Sets non-zeros of a matrix to zero, and keeps what was there. Of the \(N\) non-zeros, with rate \(q\):
 *
 * <ul>
 *   <li>missing completely at random: exactly \(\lfloor q N \rfloor\), every subset of that size equally likely;
 *   <li>missing not at random: each by itself with probability \[ p_i = \min(1, s \exp(-\lambda x_i^2)), \] where \(x_i\)
 *       is the value on the log scale (log-normalised, or \(\log(1 + y_i)\) of a count) and \(s\) is such that \(\sum p_i
 *       = q N\). So low values vanish more often, and the expected share is the rate; the actual one differs by chance;
 *   <li>thinning, of counts only: each molecule is lost by itself with probability \(q\), so that \(y' \sim B(y, 1 - q)\)
 *       is left of the count \(y\). What became zero is masked; most other counts are lower than before. This is what
 *       sequencing to \(1 - q\) of the depth would have given.
 * </ul>
 *
 * <p>The non-zeros are visited row by row, one uniform number each, so neither threads nor the form of the matrix matter.
 *
 * @see <a href="https://doi.org/10.1186/s13059-015-0805-z">Pierson and Yau (2015)</a>, whose zero inflation is exp(-λ x²)
 */
public final class Dropout {
    private static final int HALVINGS = 64;

    private final Options options;

    /** How values go missing. */
    public enum Mechanism {
        /** Completely at random. */
        MCAR,
        /** Not at random: low values rather than high ones. */
        MNAR,
        /** Molecules, not entries, go missing: completely at random, and low counts vanish by it. */
        THINNING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Settings.
     *
     * @param rate share to lose of the non-zeros, or for {@link Mechanism#THINNING} of the molecules; in (0, 1)
     * @param decay \(\lambda\), positive, for {@link Mechanism#MNAR} only
     */
    public record Options(double rate, Mechanism mechanism, double decay, long seed) {
        /** As in the scCR paper. */
        public static final Options DEFAULTS = new Options(0.2, Mechanism.MCAR, 0.1, 0);

        /** Checks rate and decay. */
        public Options {
            if (!(rate > 0 && rate < 1)) {
                throw new IllegalArgumentException("rate not in (0, 1): " + rate);
            }
            if (!(decay > 0 && decay < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("decay not a positive number: " + decay);
            }
        }
    }

    /**
     * What is left, and what is not.
     *
     * @param masked the matrix with zeros at the masked places, and for thinning with lower counts at others; form and
     *     layer as before
     * @param mask the true values at the masked places, sparse, layer mask
     * @param nonZeros how many there were
     * @param maskedCount how many were masked
     * @param emptiedCells cells that had values and have none any more
     */
    public record Result(CellMatrix masked, CellMatrix mask, int nonZeros, int maskedCount, int emptiedCells) {}

    /** Creates the method; nothing is drawn until {@link #apply}. */
    public Dropout(Options options) {
        this.options = options;
    }

    /** Bytes that {@link #apply} needs at its peak: the input's non-zeros, a copy, its two parts, choices and weights. */
    public static long memory(CellMatrix cells) {
        boolean dense = cells.values() instanceof DenseMatrix;
        long places = (long) cells.values().rows() * cells.values().columns();
        long stored = cells.values() instanceof SparseMatrix sparse ? sparse.stored() : places;
        long entry = Integer.BYTES + Float.BYTES;
        return stored * (2 * entry + 1 + Float.BYTES + Double.BYTES) + (dense ? 2 * places * Float.BYTES : 0);
    }

    /** Masks a matrix of layer counts or lognorm. */
    public Result apply(CellMatrix cells) {
        SparseMatrix values = nonZeros(cells);
        float[] left = left(values.values(), cells.layer());
        SparseMatrix kept = part(values.withValues(left), isZero(left), false);
        SparseMatrix hidden = part(values, isZero(left), true);
        if (hidden.stored() == 0) {
            throw new InvalidInputException("a rate of " + options.rate() + " masks none of " + values.stored()
                    + " non-zeros; choose a higher rate or a larger matrix");
        }
        return new Result(
                cells.withValues(cells.values() instanceof DenseMatrix ? kept.toDense() : kept, cells.layer()),
                cells.withValues(hidden, Layer.MASK),
                values.stored(),
                hidden.stored(),
                emptied(values, kept));
    }

    /** The values without stored zeros. */
    private static SparseMatrix nonZeros(CellMatrix cells) {
        SparseMatrix stored = cells.values().toSparse();
        boolean[] nonZero = new boolean[stored.stored()];
        for (int k = 0; k < nonZero.length; k++) {
            float value = stored.values()[k];
            if (!(value >= 0 && value < Float.POSITIVE_INFINITY)) {
                throw new InvalidInputException("the matrix holds " + value + "; "
                        + cells.layer().word() + " values are finite and not negative: import or normalise it again");
            }
            nonZero[k] = value > 0;
        }
        SparseMatrix values = part(stored, nonZero, true);
        if (values.stored() == 0) {
            throw new InvalidInputException("the matrix has no non-zero value, so there is nothing to mask");
        }
        return values;
    }

    /** What is left of each value: itself or nothing, or a part of its molecules. */
    private float[] left(float[] values, Layer layer) {
        if (options.mechanism() == Mechanism.THINNING) {
            return thinned(values, layer);
        }
        boolean[] chosen =
                options.mechanism() == Mechanism.MCAR ? completelyAtRandom(values.length) : notAtRandom(values, layer);
        float[] left = values.clone();
        for (int k = 0; k < left.length; k++) {
            left[k] = chosen[k] ? 0 : left[k];
        }
        return left;
    }

    private float[] thinned(float[] counts, Layer layer) {
        if (layer != Layer.COUNTS) {
            throw new InvalidInputException("values of the layer '" + layer.word()
                    + "' have no molecules to lose; thin counts, or choose mcar or mnar");
        }
        SplittableRandom random = Streams.of(options.seed(), "thinning");
        float[] left = new float[counts.length];
        for (int k = 0; k < left.length; k++) {
            left[k] = Binomial.quantile(random.nextDouble(), Math.round(counts[k]), 1 - options.rate());
        }
        return left;
    }

    private static boolean[] isZero(float[] values) {
        boolean[] isZero = new boolean[values.length];
        for (int k = 0; k < values.length; k++) {
            isZero[k] = values[k] == 0;
        }
        return isZero;
    }

    // Knuth's algorithm S: each place is taken with probability (still to take) / (still to visit).
    private boolean[] completelyAtRandom(int n) {
        SplittableRandom random = Streams.of(options.seed(), "completely at random");
        boolean[] chosen = new boolean[n];
        int left = (int) Math.floor(options.rate() * n);
        for (int k = 0; k < n; k++) {
            chosen[k] = random.nextDouble() * (n - k) < left;
            left -= chosen[k] ? 1 : 0;
        }
        return chosen;
    }

    private boolean[] notAtRandom(float[] values, Layer layer) {
        double[] weights = new double[values.length];
        for (int k = 0; k < weights.length; k++) {
            double x = layer == Layer.COUNTS ? StrictMath.log1p(values[k]) : values[k];
            weights[k] = Math.exp(-options.decay() * x * x);
        }
        double scale = scale(weights, options.rate() * values.length);
        SplittableRandom random = Streams.of(options.seed(), "not at random");
        boolean[] chosen = new boolean[values.length];
        for (int k = 0; k < chosen.length; k++) {
            chosen[k] = random.nextDouble() < scale * weights[k];
        }
        return chosen;
    }

    /** The \(s\) for which \(\sum \min(1, s w_i)\) is the total wanted, by bisection of log s. */
    static double scale(double[] weights, double total) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (double weight : weights) {
            least = Math.min(least, weight);
            most = Math.max(most, weight);
        }
        double low = Math.log(total / weights.length) - Math.log(most);
        double high = -Math.log(Math.max(least, Double.MIN_NORMAL));
        for (int i = 0; i < HALVINGS && low < high; i++) {
            double middle = (low + high) / 2;
            double scale = Math.exp(middle);
            double sum = 0;
            for (double weight : weights) {
                sum += Math.min(1, scale * weight);
            }
            if (sum < total) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp((low + high) / 2);
    }

    /** The stored values whose choice is as wanted. */
    private static SparseMatrix part(SparseMatrix values, boolean[] chosen, boolean wanted) {
        int count = 0;
        for (boolean one : chosen) {
            count += one == wanted ? 1 : 0;
        }
        int[] offsets = new int[values.rows() + 1];
        int[] indices = new int[count];
        float[] kept = new float[count];
        for (int r = 0, next = 0; r < values.rows(); r++) {
            for (int k = values.offsets()[r]; k < values.offsets()[r + 1]; k++) {
                if (chosen[k] == wanted) {
                    indices[next] = values.indices()[k];
                    kept[next++] = values.values()[k];
                }
            }
            offsets[r + 1] = next;
        }
        return new SparseMatrix(values.rows(), values.columns(), offsets, indices, kept);
    }

    private static int emptied(SparseMatrix before, SparseMatrix after) {
        int emptied = 0;
        for (int r = 0; r < before.rows(); r++) {
            boolean had = before.offsets()[r + 1] > before.offsets()[r];
            boolean has = after.offsets()[r + 1] > after.offsets()[r];
            emptied += had && !has ? 1 : 0;
        }
        return emptied;
    }
}
