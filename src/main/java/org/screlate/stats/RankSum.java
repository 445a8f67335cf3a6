package org.screlate.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Wilcoxon's rank-sum test of each of several groups against all others, for values of which most are zero. With \(R_g\)
 * the sum of the mean ranks of the \(n_g\) values of group \(g\) among all \(n\), and \(t\) running over the sizes of
 * the ties, \[ z_g = \frac{R_g - n_g (n + 1) / 2}{\sqrt{n_g (n - n_g) (n + 1) T / 12}}, \qquad T = 1 - \frac{\sum_t
 * (t^3 - t)}{n^3 - n}, \] normal with variance 1 in large groups if the group makes no difference; no correction for
 * continuity.
 *
 * @see <a href="https://doi.org/10.2307/2333548">Kendall (1945), The treatment of ties in ranking problems</a>
 */
public final class RankSum {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private RankSum() {}

    /**
     * The standardised rank sum of each group against all others.
     *
     * @param values the values that are not zero, finite; zeros among them do no harm
     * @param groups the group of each of {@code values}, below {@code sizes.length}
     * @param stored how many of {@code values} count
     * @param sizes number of values of each group, zeros included
     * @return one for each group; 0 where all values are equal, or the group is empty or everything
     */
    public static double[] standardised(float[] values, int[] groups, int stored, int[] sizes) {
        long[] sorted = sorted(values, groups, stored);
        int[] zeros = sizes.clone();
        for (long key : sorted) {
            zeros[(int) key]--;
        }
        double n = Arrays.stream(sizes).asLongStream().sum();
        double[] rankSums = new double[sizes.length];
        double ties = 0;
        long below = 0;
        boolean zerosRanked = false;
        for (int from = 0; from <= sorted.length; ) {
            if (!zerosRanked && (from == sorted.length || sorted[from] >= 0)) {
                ties += rankZeros(zeros, below, rankSums);
                below += Arrays.stream(zeros).asLongStream().sum();
                zerosRanked = true;
            }
            if (from == sorted.length) {
                break;
            }
            int to = endOfTie(sorted, from);
            for (int i = from; i < to; i++) {
                rankSums[(int) sorted[i]] += below + (to - from + 1) / 2.0;
            }
            ties += cubeLess(to - from);
            below += to - from;
            from = to;
        }
        double tieFactor = 1 - ties / cubeLess(n);
        double[] z = new double[sizes.length];
        for (int g = 0; g < z.length; g++) {
            double variance = sizes[g] * (n - sizes[g]) * (n + 1) / 12 * tieFactor;
            z[g] = variance > 0 ? (rankSums[g] - sizes[g] * (n + 1) / 2) / Math.sqrt(variance) : 0;
        }
        return z;
    }

    /** The chance of a rank sum as far from its mean, to either side. */
    public static double pValue(double z) {
        return Math.min(1, 2 * NORMAL.survivalProbability(Math.abs(z)));
    }

    /** The values that are not zero, rising: bits that sort as the value does above, the group below. */
    private static long[] sorted(float[] values, int[] groups, int stored) {
        long[] keys = new long[stored];
        int kept = 0;
        for (int i = 0; i < stored; i++) {
            if (values[i] != 0) {
                int bits = Float.floatToIntBits(values[i]);
                int rising = bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
                keys[kept++] = (long) rising << 32 | groups[i];
            }
        }
        long[] sorted = kept == stored ? keys : Arrays.copyOf(keys, kept);
        Arrays.sort(sorted);
        return sorted;
    }

    private static int endOfTie(long[] sorted, int from) {
        int to = from + 1;
        while (to < sorted.length && sorted[to] >> 32 == sorted[from] >> 32) {
            to++;
        }
        return to;
    }

    private static double rankZeros(int[] zeros, long below, double[] rankSums) {
        double all = Arrays.stream(zeros).asLongStream().sum();
        for (int g = 0; g < zeros.length; g++) {
            rankSums[g] += zeros[g] * (below + (all + 1) / 2);
        }
        return cubeLess(all);
    }

    private static double cubeLess(double t) {
        return t * t * t - t;
    }
}
