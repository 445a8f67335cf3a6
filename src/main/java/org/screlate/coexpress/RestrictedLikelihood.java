package org.screlate.coexpress;

import java.util.Arrays;
import org.screlate.stats.Cholesky;

/**
 * Chooses variance components by restricted maximum likelihood of the {@link WorkingModel}: Newton's method on \[ R(\theta)
 * = \tfrac12 z^T V z - \tfrac12 \log|H + S| + \tfrac12 \log|S|, \qquad V = (H + S)^{-1} \] whose gradient, with \(S_j\) the
 * derivative of S in \(\theta_j\), is \(-\frac12 b^T S_j b - \frac12 \operatorname{tr}(V S_j) + \frac12
 * \operatorname{tr}(S^{-1} S_j)\). Its zeros are the fixed points of the generalised Fellner–Schall update.
 *
 * @see <a href="https://doi.org/10.1111/biom.12666">Wood and Fasiolo (2017)</a>
 */
final class RestrictedLikelihood {
    /** Standard deviations of random effects are kept between these: a multiple of what can be told from 0, and wild. */
    static final double LEAST_SD = 1e-3;

    static final double MOST_SD = 3.1622776601683795;
    private static final int MOST_STEPS = 50;
    private static final double LONGEST_STEP = 2;
    private static final double TOLERANCE = 1e-6;

    private final Penalty penalty;
    private final int size;
    private final double[] gradient;
    private final double[][] hessian;

    RestrictedLikelihood(Penalty penalty, int size) {
        this.penalty = penalty;
        this.size = size;
        gradient = new double[penalty.parameters()];
        hessian = new double[penalty.parameters()][penalty.parameters()];
    }

    /** Improves theta in place; whether a maximum was reached. */
    boolean maximise(WorkingModel model, double[] theta) {
        if (!model.solve(theta)) {
            return false;
        }
        double value = model.restricted(theta);
        for (int step = 0; step < MOST_STEPS; step++) {
            model.invert();
            derivatives(model, theta);
            double[] change = change(theta);
            double promise = dot(change, gradient);
            if (promise < TOLERANCE) {
                return true;
            }
            double[] trial = theta.clone();
            double reached = Double.NEGATIVE_INFINITY;
            double scale = 1;
            for (int halving = 0; halving < 12 && !(reached >= value); halving++) {
                for (int j = 0; j < theta.length; j++) {
                    trial[j] = theta[j] + scale * change[j];
                }
                bound(trial);
                reached = model.solve(trial) ? model.restricted(trial) : Double.NEGATIVE_INFINITY;
                scale *= 0.4;
            }
            if (!(reached > value)) {
                model.solve(theta);
                return true;
            }
            System.arraycopy(trial, 0, theta, 0, theta.length);
            value = reached;
        }
        return false;
    }

    private void bound(double[] theta) {
        for (Penalty.Block block : penalty.blocks()) {
            for (int i = 0; i < block.effects(); i++) {
                int j = block.diagonal(i);
                theta[j] = Math.max(-Math.log(MOST_SD), Math.min(-Math.log(LEAST_SD), theta[j]));
            }
        }
    }

    /** A Newton step, with bounds; the Hessian made positive definite where it is not. */
    private double[] change(double[] theta) {
        int n = theta.length;
        boolean[] held = held(theta);
        double[][] curvature = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                curvature[i][j] = held[i] || held[j] ? 0 : -hessian[i][j];
            }
            if (held[i]) {
                curvature[i][i] = 1;
            }
        }
        Cholesky cholesky = new Cholesky(n);
        double shift = 0;
        double least = 1e-2;
        while (!cholesky.factor(shifted(curvature, shift))) {
            shift = Math.max(least, 4 * shift);
        }
        double[] change = new double[n];
        for (int i = 0; i < n; i++) {
            change[i] = held[i] ? 0 : gradient[i];
        }
        cholesky.solveInPlace(change);
        double longest = 0;
        for (double value : change) {
            longest = Math.max(longest, Math.abs(value));
        }
        if (longest > LONGEST_STEP) {
            for (int i = 0; i < n; i++) {
                change[i] *= LONGEST_STEP / longest;
            }
        }
        return change;
    }

    private static double[][] shifted(double[][] matrix, double shift) {
        double[][] sum = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            sum[i] = matrix[i].clone();
            sum[i][i] += shift + 1e-6;
        }
        return sum;
    }

    /** Parameters at a bound that the gradient pushes further. */
    private boolean[] held(double[] theta) {
        boolean[] held = new boolean[theta.length];
        for (Penalty.Block block : penalty.blocks()) {
            for (int i = 0; i < block.effects(); i++) {
                int j = block.diagonal(i);
                held[j] = (theta[j] >= -Math.log(LEAST_SD) && gradient[j] > 0)
                        || (theta[j] <= -Math.log(MOST_SD) && gradient[j] < 0);
            }
        }
        return held;
    }

    /** Gradient and Hessian of R at the model's last solution, which must be inverted. */
    void derivatives(WorkingModel model, double[] theta) {
        int n = penalty.parameters();
        double[][] products = new double[n][size];
        double[][][] derivative = new double[n][][];
        Penalty.Block[] blockOf = new Penalty.Block[n];
        int[][] entry = new int[n][];
        for (Penalty.Block block : penalty.blocks()) {
            int p = block.at();
            for (int i = 0; i < block.effects(); i++) {
                for (int j = 0; j <= i; j++) {
                    derivative[p] = block.derivative(theta, i, j);
                    blockOf[p] = block;
                    entry[p] = new int[] {i, j};
                    double square = block.apply(derivative[p], model.b, products[p]);
                    double trace = block.trace(derivative[p], model.v);
                    gradient[p] = -0.5 * square - 0.5 * trace + (i == j ? block.levels() : 0);
                    p++;
                }
            }
        }
        double[] none = new double[size];
        for (int j = 0; j < n; j++) {
            for (int k = 0; k <= j; k++) {
                double value = bilinear(model.v, products[j], blockOf[j], products[k], blockOf[k])
                        + 0.5 * traceOfProducts(model.v, blockOf[j], derivative[j], blockOf[k], derivative[k]);
                if (blockOf[j].at() == blockOf[k].at()) {
                    double[][] second = blockOf[j].second(theta, entry[j][0], entry[j][1], entry[k][0], entry[k][1]);
                    value -= 0.5 * (blockOf[j].apply(second, model.b, none) + blockOf[j].trace(second, model.v));
                }
                hessian[j][k] = value;
                hessian[k][j] = value;
            }
        }
    }

    double[][] hessian() {
        return hessian;
    }

    double[] gradient() {
        return gradient;
    }

    /** \(x^T V y\) of vectors that are zero outside a block. */
    private static double bilinear(double[][] v, double[] x, Penalty.Block xBlock, double[] y, Penalty.Block yBlock) {
        double sum = 0;
        for (int start : xBlock.starts()) {
            for (int i = start; i < start + xBlock.levels(); i++) {
                double inner = 0;
                for (int other : yBlock.starts()) {
                    for (int j = other; j < other + yBlock.levels(); j++) {
                        inner += v[i][j] * y[j];
                    }
                }
                sum += x[i] * inner;
            }
        }
        return sum;
    }

    /** \(\operatorname{tr}(V (K_1 \otimes I) V (K_2 \otimes I))\). */
    private static double traceOfProducts(
            double[][] v, Penalty.Block one, double[][] k1, Penalty.Block other, double[][] k2) {
        double sum = 0;
        for (int a = 0; a < one.effects(); a++) {
            for (int b = 0; b < one.effects(); b++) {
                for (int c = 0; c < other.effects(); c++) {
                    for (int d = 0; d < other.effects(); d++) {
                        double factor = k1[a][b] * k2[c][d];
                        if (factor != 0) {
                            sum += factor * product(v, one, a, b, other, c, d);
                        }
                    }
                }
            }
        }
        return sum;
    }

    // sum over levels l, m of V[b l][c m] V[d m][a l]
    private static double product(double[][] v, Penalty.Block one, int a, int b, Penalty.Block other, int c, int d) {
        double sum = 0;
        for (int l = 0; l < one.levels(); l++) {
            double[] left = v[one.starts()[b] + l];
            double[] right = v[one.starts()[a] + l];
            int atC = other.starts()[c];
            int atD = other.starts()[d];
            for (int m = 0; m < other.levels(); m++) {
                sum += left[atC + m] * right[atD + m];
            }
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Standard deviations that say nothing yet. */
    static double[] start(Penalty penalty, double standardDeviation) {
        double[] theta = new double[penalty.parameters()];
        Arrays.fill(theta, 0);
        for (Penalty.Block block : penalty.blocks()) {
            for (int i = 0; i < block.effects(); i++) {
                theta[block.diagonal(i)] = -Math.log(standardDeviation);
            }
        }
        return theta;
    }
}
