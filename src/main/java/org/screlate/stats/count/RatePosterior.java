package org.screlate.stats.count;

import java.util.Arrays;
import org.screlate.stats.math.LogFactorial;

/**
 * What a count says of the score of its rate: the density proportional to \[ \phi(z) \, \mathrm{Poisson}(y \mid m g(z)), \]
 * as weights of scores on one of the grids of {@link LatentRates}. Sums over equally spaced scores converge faster than any
 * power of their distance; the level is the coarsest whose distance is small against the width of the density and against
 * the change of \(g\), and all scores count whose density is above \(10^{-16}\) of the highest.
 *
 * <p>Holds scratch space, so each thread needs its own.
 */
public final class RatePosterior {
    private static final double NEGLIGIBLE = 37;
    // Second difference of the logarithm, which is (distance / width)^2 for a normal density.
    private static final double MOST_BEND = 0.4;
    // Change of log g between neighbours.
    private static final double MOST_CHANGE = 0.4;
    private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private double[] scores = new double[256];
    private double[] weights = new double[256];
    private double[] shares = new double[256];
    private double[] sums = new double[48];
    private int size;
    private int level;
    private int low;

    private int count;
    private double logMean;
    private double mean;
    private LatentRates rates;

    /** Creates it. */
    public RatePosterior() {
        rates = LatentRates.of(LatentRates.Family.LOGNORMAL, 1);
    }

    /**
     * Takes a count.
     *
     * @param y the count
     * @param logMean log of m, the mean of the count
     * @return the logarithm of the count's probability, \(\log \int \phi(z) \mathrm{Poisson}(y \mid m g(z)) dz\)
     */
    public double set(int y, double logMean, LatentRates rates) {
        count = y;
        this.logMean = logMean;
        mean = Math.exp(logMean);
        this.rates = rates;
        level = 0;
        int top = climb(0, LatentRates.size(0) / 2, 8);
        while (level + 1 < LatentRates.LEVELS && isCoarse(level, top)) {
            level++;
            top = climb(level, 2 * top, 1);
        }
        double highest = exponent(level, top);
        collect(top, highest);
        double total = 0;
        for (int i = 0; i < size; i++) {
            total += weights[i];
        }
        for (int i = 0; i < size; i++) {
            weights[i] /= total;
        }
        return highest + Math.log(total * LatentRates.step(level)) - LOG_ROOT_TWO_PI - LogFactorial.of(y);
    }

    /** \(y \log m g - m g - z^2 / 2\). */
    private double exponent(int level, int i) {
        double z = LatentRates.score(level, i);
        return count * (logMean + rates.logRates(level)[i]) - mean * rates.rates(level)[i] - 0.5 * z * z;
    }

    /** The highest place of a level, from a start on; the density has one top. */
    private int climb(int level, int start, int stride) {
        int last = LatentRates.size(level) - 1;
        int at = start;
        double here = exponent(level, at);
        for (int step = stride; step > 0; step /= 2) {
            boolean moved = true;
            while (moved) {
                moved = false;
                for (int next : new int[] {Math.min(last, at + step), Math.max(0, at - step)}) {
                    double there = exponent(level, next);
                    if (there > here) {
                        at = next;
                        here = there;
                        moved = true;
                        break;
                    }
                }
            }
        }
        return at;
    }

    private boolean isCoarse(int level, int top) {
        int last = LatentRates.size(level) - 1;
        int middle = Math.max(1, Math.min(last - 1, top));
        double[] logRate = rates.logRates(level);
        double bend = 2 * exponent(level, middle) - exponent(level, middle - 1) - exponent(level, middle + 1);
        return bend > MOST_BEND || logRate[middle + 1] - logRate[middle] > MOST_CHANGE;
    }

    private void collect(int top, double highest) {
        int last = LatentRates.size(level) - 1;
        low = top;
        while (low > 0 && exponent(level, low - 1) > highest - NEGLIGIBLE) {
            low--;
        }
        int high = top;
        while (high < last && exponent(level, high + 1) > highest - NEGLIGIBLE) {
            high++;
        }
        size = high - low + 1;
        if (size > scores.length) {
            scores = new double[size];
            weights = new double[size];
            shares = new double[size];
        }
        for (int i = 0; i < size; i++) {
            scores[i] = LatentRates.score(level, low + i);
            weights[i] = Math.exp(exponent(level, low + i) - highest);
            shares[i] = mean * rates.rates(level)[low + i];
        }
    }

    /**
     * Fills the expectations of the Hermite polynomials \(h_k\), orthonormal under \(\phi\), for k = 1 ... terms.
     *
     * @param out takes them, the first at {@code from}, {@code stride} apart
     */
    public void coefficients(int terms, float[] out, int from, int stride) {
        double[][] polynomials = HermiteGrid.of(level, terms);
        if (sums.length < terms) {
            sums = new double[terms];
        }
        Arrays.fill(sums, 0, terms, 0);
        for (int i = 0; i < size; i++) {
            addTo(sums, weights[i], polynomials[low + i], terms);
        }
        for (int k = 0; k < terms; k++) {
            out[from + k * stride] = (float) sums[k];
        }
    }

    private static void addTo(double[] sums, double weight, double[] values, int count) {
        for (int k = 0; k < count; k++) {
            sums[k] += weight * values[k];
        }
    }

    /** Variance of the score given the count: at most 1, less the more a count says. */
    public double variance() {
        double first = 0;
        double second = 0;
        for (int i = 0; i < size; i++) {
            first += weights[i] * scores[i];
            second += weights[i] * scores[i] * scores[i];
        }
        return second - first * first;
    }

    /** Number of scores. */
    int size() {
        return size;
    }

    /** A score. */
    double score(int i) {
        return scores[i];
    }

    /** Its weight; all weights are 1. */
    double weight(int i) {
        return weights[i];
    }

    /** The mean of the count at a score. */
    double meanAt(int i) {
        return shares[i];
    }
}
