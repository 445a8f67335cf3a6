package org.screlate.stats.count;

import java.util.Arrays;

/**
 * The rate of a gene's expression as a function of a standard normal score: \(g(z) = F^{-1}(\Phi(z))\), F the distribution
 * of a rate with mean 1 and variance \(\sigma\). A count given it is Poisson of mean \(m\, g(z)\).
 *
 * <p>Holds \(g\) on nested grids, made when they are first asked for: on level l the scores \(z_i = (i - 24 \cdot 2^l)
 * 2^{-l} / 2\) from -12 to 12. Not for several threads at once.
 */
public abstract class LatentRates {
    /** Levels of grids, from 0. */
    static final int LEVELS = 10;

    private static final int HALF = 24;
    // Below it a rate hardly varies, and its logarithm is as good as normal.
    private static final double LEAST_DISPERSION = 1e-6;

    private final double[][] logRates = new double[LEVELS][];
    private final double[][] rates = new double[LEVELS][];

    LatentRates() {}

    /** Families of latent rates. */
    public enum Family {
        /** Gamma: the counts are negative binomial. */
        GAMMA,
        /** Lognormal: the counts are Poisson-lognormal. */
        LOGNORMAL
    }

    /**
     * Rates of a family.
     *
     * @param dispersion \(\sigma\), positive: a count of mean m then has the variance \(m + \sigma m^2\)
     */
    public static LatentRates of(Family family, double dispersion) {
        double sigma = Math.max(LEAST_DISPERSION, dispersion);
        if (!(sigma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("dispersion not finite: " + dispersion);
        }
        return family == Family.LOGNORMAL || sigma == LEAST_DISPERSION
                ? new LognormalRates(sigma)
                : new GammaRates(sigma);
    }

    /** Number of scores of a level. */
    static int size(int level) {
        return 2 * (HALF << level) + 1;
    }

    /** Distance of the scores of a level. */
    static double step(int level) {
        return 0.5 / (1 << level);
    }

    /** A score of a level. */
    static double score(int level, int i) {
        return (i - (HALF << level)) * step(level);
    }

    /** \(\log g\) at the scores of a level; not to be written to. */
    double[] logRates(int level) {
        double[] known = logRates[level];
        if (known == null) {
            known = new double[size(level)];
            fill(level, known);
            logRates[level] = known;
            rates[level] = Arrays.stream(known).map(Math::exp).toArray();
        }
        return known;
    }

    /** \(g\) at the scores of a level; not to be written to. */
    double[] rates(int level) {
        logRates(level);
        return rates[level];
    }

    /** Fills \(\log g\) at the scores of a level; those of lower levels are known. */
    abstract void fill(int level, double[] values);
}
