package org.screlate.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;

/**
 * Pearson correlations of rows that hold zeros for the most part, from the places where both are not zero: with \(m_i\) the
 * mean of row i and \(s_i = \|x_i - m_i\|\), \[ r_{ij} = \frac{\sum_c x_{ic} x_{jc} - n m_i m_j}{s_i s_j} \] over n columns,
 * in double precision. All pairs take time \(\sum_c k_c^2 / 2\) where column c holds \(k_c\) values.
 *
 * @param rows {@code [rows × columns]}
 * @param columns the same, turned
 * @param means m
 * @param scales 1 / s; 0 for a row without spread
 */
record SparseCorrelations(SparseMatrix rows, SparseMatrix columns, double[] means, double[] scales) {
    /** Share of values that are not zero, up to which this is the faster way. */
    private static final double MOST_STORED = 0.1;

    /**
     * Prepares the rows.
     *
     * @param constant whether a row has no spread
     * @return null where too few values are zero
     */
    static @Nullable SparseCorrelations of(DenseMatrix points, boolean[] constant) {
        long stored = 0;
        for (float value : points.values()) {
            stored += value != 0 ? 1 : 0;
        }
        if (stored > MOST_STORED * points.values().length) {
            return null;
        }
        SparseMatrix rows = points.toSparse();
        double[] means = new double[rows.rows()];
        double[] scales = new double[means.length];
        for (int r = 0; r < means.length; r++) {
            double sum = 0;
            int from = rows.offsets()[r];
            int to = rows.offsets()[r + 1];
            for (int k = from; k < to; k++) {
                sum += rows.values()[k];
            }
            means[r] = sum / rows.columns();
            double squares = (rows.columns() - (to - from)) * means[r] * means[r];
            for (int k = from; k < to; k++) {
                squares += (rows.values()[k] - means[r]) * (rows.values()[k] - means[r]);
            }
            scales[r] = constant[r] ? 0 : 1 / Math.sqrt(squares);
        }
        return new SparseCorrelations(rows, rows.transpose(), means, scales);
    }

    /**
     * Of one row with the rows {@code first <= j}.
     *
     * @param sums length rows, overwritten
     * @param correlations length rows, overwritten from first on
     */
    void correlate(int row, int first, double[] sums, float[] correlations) {
        Arrays.fill(sums, 0);
        for (int k = rows.offsets()[row]; k < rows.offsets()[row + 1]; k++) {
            double value = rows.values()[k];
            int column = rows.indices()[k];
            int end = columns.offsets()[column + 1];
            int start = Arrays.binarySearch(columns.indices(), columns.offsets()[column], end, first);
            for (int e = start < 0 ? -start - 1 : start; e < end; e++) {
                sums[columns.indices()[e]] += value * columns.values()[e];
            }
        }
        double expected = rows.columns() * means[row];
        for (int j = first; j < sums.length; j++) {
            correlations[j] = (float) ((sums[j] - expected * means[j]) * scales[row] * scales[j]);
        }
    }
}
