package org.screlate.stats.test;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.statistics.distribution.TDistribution;
import org.screlate.stats.math.StandardNormal;

/** Tails of Student's t distribution. */
public final class StudentT {
    private static final double LEAST = 1e-290;
    private static final int MOST_TERMS = 100_000;

    private StudentT() {}

    /** The log of the chance of a value as far from 0, to either side; df may be infinite. NaN stays NaN. */
    public static double logTwoSided(double t, double df) {
        double distance = Math.abs(t);
        if (Double.isInfinite(df)) {
            return Math.min(0, Math.log(2) + StandardNormal.logSurvival(distance));
        }
        if (Double.isNaN(distance)) {
            return Double.NaN;
        }
        double p = 2 * TDistribution.of(df).survivalProbability(distance);
        return p > LEAST ? Math.min(0, Math.log(p)) : logIncompleteBeta(df, distance);
    }

    /** The value that is exceeded with a probability; df may be infinite. */
    public static double quantile(double df, double upperTail) {
        return Double.isInfinite(df)
                ? -StandardNormal.quantile(upperTail)
                : TDistribution.of(df).inverseSurvivalProbability(upperTail);
    }

    /**
     * The log of \(I_x(a, 1/2)\), \(a = \nu / 2\), \(x = \nu / (\nu + t^2)\), far out: \(x^a \sqrt{1 - x} / (a B(a, 1/2))
     * \sum_n x^n \prod_{k<n} (a + 1/2 + k) / (a + 1 + k)\), each term less than the one before.
     */
    private static double logIncompleteBeta(double df, double t) {
        double a = df / 2;
        double x = df / (df + t * t);
        double sum = 1;
        double term = 1;
        for (int n = 0; n < MOST_TERMS && term > 1e-17 * sum; n++) {
            term *= x * (a + 0.5 + n) / (a + 1 + n);
            sum += term;
        }
        return a * Math.log(x) + StrictMath.log1p(-x) / 2 - Math.log(a) - LogBeta.value(a, 0.5) + Math.log(sum);
    }
}
