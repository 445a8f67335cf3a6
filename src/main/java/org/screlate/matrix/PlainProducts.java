package org.screlate.matrix;

import java.util.Arrays;

/** The reference version: the loops as the formulas say them. */
final class PlainProducts implements ProductKernel {
    @Override
    public void dots(DenseMatrix a, int aFrom, int aTo, DenseMatrix b, int bFrom, int bTo, float[] out) {
        int next = 0;
        for (int i = aFrom; i < aTo; i++) {
            for (int j = bFrom; j < bTo; j++) {
                out[next++] = dot(a.values(), a.offset(i), b.values(), b.offset(j), a.columns());
            }
        }
    }

    @Override
    public float[] pack(DenseMatrix b, int from, int to) {
        return new float[0];
    }

    @Override
    public void dots(DenseMatrix a, int from, int to, PackedRows b, float[] out) {
        DenseMatrix other = b.matrix();
        for (int i = from; i < to; i++) {
            for (int j = b.from(); j < b.to(); j++) {
                out[(i - from) * b.stride() + j - b.from()] =
                        dot(a.values(), a.offset(i), other.values(), other.offset(j), a.columns());
            }
        }
    }

    // Eight sums side by side: the compiler may not reorder one sum of floats, and one alone waits on itself.
    private static float dot(float[] a, int ai, float[] b, int bj, int width) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int whole = width & ~7;
        for (int k = 0; k < whole; k += 8) {
            s0 += a[ai + k] * b[bj + k];
            s1 += a[ai + k + 1] * b[bj + k + 1];
            s2 += a[ai + k + 2] * b[bj + k + 2];
            s3 += a[ai + k + 3] * b[bj + k + 3];
            s4 += a[ai + k + 4] * b[bj + k + 4];
            s5 += a[ai + k + 5] * b[bj + k + 5];
            s6 += a[ai + k + 6] * b[bj + k + 6];
            s7 += a[ai + k + 7] * b[bj + k + 7];
        }
        float sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
        for (int k = whole; k < width; k++) {
            sum += a[ai + k] * b[bj + k];
        }
        return sum;
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
                int xr = indices[k] * width;
                float weight = values[k];
                for (int c = 0; c < width; c++) {
                    y[yr + c] += weight * x[xr + c];
                }
            }
        }
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
