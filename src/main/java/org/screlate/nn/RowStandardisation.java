package org.screlate.nn;

import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/**
 * Each row less its mean, over its unbiased standard deviation: \(\tilde o_i = (o_i - \bar o) / s\); a row that does not
 * vary becomes zeros.
 */
public final class RowStandardisation {
    private static final double TINY = 1e-12;

    private final DenseMatrix rows;
    private final float[] deviations;

    private RowStandardisation(DenseMatrix rows, float[] deviations) {
        this.rows = rows;
        this.deviations = deviations;
    }

    /** Overwrites the rows by their standardised values. */
    public static RowStandardisation inPlace(DenseMatrix rows, Workers workers) {
        float[] deviations = new float[rows.rows()];
        workers.forBlocks(rows.rows(), 64, (from, to) -> {
            for (int r = from; r < to; r++) {
                deviations[r] = standardise(rows.values(), rows.offset(r), rows.columns());
            }
        });
        return new RowStandardisation(rows, deviations);
    }

    private static float standardise(float[] values, int at, int n) {
        double mean = 0;
        for (int i = at; i < at + n; i++) {
            mean += values[i];
        }
        mean /= n;
        double squares = 0;
        for (int i = at; i < at + n; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        double deviation = Math.sqrt(squares / Math.max(1, n - 1));
        double inverse = deviation > TINY ? 1 / deviation : 0;
        for (int i = at; i < at + n; i++) {
            values[i] = (float) ((values[i] - mean) * inverse);
        }
        return (float) deviation;
    }

    /** The standardised rows. */
    public DenseMatrix rows() {
        return rows;
    }

    /** The gradient of the rows as they were, from that of the standardised ones; into {@code d}. */
    public void backInPlace(DenseMatrix d, Workers workers) {
        int n = rows.columns();
        workers.forBlocks(rows.rows(), 64, (from, to) -> {
            for (int r = from; r < to; r++) {
                back(d.values(), rows.values(), rows.offset(r), n, deviations[r]);
            }
        });
    }

    private static void back(float[] d, float[] standardised, int at, int n, float deviation) {
        double mean = 0;
        double along = 0;
        for (int i = at; i < at + n; i++) {
            mean += d[i];
            along += d[i] * (double) standardised[i];
        }
        mean /= n;
        along /= Math.max(1, n - 1);
        double inverse = deviation > TINY ? 1 / deviation : 0;
        for (int i = at; i < at + n; i++) {
            d[i] = (float) (inverse * (d[i] - mean - standardised[i] * along));
        }
    }
}
