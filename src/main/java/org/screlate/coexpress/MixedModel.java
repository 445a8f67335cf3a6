package org.screlate.coexpress;

import org.jspecify.annotations.Nullable;
import org.screlate.stats.Cholesky;

/**
 * Penalised maximum likelihood of a model with random effects: Newton's method with Levenberg's damping for the
 * coefficients, a choice of variance components on the parabola there, and so on until neither moves.
 */
final class MixedModel {
    private static final double LEAST_DAMPING = 1e-6;
    private static final double MOST_DAMPING = 1e8;
    // On the scale of the links: what lies further off is not looked for in one step.
    private static final double LONGEST_STEP = 5;
    // Of the gain that a step promises.
    private static final double LEAST_GAIN = 0.1;
    private static final double ROUNDING = 1e-7;
    // Change of the logarithm of a standard deviation.
    private static final double SETTLED = 0.01;
    // Variance components are chosen once the coefficients are this near their maximum, in log-likelihood.
    private static final double NEAR = 1.0;
    // Keeps coefficients of parameters at the end of their range finite: a normal prior with standard deviation 1,000.
    private static final double RIDGE = 1e-6;

    private final RowLikelihood likelihood;
    private final Layout layout;
    private final Penalty penalty;
    private final CopulaModel.Options options;

    private final RowSums sums;
    private final double[] eta;
    private final double[] gradient;
    private final double[][] hessian;
    private final double[][] damped;
    private final Cholesky cholesky;
    private final double[] step;

    private double[] beta = new double[0];
    private double[] theta = new double[0];
    private WorkingModel model;
    private double logLikelihood;
    private double promise;
    private double usedDamping;
    private int evaluations;

    MixedModel(RowLikelihood likelihood, Layout layout, CopulaModel.Options options) {
        this.likelihood = likelihood;
        this.layout = layout;
        this.options = options;
        penalty = new Penalty(layout);
        int n = layout.size();
        sums = new RowSums(layout.rows(), layout.width());
        eta = new double[layout.rows() * layout.width()];
        gradient = new double[n];
        hessian = new double[n][n];
        damped = new double[n][n];
        cholesky = new Cholesky(n);
        step = new double[n];
        model = new WorkingModel(penalty, n);
    }

    Penalty penalty() {
        return penalty;
    }

    /** Estimates coefficients at given variance components. */
    Estimate fitFixed(double[] start, double[] theta) {
        return fit(start, theta, null);
    }

    /** Estimates both. */
    Estimate fit(double[] start, double[] startTheta) {
        ComponentCriterion criterion =
                switch (options.smoothing()) {
                    case REML -> new RestrictedLikelihood(penalty, layout.size());
                    case UBRE -> new UnbiasedRisk(penalty, layout.size(), options.ubreInflation());
                };
        return fit(start, startTheta, penalty.parameters() > 0 ? criterion : null);
    }

    private Estimate fit(double[] start, double[] startTheta, @Nullable ComponentCriterion smoothing) {
        beta = start.clone();
        theta = startTheta.clone();
        model = new WorkingModel(penalty, beta.length);
        logLikelihood = evaluate(beta);
        assemble();
        boolean converged = false;
        double damping = 0;
        int steps = 0;
        int rounds = 0;
        int most = options.mostSteps() + options.mostRounds();
        boolean fresh = true;
        while (Double.isFinite(logLikelihood) && !converged && steps < most && findStep(damping)) {
            boolean settled = true;
            if (smoothing != null && fresh && promise < NEAR && rounds < options.mostRounds()) {
                settled = chooseComponents(smoothing) < SETTLED;
                rounds++;
                if (!findStep(damping)) {
                    break;
                }
            }
            boolean last = settled && damping <= LEAST_DAMPING && promise < options.tolerance();
            steps++;
            fresh = takeStep(last);
            if (fresh) {
                damping = damping <= LEAST_DAMPING ? 0 : damping / 10;
            } else {
                damping = Math.max(10 * usedDamping, 1e-3);
            }
            converged = last;
        }
        return finish(converged, steps);
    }

    /** Goes to beta + step if that is better; whether it was. The last step may lose what rounding loses. */
    private boolean takeStep(boolean last) {
        double[] trial = beta.clone();
        for (int i = 0; i < trial.length; i++) {
            trial[i] += step[i];
        }
        double reached = evaluate(trial);
        double gain = penalised(reached, trial) - penalised(logLikelihood, beta);
        if (!(gain >= (last ? -ROUNDING : LEAST_GAIN * promise))) {
            return false;
        }
        beta = trial;
        logLikelihood = reached;
        assemble();
        return true;
    }

    /** Chooses theta on the parabola here; the largest change of its entries. */
    private double chooseComponents(ComponentCriterion smoothing) {
        double[] before = theta.clone();
        model.set(beta, gradient, negativeHessian(usedDamping));
        smoothing.maximise(model, theta);
        double most = 0;
        for (int i = 0; i < before.length; i++) {
            most = Math.max(most, Math.abs(theta[i] - before[i]));
        }
        return most;
    }

    private Estimate finish(boolean converged, int steps) {
        if (!Double.isFinite(logLikelihood) || !findStep(0)) {
            return new Estimate(beta, theta, Double.NaN, Double.NaN, Double.NaN, null, false, steps, evaluations);
        }
        model.set(beta, gradient, negativeHessian(usedDamping));
        model.solve(theta);
        model.invert();
        double penalised = penalised(logLikelihood, beta);
        double restricted = penalised + 0.5 * (penalty.logDeterminant(theta) - model.logDeterminant());
        return new Estimate(beta, theta, logLikelihood, penalised, restricted, model, converged, steps, evaluations);
    }

    private double evaluate(double[] coefficients) {
        evaluations++;
        layout.predict(coefficients, eta);
        return likelihood.evaluate(eta, sums);
    }

    /** Gradient and Hessian of the log-likelihood at beta, of the last evaluation, with the ridge. */
    private void assemble() {
        layout.assemble(sums, gradient, hessian);
        for (int i = 0; i < beta.length; i++) {
            gradient[i] -= RIDGE * beta[i];
            hessian[i][i] -= RIDGE;
        }
    }

    private double penalised(double value, double[] coefficients) {
        double square = 0;
        for (double coefficient : coefficients) {
            square += coefficient * coefficient;
        }
        return value - penalty.apply(theta, coefficients, new double[coefficients.length]) - 0.5 * RIDGE * square;
    }

    /**
     * Fills step and promise by \((H + S + \lambda D)^{-1}\) times the penalised gradient, with the least \(\lambda\) from
     * {@code damping} on that leaves a positive definite matrix and no step longer than {@link #LONGEST_STEP}.
     */
    private boolean findStep(double damping) {
        double[] slope = new double[beta.length];
        penalty.apply(theta, beta, slope);
        for (int i = 0; i < beta.length; i++) {
            slope[i] = gradient[i] - slope[i];
        }
        for (double lambda = damping; lambda < MOST_DAMPING; lambda = Math.max(LEAST_DAMPING, 10 * lambda)) {
            double[][] matrix = negativeHessian(lambda);
            penalty.addInto(theta, matrix);
            if (cholesky.factor(matrix)) {
                System.arraycopy(slope, 0, step, 0, step.length);
                cholesky.solveInPlace(step);
                double longest = 0;
                promise = 0;
                for (int i = 0; i < step.length; i++) {
                    longest = Math.max(longest, Math.abs(step[i]));
                    promise += 0.5 * step[i] * slope[i];
                }
                if (longest <= LONGEST_STEP) {
                    usedDamping = lambda;
                    return true;
                }
            }
        }
        return false;
    }

    /** H + lambda D, lower triangle; overwritten by the next call. */
    private double[][] negativeHessian(double lambda) {
        for (int i = 0; i < hessian.length; i++) {
            for (int j = 0; j < i; j++) {
                damped[i][j] = -hessian[i][j];
            }
            damped[i][i] = -hessian[i][i] + lambda * Math.max(1, Math.abs(hessian[i][i]));
        }
        return damped;
    }

    /**
     * What was found.
     *
     * @param theta parameters of the {@link Penalty}
     * @param model the parabola there, solved and inverted, or null where there is none
     */
    record Estimate(
            double[] beta,
            double[] theta,
            double logLikelihood,
            double penalised,
            double restricted,
            @Nullable WorkingModel model,
            boolean converged,
            int steps,
            int evaluations) {}
}
