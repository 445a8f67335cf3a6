package org.screlate.stats.fit;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.Trigamma;

/**
 * Variances of many like things, each estimated with few degrees of freedom, drawn to what they have in common. If
 * \(\sigma_g^{-2} \sim \chi^2_{d_0} / (d_0 s_{0g}^2)\), then \(s_g^2 \sim s_{0g}^2 F_{d, d_0}\), of which \(d_0\) and
 * \(s_{0g}^2\), which may follow a trend, come from the moments of \(\log s_g^2\), and the posterior mean gives \[ \tilde
 * s_g^2 = \frac{d_0 s_{0g}^2 + d s_g^2}{d_0 + d}, \] with \(d_0 + d\) degrees of freedom, at most those of all together.
 *
 * @param priorDf \(d_0\), infinite where the variances differ by no more than chance
 * @param moderated \(\tilde s_g^2\)
 * @param totalDf those of the moderated variances
 * @see <a href="https://doi.org/10.2202/1544-6115.1027">Smyth (2004), sections 4 and 6.2</a>
 */
public record ModeratedVariance(double priorDf, double[] moderated, double totalDf) {
    private static final double LEAST_SHARE = 1e-5;
    private static final int MOST_STEPS = 50;

    /** Moderates variances that have one expectation. */
    public static ModeratedVariance of(double[] variances, double df) {
        return of(variances, df, new double[variances.length]);
    }

    /**
     * Moderates variances whose logarithm follows a natural spline of another number, with two knots between its ends (one
     * for fewer than 30, none for fewer than 6; the same number for all is no trend).
     *
     * @param variances not negative, at least 1
     * @param df of each, positive
     * @param trend what they may depend on
     */
    public static ModeratedVariance of(double[] variances, double df, double[] trend) {
        double[] rising = variances.clone();
        Arrays.sort(rising);
        int n = rising.length;
        double median = (rising[n / 2] + rising[(n - 1) / 2]) / 2;
        double shift = Math.log(df / 2) - Digamma.value(df / 2);
        // A variance of zero has no logarithm.
        double[] logs = Arrays.stream(variances)
                .map(v -> Math.log(Math.max(v, LEAST_SHARE * (median > 0 ? median : 1))) + shift)
                .toArray();
        double[][] basis = NaturalSpline.basis(trend);
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        int[] alone = new int[n];
        Arrays.fill(alone, -1);
        LinearFit fit = LinearFit.of(basis, logs, ones, alone, 0);
        double spread = n > basis[0].length ? fit.variance() - Trigamma.value(df / 2) : 0;
        boolean alike = !(spread > 0);
        double half = alike ? Double.POSITIVE_INFINITY : trigammaInverse(spread);
        double factor = alike ? 1 : Math.exp(Digamma.value(half) - Math.log(half));
        double[] moderated = IntStream.range(0, n)
                .mapToDouble(g -> {
                    double prior = Math.exp(fit.fitted()[g]) * factor;
                    return alike ? prior : (2 * half * prior + df * variances[g]) / (2 * half + df);
                })
                .toArray();
        return new ModeratedVariance(2 * half, moderated, Math.min(df + 2 * half, df * n));
    }

    /** The y whose trigamma is x, by Newton's method on \(1 / \psi'(y)\), which is nearly straight. */
    static double trigammaInverse(double x) {
        if (x > 1e7) {
            return 1 / Math.sqrt(x);
        }
        if (x < 1e-6) {
            return 1 / x;
        }
        double y = 0.5 + 1 / x;
        for (int step = 0; step < MOST_STEPS; step++) {
            double h = 1e-4 * y;
            double slope = (Trigamma.value(y + h) - Trigamma.value(y - h)) / (2 * h);
            double trigamma = Trigamma.value(y);
            double change = trigamma * (1 - trigamma / x) / slope;
            y += change;
            if (Math.abs(change) < 1e-10 * y) {
                break;
            }
        }
        return y;
    }
}
