package org.screlate.stats.count;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Quantiles of the binomial distribution, summed from 0 up: \[ f(0) = (1 - p)^n, \qquad f(k + 1) = f(k) \, \frac{n - k}{k +
 * 1} \, \frac{p}{1 - p}, \] which is quick for the counts of single cells. Where \(f(0)\) would be no normal double, they
 * are searched for.
 */
public final class Binomial {
    private static final double LEAST_LOG = -700;

    private Binomial() {}

    /**
     * The least number of successes whose distribution function reaches a probability.
     *
     * @param probability in [0, 1)
     * @param trials n, not negative
     * @param success p, above 0 and below 1
     */
    public static int quantile(double probability, int trials, double success) {
        double logNone = trials * StrictMath.log1p(-success);
        if (logNone < LEAST_LOG) {
            return BinomialDistribution.of(trials, success).inverseCumulativeProbability(probability);
        }
        double odds = success / (1 - success);
        double mass = Math.exp(logNone);
        double cumulated = mass;
        int count = 0;
        while (cumulated < probability && count < trials) {
            mass *= odds * (trials - count) / (count + 1);
            cumulated += mass;
            count++;
        }
        return count;
    }
}
