package org.screlate.matrix;

import java.util.Arrays;

/** The reference version: the loops as the formulas say them, each sum in the order of {@link VectorProducts}. */
final class PlainProducts implements ProductKernel {
    @Override
    public void dots(DenseMatrix a, int from, int to, PackedRows b, float[] out) {
        int stride = b.stride();
        float[] packed = b.values();
        float[] sums = new float[PackedRows.WIDTH];
        Arrays.fill(out, 0, b.blockLength(to - from), 0);
        for (int first = 0; first < a.columns(); first += PackedRows.DEPTH) {
            int depth = Math.min(PackedRows.DEPTH, a.columns() - first);
            for (int column = 0; column < stride; column += sums.length) {
                int at = first * stride + column * depth;
                for (int i = from; i < to; i++) {
                    Arrays.fill(sums, 0);
                    for (int k = 0; k < depth; k++) {
                        FusedSum.addInPlace(a.get(i, first + k), packed, at + k * sums.length, sums, 0, sums.length);
                    }
                    for (int j = 0; j < sums.length; j++) {
                        out[(i - from) * stride + column + j] += sums[j];
                    }
                }
            }
        }
    }

    @Override
    public void multiply(SparseMatrix a, int from, int to, float[] x, int width, float[] y) {
        int[] offsets = a.offsets();
        int[] indices = a.indices();
        float[] values = a.values();
        Arrays.fill(y, from * width, to * width, 0);
        for (int r = from; r < to; r++) {
            int yr = r * width;
            for (int k = offsets[r]; k < offsets[r + 1]; k++) {
                FusedSum.addInPlace(values[k], x, indices[k] * width, y, yr, width);
            }
        }
    }

    @Override
    public float dot(float[] x, int xFrom, float[] y, int yFrom, int length, float[] sums) {
        Arrays.fill(sums, 0, Products.SUMS, 0);
        for (int i = 0; i < length; i++) {
            FusedSum.addInPlace(x[xFrom + i], y, yFrom + i, sums, i % Products.SUMS, 1);
        }
        float sum = 0;
        for (int s = 0; s < Products.SUMS; s++) {
            sum += sums[s];
        }
        return sum;
    }

    @Override
    public int firstAtLeast(float[] x, int from, int to, float least) {
        int i = from;
        while (i < to && !(x[i] >= least)) {
            i++;
        }
        return i;
    }

    @Override
    public void holdInPlace(float[] held, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Float.isNaN(held[i])) {
                y[i] = held[i];
            }
        }
    }

    @Override
    public void mixInPlace(float beta, float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = beta * y[i] + (1 - beta) * x[i];
        }
    }

    @Override
    public void logAboveOneInPlace(float own, float[] scales, float[] x, int at, int length) {
        logAboveOneInPlace(own, scales, x, at, 0, length);
    }

    static void logAboveOneInPlace(float own, float[] scales, float[] x, int at, int from, int to) {
        for (int j = from; j < to; j++) {
            x[at + j] = log(Math.max(1, own * scales[j] * x[at + j]));
        }
    }

    /**
     * Natural logarithm of a normal number above 0 to seven digits, an eighth of the time of the exact one: exponent times
     * log 2, and of the mantissa m in [√½, √2) the series \(2 (s + s^3/3 + s^5/5 + s^7/7 + s^9/9), s = (m - 1)/(m + 1)\).
     */
    static float log(float x) {
        int bits = Float.floatToRawIntBits(x);
        int exponent = (bits - 0x3f3504f3) >> 23;
        float m = Float.intBitsToFloat(bits - (exponent << 23));
        float s = (m - 1) / (m + 1);
        float q = s * s;
        return exponent * 0.6931472f + 2 * s * (1 + q * (1 / 3f + q * (0.2f + q * (1 / 7f + q / 9f))));
    }

    @Override
    public void recurInPlace(Recurrence step, float[] y, float[] now, float[] before, float[] start, int from, int to) {
        for (int i = from; i < to; i++) {
            float next = step.move() * y[i] - step.back() * now[i] - before[i] + step.pull() * start[i];
            y[i] = Float.isNaN(start[i]) ? 0 : next;
        }
    }
}
