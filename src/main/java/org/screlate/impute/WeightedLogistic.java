package org.screlate.impute;

import org.screlate.stats.math.Cholesky;

/**
 * Logistic regression with weights: \(\log \frac{p}{1 - p} = x \cdot \beta\), by Newton's steps on the likelihood less
 * \(\frac{\epsilon}{2} \|\beta\|^2\), \(\epsilon = 10^{-3}\), which keeps the estimate finite.
 */
final class WeightedLogistic {
    private static final double RIDGE = 1e-3;
    private static final int MOST_STEPS = 25;
    private static final double TOLERANCE = 1e-8;

    private WeightedLogistic() {}

    /**
     * Estimates β.
     *
     * @param x {@code [rows × width]}, row-major
     * @param y whether it came true, one for each row
     * @param weights one for each row
     */
    static double[] fit(double[] x, int width, boolean[] y, double[] weights) {
        double[] beta = new double[width];
        Cholesky factor = new Cholesky(width);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] gradient = new double[width];
            double[][] curvature = new double[width][width];
            for (int j = 0; j < width; j++) {
                gradient[j] = -RIDGE * beta[j];
                curvature[j][j] = RIDGE;
            }
            for (int r = 0; r < y.length; r++) {
                add(x, r * width, y[r], weights[r], beta, gradient, curvature);
            }
            if (!factor.factor(curvature)) {
                break;
            }
            factor.solveInPlace(gradient);
            double largest = 0;
            for (int j = 0; j < width; j++) {
                beta[j] += gradient[j];
                largest = Math.max(largest, Math.abs(gradient[j]));
            }
            if (largest < TOLERANCE) {
                break;
            }
        }
        return beta;
    }

    /** The log of the odds that a row of features gives. */
    static double logOdds(double[] x, int at, double[] beta) {
        double sum = 0;
        for (int j = 0; j < beta.length; j++) {
            sum += x[at + j] * beta[j];
        }
        return sum;
    }

    private static void add(
            double[] x, int at, boolean y, double weight, double[] beta, double[] gradient, double[][] curvature) {
        double odds = Math.exp(logOdds(x, at, beta));
        double p = odds / (1 + odds);
        double slope = weight * ((y ? 1 : 0) - p);
        double bend = weight * p * (1 - p);
        for (int j = 0; j < beta.length; j++) {
            gradient[j] += slope * x[at + j];
            for (int k = 0; k <= j; k++) {
                curvature[j][k] += bend * x[at + j] * x[at + k];
            }
        }
    }
}
