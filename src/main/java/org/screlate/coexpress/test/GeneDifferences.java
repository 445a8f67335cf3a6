package org.screlate.coexpress.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.matrix.Sizes;
import org.screlate.stats.test.MeanDifference;
import org.screlate.stats.test.StudentT;
import org.screlate.stats.test.SubjectPairing;

/**
 * Whether mean and variability of the genes of a pair differ between groups, subjects being the units. The groups' values are
 * the averages \(\bar x_g\) of {@link GeneMoments} over subjects, each weighing the same, and \[ \log \bar x_1 - \log \bar x_0
 * \] is tested by Welch's t, or the t of pairs where {@link SubjectPairing} says so, of the values linearised at the averages,
 * \(\log \bar x_g + x_{sg} / \bar x_g - 1\). Every level is compared with the reference; of more
 * than {@value PairwiseContrasts#MOST_LEVELS} levels there are too many.
 */
final class GeneDifferences {
    private static final double INTERVAL = 0.95;
    /** Answers kept, each some hundred bytes; most pairs of a gene have the same subjects. */
    static final int MOST_KEPT = 50_000;

    private static final List<String> OF = List.of("mean", "variability");

    private final GeneMoments moments;
    private final Map<Key, double[]> known = new ConcurrentHashMap<>();

    private record Key(int gene, BitSet subjects) {}

    GeneDifferences(GeneMoments moments) {
        this.moments = moments;
    }

    /**
     * Of two groups.
     *
     * @param logRatio of the second to the first; with {@code low} and {@code high}, its 95 % interval
     * @param pValue two-sided
     */
    record Difference(double logRatio, double low, double high, double pValue) {
        private static final Difference NONE = new Difference(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    /** Columns of a table, in the order of {@link #of}; none where no groups are compared. */
    static List<String> names(ModelFrame frame) {
        List<String> levels = frame.levels();
        List<String> names = new ArrayList<>();
        for (int gene = 1; gene <= 2; gene++) {
            for (int level = 1; level < compared(frame); level++) {
                String groups = levels.size() == 2 ? "" : "_" + levels.get(level) + "_against_" + levels.get(0);
                for (String what : OF) {
                    String name = "log_" + what + "_ratio_" + gene + groups;
                    names.addAll(List.of(name, name + "_low", name + "_high", "p_value_" + what + "_" + gene + groups));
                }
            }
        }
        return names;
    }

    /** Variability of a gene in each subject's cells of each level, where it can be told. */
    double[] variability(int gene) {
        return moments.of(gene).variability();
    }

    /** Number of levels, 1 where none are compared. */
    private static int compared(ModelFrame frame) {
        int levels = frame.levels().size();
        return levels <= PairwiseContrasts.MOST_LEVELS ? levels : 1;
    }

    /**
     * The values of a pair.
     *
     * @param used whether each subject is
     */
    double[] of(int first, int second, boolean[] used) {
        BitSet subjects = new BitSet(used.length);
        IntStream.range(0, used.length).filter(s -> used[s]).forEach(subjects::set);
        double[] one = of(new Key(first, subjects), used);
        double[] other = of(new Key(second, subjects), used);
        double[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private double[] of(Key key, boolean[] used) {
        if (known.size() > MOST_KEPT) {
            known.clear();
        }
        return known.computeIfAbsent(key, missing -> make(missing.gene(), used));
    }

    private double[] make(int gene, boolean[] used) {
        int levels = compared(moments.frame());
        if (levels == 1) {
            return new double[0];
        }
        GeneMoments.Moments found = moments.of(gene);
        double[] values = new double[Sizes.product(4L * OF.size(), levels - 1)];
        int at = 0;
        for (int level = 1; level < levels; level++) {
            for (double[] each : List.of(found.mean(), found.variability())) {
                Difference between =
                        between(GeneMoments.Moments.in(each, 0, used), GeneMoments.Moments.in(each, level, used));
                values[at++] = between.logRatio();
                values[at++] = between.low();
                values[at++] = between.high();
                values[at++] = between.pValue();
            }
        }
        return values;
    }

    /**
     * The difference of two groups.
     *
     * @param reference of each subject, NaN for those that are not in the group
     * @param other of the same subjects
     */
    static Difference between(double[] reference, double[] other) {
        double[] zero = reference.clone();
        double[] one = other.clone();
        long both = IntStream.range(0, one.length)
                .filter(s -> !Double.isNaN(one[s] - zero[s]))
                .count();
        if (SubjectPairing.isWithinSubjects(both, Math.max(present(zero), present(one)))) {
            for (int s = 0; s < one.length; s++) {
                one[s] = Double.isNaN(zero[s]) ? Double.NaN : one[s];
                zero[s] = Double.isNaN(one[s]) ? Double.NaN : zero[s];
            }
        }
        if (present(zero) < 2 || present(one) < 2 || !linearise(zero) || !linearise(one)) {
            return Difference.NONE;
        }
        MeanDifference test = MeanDifference.ofSubjects(one, zero).test();
        double reach = Double.isNaN(test.pValue())
                ? Double.NaN
                : Math.abs(test.difference() / test.statistic())
                        * StudentT.quantile(test.degreesOfFreedom(), (1 - INTERVAL) / 2);
        return new Difference(test.difference(), test.difference() - reach, test.difference() + reach, test.pValue());
    }

    private static long present(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).count();
    }

    /** Puts logarithms, linear about that of the average, in the place of values; false where the average is not positive. */
    private static boolean linearise(double[] values) {
        double mean = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
        for (int s = 0; s < values.length; s++) {
            values[s] = Math.log(mean) + values[s] / mean - 1;
        }
        return mean > 0;
    }
}
