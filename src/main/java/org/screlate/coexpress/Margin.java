package org.screlate.coexpress;

import java.util.List;

/**
 * One gene's own distribution, estimated without any other gene.
 *
 * @param counts {@code [cells]}
 * @param predictors of mean, dispersion and zero inflation
 * @param coefficients of the three predictors, one after the other: each with its fixed, then its random effects
 * @param components parameters of the random effects' covariances
 * @param converged whether the estimate is a maximum
 */
public record Margin(
        int[] counts, List<Predictor> predictors, double[] coefficients, double[] components, boolean converged) {}
