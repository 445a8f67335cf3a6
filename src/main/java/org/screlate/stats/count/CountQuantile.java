package org.screlate.stats.count;

/**
 * Quantiles of the negative binomial distribution with mean \(\mu\) and variance \(\mu + \sigma \mu^2\).
 *
 * <p>With size \(r = 1 / \sigma\), \[ f(0) = (1 + \mu / r)^{-r}, \qquad f(k + 1) = f(k) \, \frac{k + r}{k + 1} \,
 * \frac{\mu}{\mu + r}. \] The sum is taken from 0 up, which is quick for the counts of single cells; where \(f(0)\) is no
 * normal double, \(r \log(1 + \mu / r) \ge 700\), the sum begins 12 standard deviations below the mean.
 */
public final class CountQuantile {
    // Past the mean, terms below this no longer change a sum near 1.
    private static final double NEGLIGIBLE = 1e-18;

    private static final double LEAST_LOG_START = -700;
    // What lies further below the mean is nothing beside a double's last figure.
    private static final double DEVIATIONS = 12;

    private CountQuantile() {}

    /**
     * The least count whose distribution function reaches a probability.
     *
     * @param probability in [0, 1]
     * @param mean \(\mu\), positive
     * @param dispersion \(\sigma\), positive
     */
    public static int of(double probability, double mean, double dispersion) {
        double size = 1 / dispersion;
        double ratio = mean / (mean + size);
        double logStart = -size * StrictMath.log1p(mean * dispersion);
        if (logStart < LEAST_LOG_START) {
            return fromBelow(probability, mean, dispersion);
        }
        double mass = Math.exp(logStart);
        double cumulated = mass;
        int count = 0;
        while (cumulated < probability && (count < mean || mass > NEGLIGIBLE)) {
            mass *= ratio * (count + size) / (count + 1);
            cumulated += mass;
            count++;
        }
        return count;
    }

    /** Sums from where the lower tail begins to count. */
    private static int fromBelow(double probability, double mean, double dispersion) {
        double size = 1 / dispersion;
        double ratio = mean / (mean + size);
        NegativeBinomial distribution = new NegativeBinomial();
        CountProbability point = new CountProbability();
        distribution.setLogDispersion(Math.log(dispersion));
        double sd = Math.sqrt(mean * (1 + mean * dispersion));
        int count = (int) Math.max(0, Math.floor(mean - DEVIATIONS * sd));
        distribution.mass(count, Math.log(mean), point);
        double mass = point.mass;
        double cumulated = mass;
        while (cumulated < probability && (count < mean || mass > NEGLIGIBLE)) {
            mass *= ratio * (count + size) / (count + 1);
            cumulated += mass;
            count++;
        }
        return count;
    }
}
