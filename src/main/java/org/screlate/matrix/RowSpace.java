package org.screlate.matrix;

import org.screlate.stats.random.Streams;

/**
 * Dimensions that hold most of what some rows have in common, without their products with each other: rows are added into
 * buckets with random signs, and the space of the sums is turned once towards the leading singular vectors, by the product
 * with \(X^\top X\). Time O(rows · columns · dimensions); two products with X, and one for the scores.
 *
 * @see <a href="https://doi.org/10.1137/090771806">Halko et al. (2011)</a>, and Clarkson and Woodruff (2013) for the buckets
 */
public final class RowSpace {
    private static final int PASSES = 2;

    private RowSpace() {}

    /**
     * The rows in these dimensions.
     *
     * @param x {@code [rows × columns]}
     * @param dimensions at most the smaller side of x
     * @param seed of buckets and signs
     * @return {@code [rows × dimensions]}
     */
    public static DenseMatrix scores(DenseMatrix x, int dimensions, long seed, Workers workers) {
        int side = Math.min(x.rows(), x.columns());
        if (dimensions < 1 || dimensions > side) {
            throw new IllegalArgumentException("dimensions not from 1 to " + side + ": " + dimensions);
        }
        DenseMatrix basis = OrthonormalRows.of(buckets(x, dimensions, seed), PASSES, workers);
        DenseMatrix scores = DenseMatrix.zeros(x.rows(), dimensions);
        DenseProducts.abt(x, basis, scores, false, workers);
        DenseProducts.atb(scores, x, basis, false, workers);
        basis = OrthonormalRows.of(basis, PASSES, workers);
        DenseProducts.abt(x, basis, scores, false, workers);
        return scores;
    }

    /** Sums of rows, each row in one of them, with a sign; both follow from its values, so the order of rows is nothing. */
    private static DenseMatrix buckets(DenseMatrix x, int count, long seed) {
        DenseMatrix sums = DenseMatrix.zeros(count, x.columns());
        long stream = Streams.key(seed, "row space");
        for (int r = 0; r < x.rows(); r++) {
            int from = x.offset(r);
            long values = 0;
            for (int c = 0; c < x.columns(); c++) {
                values = 31 * values + Float.floatToIntBits(x.values()[from + c]);
            }
            long bits = Streams.bits(stream, values);
            int to = sums.offset((int) ((bits >>> 1) % count));
            float sign = (bits & 1) == 0 ? 1 : -1;
            for (int c = 0; c < x.columns(); c++) {
                sums.values()[to + c] += sign * x.values()[from + c];
            }
        }
        return sums;
    }
}
