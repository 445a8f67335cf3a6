package org.screlate.matrix;

import java.util.function.DoubleUnaryOperator;

/**
 * Mean and spread of each column.
 *
 * @param rows number of values in each column, zeros counted
 * @param means one a column
 * @param squares sum of squared distances to the mean, one a column
 */
public record ColumnMoments(int rows, double[] means, double[] squares) {
    /** Of the values as they are. */
    public static ColumnMoments of(SparseMatrix x) {
        return of(x, DoubleUnaryOperator.identity());
    }

    /** Of the values after a change that keeps 0 at 0; two passes, so that a large mean costs no digits. */
    public static ColumnMoments of(SparseMatrix x, DoubleUnaryOperator change) {
        double[] means = new double[x.columns()];
        int[] stored = new int[x.columns()];
        for (int k = 0; k < x.stored(); k++) {
            means[x.indices()[k]] += change.applyAsDouble(x.values()[k]);
            stored[x.indices()[k]]++;
        }
        double[] squares = new double[x.columns()];
        for (int c = 0; c < means.length; c++) {
            means[c] /= x.rows();
            squares[c] = (x.rows() - stored[c]) * means[c] * means[c];
        }
        for (int k = 0; k < x.stored(); k++) {
            double distance = change.applyAsDouble(x.values()[k]) - means[x.indices()[k]];
            squares[x.indices()[k]] += distance * distance;
        }
        return new ColumnMoments(x.rows(), means, squares);
    }

    /** Means of the columns; each value is divided before it is added. */
    public static double[] means(DenseMatrix x) {
        double[] means = new double[x.columns()];
        for (int r = 0; r < x.rows(); r++) {
            for (int c = 0; c < means.length; c++) {
                means[c] += (double) x.get(r, c) / x.rows();
            }
        }
        return means;
    }

    /** Variance of a column, divided by rows − 1; 0 for a single row. */
    public double unbiasedVariance(int column) {
        return rows > 1 ? squares[column] / (rows - 1) : 0;
    }

    /** Variance of a column, divided by rows. */
    public double populationVariance(int column) {
        return squares[column] / rows;
    }
}
