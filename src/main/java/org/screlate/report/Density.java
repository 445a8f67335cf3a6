package org.screlate.report;

import java.util.Arrays;

/**
 * Where values lie densely: a Gaussian kernel estimate with Silverman's bandwidth
 * \(0.9 \min(s, \mathrm{IQR}/1.34)\, n^{-1/5}\).
 *
 * @param at values, rising
 * @param height density there, the highest being 1
 * @see <a href="https://doi.org/10.1201/9781315140919">Silverman 1986, eq. 3.31</a>
 */
record Density(double[] at, double[] height) {
    private static final int STEPS = 64;
    /** More values than this are thinned evenly over their ranks: the outline does not change. */
    private static final int MOST_VALUES = 4000;

    /** Of values that are all finite numbers, at least one. */
    static Density of(double[] values) {
        double[] sorted = thinned(Arrays.stream(values).sorted().toArray());
        double low = sorted[0];
        double high = sorted[sorted.length - 1];
        double width = bandwidth(sorted);
        double[] at = new double[STEPS];
        double[] height = new double[STEPS];
        double most = 0;
        for (int s = 0; s < STEPS; s++) {
            at[s] = low + (high - low) * s / (STEPS - 1);
            for (double value : sorted) {
                double z = (at[s] - value) / width;
                height[s] += Math.exp(-0.5 * z * z);
            }
            most = Math.max(most, height[s]);
        }
        for (int s = 0; s < STEPS; s++) {
            height[s] /= most;
        }
        return new Density(at, height);
    }

    private static double[] thinned(double[] sorted) {
        if (sorted.length <= MOST_VALUES) {
            return sorted;
        }
        double[] some = new double[MOST_VALUES];
        for (int i = 0; i < MOST_VALUES; i++) {
            some[i] = sorted[(int) ((long) i * (sorted.length - 1) / (MOST_VALUES - 1))];
        }
        return some;
    }

    private static double bandwidth(double[] sorted) {
        double mean = Arrays.stream(sorted).average().orElse(0);
        double variance =
                Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).sum() / Math.max(1, sorted.length - 1);
        double spread = Math.sqrt(variance);
        double middle = (Values.quantile(sorted, 0.75) - Values.quantile(sorted, 0.25)) / 1.34;
        double least = middle > 0 ? Math.min(spread, middle) : spread;
        double width = 0.9 * least * Math.pow(sorted.length, -0.2);
        return width > 0 ? width : 1;
    }
}
