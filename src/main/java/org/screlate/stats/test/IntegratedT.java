package org.screlate.stats.test;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The distribution of an estimate over its standard error, where a variance component that is known from few values, and
 * cannot be negative, is in that error. Of the squared standard error, a share f is there without the component, and known;
 * the data say of the whole, A in units of its estimate, \(\nu u / A \sim \chi^2_\nu\), where u is 1 but for a component that
 * is put to zero though the data alone would have it negative. The component's standard deviation \(\tau = \kappa \sqrt{A -
 * f}\) has the prior density \(1 / (\tau + c)\), which is that of Student's t for large \(\tau\) and flat below c. With Z
 * normal, \[ T = Z \sqrt{A}, \qquad p(A) \, dA \propto A^{-\nu / 2} e^{-\nu u / 2 A} \, \frac{d\tau}{\tau + c}. \]
 *
 * <p>With f = 0 and c = 0, T is Student's t; without end of \(\nu\) it is normal. Where the component is found to be zero, f is
 * 1 and T is wider than normal by what the component may be nevertheless.
 */
public final class IntegratedT {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    // More degrees of freedom than these are as good as any number.
    private static final double MOST_DEGREES = 1e5;
    private static final int MOST_STEPS = 100;
    private static final double TOLERANCE = 1e-7;
    // Of the degrees of freedom of a t distribution, one over: where they are looked for first, and the end.
    private static final double FIRST_INVERSE = 0.1;
    private static final double MOST_INVERSE = 100;
    // Newton's next step would be about the square of this one.
    private static final double LAST_STEP = 1e-4;
    // Of the logarithm of A - f: the grid's distance, its ends, and how far below the highest a density counts.
    private static final double STEP = 0.25;
    private static final double LOW = -25;
    private static final double HIGH = 40;
    private static final double NEGLIGIBLE = 37;

    // Values of 1 / A and their probabilities.
    private double[] ratio = {1};
    private double[] weight = {1};

    /**
     * Prepares the distribution.
     *
     * @param floor f, in [0, 1]
     * @param unbounded u, positive
     * @param df \(\nu\), positive, may be infinite
     * @param scale \(\kappa\) over c, positive
     */
    public IntegratedT(double floor, double unbounded, double df, double scale) {
        if (!(floor >= 0 && floor <= 1) || !(unbounded > 0) || !(df > 0) || !(scale > 0)) {
            throw new IllegalArgumentException("floor " + floor + " not in [0, 1], or unbounded share " + unbounded
                    + ", degrees of freedom " + df + " or scale " + scale + " not > 0");
        }
        if (df <= MOST_DEGREES) {
            integrate(floor, unbounded, df, scale);
        }
    }

    private void integrate(double floor, double unbounded, double df, double scale) {
        double step = Math.min(STEP, 0.5 / Math.sqrt(df));
        int size = (int) Math.ceil((HIGH - LOW) / step);
        ratio = new double[size];
        weight = new double[size];
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            double beyond = Math.exp(LOW + i * step);
            double a = floor + beyond;
            double tau = scale * Math.sqrt(beyond);
            ratio[i] = 1 / a;
            weight[i] = -0.5 * df * (Math.log(a) + unbounded / a) + Math.log(tau / (tau + 1));
            highest = Math.max(highest, weight[i]);
        }
        int kept = 0;
        double sum = 0;
        for (int i = 0; i < size; i++) {
            if (weight[i] > highest - NEGLIGIBLE) {
                ratio[kept] = ratio[i];
                weight[kept] = Math.exp(weight[i] - highest);
                sum += weight[kept++];
            }
        }
        ratio = Arrays.copyOf(ratio, kept);
        weight = Arrays.copyOf(weight, kept);
        for (int i = 0; i < kept; i++) {
            weight[i] /= sum;
        }
    }

    /** Probability of a value as far from 0 as this one, on either side. */
    public double twoSided(double statistic) {
        double distance = Math.abs(statistic);
        double sum = 0;
        for (int i = 0; i < ratio.length; i++) {
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
        for (int i = 0; i < ratio.length; i++) {
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
        double[] low = {1 / MOST_DEGREES, excess(1 / MOST_DEGREES, quantile, p)};
        if (low[1] >= 0) {
            return MOST_DEGREES;
        }
        double[] high = {FIRST_INVERSE, excess(FIRST_INVERSE, quantile, p)};
        while (high[1] < 0 && high[0] < MOST_INVERSE) {
            low = high;
            high = new double[] {4 * high[0], excess(4 * high[0], quantile, p)};
        }
        return 1 / zero(low, high, quantile, p);
    }

    /** Where {@link #excess} is zero between two ends, by false position; an end that stays counts half. */
    private static double zero(double[] low, double[] high, double quantile, double p) {
        double at = high[0];
        for (int step = 0; step < MOST_STEPS && high[0] - low[0] > TOLERANCE * high[0]; step++) {
            double before = at;
            at = (low[0] * high[1] - high[0] * low[1]) / (high[1] - low[1]);
            double found = excess(at, quantile, p);
            if (found == 0 || Math.abs(at - before) <= TOLERANCE * at) {
                return at;
            }
            if (found < 0) {
                low = new double[] {at, found};
                high = new double[] {high[0], before < at ? high[1] / 2 : high[1]};
            } else {
                high = new double[] {at, found};
                low = new double[] {low[0], before > at ? low[1] / 2 : low[1]};
            }
        }
        return at;
    }

    /** The logarithm of a t distribution's tail over p / 2; it is nearly straight in the inverse of the degrees of freedom. */
    private static double excess(double inverseDegrees, double quantile, double p) {
        return Math.log(2 * TDistribution.of(1 / inverseDegrees).survivalProbability(quantile) / p);
    }

    /** The positive value whose {@link #twoSided} is p, in (0, 1). */
    public double quantile(double p) {
        double value = NORMAL.inverseSurvivalProbability(p / 2);
        for (int step = 0; step < MOST_STEPS; step++) {
            double found = twoSided(value);
            // Newton's method on the logarithm, in which the tail is nearly straight.
            double change = found / density(value) * Math.log(found / p);
            value += change;
            if (Math.abs(change) < LAST_STEP * value) {
                break;
            }
        }
        return value;
    }

    /** Derivative of {@link #twoSided}, but for its sign. */
    private double density(double value) {
        double sum = 0;
        for (int i = 0; i < ratio.length; i++) {
            double root = Math.sqrt(ratio[i]);
            sum += weight[i] * root * NORMAL.density(value * root);
        }
        return 2 * sum;
    }
}
