package org.screlate.mixed;

import org.jspecify.annotations.Nullable;
import org.screlate.matrix.Sizes;

/**
 * Penalised maximum likelihood of a model with random effects: Newton's method with Levenberg's damping for the
 * coefficients, a choice of variance components on the parabola there, and so on until neither moves.
 */
public final class MixedModel {
    private static final double LEAST_DAMPING = 1e-6;
    private static final double MOST_DAMPING = 1e8;
    // On the scale of the links: what lies further off is not looked for in one step.
    private static final double LONGEST_STEP = 5;
    // Of the gain that a step promises.
    private static final double LEAST_GAIN = 0.1;
    private static final double ROUNDING = 1e-7;
    // Change of the logarithm of a standard deviation.
    private static final double SETTLED = 0.01;
    // What hardly changes a step, but for coefficients that run away.
    private static final double LITTLE_DAMPING = 1e-3;
    // Variance components are chosen once the coefficients are this near their maximum, in log-likelihood.
    private static final double NEAR = 1.0;
    // Keeps coefficients of parameters at the end of their range finite: a normal prior with standard deviation 1,000.
    private static final double RIDGE = 1e-6;

    private final RowLikelihood likelihood;
    private final Layout layout;
    private final Penalty penalty;
    private final Options options;

    private final RowSums sums;
    private final double[] eta;
    private final double[] gradient;
    private final ArrowMatrix hessian;
    private final ArrowMatrix damped;
    private final ArrowCholesky cholesky;
    private final double[] step;

    private double[] beta = new double[0];
    private double[] theta = new double[0];
    private WorkingModel model;
    private double logLikelihood;
    private double promise;
    private double usedDamping;
    private double[] change = new double[0];
    private double shareOfChange;
    private int rounds;
    private boolean balanced;
    private int evaluations;

    public MixedModel(RowLikelihood likelihood, Layout layout, Options options) {
        this(likelihood, new Penalty(layout), options);
    }

    /** Of the layout of a penalty, which can serve many models. */
    public MixedModel(RowLikelihood likelihood, Penalty penalty, Options options) {
        this.likelihood = likelihood;
        this.penalty = penalty;
        this.options = options;
        layout = penalty.layout();
        int n = layout.size();
        sums = new RowSums(layout.rows(), layout.width());
        eta = new double[Sizes.product(layout.rows(), layout.width())];
        gradient = new double[n];
        hessian = new ArrowMatrix(penalty);
        damped = new ArrowMatrix(penalty);
        cholesky = new ArrowCholesky(penalty);
        step = new double[n];
        model = new WorkingModel(penalty, n);
    }

    public Penalty penalty() {
        return penalty;
    }

    /** Estimates coefficients at given variance components. */
    public Estimate fitFixed(double[] start, double[] theta) {
        return fit(start, theta, null);
    }

    /** Estimates both. */
    public Estimate fit(double[] start, double[] startTheta) {
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
        change = new double[theta.length];
        shareOfChange = 1;
        rounds = 0;
        balanced = true;
        model = new WorkingModel(penalty, beta.length);
        logLikelihood = evaluate(beta);
        assemble();
        boolean converged = false;
        boolean settled = smoothing == null;
        double damping = 0;
        int steps = 0;
        int most = options.mostSteps() + options.mostRounds();
        boolean fresh = true;
        while (Double.isFinite(logLikelihood) && !converged && steps < most && findStep(damping)) {
            if (smoothing != null && fresh && promise < NEAR && usedDamping <= LITTLE_DAMPING) {
                if (rounds == options.mostRounds()) {
                    break;
                }
                settled = chooseComponents(smoothing);
                if (!findStep(damping)) {
                    break;
                }
            }
            boolean last = settled && promise < options.tolerance() && usedDamping <= LITTLE_DAMPING;
            steps++;
            fresh = takeStep(last);
            if (fresh) {
                damping = usedDamping <= LEAST_DAMPING ? 0 : usedDamping / 10;
            } else {
                damping = Math.max(10 * usedDamping, 1e-3);
            }
            converged = last && fresh;
        }
        return finish(converged, steps);
    }

    /** Goes to beta + step if that is better but for rounding; whether it was. */
    private boolean takeStep(boolean last) {
        double[] trial = beta.clone();
        for (int i = 0; i < trial.length; i++) {
            trial[i] += step[i];
        }
        double reached = evaluate(trial);
        double gain = penalised(reached, trial) - penalised(logLikelihood, beta);
        if (!(gain >= (last ? 0 : LEAST_GAIN * promise) - ROUNDING)) {
            return false;
        }
        beta = trial;
        logLikelihood = reached;
        assemble();
        return true;
    }

    /**
     * Moves theta towards the best on the parabola here; whether it is there. Where the coefficients' answer turns theta
     * back it goes a smaller share of the way each time, and where that does not end either, because theta is drawn to
     * either side, it stays between.
     */
    private boolean chooseComponents(ComponentCriterion smoothing) {
        double[] wanted = theta.clone();
        model.set(beta, gradient, negativeHessian(usedDamping));
        smoothing.maximise(model, wanted);
        double most = 0;
        double along = 0;
        for (int i = 0; i < wanted.length; i++) {
            double difference = wanted[i] - theta[i];
            along += difference * change[i];
            most = Math.max(most, Math.abs(difference));
            change[i] = difference;
        }
        boolean late = 3 * rounds > options.mostRounds();
        shareOfChange = along < 0 ? 0.5 * shareOfChange : Math.min(1, (late ? 0.8 : 1.25) * shareOfChange);
        for (int i = 0; i < theta.length; i++) {
            theta[i] += shareOfChange * change[i];
        }
        rounds++;
        balanced = most < SETTLED;
        return balanced || (late && shareOfChange * most < SETTLED);
    }

    private Estimate finish(boolean converged, int steps) {
        if (!Double.isFinite(logLikelihood) || !findStep(0)) {
            return new Estimate(
                    beta, theta, Double.NaN, Double.NaN, Double.NaN, null, false, false, steps, evaluations);
        }
        model.set(beta, gradient, negativeHessian(usedDamping));
        model.solve(theta);
        model.invert();
        double penalised = penalised(logLikelihood, beta);
        double restricted = penalised + 0.5 * (penalty.logDeterminant(theta) - model.logDeterminant());
        return new Estimate(
                beta, theta, logLikelihood, penalised, restricted, model, converged, balanced, steps, evaluations);
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
            hessian.add(i, i, -RIDGE);
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
            ArrowMatrix matrix = negativeHessian(lambda);
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

    /** H + lambda D; overwritten by the next call. */
    private ArrowMatrix negativeHessian(double lambda) {
        damped.setNegative(hessian, lambda);
        return damped;
    }

    /**
     * Settings known before the data.
     *
     * @param smoothing how variance components are chosen
     * @param ubreInflation what a degree of freedom costs in UBRE, times 2; the paper of the copula model has 1.4
     * @param mostRounds limit on the updates of the variance components
     * @param mostSteps limit on the Newton steps between two updates
     * @param tolerance of the penalised log-likelihood, in its own unit
     */
    public record Options(Smoothing smoothing, double ubreInflation, int mostRounds, int mostSteps, double tolerance) {
        /** What is used where nothing else is said. */
        public static final Options DEFAULTS = new Options(Smoothing.REML, 1.4, 60, 100, 1e-5);

        /** Checks the numbers. */
        public Options {
            if (!(ubreInflation >= 1)) {
                throw new IllegalArgumentException("UBRE inflation not >= 1: " + ubreInflation);
            }
            if (mostRounds < 1 || mostSteps < 1) {
                throw new IllegalArgumentException(
                        "rounds " + mostRounds + " and steps " + mostSteps + " must be >= 1");
            }
            if (!(tolerance > 0)) {
                throw new IllegalArgumentException("tolerance not > 0: " + tolerance);
            }
        }

        /** The same with another choice of variance components. */
        public Options with(Smoothing other) {
            return new Options(other, ubreInflation, mostRounds, mostSteps, tolerance);
        }
    }

    /**
     * What was found.
     *
     * @param theta parameters of the {@link Penalty}
     * @param model the parabola there, solved and inverted, or null where there is none
     * @param converged whether it is a maximum
     * @param balanced whether the variance components are the best on the parabola there
     */
    public record Estimate(
            double[] beta,
            double[] theta,
            double logLikelihood,
            double penalised,
            double restricted,
            @Nullable WorkingModel model,
            boolean converged,
            boolean balanced,
            int steps,
            int evaluations) {
        /**
         * Laplace's approximation of the log-likelihood with the random effects integrated out, \(\ell - \frac12 b^T S b + \frac12
         * \log|S| - \frac12 \log|H_r + S|\), \(H_r\) being the part of H for random effects; NaN without a maximum. Unlike the
         * restricted likelihood it gains nothing by a fixed effect that the data say nothing of.
         */
        public double marginal() {
            return model == null ? Double.NaN : restricted - 0.5 * model.logDeterminantOfFixed();
        }

        /** Whether this is a maximum and the other is none, or the {@link #marginal} likelihood is more here. */
        public boolean isBetterThan(Estimate other) {
            return converged == other.converged
                    ? marginal() > other.marginal() || Double.isNaN(other.marginal())
                    : converged;
        }
    }
}
