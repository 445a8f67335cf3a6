package org.screlate.matrix;

import java.util.Arrays;

/**
 * The axes of a matrix with few rows, by way of these: with the centred rows {@code C = X − 1μᵀ}, the products of rows {@code
 * CCᵀ [rows × rows]} have the eigenvalues of {@code CᵀC}, and an eigenvector {@code u} of them gives {@code Cᵀu / √λ}. The
 * vectors of the iteration are then as short as a column of X.
 */
final class CentredRows {
    /** Rows up to which all products of two rows cost less than the iteration on columns: 2 MiB. */
    private static final int MOST = 512;

    /** An eigenvalue this much smaller than the largest is rounding, and says no direction. */
    private static final double TINY = 1e-12;

    private CentredRows() {}

    static boolean areShorter(SparseMatrix x) {
        return x.rows() <= MOST && x.columns() > CentredGram.STORED_LIMIT;
    }

    /**
     * Largest eigenvalues of {@code CᵀC} and their eigenvectors.
     *
     * @param means of the columns
     */
    static Lanczos.Eigenpairs largest(SparseMatrix x, double[] means, int rank, int count, long seed, Workers workers) {
        double[][] products = products(x, means, workers);
        SymmetricOperator operator = (v, product) -> {
            for (int i = 0; i < products.length; i++) {
                product[i] = dot(products[i], v);
            }
        };
        Lanczos.Eigenpairs found = Lanczos.largest(operator, x.rows(), rank, count, seed);
        double least = found.values().length == 0 ? 0 : TINY * found.values()[0];
        int said = 0;
        while (said < found.values().length && found.values()[said] > least) {
            said++;
        }
        double[][] vectors = new double[said][];
        workers.forEach(said, a -> vectors[a] = direction(x, means, found.vectors()[a]));
        return new Lanczos.Eigenpairs(Arrays.copyOf(found.values(), said), vectors, found.converged());
    }

    /** {@code CCᵀ}, in which {@code Cᵢ Cⱼ = Xᵢ Xⱼ − μ Xᵢ − μ Xⱼ + μ μ}. */
    static double[][] products(SparseMatrix x, double[] means, Workers workers) {
        int rows = x.rows();
        double[] withMeans = new double[rows];
        Arrays.setAll(withMeans, i -> dot(x, i, means));
        double ofMeans = dot(means, means);
        double[][] products = new double[rows][rows];
        workers.forEach(rows, i -> {
            double[] filled = new double[x.columns()];
            for (int k = x.offsets()[i]; k < x.offsets()[i + 1]; k++) {
                filled[x.indices()[k]] = x.values()[k];
            }
            for (int j = i; j < rows; j++) {
                products[i][j] = dot(x, j, filled) - withMeans[i] - withMeans[j] + ofMeans;
            }
        });
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < i; j++) {
                products[i][j] = products[j][i];
            }
        }
        return products;
    }

    /** {@code Cᵀu}, of unit length. */
    private static double[] direction(SparseMatrix x, double[] means, double[] u) {
        double[] sum = new double[x.columns()];
        double total = 0;
        for (int i = 0; i < u.length; i++) {
            total += u[i];
            for (int k = x.offsets()[i]; k < x.offsets()[i + 1]; k++) {
                sum[x.indices()[k]] += u[i] * x.values()[k];
            }
        }
        for (int c = 0; c < sum.length; c++) {
            sum[c] -= means[c] * total;
        }
        double length = Math.sqrt(dot(sum, sum));
        for (int c = 0; c < sum.length; c++) {
            sum[c] /= length;
        }
        return sum;
    }

    // Two sums at once: the processor need not wait for one addition to end before it begins the next.
    private static double dot(SparseMatrix x, int row, double[] y) {
        int end = x.offsets()[row + 1];
        double even = 0;
        double odd = 0;
        int k = x.offsets()[row];
        for (; k + 1 < end; k += 2) {
            even += x.values()[k] * y[x.indices()[k]];
            odd += x.values()[k + 1] * y[x.indices()[k + 1]];
        }
        return k < end ? even + odd + x.values()[k] * y[x.indices()[k]] : even + odd;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
