package org.screlate.stats.fit;

import org.screlate.stats.math.Cholesky;

/**
 * A linear model \(y = X \beta + e\) by weighted least squares, \(\operatorname{var} e_i = \sigma^2 / w_i\), where some
 * observations come in pairs whose errors correlate by \(\rho\). A pair of scaled observations \((a, b)\) is turned to
 * \((a + b) / \sqrt{2 (1 + \rho)}\) and \((a - b) / \sqrt{2 (1 - \rho)}\), which are independent.
 *
 * @param coefficients \(\hat\beta\)
 * @param unscaled \((X^T W X)^{-1}\), which times \(\sigma^2\) is the variance of the coefficients
 * @param variance \(\hat\sigma^2\), the sum of squares over the observations less the coefficients
 * @param fitted \(X \hat\beta\)
 * @param logDeterminant of \(X^T W X\)
 */
public record LinearFit(
        double[] coefficients, double[][] unscaled, double variance, double[] fitted, double logDeterminant) {
    /**
     * Fits.
     *
     * @param design X, {@code [observations × coefficients]}, of full rank, more rows than columns
     * @param y {@code [observations]}
     * @param weights w, positive
     * @param partner of each observation the number of the one that it is paired with, or -1
     * @param rho in (-1, 1)
     */
    public static LinearFit of(double[][] design, double[] y, double[] weights, int[] partner, double rho) {
        int n = y.length;
        int p = design[0].length;
        double[][] x = new double[n][p];
        double[] response = new double[n];
        for (int i = 0; i < n; i++) {
            double root = Math.sqrt(weights[i]);
            response[i] = root * y[i];
            for (int j = 0; j < p; j++) {
                x[i][j] = root * design[i][j];
            }
        }
        double sum = Math.sqrt(2 * (1 + rho));
        double difference = Math.sqrt(2 * (1 - rho));
        for (int i = 0; i < n; i++) {
            int other = partner[i];
            if (other > i) {
                double first = response[i];
                response[i] = (first + response[other]) / sum;
                response[other] = (first - response[other]) / difference;
                for (int j = 0; j < p; j++) {
                    double own = x[i][j];
                    x[i][j] = (own + x[other][j]) / sum;
                    x[other][j] = (own - x[other][j]) / difference;
                }
            }
        }
        return solve(design, x, response);
    }

    private static LinearFit solve(double[][] design, double[][] x, double[] y) {
        int n = y.length;
        int p = x[0].length;
        double[][] cross = new double[p][p];
        double[] beta = new double[p];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < p; j++) {
                beta[j] += x[i][j] * y[i];
                for (int k = 0; k <= j; k++) {
                    cross[j][k] += x[i][j] * x[i][k];
                }
            }
        }
        Cholesky factor = new Cholesky(p);
        if (!factor.factor(cross)) {
            throw new IllegalArgumentException("a design that is not of full rank");
        }
        factor.solveInPlace(beta);
        double[][] unscaled = new double[p][p];
        factor.invertInto(unscaled);
        double[] fitted = new double[n];
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double residual = y[i];
            for (int j = 0; j < p; j++) {
                residual -= x[i][j] * beta[j];
                fitted[i] += design[i][j] * beta[j];
            }
            squares += residual * residual;
        }
        return new LinearFit(beta, unscaled, squares / (n - p), fitted, factor.logDeterminant());
    }
}
