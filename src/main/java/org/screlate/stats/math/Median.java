package org.screlate.stats.math;

import java.util.stream.DoubleStream;

/** The value in the middle; of an even number the mean of the two there. */
public final class Median {
    private Median() {}

    /** Of values in any order, which stay as they are; NaN of none. */
    public static double of(double[] values) {
        return of(DoubleStream.of(values), Double.NaN);
    }

    /** Of values in any order, or what stands in where there are none. */
    public static double of(DoubleStream values, double ofNone) {
        double[] sorted = values.sorted().toArray();
        int n = sorted.length;
        return n == 0 ? ofNone : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
