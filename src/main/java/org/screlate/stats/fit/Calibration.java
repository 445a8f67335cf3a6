package org.screlate.stats.fit;

import java.util.Arrays;

/**
 * How far probabilities can be taken at their word. With \(p_i\) the probability of case \(i\) and \(y_i \in \{0, 1\}\)
 * what became of it: \[ \mathrm{Brier} = \frac1n \sum_i (p_i - y_i)^2, \qquad \mathrm{ECE} = \sum_b \frac{n_b}{n} \,
 * \Bigl| \frac{1}{n_b} \sum_{i \in b} p_i - \frac{1}{n_b} \sum_{i \in b} y_i \Bigr|. \]
 *
 * <p>The bins \(b\) hold equally many cases of rising probability. Cases of equal probability are never parted, so the
 * order of cases does not matter.
 */
public final class Calibration {
    private Calibration() {}

    /**
     * Brier score: 0 for prophets, \(q (1 - q)\) for whoever gives all cases their share q.
     *
     * @param probabilities in [0, 1], at least one
     */
    public static double brier(float[] probabilities, boolean[] isPositive) {
        check(probabilities, isPositive);
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            double error = probabilities[i] - (isPositive[i] ? 1 : 0);
            sum += error * error;
        }
        return sum / probabilities.length;
    }

    /**
     * Expected calibration error.
     *
     * @param probabilities in [0, 1], at least one
     * @param bins at least one
     */
    public static double expectedError(float[] probabilities, boolean[] isPositive, int bins) {
        check(probabilities, isPositive);
        if (bins < 1) {
            throw new IllegalArgumentException("bins < 1: " + bins);
        }
        long[] sorted = sorted(probabilities, isPositive);
        int n = sorted.length;
        double sum = 0;
        int from = 0;
        for (int b = 1; b <= bins; b++) {
            int to = Math.max(from, (int) ((long) n * b / bins));
            while (to > from && to < n && probability(sorted[to]) == probability(sorted[to - 1])) {
                to++;
            }
            double excess = 0;
            for (int i = from; i < to; i++) {
                excess += probability(sorted[i]) - (sorted[i] & 1);
            }
            sum += Math.abs(excess);
            from = to;
        }
        return sum / n;
    }

    /**
     * What was said of the cases of highest probability, and what came of them.
     *
     * @param said mean of their probabilities
     * @param came share of them that came true
     */
    public record Tail(double said, double came) {}

    /**
     * The cases of highest probability: so many, and those that tie with the last.
     *
     * @param probabilities in [0, 1], at least one
     * @param share of all cases, in (0, 1]
     */
    public static Tail highest(float[] probabilities, boolean[] isPositive, double share) {
        check(probabilities, isPositive);
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share of the cases not in (0, 1]: " + share);
        }
        long[] sorted = sorted(probabilities, isPositive);
        int from = sorted.length - (int) Math.ceil(share * sorted.length);
        while (from > 0 && probability(sorted[from - 1]) == probability(sorted[from])) {
            from--;
        }
        double said = 0;
        double came = 0;
        for (int i = from; i < sorted.length; i++) {
            said += probability(sorted[i]);
            came += sorted[i] & 1;
        }
        return new Tail(said / (sorted.length - from), came / (sorted.length - from));
    }

    /** By probability; the last bit tells what became of the case. */
    private static long[] sorted(float[] probabilities, boolean[] isPositive) {
        long[] cases = new long[probabilities.length];
        for (int i = 0; i < cases.length; i++) {
            // Bits of floats that are not negative rise with them; adding 0 makes -0 such a one.
            cases[i] = (long) Float.floatToIntBits(probabilities[i] + 0f) << 1 | (isPositive[i] ? 1 : 0);
        }
        Arrays.sort(cases);
        return cases;
    }

    private static float probability(long sorted) {
        return Float.intBitsToFloat((int) (sorted >> 1));
    }

    private static void check(float[] probabilities, boolean[] isPositive) {
        if (probabilities.length != isPositive.length || probabilities.length == 0) {
            throw new IllegalArgumentException(
                    probabilities.length + " probabilities for " + isPositive.length + " cases");
        }
        for (float p : probabilities) {
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException("probability not in [0, 1]: " + p);
            }
        }
    }
}
