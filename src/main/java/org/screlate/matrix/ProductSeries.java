package org.screlate.matrix;

/**
 * Sums over cells of the logarithm of \(L = 1 + \sum_{k = 1}^K \rho^k a_k b_k\) and of its first two derivatives in \(\rho\). Below a
 * least value \(\log L\) goes on in a straight line. Holds scratch space, so each thread needs its own.
 */
public final class ProductSeries {
    private static final SeriesKernel KERNEL = fastest();
    private static final int LOGS_AT_ONCE = 32;
    // Sums that run beside each other: each alone would wait for its last addition.
    private static final int SUMS = 4;

    private final SeriesKernel kernel;
    private final double least;
    private Values values = new Values(0);
    private double first;
    private double second;

    /**
     * Creates it.
     *
     * @param least positive value of L from which on downwards log L is straight
     */
    public ProductSeries(double least) {
        this(least, KERNEL);
    }

    ProductSeries(double least, SeriesKernel kernel) {
        if (!(least > 0)) {
            throw new IllegalArgumentException("least value not > 0: " + least);
        }
        this.least = least;
        this.kernel = kernel;
    }

    /**
     * The factors of the terms.
     *
     * @param a by k, {@code [at least count × cells]}
     * @param b the same
     * @param count K, at least 1
     */
    public record Terms(float[] a, float[] b, int cells, int count) {
        /** Checks the sizes. */
        public Terms {
            if (count < 1 || cells < 0 || (long) count * cells > Math.min(a.length, b.length)) {
                throw new IllegalArgumentException(count + " terms of " + cells + " cells in arrays of " + a.length
                        + " and " + b.length + " values");
            }
        }
    }

    /** L and the derivatives of its logarithm, by cell. */
    record Values(double[] value, double[] first, double[] second) {
        Values(int cells) {
            this(new double[cells], new double[cells], new double[cells]);
        }
    }

    /** The sum of log L; the sums of its derivatives are kept until the next call. */
    public double sum(Terms terms, double rho) {
        int cells = terms.cells();
        if (values.value().length < cells) {
            values = new Values(cells);
        }
        kernel.fill(terms, rho, least, values);
        first = sum(values.first(), cells);
        second = sum(values.second(), cells);
        return sumOfLogs(values.value(), cells);
    }

    /** The sum of the first derivatives. */
    public double first() {
        return first;
    }

    /** The sum of the second derivatives. */
    public double second() {
        return second;
    }

    private static double sum(double[] x, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + SUMS <= count; i += SUMS) {
            s0 += x[i];
            s1 += x[i + 1];
            s2 += x[i + 2];
            s3 += x[i + 3];
        }
        for (; i < count; i++) {
            s0 += x[i];
        }
        return s0 + s1 + (s2 + s3);
    }

    /** Logarithms are taken of products of some values each. */
    private double sumOfLogs(double[] x, int count) {
        double sum = 0;
        for (int from = 0; from < count; from += LOGS_AT_ONCE) {
            int to = Math.min(count, from + LOGS_AT_ONCE);
            double even = 1;
            double odd = 1;
            for (int i = from; i < to; i++) {
                double value = x[i];
                if (value < least) {
                    // log L = log least + (L - least) / least
                    sum += (value - least) / least;
                    value = least;
                }
                if ((i & 1) == 0) {
                    even *= value;
                } else {
                    odd *= value;
                }
            }
            sum += Math.log(even * odd);
        }
        return sum;
    }

    static SeriesKernel fastest() {
        return VectorModule.kernel("VectorSeries", SeriesKernel.class, PlainSeries::new);
    }
}
