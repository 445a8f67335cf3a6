package org.screlate.nn;

import org.jspecify.annotations.Nullable;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.stats.random.Streams;

/**
 * What follows a convolution, in one pass over the table: bias, {@link LeakyDropout} and the skip connection, \(T = X + \phi(Y + 1
 * b^\top)\), or \(T = \phi(Y + 1 b^\top)\). Of each value a byte is kept for the gradient, so that Y need not be.
 */
public final class SkipActivation {
    /** Numbers a task; rows of a task are a multiple of four, as four values share the bits that drop them. */
    private static final int BLOCK = 1 << 16;

    private static final int TOGETHER = 4;

    /** 0 for what was dropped or is 0, 2 above 0, 3 below. */
    private byte[] kinds = {};

    private double lastDropout;

    /**
     * Fills a table.
     *
     * @param y what the convolution gave; overwritten
     * @param bias one a feature
     * @param orientation of the features
     * @param skip X; null for none
     * @param dropout share of the values of φ that are dropped
     * @param key of {@link Streams}
     * @param to T; may be y
     */
    public void forward(
            DenseMatrix y,
            float[] bias,
            Orientation orientation,
            @Nullable DenseMatrix skip,
            double dropout,
            long key,
            DenseMatrix to,
            Workers workers) {
        int size = y.values().length;
        kinds = kinds.length == size ? kinds : new byte[size];
        lastDropout = dropout;
        int width = y.columns();
        workers.forBlocks(y.rows(), rowsOf(width), (from, to4) -> {
            rectify(y, bias, orientation, from, to4);
            int start = from * width;
            int end = to4 * width;
            if (dropout > 0) {
                drop(y.values(), start, end, key, dropout);
            } else {
                keepKinds(y.values(), start, end);
            }
            add(y.values(), skip == null ? null : skip.values(), to.values(), start, end);
        });
    }

    private static void rectify(DenseMatrix y, float[] bias, Orientation orientation, int from, int to) {
        float half = (1 + LeakyDropout.SLOPE) / 2;
        float other = (1 - LeakyDropout.SLOPE) / 2;
        float[] values = y.values();
        int width = y.columns();
        for (int r = from; r < to; r++) {
            int at = y.offset(r);
            if (orientation == Orientation.NODES_IN_ROWS) {
                for (int c = 0; c < width; c++) {
                    float x = values[at + c] + bias[c];
                    values[at + c] = half * x + other * Math.abs(x);
                }
            } else {
                float own = bias[r];
                for (int c = 0; c < width; c++) {
                    float x = values[at + c] + own;
                    values[at + c] = half * x + other * Math.abs(x);
                }
            }
        }
    }

    /** Drops some, scales the rest, and keeps the kinds of what is left. */
    private void drop(float[] values, int start, int end, long key, double dropout) {
        int threshold = (int) Math.round(dropout * 65536);
        float[] factors = {0, (float) (1 / (1 - dropout))};
        int whole = end - (end - start) % TOGETHER;
        for (int i = start; i < whole; i += TOGETHER) {
            long bits = Streams.bits(key, i);
            for (int j = 0; j < TOGETHER; j++) {
                drop(values, i + j, (int) (bits >>> (16 * j)) & 0xffff, threshold, factors);
            }
        }
        for (int i = whole; i < end; i++) {
            int bits = (int) (Streams.bits(key, whole) >>> (16 * (i - whole))) & 0xffff;
            drop(values, i, bits, threshold, factors);
        }
    }

    private void drop(float[] values, int i, int bits, int threshold, float[] factors) {
        int isKept = ~(bits - threshold) >>> 31;
        float value = values[i];
        kinds[i] = (byte) (kind(value) & -isKept);
        values[i] = value * factors[isKept];
    }

    private void keepKinds(float[] values, int start, int end) {
        for (int i = start; i < end; i++) {
            kinds[i] = (byte) kind(values[i]);
        }
    }

    /** 0 for 0, 2 above, 3 below. */
    private static int kind(float value) {
        int bits = Float.floatToRawIntBits(value);
        int size = bits << 1;
        int isNotZero = (size | -size) >>> 31;
        return 2 * isNotZero + (bits >>> 31 & isNotZero);
    }

    private static void add(float[] y, float @Nullable [] x, float[] to, int start, int end) {
        if (x == null) {
            System.arraycopy(y, start, to, start, end - start);
            return;
        }
        for (int i = start; i < end; i++) {
            to[i] = x[i] + y[i];
        }
    }

    /**
     * From the gradient of T to that of Y, in its place.
     *
     * @param before overwritten by the gradient of T, where T had a skip; else null
     */
    public void backInPlace(DenseMatrix d, @Nullable DenseMatrix before, Workers workers) {
        float kept = (float) (1 / (1 - lastDropout));
        float[] factors = {0, 0, kept, LeakyDropout.SLOPE * kept};
        float[] values = d.values();
        workers.forBlocks(values.length, BLOCK, (from, to) -> {
            if (before != null) {
                System.arraycopy(values, from, before.values(), from, to - from);
            }
            for (int i = from; i < to; i++) {
                values[i] *= factors[kinds[i]];
            }
        });
    }

    private static int rowsOf(int width) {
        return Math.max(TOGETHER, BLOCK / Math.max(1, width) / TOGETHER * TOGETHER);
    }
}
