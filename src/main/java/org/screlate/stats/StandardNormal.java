package org.screlate.stats;

import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution. */
public final class StandardNormal {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private StandardNormal() {}

    /** A variate, by the inverse distribution function; never infinite. */
    public static double draw(SplittableRandom random) {
        return STANDARD.inverseCumulativeProbability(probability(random));
    }

    /** A probability that is neither 0 nor 1: the middle of one of 2^53 equal cells of (0, 1). */
    public static double probability(SplittableRandom random) {
        return ((random.nextLong() >>> 11) + 0.5) * 0x1p-53;
    }

    /** The distribution function. */
    public static double cumulative(double z) {
        return STANDARD.cumulativeProbability(z);
    }

    /** The inverse of the distribution function. */
    public static double quantile(double probability) {
        return STANDARD.inverseCumulativeProbability(probability);
    }
}
