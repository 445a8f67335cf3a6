package org.screlate.stats.fit;

import java.util.Arrays;

/**
 * Cubic between its knots and straight beyond the outer two: with knots \(\xi_1 < \dots < \xi_K\), the functions 1, x and
 * \(d_k - d_{K-1}\), \(d_k(x) = ((x - \xi_k)_+^3 - (x - \xi_K)_+^3) / (\xi_K - \xi_k)\).
 *
 * @see <a href="https://doi.org/10.1007/978-0-387-84858-7">Hastie, Tibshirani and Friedman (2009), eqs. 5.4 and 5.5</a>
 */
final class NaturalSpline {
    private static final int FEW = 6;
    private static final int MANY = 30;

    private NaturalSpline() {}

    /** The functions at each x, {@code [points × functions]}, with knots at the ends and at even quantiles between. */
    static double[][] basis(double[] x) {
        double[] rising = x.clone();
        Arrays.sort(rising);
        int n = rising.length;
        double low = rising[0];
        double range = rising[n - 1] - low;
        int between = n >= MANY ? 2 : n >= FEW ? 1 : 0;
        double[] knots = new double[between + 2];
        for (int k = 0; k < knots.length; k++) {
            double place = (n - 1.0) * k / (knots.length - 1);
            int below = Math.min((int) place, n - 2);
            knots[k] =
                    n < 2 ? 0 : (rising[below] + (place - below) * (rising[below + 1] - rising[below]) - low) / range;
        }
        boolean distinct = range > 0;
        for (int k = 1; k < knots.length; k++) {
            distinct &= knots[k] > knots[k - 1];
        }
        int columns = !distinct || n < 3 ? 1 : knots.length;
        double[][] basis = new double[n][columns];
        for (int i = 0; i < n; i++) {
            double at = (x[i] - low) / range;
            basis[i][0] = 1;
            for (int j = 1; j < columns; j++) {
                basis[i][j] = j == 1 ? at : cubic(at, knots, j - 2) - cubic(at, knots, knots.length - 2);
            }
        }
        return basis;
    }

    private static double cubic(double x, double[] knots, int k) {
        double last = knots[knots.length - 1];
        return (cube(x - knots[k]) - cube(x - last)) / (last - knots[k]);
    }

    private static double cube(double x) {
        return x > 0 ? x * x * x : 0;
    }
}
