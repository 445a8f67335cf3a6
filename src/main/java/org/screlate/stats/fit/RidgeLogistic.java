package org.screlate.stats.fit;

import java.util.Arrays;
import org.screlate.stats.math.Cholesky;

/**
 * Logistic regression with a penalty on the squares of its coefficients, but for the intercept: the least
 * \[ \sum_i \log(1 + e^{-s_i \eta_i}) + \frac{\lambda}{2} |\beta|^2, \qquad \eta_i = \beta_0 + x_i^T \beta, \] s being 1 or −1.
 * Found by Newton's steps, each halved until the sum falls.
 *
 * @param intercept β₀
 * @param coefficients β
 * @param converged whether the last step no longer lowered the sum
 */
public record RidgeLogistic(double intercept, double[] coefficients, boolean converged) {
    private static final int MOST_STEPS = 50;
    private static final int MOST_HALVINGS = 20;
    private static final double TOLERANCE = 1e-9;

    /**
     * Fits.
     *
     * @param x {@code [observations × features]}
     * @param isTrue what to predict, one an observation
     * @param penalty λ, above 0
     */
    public static RidgeLogistic of(double[][] x, boolean[] isTrue, double penalty) {
        if (!(penalty > 0)) {
            throw new IllegalArgumentException("penalty must be above 0, not " + penalty);
        }
        if (x.length == 0 || x.length != isTrue.length) {
            throw new IllegalArgumentException(x.length + " rows of features for " + isTrue.length + " answers");
        }
        double[] beta = new double[x[0].length + 1]; // the intercept is the last
        double sum = sum(x, isTrue, beta, penalty);
        boolean converged = false;
        for (int step = 0; step < MOST_STEPS && !converged; step++) {
            double[] move = newton(x, isTrue, beta, penalty);
            double[] next = beta;
            double found = Double.POSITIVE_INFINITY;
            double part = 1;
            for (int half = 0; half < MOST_HALVINGS && !(found <= sum); half++) {
                next = moved(beta, move, part);
                found = sum(x, isTrue, next, penalty);
                part /= 2;
            }
            converged = !(sum - found > TOLERANCE * sum);
            if (found <= sum) {
                beta = next;
                sum = found;
            }
        }
        return new RidgeLogistic(beta[beta.length - 1], Arrays.copyOf(beta, beta.length - 1), converged);
    }

    /** η: the logarithm of the odds. */
    public double logOdds(double[] features) {
        double sum = intercept;
        for (int j = 0; j < coefficients.length; j++) {
            sum += coefficients[j] * features[j];
        }
        return sum;
    }

    private static double[] moved(double[] beta, double[] move, double part) {
        double[] next = beta.clone();
        for (int j = 0; j < next.length; j++) {
            next[j] -= part * move[j];
        }
        return next;
    }

    private static double eta(double[] row, double[] beta) {
        double eta = beta[row.length];
        for (int j = 0; j < row.length; j++) {
            eta += row[j] * beta[j];
        }
        return eta;
    }

    private static double sum(double[][] x, boolean[] isTrue, double[] beta, double penalty) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double eta = isTrue[i] ? eta(x[i], beta) : -eta(x[i], beta);
            sum += StrictMath.log1p(Math.exp(-Math.abs(eta))) + Math.max(0, -eta);
        }
        for (int j = 0; j < beta.length - 1; j++) {
            sum += penalty / 2 * beta[j] * beta[j];
        }
        return sum;
    }

    /** Hessian⁻¹ gradient. */
    private static double[] newton(double[][] x, boolean[] isTrue, double[] beta, double penalty) {
        int size = beta.length;
        double[] gradient = new double[size];
        double[][] hessian = new double[size][size];
        double[] row = new double[size];
        row[size - 1] = 1;
        for (int i = 0; i < x.length; i++) {
            System.arraycopy(x[i], 0, row, 0, size - 1);
            double chance = 1 / (1 + Math.exp(-eta(x[i], beta)));
            double error = chance - (isTrue[i] ? 1 : 0);
            double weight = Math.max(1e-12, chance * (1 - chance));
            for (int j = 0; j < size; j++) {
                gradient[j] += error * row[j];
                double scaled = weight * row[j];
                double[] to = hessian[j];
                for (int k = 0; k <= j; k++) {
                    to[k] += scaled * row[k];
                }
            }
        }
        for (int j = 0; j < size - 1; j++) {
            gradient[j] += penalty * beta[j];
            hessian[j][j] += penalty;
        }
        Cholesky factor = new Cholesky(size);
        if (factor.factor(hessian)) {
            factor.solveInPlace(gradient);
        }
        return gradient;
    }
}
