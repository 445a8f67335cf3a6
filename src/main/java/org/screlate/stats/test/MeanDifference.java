package org.screlate.stats.test;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The difference of two means and its t test.
 *
 * @param difference first mean less second
 * @param statistic t; NaN where neither side varies
 * @param degreesOfFreedom NaN where neither side varies
 * @param pValue two-sided; NaN where neither side varies
 */
public record MeanDifference(double difference, double statistic, double degreesOfFreedom, double pValue) {
    /** No test could be done. */
    public static final MeanDifference NONE = new MeanDifference(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /**
     * Welch's test of two samples of any variances: \(t = (\bar x - \bar y) / \sqrt{v_x + v_y}\), \(v = s^2 / n\), with
     * \((v_x + v_y)^2 / (v_x^2 / (n_x - 1) + v_y^2 / (n_y - 1))\) degrees of freedom.
     *
     * @param one at least 2
     * @param other at least 2
     * @see <a href="https://doi.org/10.1093/biomet/34.1-2.28">Welch (1947)</a>
     */
    public static MeanDifference welch(double[] one, double[] other) {
        double v1 = variance(one) / one.length;
        double v2 = variance(other) / other.length;
        double df = (v1 + v2) * (v1 + v2) / (v1 * v1 / (one.length - 1) + v2 * v2 / (other.length - 1));
        return of(mean(one) - mean(other), v1 + v2, df);
    }

    /**
     * The test of pairs: \(t = \bar d / \sqrt{s_d^2 / n}\) with \(n - 1\) degrees of freedom.
     *
     * @param one at least 2
     * @param other as many, in the same order
     */
    public static MeanDifference paired(double[] one, double[] other) {
        if (one.length != other.length) {
            throw new IllegalArgumentException(one.length + " and " + other.length + " values are not pairs");
        }
        double[] differences = IntStream.range(0, one.length)
                .mapToDouble(i -> one[i] - other[i])
                .toArray();
        return of(mean(differences), variance(differences) / one.length, one.length - 1);
    }

    /**
     * A comparison of subjects.
     *
     * @param test paired or Welch's; {@link #NONE} where a side has fewer than 2 subjects
     * @param subjects how many values or pairs it rests on
     */
    public record OfSubjects(MeanDifference test, int subjects) {}

    /**
     * The test of pairs over the subjects that are on both sides where {@link SubjectPairing} says so, the others left out;
     * else Welch's test of the two sets of subjects.
     *
     * @param one of each subject, NaN where it has no value on this side
     * @param other of the same subjects
     */
    public static OfSubjects ofSubjects(double[] one, double[] other) {
        int[] both = IntStream.range(0, one.length)
                .filter(s -> !Double.isNaN(one[s] - other[s]))
                .toArray();
        double[] a = present(one);
        double[] b = present(other);
        if (SubjectPairing.isWithinSubjects(both.length, Math.max(a.length, b.length))) {
            return new OfSubjects(paired(chosen(one, both), chosen(other, both)), both.length);
        }
        return new OfSubjects(a.length < 2 || b.length < 2 ? NONE : welch(a, b), a.length + b.length);
    }

    private static double[] present(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    }

    private static double[] chosen(double[] values, int[] places) {
        return Arrays.stream(places).mapToDouble(s -> values[s]).toArray();
    }

    private static MeanDifference of(double difference, double variance, double df) {
        if (!(variance > 0)) {
            return new MeanDifference(difference, Double.NaN, Double.NaN, Double.NaN);
        }
        double t = difference / Math.sqrt(variance);
        return new MeanDifference(
                difference, t, df, Math.min(1, 2 * TDistribution.of(df).survivalProbability(Math.abs(t))));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double variance(double[] values) {
        if (values.length < 2) {
            throw new IllegalArgumentException("a variance of " + values.length + " values");
        }
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }
}
