package org.screlate.stats.test;

import java.util.Arrays;

/**
 * How well scores rank positive cases above negative ones. With \(P\) positive and \(N\) negative cases of scores \(s_i\)
 * and \(t_j\): \[ \mathrm{AUROC} = \frac{1}{P N} \sum_{i,j} \Bigl([s_i > t_j] + \tfrac12 [s_i = t_j]\Bigr), \qquad
 * \mathrm{AP} = \sum_k (R_k - R_{k-1}) \, Q_k, \] where \(k\) runs over the distinct scores from the highest down,
 * \(R_k\) is the share of the positive cases with that score or a higher one (recall) and \(Q_k\) the share of positive
 * ones among all such cases (precision), as scikit-learn has them.
 */
public final class RankScores {
    private RankScores() {}

    /**
     * Area under the receiver operating characteristic: 1 if all positive cases score above all negative ones, 0.5 for
     * scores that know nothing; a tie counts one half.
     *
     * @param positive scores of the positive cases, at least one; infinite ones may be
     * @param negative scores of the negative cases, at least one
     */
    public static double auroc(double[] positive, double[] negative) {
        double[] p = rising("positive", positive);
        double[] n = rising("negative", negative);
        long halves = 0; // twice the sum
        int below = 0;
        int upTo = 0;
        for (double score : p) {
            while (below < n.length && n[below] < score) {
                below++;
            }
            upTo = Math.max(upTo, below);
            while (upTo < n.length && n[upTo] == score) {
                upTo++;
            }
            halves += below + upTo;
        }
        return halves / 2.0 / p.length / n.length;
    }

    /**
     * Average precision; scores that know nothing get the share of positive cases among all.
     *
     * @param positive scores of the positive cases, at least one; infinite ones may be
     * @param negative scores of the negative cases
     */
    public static double averagePrecision(double[] positive, double[] negative) {
        double[] p = rising("positive", positive);
        double[] n = negative.length == 0 ? negative : rising("negative", negative);
        double sum = 0;
        int negatives = n.length - 1;
        for (int last = p.length - 1; last >= 0; ) {
            double score = p[last];
            int first = last;
            while (first > 0 && p[first - 1] == score) {
                first--;
            }
            while (negatives >= 0 && n[negatives] >= score) {
                negatives--;
            }
            double hits = p.length - first;
            double called = hits + n.length - 1 - negatives;
            sum += (last - first + 1) * hits / called;
            last = first - 1;
        }
        return sum / p.length;
    }

    /** Area under the receiver operating characteristic of scores whose cases are told apart by a flag. */
    public static double auroc(double[] scores, boolean[] isPositive) {
        return auroc(chosen(scores, isPositive, true), chosen(scores, isPositive, false));
    }

    /** Average precision of scores whose cases are told apart by a flag. */
    public static double averagePrecision(double[] scores, boolean[] isPositive) {
        return averagePrecision(chosen(scores, isPositive, true), chosen(scores, isPositive, false));
    }

    private static double[] rising(String which, double[] scores) {
        if (scores.length == 0) {
            throw new IllegalArgumentException("no score of a " + which + " case");
        }
        double[] sorted = scores.clone();
        for (int i = 0; i < sorted.length; i++) {
            if (Double.isNaN(sorted[i])) {
                throw new IllegalArgumentException("a " + which + " case has a score of NaN, which has no rank");
            }
            sorted[i] += 0.0; // -0.0 would sort below 0.0
        }
        Arrays.sort(sorted);
        return sorted;
    }

    private static double[] chosen(double[] scores, boolean[] isPositive, boolean wanted) {
        if (scores.length != isPositive.length) {
            throw new IllegalArgumentException(scores.length + " scores for " + isPositive.length + " cases");
        }
        double[] chosen = new double[scores.length];
        int next = 0;
        for (int i = 0; i < scores.length; i++) {
            if (isPositive[i] == wanted) {
                chosen[next++] = scores[i];
            }
        }
        return Arrays.copyOf(chosen, next);
    }
}
