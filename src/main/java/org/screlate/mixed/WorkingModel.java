package org.screlate.mixed;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.stats.math.Cholesky;

/**
 * The log-likelihood as the parabola that it is near an estimate \(\beta\): \(z^T b - \frac12 b^T H b\), with H the
 * negative Hessian there and \(z = H \beta + g\). Variance components are chosen on it without looking at cells again.
 */
public final class WorkingModel {
    private final Penalty penalty;
    private final ArrowMatrix h;
    private final double[] z;
    private final ArrowMatrix penalised;
    private final ArrowCholesky cholesky;
    private @Nullable ArrowInverse inverse;

    /** \(V z\), of the last {@link #solve}. */
    public final double[] b;

    WorkingModel(Penalty penalty, int size) {
        this.penalty = penalty;
        h = new ArrowMatrix(penalty);
        z = new double[size];
        penalised = new ArrowMatrix(penalty);
        b = new double[size];
        cholesky = new ArrowCholesky(penalty);
    }

    /** Takes the parabola at an estimate. */
    void set(double[] beta, double[] gradient, ArrowMatrix negativeHessian) {
        h.set(negativeHessian);
        System.arraycopy(gradient, 0, z, 0, z.length);
        h.multiplyInto(beta, z);
    }

    /** Solves for b at other variance components; whether that was possible. */
    boolean solve(double[] theta) {
        penalised.set(h);
        penalty.addInto(theta, penalised);
        if (!cholesky.factor(penalised)) {
            return false;
        }
        System.arraycopy(z, 0, b, 0, z.length);
        cholesky.solveInPlace(b);
        return true;
    }

    /** Finds V for the components of the last {@link #solve}. */
    void invert() {
        inverse = cholesky.inverse();
    }

    /** \(V = (H + S)^{-1}\), of the last {@link #invert}. */
    public ArrowInverse v() {
        return Objects.requireNonNull(inverse);
    }

    /** \(V x\), of the last {@link #solve}. */
    double[] times(double[] x) {
        double[] product = Arrays.copyOf(x, x.length);
        cholesky.solveInPlace(product);
        return product;
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

    /**
     * \(\log|V_f|\), the rows and columns of V for fixed effects, of the last {@link #invert}: large where a direction of theirs is
     * flat.
     */
    double logDeterminantOfFixed() {
        Layout layout = penalty.layout();
        int[] fixed = IntStream.range(0, layout.predictors().size())
                .flatMap(q -> IntStream.range(
                                0, layout.predictors().get(q).names().size())
                        .map(c -> layout.start(q) + c))
                .toArray();
        double[][] part = new double[fixed.length][fixed.length];
        for (int i = 0; i < fixed.length; i++) {
            for (int j = 0; j < fixed.length; j++) {
                part[i][j] = v().get(fixed[i], fixed[j]);
            }
        }
        Cholesky factor = new Cholesky(fixed.length);
        return factor.factor(part) ? factor.logDeterminant() : Double.NaN;
    }

    /** Log-determinant of H + S. */
    double logDeterminant() {
        return cholesky.logDeterminant();
    }

    double[] z() {
        return z;
    }
}
