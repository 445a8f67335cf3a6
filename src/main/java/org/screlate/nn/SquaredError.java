package org.screlate.nn;

import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/** Mean squared error of some of the rows. */
public final class SquaredError {
    private SquaredError() {}

    /**
     * The error, and its gradient.
     *
     * @param counted one flag a row
     * @param d the gradient of x, added to
     */
    public static double add(
            DenseMatrix x, DenseMatrix target, boolean[] counted, double weight, DenseMatrix d, Workers workers) {
        int rows = 0;
        for (boolean flag : counted) {
            rows += flag ? 1 : 0;
        }
        double number = Math.max(1, (double) rows * x.columns());
        float slope = (float) (2 * weight / number);
        double[] sums = new double[x.rows()];
        workers.forBlocks(x.rows(), 64, (from, to) -> {
            for (int r = from; r < to; r++) {
                for (int i = x.offset(r); counted[r] && i < x.offset(r) + x.columns(); i++) {
                    float error = x.values()[i] - target.values()[i];
                    sums[r] += (double) error * error;
                    d.values()[i] += slope * error;
                }
            }
        });
        double sum = 0;
        for (double s : sums) {
            sum += s;
        }
        return sum / number;
    }
}
