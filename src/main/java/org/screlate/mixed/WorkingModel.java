package org.screlate.mixed;

import org.screlate.stats.Cholesky;

/**
 * The log-likelihood as the parabola that it is near an estimate \(\beta\): \(z^T b - \frac12 b^T H b\), with H the
 * negative Hessian there and \(z = H \beta + g\). Variance components are chosen on it without looking at cells again.
 */
public final class WorkingModel {
    private final Penalty penalty;
    private final double[][] h;
    private final double[] z;
    private final double[][] penalised;
    private final Cholesky cholesky;

    /** \((H + S)^{-1}\), of the last {@link #solve}. */
    public final double[][] v;

    /** \(V z\), of the last {@link #solve}. */
    public final double[] b;

    WorkingModel(Penalty penalty, int size) {
        this.penalty = penalty;
        h = new double[size][size];
        z = new double[size];
        penalised = new double[size][size];
        v = new double[size][size];
        b = new double[size];
        cholesky = new Cholesky(size);
    }

    /** Takes the parabola at an estimate; the lower triangle of the negative Hessian is read. */
    void set(double[] beta, double[] gradient, double[][] negativeHessian) {
        int n = z.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                h[i][j] = negativeHessian[i][j];
                h[j][i] = h[i][j];
            }
        }
        for (int i = 0; i < n; i++) {
            double sum = gradient[i];
            for (int j = 0; j < n; j++) {
                sum += h[i][j] * beta[j];
            }
            z[i] = sum;
        }
    }

    /** Solves for b at other variance components; whether that was possible. */
    boolean solve(double[] theta) {
        for (int i = 0; i < z.length; i++) {
            System.arraycopy(h[i], 0, penalised[i], 0, i + 1);
        }
        penalty.addInto(theta, penalised);
        if (!cholesky.factor(penalised)) {
            return false;
        }
        System.arraycopy(z, 0, b, 0, z.length);
        cholesky.solveInPlace(b);
        return true;
    }

    /** Fills v for the components of the last {@link #solve}. */
    void invert() {
        cholesky.invertInto(v);
    }

    /**
     * Laplace's approximation of the restricted log-likelihood but for a constant: \(\frac12 z^T b - \frac12 \log|H + S| +
     * \frac12 \log|S|\).
     */
    double restricted(double[] theta) {
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            sum += z[i] * b[i];
        }
        return 0.5 * (sum - cholesky.logDeterminant() + penalty.logDeterminant(theta));
    }

    /** Log-determinant of H + S. */
    double logDeterminant() {
        return cholesky.logDeterminant();
    }

    double[] z() {
        return z;
    }
}
