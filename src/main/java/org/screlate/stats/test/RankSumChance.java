package org.screlate.stats.test;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.screlate.stats.math.LogFactorial;

/**
 * Twice the chance of a rank sum as far from its mean, to the same side, over all ways to deal the ranks, ties included,
 * to the two sides: where ties make them lopsided, the other tail may have no rank sum as far. With \(c_j\) values in tie \(j\), \(r_j\) their mean rank, and \(m\) of \(n\) values of one side, the rank
 * sum is \(\sum_j r_j k_j\), where \(k\) are multivariate hypergeometric. The largest tie, mostly zeros, is dealt first:
 * \[ P(S \ge s) = \sum_i P(k_0 = m - i) \, P(S_i \ge s), \] with \(S_i\) the sum where i values of the side differ from
 * it: see {@link DrawnSum}.
 */
final class RankSumChance {
    // Numbers of values that are less likely than this share of what was found are left out.
    private static final double NEGLIGIBLE = 1e-5;

    private final int all;
    private final int drawn;
    private final int ofBase;
    // Of the values that differ from the most frequent one: size of ties, and twice their mean ranks less its own.
    private final int[] sizes;
    private final long[] scores;
    private final long observed;
    private final long mean;

    private RankSumChance(TiedRanks ranks) {
        all = ranks.all();
        boolean swap = 2 * ranks.inFirst() > all;
        drawn = swap ? all - ranks.inFirst() : ranks.inFirst();
        int base = 0;
        for (int j = 0; j < ranks.sizes().length; j++) {
            base = ranks.sizes()[j] > ranks.sizes()[base] ? j : base;
        }
        ofBase = ranks.sizes()[base];
        sizes = new int[ranks.sizes().length - 1];
        scores = new long[sizes.length];
        long before = Arrays.stream(ranks.sizes(), 0, base).sum();
        long origin = 2 * before + ofBase + 1;
        long below = 0;
        long sum = 0;
        for (int j = 0; j < ranks.sizes().length; j++) {
            int size = ranks.sizes()[j];
            long score = 2 * below + size + 1 - origin;
            sum += score * (swap ? size - ranks.first()[j] : ranks.first()[j]);
            below += size;
            if (j != base) {
                sizes[j < base ? j : j - 1] = size;
                scores[j < base ? j : j - 1] = score;
            }
        }
        observed = sum;
        mean = drawn * (all + 1L - origin);
    }

    /** The two-sided p-value; 1 where all values are equal or a side is empty. */
    static double twoSided(TiedRanks ranks) {
        RankSumChance chance = new RankSumChance(ranks);
        return chance.observed == chance.mean || chance.drawn == 0 ? 1 : Math.min(1, chance.twoSided());
    }

    private double twoSided() {
        boolean high = observed > mean;
        int least = Math.max(0, drawn - ofBase);
        int most = Math.min(drawn, all - ofBase);
        double[] logWeight =
                IntStream.rangeClosed(least, most).mapToDouble(this::logWeight).toArray();
        DrawnSum sum = high ? new DrawnSum(sizes, scores) : new DrawnSum(sizes, scores).mirrored();
        double total = 0;
        // The weights have one peak: from there to both sides, the likelier first.
        int up = peak(logWeight);
        int down = up - 1;
        while (down >= 0 || up < logWeight.length) {
            boolean upwards = down < 0 || (up < logWeight.length && logWeight[up] > logWeight[down]);
            int i = upwards ? up++ : down--;
            double weight = Math.exp(logWeight[i]);
            if (!(weight > NEGLIGIBLE * total)) {
                break;
            }
            total += 2 * weight * sum.atLeast(high ? observed : -observed, least + i);
        }
        return total;
    }

    private static int peak(double[] values) {
        int peak = 0;
        for (int i = 1; i < values.length; i++) {
            peak = values[i] > values[peak] ? i : peak;
        }
        return peak;
    }

    /** Of i values of the smaller side that differ from the most frequent one. */
    private double logWeight(int i) {
        return LogFactorial.logChoose(ofBase, drawn - i)
                + LogFactorial.logChoose(all - ofBase, i)
                - LogFactorial.logChoose(all, drawn);
    }
}
