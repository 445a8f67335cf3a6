package org.screlate.mixed;

import java.util.Arrays;
import org.screlate.stats.math.Cholesky;

/**
 * What the parameters of the random effects' covariances should make large on a {@link WorkingModel}, and how: Newton's
 * method within bounds. Looks at no cell.
 */
public abstract class ComponentCriterion {
    /** Standard deviations of random effects are kept between these: what can hardly be told from 0, and the wild. */
    static final double LEAST_SD = 1e-3;

    static final double MOST_SD = 3.1622776601683795;
    private static final int MOST_STEPS = 50;
    private static final int MOST_HALVINGS = 12;
    private static final double SHORTER = 0.4;
    private static final double LONGEST_STEP = 2;
    private static final double TOLERANCE = 1e-6;
    private static final double LEAST_CURVATURE = 1e-6;
    private static final double LEAST_SHIFT = 1e-2;

    private final Penalty penalty;
    private final int size;
    final double[] gradient;
    public final double[][] hessian;

    ComponentCriterion(Penalty penalty, int size) {
        this.penalty = penalty;
        this.size = size;
        gradient = new double[penalty.parameters()];
        hessian = new double[penalty.parameters()][penalty.parameters()];
    }

    /** The criterion at the model's last solution, which was for theta. */
    abstract double value(WorkingModel model, double[] theta);

    /** Fills gradient and Hessian at the model's last solution, which is solved and inverted for theta on return, too. */
    abstract void derivatives(WorkingModel model, double[] theta);

    Penalty penalty() {
        return penalty;
    }

    /** Number of coefficients. */
    int size() {
        return size;
    }

    /** Improves theta in place; whether a maximum was reached. */
    boolean maximise(WorkingModel model, double[] theta) {
        if (!model.solve(theta)) {
            return false;
        }
        double value = value(model, theta);
        for (int step = 0; step < MOST_STEPS; step++) {
            model.invert();
            derivatives(model, theta);
            double[] change = change(theta);
            double promise = dot(change, gradient);
            if (promise < TOLERANCE) {
                return true;
            }
            double reached = search(model, theta, change, value);
            if (!(reached > value)) {
                model.solve(theta);
                return true;
            }
            value = reached;
        }
        return false;
    }

    /** Goes along a change, or less of it, if that is better; the criterion there. */
    private double search(WorkingModel model, double[] theta, double[] change, double value) {
        double[] trial = theta.clone();
        double scale = 1;
        for (int halving = 0; halving < MOST_HALVINGS; halving++) {
            for (int j = 0; j < theta.length; j++) {
                trial[j] = theta[j] + scale * change[j];
            }
            bound(trial);
            double reached = model.solve(trial) ? value(model, trial) : Double.NEGATIVE_INFINITY;
            if (reached > value) {
                System.arraycopy(trial, 0, theta, 0, theta.length);
                return reached;
            }
            scale *= SHORTER;
        }
        return value;
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
        while (!cholesky.factor(shifted(curvature, shift))) {
            shift = Math.max(LEAST_SHIFT, 4 * shift);
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
            sum[i][i] += shift + LEAST_CURVATURE;
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

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Standard deviations that say nothing yet. */
    public static double[] start(Penalty penalty, double standardDeviation) {
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
