package org.screlate.matrix;

import java.util.Arrays;

/**
 * The directions in which the rows of a matrix spread most.
 *
 * <p>With column means {@code μ} and centred {@code C = X − 1μᵀ}, the loadings {@code V} are the leading eigenvectors of
 * {@code CᵀC}, the variances its eigenvalues / (rows − 1), the coordinates {@code C V}. Each axis points so that its
 * loading of largest size is positive. {@code X} stays sparse.
 *
 * @param variances unbiased variance along each axis, falling; 0 past the rank of the matrix
 * @param totalVariance sum of the unbiased variances of all columns
 * @param loadings {@code [columns × axes]}, unit length along each axis; zeros past the rank
 * @param coordinates {@code [rows × axes]}
 * @param converged whether every axis was found to full precision
 */
public record PrincipalAxes(
        double[] variances, double totalVariance, DenseMatrix loadings, DenseMatrix coordinates, boolean converged) {
    private static final int BLOCK = 256;

    /**
     * Finds the leading axes exactly (Lanczos on the Gram matrix, in double precision).
     *
     * @param count of axes, at most the smaller side of the matrix less 1
     * @param seed of the random start, which does not change the answer beyond rounding
     */
    public static PrincipalAxes of(SparseMatrix x, int count, long seed, Workers workers) {
        int most = limit(x.rows(), x.columns());
        if (count < 1 || count > most) {
            throw new IllegalArgumentException(count + " axes of a matrix of " + x.rows() + " × " + x.columns()
                    + "; 1 to " + most + " can be had");
        }
        ColumnMoments moments = ColumnMoments.of(x);
        int rank = Math.min(x.rows() - 1, x.columns());
        Lanczos.Eigenpairs found = CentredRows.areShorter(x)
                ? CentredRows.largest(x, moments.means(), rank, count, seed, workers)
                : Lanczos.largest(CentredGram.of(x, moments.means(), workers), x.columns(), rank, count, seed);
        double[] variances = new double[count];
        double[] axes = new double[Sizes.product(x.columns(), count)];
        for (int a = 0; a < found.values().length; a++) {
            variances[a] = Math.max(0, found.values()[a]) / (x.rows() - 1);
            place(found.vectors()[a], axes, a, count);
        }
        double total = 0;
        for (int c = 0; c < x.columns(); c++) {
            total += moments.unbiasedVariance(c);
        }
        return new PrincipalAxes(
                variances,
                total,
                new DenseMatrix(x.columns(), count, floats(axes)),
                project(x, moments.means(), axes, count, workers),
                found.converged());
    }

    /** Bytes in use at the peak, the matrix itself not counted. */
    public static long memory(long stored, long columns) {
        return columns <= CentredGram.STORED_LIMIT
                ? Double.BYTES * columns * columns + 6 * stored
                : 3L * Float.BYTES * stored;
    }

    /** How many axes a matrix has at most: its smaller side less 1. */
    public static int limit(int rows, int columns) {
        return Math.min(rows, columns) - 1;
    }

    // The sign of an eigenvector is arbitrary: its entry of largest size is made positive.
    private static void place(double[] vector, double[] axes, int axis, int count) {
        double largest = 0;
        for (double entry : vector) {
            largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
        }
        for (int c = 0; c < vector.length; c++) {
            axes[c * count + axis] = Math.copySign(1, largest) * vector[c];
        }
    }

    private static DenseMatrix project(SparseMatrix x, double[] means, double[] axes, int count, Workers workers) {
        double[] centre = new double[count];
        for (int c = 0; c < means.length; c++) {
            for (int a = 0; a < count; a++) {
                centre[a] += means[c] * axes[c * count + a];
            }
        }
        DenseMatrix coordinates = DenseMatrix.zeros(x.rows(), count);
        workers.forBlocks(x.rows(), BLOCK, (from, to) -> {
            double[] sum = new double[count];
            for (int r = from; r < to; r++) {
                Arrays.setAll(sum, a -> -centre[a]);
                for (int k = x.offsets()[r]; k < x.offsets()[r + 1]; k++) {
                    double value = x.values()[k];
                    int first = x.indices()[k] * count;
                    for (int a = 0; a < count; a++) {
                        sum[a] += value * axes[first + a];
                    }
                }
                for (int a = 0; a < count; a++) {
                    coordinates.set(r, a, (float) sum[a]);
                }
            }
        });
        return coordinates;
    }

    private static float[] floats(double[] values) {
        float[] narrowed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrowed[i] = (float) values[i];
        }
        return narrowed;
    }
}
