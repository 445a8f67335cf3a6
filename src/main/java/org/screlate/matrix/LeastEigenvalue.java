package org.screlate.matrix;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.screlate.stats.random.Streams;

/**
 * A number not above the least eigenvalue of a symmetric sparse matrix between two scalings, \(D W D\), by a few steps of
 * Lanczos' iteration: the least Ritz value θ, less its residual \(|\beta s_{last}|\), less {@value #MARGIN} of the spread of
 * the Ritz values for what the start did not see.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898719581">Saad (2011), Numerical Methods for Large Eigenvalue Problems, §6.6</a>
 */
public final class LeastEigenvalue {
    private static final int STEPS = 30;
    private static final double MARGIN = 0.03;
    /** A vector this short is rounding: the space is spanned. */
    private static final double SPANNED = 1e-7;

    private LeastEigenvalue() {}

    /**
     * Finds it.
     *
     * @param weights W, symmetric
     * @param scale the diagonal of D, length of a row of W
     */
    public static double bound(SparseMatrix weights, double[] scale) {
        int steps = Math.min(STEPS, weights.rows());
        double[] alpha = new double[steps];
        double[] beta = new double[steps];
        double[] before = new double[scale.length];
        double[] now = new double[scale.length];
        SplittableRandom random = Streams.of(0, "least eigenvalue");
        Arrays.setAll(now, i -> random.nextDouble() - 0.5);
        double length = length(now);
        int made = 0;
        while (made < steps && length > SPANNED) {
            for (int i = 0; i < now.length; i++) {
                now[i] /= length;
            }
            double[] next = times(weights, scale, now);
            double along = 0;
            for (int i = 0; i < now.length; i++) {
                along += next[i] * now[i];
            }
            double back = made == 0 ? 0 : beta[made - 1];
            for (int i = 0; i < now.length; i++) {
                next[i] -= along * now[i] + back * before[i];
            }
            alpha[made] = along;
            length = length(next);
            beta[made++] = length;
            before = now;
            now = next;
        }
        TridiagonalEigen ritz = TridiagonalEigen.lastEntries(alpha, beta, made);
        double least = ritz.values()[made - 1];
        double residual = beta[made - 1] * Math.abs(ritz.vectors()[made - 1][0]);
        return least - residual - MARGIN * (ritz.values()[0] - least);
    }

    private static double[] times(SparseMatrix weights, double[] scale, double[] x) {
        double[] scaled = new double[x.length];
        Arrays.setAll(scaled, i -> scale[i] * x[i]);
        double[] product = new double[x.length];
        for (int r = 0; r < product.length; r++) {
            for (int k = weights.offsets()[r]; k < weights.offsets()[r + 1]; k++) {
                product[r] += weights.values()[k] * scaled[weights.indices()[k]];
            }
            product[r] *= scale[r];
        }
        return product;
    }

    private static double length(double[] vector) {
        double squares = 0;
        for (double value : vector) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
