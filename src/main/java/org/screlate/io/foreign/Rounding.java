package org.screlate.io.foreign;

import java.util.Locale;
import java.util.SplittableRandom;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.random.Streams;

/**
 * What to do with fractions among counts, as ambient RNA correction and the sharing out of multi-mapping reads leave them.
 *
 * @param kind how to round
 * @param seed of the stochastic rounding
 */
public record Rounding(Kind kind, long seed) {
    /** Refuses fractions. */
    public static final Rounding NONE = new Rounding(Kind.NONE, 0);

    /** How to round. */
    public enum Kind {
        /** Not at all. */
        NONE,
        /** To the nearest whole number, halves to the even one. */
        NEAREST,
        /** Up with the probability of the fraction, which keeps sums as they are on average. */
        STOCHASTIC;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whole numbers; each row has a random stream of its own. */
    SparseMatrix round(SparseMatrix matrix) {
        if (kind == Kind.NONE) {
            return matrix;
        }
        float[] values = matrix.values().clone();
        for (int r = 0; r < matrix.rows(); r++) {
            SplittableRandom random = Streams.of(seed, "rounding of counts", r);
            for (int k = matrix.offsets()[r]; k < matrix.offsets()[r + 1]; k++) {
                values[k] = kind == Kind.NEAREST
                        ? (float) Math.rint(values[k])
                        : (float) Math.floor(values[k] + random.nextDouble());
            }
        }
        return new CompressedRows(
                        matrix.rows(),
                        matrix.columns(),
                        matrix.offsets().clone(),
                        matrix.indices().clone(),
                        values)
                .toMatrix();
    }
}
