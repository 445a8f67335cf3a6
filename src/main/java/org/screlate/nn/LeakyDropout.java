package org.screlate.nn;

import org.screlate.matrix.Workers;
import org.screlate.stats.random.Streams;

/**
 * Leaky rectifier and dropout in one: \(y = m\,\max(x, a x)\) with m = 0 for the values dropped, \(1 / (1 - p)\) for the
 * rest. The two commute, as the rectifier is linear on either side of 0. Which values are dropped follows from the
 * key of a stream and the value's place alone. The gradient needs only y, whose sign tells all three cases; where x = 0 it is taken as 0.
 */
public final class LeakyDropout {
    /** Slope below 0. */
    public static final float SLOPE = 0.01f;

    private static final int BLOCK = 1 << 16;

    private LeakyDropout() {}

    /**
     * Overwrites x by y.
     *
     * @param slope below 0; 1 for dropout alone
     * @param dropout p; 0 in evaluation
     * @param key of {@link Streams}
     */
    public static void applyInPlace(float[] x, float slope, double dropout, long key, Workers workers) {
        int threshold = (int) Math.round(dropout * 65536);
        float kept = (float) (1 / (1 - dropout));
        float[] factors = {kept, 0};
        float half = (1 + slope) / 2;
        float other = (1 - slope) / 2;
        // No branches: they would be taken at random.
        workers.forBlocks(x.length, BLOCK, (from, to) -> {
            for (int i = from; i < to; i++) {
                x[i] = half * x[i] + other * Math.abs(x[i]);
            }
            for (int i = from; i < to && threshold > 0; i += 4) {
                long bits = Streams.bits(key, i);
                int end = Math.min(i + 4, to);
                for (int j = i; j < end; j++, bits >>>= 16) {
                    x[j] *= factors[((int) (bits & 0xffff) - threshold) >>> 31];
                }
            }
        });
    }

    /** dx = dy · y', from y as {@link #applyInPlace} left it; into {@code dy}. */
    public static void backInPlace(float[] y, float[] dy, double dropout, Workers workers) {
        float kept = (float) (1 / (1 - dropout));
        float[] factors = {0, 0, kept, SLOPE * kept};
        workers.forBlocks(y.length, BLOCK, (from, to) -> {
            for (int i = from; i < to; i++) {
                int bits = Float.floatToRawIntBits(y[i]);
                int size = bits << 1;
                int isNegative = bits >>> 31;
                int isNotZero = (size | -size) >>> 31;
                dy[i] *= factors[isNegative + 2 * isNotZero];
            }
        });
    }
}
