package org.screlate.enrich;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What the library size of each sample is to be multiplied by, so that genes that do not differ have the same share in
 * each: the trimmed mean of the genes' log ratios to one sample, \(M_g\), leaving out the outer 30 % by \(M_g\) and 5 % by
 * mean abundance \(A_g\) on either side, weighted by their inverse variances \(1 / y - 1 / N\); brought to a geometric mean
 * of 1. The one sample is that whose upper quartile, of the genes that any sample counts, is nearest to the mean of all; where
 * half of the quartiles are 0, the one of the greatest sum of square roots. As edgeR's calcNormFactors has it.
 *
 * @see <a href="https://doi.org/10.1186/gb-2010-11-3-r25">Robinson and Oshlack (2010)</a>
 */
final class LibraryFactors {
    private static final double TRIMMED_RATIO = 0.3;
    private static final double TRIMMED_ABUNDANCE = 0.05;

    private LibraryFactors() {}

    /**
     * The factors.
     *
     * @param counts {@code [samples × genes]}
     * @param libraries size of each sample, positive
     */
    static double[] trimmedMeans(double[][] counts, double[] libraries) {
        int reference = reference(counts, libraries);
        double[] factors = IntStream.range(0, counts.length)
                .mapToDouble(s -> factor(counts[s], counts[reference], libraries[s], libraries[reference]))
                .toArray();
        double geometric = Math.exp(Arrays.stream(factors).map(Math::log).sum() / factors.length);
        return Arrays.stream(factors).map(f -> f / geometric).toArray();
    }

    private static int reference(double[][] counts, double[] libraries) {
        int[] counted = IntStream.range(0, counts[0].length)
                .filter(g -> Arrays.stream(counts).anyMatch(sample -> sample[g] > 0))
                .toArray();
        double[] upper = IntStream.range(0, counts.length)
                .mapToDouble(s -> quantile(IntStream.of(counted).mapToDouble(g -> counts[s][g]), 0.75) / libraries[s])
                .toArray();
        double mean = Arrays.stream(upper).sum() / upper.length;
        double[] badness = quantile(Arrays.stream(upper), 0.5) > 0
                ? Arrays.stream(upper).map(u -> Math.abs(u - mean)).toArray()
                : Arrays.stream(counts)
                        .mapToDouble(
                                sample -> -Arrays.stream(sample).map(Math::sqrt).sum())
                        .toArray();
        return IntStream.range(0, badness.length)
                .boxed()
                .min(Comparator.comparingDouble((Integer s) -> badness[s]))
                .orElseThrow();
    }

    private static double factor(double[] counts, double[] reference, double library, double other) {
        int[] both = IntStream.range(0, counts.length)
                .filter(g -> counts[g] > 0 && reference[g] > 0)
                .toArray();
        double[] ratio = IntStream.of(both)
                .mapToDouble(g -> log2(counts[g] / library / (reference[g] / other)))
                .toArray();
        if (Arrays.stream(ratio).allMatch(m -> Math.abs(m) < 1e-6)) {
            return 1;
        }
        double[] abundance = IntStream.of(both)
                .mapToDouble(g -> log2(counts[g] / library * (reference[g] / other)))
                .toArray();
        double[] ratioRank = ranks(ratio);
        double[] abundanceRank = ranks(abundance);
        double lowRatio = Math.floor(both.length * TRIMMED_RATIO) + 1;
        double lowAbundance = Math.floor(both.length * TRIMMED_ABUNDANCE) + 1;
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < both.length; i++) {
            if (within(ratioRank[i], lowRatio, both.length) && within(abundanceRank[i], lowAbundance, both.length)) {
                double weight = 1
                        / ((library - counts[both[i]]) / library / counts[both[i]]
                                + (other - reference[both[i]]) / other / reference[both[i]]);
                sum += weight * ratio[i];
                weights += weight;
            }
        }
        return weights > 0 ? Math.pow(2, sum / weights) : 1;
    }

    private static boolean within(double rank, double low, int n) {
        return rank >= low && rank <= n + 1 - low;
    }

    /** Mean ranks from 1. */
    private static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + to + 1) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    /** Between the two nearest values, in proportion. */
    private static double quantile(DoubleStream values, double share) {
        double[] rising = values.sorted().toArray();
        if (rising.length == 0) {
            return 0;
        }
        double place = share * (rising.length - 1);
        int below = (int) place;
        return below + 1 < rising.length
                ? rising[below] + (place - below) * (rising[below + 1] - rising[below])
                : rising[below];
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }
}
