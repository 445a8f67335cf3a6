package org.screlate.stats;

/**
 * Quantiles of the negative binomial distribution with mean \(\mu\) and variance \(\mu + \sigma \mu^2\).
 *
 * <p>With size \(r = 1 / \sigma\), \[ f(0) = (1 + \mu / r)^{-r}, \qquad f(k + 1) = f(k) \, \frac{k + r}{k + 1} \,
 * \frac{\mu}{\mu + r}. \] The sum is taken from 0 up, which is quick for the counts of single cells, and right as long as
 * \(f(0)\) is a normal double: \(r \log(1 + \mu / r) < 700\).
 */
public final class CountQuantile {
    // Past the mean, terms below this no longer change a sum near 1.
    private static final double NEGLIGIBLE = 1e-18;

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
        double mass = Math.exp(-size * Math.log1p(mean * dispersion));
        double cumulated = mass;
        int count = 0;
        while (cumulated < probability && (count < mean || mass > NEGLIGIBLE)) {
            mass *= ratio * (count + size) / (count + 1);
            cumulated += mass;
            count++;
        }
        return count;
    }
}
