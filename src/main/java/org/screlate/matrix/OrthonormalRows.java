package org.screlate.matrix;

import org.screlate.stats.math.Cholesky;

/**
 * An orthonormal basis of the space of some rows B. Where they are well apart, by Cholesky factors of their products: with
 * \(B B^\top = L L^\top\), rows scaled to length 1 before, \(Q = L^{-1} B\), twice, which takes two products of matrices a pass
 * and is orthonormal to single precision. Else one row after the other, in double precision.
 *
 * @see <a href="https://doi.org/10.1109/ScalA.2014.11">Fukaya et al. (2014), CholeskyQR2</a>
 */
final class OrthonormalRows {
    /** The least share of a row's squared length outside the rows before that single precision leaves to see. */
    private static final double LEAST_PIVOT = 1e-5;

    private OrthonormalRows() {}

    /**
     * Finds it.
     *
     * @param rows overwritten
     * @param passes of the work row by row, if it comes to that
     * @return {@code [rows × columns]}; a row that depends on those before it becomes zeros
     */
    static DenseMatrix of(DenseMatrix rows, int passes, Workers workers) {
        double[] lengths = new double[rows.rows()];
        for (int a = 0; a < lengths.length; a++) {
            lengths[a] = length(rows, a);
            scale(rows, a, lengths[a] > 0 ? 1 / lengths[a] : 0);
        }
        DenseMatrix once = byFactor(rows, workers);
        DenseMatrix twice = once == rows ? rows : byFactor(once, workers);
        if (once == rows || twice == once) {
            oneByOneInPlace(rows, passes);
            return rows;
        }
        return twice;
    }

    /** \(L^{-1} B\); B itself where its rows are too near to each other. */
    private static DenseMatrix byFactor(DenseMatrix b, Workers workers) {
        int n = b.rows();
        DenseMatrix products = DenseMatrix.zeros(n, n);
        DenseProducts.abt(b, b, products, false, workers);
        double[][] gram = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                gram[i][j] = products.get(i, j);
            }
        }
        Cholesky cholesky = new Cholesky(n);
        if (!cholesky.factor(gram) || !(cholesky.leastPivot() > LEAST_PIVOT)) {
            return b;
        }
        double[][] inverse = cholesky.inverseOfFactor();
        DenseMatrix small = DenseMatrix.zeros(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                small.set(i, j, (float) inverse[i][j]);
            }
        }
        DenseMatrix q = DenseMatrix.zeros(n, b.columns());
        DenseProducts.ab(small, b, q, false, workers);
        return q;
    }

    /** Takes from each row its part along the rows before it, in as many passes. */
    private static void oneByOneInPlace(DenseMatrix rows, int passes) {
        double[] row = new double[rows.columns()];
        for (int a = 0; a < rows.rows(); a++) {
            for (int i = 0; i < row.length; i++) {
                row[i] = rows.get(a, i);
            }
            double before = length(row);
            for (int pass = 0; pass < passes; pass++) {
                for (int b = 0; b < a; b++) {
                    removeInPlace(row, rows, b);
                }
            }
            double length = length(row);
            double scale = length > 1e-6 * before ? 1 / length : 0;
            for (int i = 0; i < row.length; i++) {
                rows.set(a, i, (float) (scale * row[i]));
            }
        }
    }

    private static void removeInPlace(double[] row, DenseMatrix rows, int other) {
        float[] values = rows.values();
        int at = rows.offset(other);
        double along = 0;
        for (int i = 0; i < row.length; i++) {
            along += row[i] * values[at + i];
        }
        for (int i = 0; i < row.length; i++) {
            row[i] -= along * values[at + i];
        }
    }

    private static double length(DenseMatrix rows, int row) {
        double squared = 0;
        for (int i = rows.offset(row); i < rows.offset(row) + rows.columns(); i++) {
            squared += (double) rows.values()[i] * rows.values()[i];
        }
        return Math.sqrt(squared);
    }

    private static double length(double[] row) {
        double squared = 0;
        for (double value : row) {
            squared += value * value;
        }
        return Math.sqrt(squared);
    }

    private static void scale(DenseMatrix rows, int row, double factor) {
        for (int i = rows.offset(row); i < rows.offset(row) + rows.columns(); i++) {
            rows.values()[i] = (float) (factor * rows.values()[i]);
        }
    }
}
