package org.screlate.stats.test;

import org.screlate.stats.math.StandardNormal;

/**
 * Wilcoxon's rank-sum test of two sides. With \(R\) the sum of the mean ranks of the \(m\) values of the first side among
 * all \(n\), and \(t\) running over the sizes of the ties, \[ z = \frac{R - m (n + 1) / 2}{\sqrt{m (n - m) (n + 1) T /
 * 12}}, \qquad T = 1 - \frac{\sum_t (t^3 - t)}{n^3 - n}. \] The p-value is that of a normal variate, without a correction
 * for continuity, where both sides have at least {@value #LEAST_SIDE} values and the smaller one is expected to hold
 * {@value #LEAST_EXPECTED} of those that differ from the most frequent value; else it is that of {@link RankSumChance},
 * over all ways to deal the ranks to the sides.
 *
 * @param z 0 where all values are equal, or a side is empty
 * @param pValue two-sided
 * @param log10P its logarithm to base 10, finite where the p-value itself is too small for a number
 * @see <a href="https://doi.org/10.2307/2333548">Kendall (1945), The treatment of ties in ranking problems</a>
 */
public record RankSum(double z, double pValue, double log10P) {
    /** As R's wilcox.test takes the exact distribution below it. */
    static final int LEAST_SIDE = 50;
    /** As in the usual rule for tables of counts. */
    static final int LEAST_EXPECTED = 5;

    /** Tests two sides. */
    public static RankSum test(TiedRanks ranks) {
        double z = standardised(ranks);
        double n = ranks.all();
        double smaller = Math.min(ranks.inFirst(), n - ranks.inFirst());
        if (smaller < LEAST_SIDE || ranks.apart() * smaller / n < LEAST_EXPECTED) {
            double p = RankSumChance.twoSided(ranks);
            return new RankSum(z, p, Math.log10(p));
        }
        double logP = Math.min(0, Math.log(2) + StandardNormal.logSurvival(Math.abs(z)));
        return new RankSum(z, Math.exp(logP), logP / Math.log(10));
    }

    private static double standardised(TiedRanks ranks) {
        double n = ranks.all();
        double m = ranks.inFirst();
        double rankSum = 0;
        double ties = 0;
        double below = 0;
        for (int j = 0; j < ranks.sizes().length; j++) {
            double size = ranks.sizes()[j];
            rankSum += ranks.first()[j] * (below + (size + 1) / 2);
            ties += cubeLess(size);
            below += size;
        }
        double variance = m * (n - m) * (n + 1) / 12 * (1 - ties / cubeLess(n));
        return variance > 0 ? (rankSum - m * (n + 1) / 2) / Math.sqrt(variance) : 0;
    }

    private static double cubeLess(double t) {
        return t * t * t - t;
    }
}
