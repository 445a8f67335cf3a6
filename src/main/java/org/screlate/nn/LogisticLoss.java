package org.screlate.nn;

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
     * The loss.
     *
     * @param logits {@code [rows × labels]}
     * @param labels of each row, each once
     */
    public static double of(DenseMatrix logits, int[][] labels) {
        double sum = 0;
        for (int r = 0; r < logits.rows(); r++) {
            for (int label : labels[r]) {
                sum -= logits.get(r, label);
            }
        }
        for (float x : logits.values()) {
            sum += PairLoss.softplus(x);
        }
        return sum / logits.rows();
    }

    /** Overwrites the logits by the loss's gradient, \((\sigma(x_{it}) - [t \in T_i]) / n\). */
    public static void toGradientInPlace(DenseMatrix logits, int[][] labels, Workers workers) {
        float[] x = logits.values();
        float share = 1f / logits.rows();
        workers.forBlocks(logits.rows(), BLOCK, (from, to) -> {
            for (int i = logits.offset(from); i < logits.offset(to - 1) + logits.columns(); i++) {
                x[i] = (float) (share / (1 + Math.exp(-x[i])));
            }
            for (int r = from; r < to; r++) {
                for (int label : labels[r]) {
                    x[logits.offset(r) + label] -= share;
                }
            }
        });
    }
}
