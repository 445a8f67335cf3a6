package org.screlate.stats.math;

import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution. */
public final class StandardNormal {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private static final double FAR = 20;
    private static final int FRACTIONS = 20;

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

    /**
     * The log of the chance of a larger value; where the chance itself is too small for a number, by the continued
     * fraction of Mills' ratio.
     */
    public static double logSurvival(double z) {
        if (z < FAR) {
            return Math.log(STANDARD.survivalProbability(z));
        }
        double fraction = z;
        for (int k = FRACTIONS; k > 0; k--) {
            fraction = z + k / fraction;
        }
        return -z * z / 2 - Math.log(2 * Math.PI) / 2 - Math.log(fraction);
    }
}
