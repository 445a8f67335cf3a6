package org.screlate.stats.copula;

import org.screlate.stats.count.CountProbability;

/**
 * The interval of the unit line that a count takes: from {@code below} to {@code below + mass}, and {@code above} remains.
 * A copula keeps in {@code low} and {@code high} where its own scale has the two ends.
 */
public final class Interval {
    /** Probability of less, of the count, and of more. */
    public double below, mass, above;

    /** The ends on the copula's scale, for the Gaussian as normal quantiles; low may be minus infinity. */
    public double low, high;

    /** Densities at the ends on the copula's scale. */
    public double lowDensity, highDensity;

    /** Takes the probabilities of a count. */
    public void set(CountProbability count) {
        below = count.below;
        mass = count.mass;
        above = count.above;
    }
}
