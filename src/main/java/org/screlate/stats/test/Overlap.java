package org.screlate.stats.test;

import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * How many of a drawn sample are of a kind, if the draw takes no notice of it: \(K\) hypergeometric of \(N\) things,
 * \(m\) of the kind and \(n\) drawn.
 */
public final class Overlap {
    private Overlap() {}

    /**
     * The chance of at least so many.
     *
     * @param overlap of the kind and drawn
     * @param kind of the kind
     * @param drawn drawn
     * @param all things
     */
    public static double atLeast(int overlap, int kind, int drawn, int all) {
        return overlap == 0
                ? 1
                : HypergeometricDistribution.of(all, kind, drawn).survivalProbability(overlap - 1);
    }

    /** The chance of at most so many; arguments as in {@link #atLeast}. */
    public static double atMost(int overlap, int kind, int drawn, int all) {
        return HypergeometricDistribution.of(all, kind, drawn).cumulativeProbability(overlap);
    }
}
