package org.screlate.coexpress;

/**
 * One gene's own distribution, without any other gene.
 *
 * @param counts {@code [cells]}
 * @param mu predictor of the mean
 * @param sigma predictor of the dispersion
 * @param zi predictor of zero inflation
 * @param coefficients of mu, sigma and zi, one after the other: each with its fixed, then its random effects
 * @param variances of the random effects, in the order of the effects
 * @param status how the fit ended
 */
public record Margin(
        int[] counts,
        Predictor mu,
        Predictor sigma,
        Predictor zi,
        double[] coefficients,
        double[] variances,
        Fit.Status status) {}
