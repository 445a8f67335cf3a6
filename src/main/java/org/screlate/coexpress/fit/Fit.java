package org.screlate.coexpress.fit;

import java.util.ArrayList;
import java.util.List;
import org.screlate.coexpress.model.Parameter;

/**
 * What was estimated for a pair.
 *
 * @param status how the fit ended; estimates are NaN where it failed
 * @param reason what is to be known of it, in words; may be empty where it converged
 * @param estimates one for each {@link Parameter}, in its order
 * @param components the variance components, in the order of parameters and effects
 * @param logLikelihood of the counts given the random effects, as published
 * @param penalisedLogLikelihood the same less the penalty of the random effects
 * @param restrictedLogLikelihood Laplace's approximation of the likelihood of the variance components
 * @param effectiveParameters trace of the influence matrix
 * @param tests of the tested columns, the chosen one first; none where the design tests nothing or the fit failed
 * @param cells how many cells were used
 * @param subjects how many subjects were used
 * @param steps Newton steps in all
 */
public record Fit(
        Status status,
        String reason,
        List<Estimates> estimates,
        List<VarianceComponent> components,
        double logLikelihood,
        double penalisedLogLikelihood,
        double restrictedLogLikelihood,
        double effectiveParameters,
        List<Significance> tests,
        int cells,
        int subjects,
        int steps) {

    /** The estimates of a parameter. */
    public Estimates estimates(Parameter parameter) {
        return estimates.get(parameter.place());
    }

    /** The same with a further test, which is the chosen one. */
    Fit withFirstTest(Significance test) {
        List<Significance> all = new ArrayList<>(tests);
        all.add(0, test);
        return new Fit(
                status,
                reason,
                estimates,
                components,
                logLikelihood,
                penalisedLogLikelihood,
                restrictedLogLikelihood,
                effectiveParameters,
                all,
                cells,
                subjects,
                steps);
    }

    /** How a fit ended. */
    public enum Status {
        /** At a maximum; there may be no zero inflation, which the reason says. */
        CONVERGED,
        /** At a maximum where dependence or overdispersion run to the end of their range, or between two answers of the variances. */
        BOUNDARY,
        /** Not fitted: too few subjects passed the filters. */
        TOO_FEW_SUBJECTS,
        /** No maximum was found. */
        FAILED
    }

    /**
     * The coefficients of one parameter.
     *
     * @param fixed {@code [coefficients]}
     * @param covariance Bayesian, {@code [coefficients × coefficients]}
     * @param random {@code [effects][levels]}, predicted
     */
    public record Estimates(double[] fixed, double[][] covariance, double[][] random) {
        /** Standard error of a fixed coefficient. */
        public double standardError(int coefficient) {
            return Math.sqrt(covariance[coefficient][coefficient]);
        }
    }

    /**
     * The spread of one random effect.
     *
     * @param parameter whose predictor it is in
     * @param effect name of the random effect
     * @param standardDeviation of the effect between levels, for 1 of its covariate
     * @param isZero whether it was found as small as it may be
     * @param correlation with the first effect of its block; NaN for that one, or where it is alone
     * @param effectiveParameters degrees of freedom that its levels use
     */
    public record VarianceComponent(
            Parameter parameter,
            String effect,
            double standardDeviation,
            boolean isZero,
            double correlation,
            double effectiveParameters) {}

    /**
     * A test of the tested columns.
     *
     * @param inference which
     * @param statistic z or t for one column; Wald's or the likelihood ratio's chi-squared, or F, for more
     * @param degreesOfFreedom of t or F's denominator; infinite for normal and chi-squared
     * @param pValue two-sided
     */
    public record Significance(
            CopulaModel.Inference inference, double statistic, double degreesOfFreedom, double pValue) {}
}
