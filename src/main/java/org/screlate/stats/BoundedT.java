package org.screlate.stats;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The distribution of an estimate over its standard error, where a variance component that cannot be negative is in that
 * error. Of the squared standard error, a share f is there without the component, and known; the whole is estimated with
 * \(\nu\) degrees of freedom and never put below f, though the data alone may say u. With Z normal and C, C' independent,
 * both \(\chi^2_\nu / \nu\), \[ T = Z \sqrt{\frac{A}{\max(f, A C)}}, \qquad A = \max(f, u / C'). \] A is what the squared
 * error may truly be, in units of its estimate, and \(\max(f, A C)\) what would be estimated then.
 *
 * <p>With f = 0, T is Student's t; without end of \(\nu\) it is normal. Where the component is found to be zero, f = 1 and u
 * is less: then the standard error is rather too large, so that near the middle T is nearly normal even if \(\nu\) is small;
 * its tails are those of a distribution with \(\nu\) degrees of freedom nevertheless.
 */
public final class BoundedT {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final GaussLegendre RULE = new GaussLegendre(32);
    // What lies further out in the distribution of C is left out.
    private static final double NEGLIGIBLE = 1e-14;
    // More degrees of freedom than these are as good as any number.
    private static final double MOST_DEGREES = 1e5;
    private static final int MOST_STEPS = 100;
    private static final double TOLERANCE = 1e-7;

    // Combinations of C and C': values of 1 / (T / Z)^2 and their probabilities.
    private final double[] ratio;
    private final double[] weight;
    private int size;

    /**
     * Prepares the distribution.
     *
     * @param floor f, in [0, 1]
     * @param unbounded u, positive
     * @param df \(\nu\), positive, may be infinite
     */
    public BoundedT(double floor, double unbounded, double df) {
        if (!(floor >= 0 && floor <= 1) || !(unbounded > 0) || !(df > 0)) {
            throw new IllegalArgumentException("floor " + floor + " not in [0, 1], or unbounded share " + unbounded
                    + " or degrees of freedom " + df + " not > 0");
        }
        int most = (RULE.size() + 1) * (RULE.size() + 1);
        ratio = new double[most];
        weight = new double[most];
        if (df > MOST_DEGREES) {
            put(1, 1);
            return;
        }
        Spread spread = new Spread(df);
        double atFloor = unbounded / floor;
        addEstimates(spread, 1, spread.gamma.survivalProbability(atFloor));
        double low = spread.low;
        double half = (Math.min(spread.high, Math.log(atFloor)) - low) / 2;
        for (int i = 0; i < RULE.size() && half > 0; i++) {
            double c = Math.exp(low + half * (1 + RULE.node(i)));
            addEstimates(
                    spread, Math.min(1, floor * c / unbounded), half * RULE.weight(i) * c * spread.gamma.density(c));
        }
    }

    /** Where \(\chi^2_\nu / \nu\) lies; low and high are logarithms. */
    private static final class Spread {
        private final GammaDistribution gamma;
        private final double low;
        private final double high;

        Spread(double df) {
            gamma = GammaDistribution.of(df / 2, 2 / df);
            low = Math.log(Math.max(Double.MIN_NORMAL, gamma.inverseCumulativeProbability(NEGLIGIBLE)));
            high = Math.log(gamma.inverseSurvivalProbability(NEGLIGIBLE));
        }
    }

    /** Adds max(least, C) for all C, the probability of that least value being given. */
    private void addEstimates(Spread spread, double least, double probability) {
        put(least, probability * spread.gamma.cumulativeProbability(least));
        double low = Math.max(spread.low, Math.log(least));
        double half = (spread.high - low) / 2;
        for (int i = 0; i < RULE.size() && half > 0; i++) {
            double c = Math.exp(low + half * (1 + RULE.node(i)));
            put(c, probability * half * RULE.weight(i) * c * spread.gamma.density(c));
        }
    }

    private void put(double value, double probability) {
        ratio[size] = value;
        weight[size] = probability;
        size++;
    }

    /** Probability of a value as far from 0 as this one, on either side. */
    public double twoSided(double statistic) {
        double distance = Math.abs(statistic);
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += weight[i] * NORMAL.survivalProbability(distance * Math.sqrt(ratio[i]));
        }
        return Math.min(1, 2 * sum);
    }

    /**
     * Probability of a value of \(F = T^2 \chi^2_k / (k Z^2)\) as high as this one, the like for k estimates at once.
     *
     * @param k how many
     */
    public double upper(double statistic, int k) {
        ChiSquaredDistribution chiSquared = ChiSquaredDistribution.of(k);
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += weight[i] * chiSquared.survivalProbability(statistic * k * ratio[i]);
        }
        return Math.min(1, sum);
    }

    /**
     * Degrees of freedom of the t distribution with the same interval that holds all but p: estimate \(\pm\) its quantile
     * times the standard error. Infinite where the interval is not wider than the normal distribution's.
     */
    public double equivalentDegrees(double p) {
        double quantile = quantile(p);
        if (quantile <= NORMAL.inverseSurvivalProbability(p / 2)) {
            return Double.POSITIVE_INFINITY;
        }
        double low = Math.log(1e-2);
        double high = Math.log(MOST_DEGREES);
        for (int step = 0; step < MOST_STEPS && high - low > TOLERANCE; step++) {
            double middle = (low + high) / 2;
            if (TDistribution.of(Math.exp(middle)).survivalProbability(quantile) > p / 2) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp((low + high) / 2);
    }

    /** The positive value whose {@link #twoSided} is p, in (0, 1). */
    public double quantile(double p) {
        double value = NORMAL.inverseSurvivalProbability(p / 2);
        for (int step = 0; step < MOST_STEPS; step++) {
            double found = twoSided(value);
            // Newton's method on the logarithm, in which the tail is nearly straight.
            double change = found / density(value) * Math.log(found / p);
            value += change;
            if (Math.abs(change) < TOLERANCE * value) {
                break;
            }
        }
        return value;
    }

    /** Derivative of {@link #twoSided}, but for its sign. */
    private double density(double value) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double root = Math.sqrt(ratio[i]);
            sum += weight[i] * root * NORMAL.density(value * root);
        }
        return 2 * sum;
    }
}
