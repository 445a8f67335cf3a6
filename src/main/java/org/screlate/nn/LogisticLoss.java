package org.screlate.nn;

import java.util.Arrays;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/**
 * How badly logits tell which labels each row has: \[ \frac1n \sum_i \Bigl( \sum_t \log(1 + e^{x_{it}}) - \sum_{t \in T_i}
 * x_{it} \Bigr). \]
 */
public final class LogisticLoss {
    private static final int BLOCK = 16;

    private LogisticLoss() {}

    /**
     * The loss; the logits become its gradient.
     *
     * @param logits {@code [rows × labels]}, overwritten
     * @param labels of each row, each once
     */
    public static double intoGradient(DenseMatrix logits, int[][] labels, Workers workers) {
        float[] x = logits.values();
        float share = 1f / logits.rows();
        double[] sums = new double[logits.rows()];
        workers.forBlocks(logits.rows(), BLOCK, (from, to) -> {
            for (int r = from; r < to; r++) {
                int at = logits.offset(r);
                for (int label : labels[r]) {
                    sums[r] -= x[at + label];
                }
                for (int i = at; i < at + logits.columns(); i++) {
                    double power = Math.exp(-Math.abs(x[i]));
                    sums[r] += Math.max(x[i], 0) + Math.log1p(power);
                    x[i] = (float) (share * (x[i] > 0 ? 1 : power) / (1 + power));
                }
                for (int label : labels[r]) {
                    x[at + label] -= share;
                }
            }
        });
        return Arrays.stream(sums).sum() / logits.rows();
    }
}
