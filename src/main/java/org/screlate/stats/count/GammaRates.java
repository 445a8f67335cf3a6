package org.screlate.stats.count;

import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Quantiles of the gamma distribution of shape \(r = 1 / \sigma\) and mean 1, by Newton's method on the logarithm of the
 * nearer tail as a function of \(t = \log r g\), which is concave, so that no start fails.
 */
final class GammaRates extends LatentRates {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final int MOST_STEPS = 200;
    private static final double TOLERANCE = 1e-13;
    // Where x is this little of 1 + r, two terms of the lower tail's series are exact.
    private static final double LITTLE = 1e-9;

    private final double shape;
    private final GammaDistribution gamma;
    private final double logGammaOfNext;

    GammaRates(double dispersion) {
        shape = 1 / dispersion;
        gamma = GammaDistribution.of(shape, 1);
        logGammaOfNext = LogGamma.value(shape + 1);
    }

    @Override
    void fill(int level, double[] values) {
        double logShape = Math.log(shape);
        if (level == 0) {
            int middle = values.length / 2;
            values[middle] = quantile(0, logShape) - logShape;
            for (int i = middle + 1; i < values.length; i++) {
                values[i] = quantile(score(0, i), values[i - 1] + logShape) - logShape;
                int other = 2 * middle - i;
                values[other] = quantile(score(0, other), values[other + 1] + logShape) - logShape;
            }
            return;
        }
        double[] coarse = logRates(level - 1);
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 2 == 0
                    ? coarse[i / 2]
                    : quantile(score(level, i), 0.5 * (coarse[i / 2] + coarse[i / 2 + 1]) + logShape) - logShape;
        }
    }

    /** t at a score. */
    private double quantile(double z, double start) {
        boolean lower = z <= 0;
        double wanted = Math.log(NORMAL.cumulativeProbability(-Math.abs(z)));
        double t = start;
        for (int step = 0; step < MOST_STEPS; step++) {
            double x = Math.exp(t);
            double logTail;
            double slope;
            if (lower && x < LITTLE * (1 + shape)) {
                logTail = shape * t - logGammaOfNext - x * shape / (shape + 1);
                slope = shape;
            } else {
                double tail = lower ? gamma.cumulativeProbability(x) : gamma.survivalProbability(x);
                logTail = Math.log(tail);
                slope = Math.exp(t + gamma.logDensity(x) - logTail) * (lower ? 1 : -1);
            }
            // A tail of 0 or a slope of 0 lies far outside: come back from there.
            double change = Double.isInfinite(logTail) || slope == 0 ? (lower ? 1 : -1) : (wanted - logTail) / slope;
            t += Math.max(-50, Math.min(50, change));
            if (Math.abs(change) <= TOLERANCE * Math.max(1, Math.abs(t))) {
                break;
            }
        }
        return t;
    }
}
