package org.screlate.graph;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Exact order statistics of very many single-precision numbers that are seen twice, in any order: the first time counted
 * by the upper 16 bits of a code that rises with the number, the second time, where an order statistic lies, by the lower.
 */
final class WeightRanks {
    private static final int BINS = 1 << 16;

    private final long[] upper = new long[BINS];
    private final Map<Integer, long[]> lower = new TreeMap<>();
    private long total;
    private double[] places = new double[0];

    /** Rises with the number, seen as unsigned. */
    private static int code(float weight) {
        int bits = Float.floatToRawIntBits(weight + 0f); // −0 becomes 0
        return bits ^ (bits >> 31 | Integer.MIN_VALUE);
    }

    private static float decode(int code) {
        return Float.intBitsToFloat(code ^ (~code >> 31 | Integer.MIN_VALUE));
    }

    /** Counts in the first pass; one for each thread's task. */
    PairCorrelations.Visitor coarse() {
        long[] counts = new long[BINS];
        return new PairCorrelations.Visitor() {
            @Override
            public void see(int row, int first, int last, float[] weights, int at) {
                for (int j = Math.max(first, row + 1); j < last; j++) {
                    counts[code(weights[at + j - first]) >>> 16]++;
                }
            }

            @Override
            public void end() {
                synchronized (upper) {
                    addInto(upper, counts);
                }
            }
        };
    }

    /** Between the passes: where the percentiles will lie. */
    void choose(double[] percents) {
        total = LongStream.of(upper).sum();
        places = new double[percents.length];
        for (int i = 0; i < percents.length; i++) {
            places[i] = (total - 1) * percents[i] / 100;
            lower.putIfAbsent(bin(below(i)), new long[BINS]);
            lower.putIfAbsent(bin(above(i)), new long[BINS]);
        }
    }

    /** Counts in the second pass. */
    PairCorrelations.Visitor fine() {
        long[][] counts = new long[BINS][];
        lower.keySet().forEach(bin -> counts[bin] = new long[BINS]);
        return new PairCorrelations.Visitor() {
            @Override
            public void see(int row, int first, int last, float[] weights, int at) {
                for (int j = Math.max(first, row + 1); j < last; j++) {
                    int code = code(weights[at + j - first]);
                    long[] bin = counts[code >>> 16];
                    if (bin != null) {
                        bin[code & BINS - 1]++;
                    }
                }
            }

            @Override
            public void end() {
                synchronized (upper) {
                    lower.forEach((bin, sums) -> addInto(sums, counts[bin]));
                }
            }
        };
    }

    /** After both passes. */
    double[] percentiles() {
        double[] percentiles = new double[places.length];
        for (int i = 0; i < percentiles.length; i++) {
            double low = number(below(i));
            percentiles[i] = low + (number(above(i)) - low) * (places[i] - below(i));
        }
        return percentiles;
    }

    private long below(int percentile) {
        return (long) places[percentile];
    }

    private long above(int percentile) {
        return Math.min(below(percentile) + 1, total - 1);
    }

    /** The upper bits of the number with a rank from 0. */
    private int bin(long rank) {
        return find(upper, rank);
    }

    private double number(long rank) {
        int bin = bin(rank);
        long before = 0;
        for (int b = 0; b < bin; b++) {
            before += upper[b];
        }
        return decode(bin << 16 | find(Objects.requireNonNull(lower.get(bin)), rank - before));
    }

    private static int find(long[] counts, long rank) {
        long seen = 0;
        int bin = 0;
        while (seen + counts[bin] <= rank) {
            seen += counts[bin++];
        }
        return bin;
    }

    private static void addInto(long[] sums, long[] counts) {
        for (int b = 0; b < BINS; b++) {
            sums[b] += counts[b];
        }
    }
}
