package org.screlate.matrix;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products by vector instructions. Each sum has a lane of its own and takes its terms one after the other, so neither
 * the number of lanes nor how the work is cut can change a result.
 */
final class VectorProducts implements ProductKernel {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    /** Refuses a processor that has no fused multiply-add: Java would then make each of them by way of decimals. */
    VectorProducts() {
        FusedSum.requireInHardware(LANES);
    }

    @Override
    public void dots(DenseMatrix a, int from, int to, PackedRows b, float[] out) {
        int stride = b.stride();
        Arrays.fill(out, 0, b.blockLength(to - from), 0);
        for (int first = 0; first < a.columns(); first += PackedRows.DEPTH) {
            int depth = Math.min(PackedRows.DEPTH, a.columns() - first);
            for (int column = 0; column < stride; column += 2 * LANES) {
                int panel = column / PackedRows.WIDTH * PackedRows.WIDTH;
                int at = first * stride + panel * depth + column - panel;
                for (int i = from; i < to; i += PackedRows.TILE) {
                    addPacked(a, i, to - 1, first, depth, b.values(), at, out, (i - from) * stride + column, stride);
                }
            }
        }
    }

    /**
     * Six rows, of which none beyond the last, by two vectors of packed rows: twelve sums in registers. Written out: what is
     * called from here would have its vectors put into objects.
     */
    private static void addPacked(
            DenseMatrix rows,
            int i,
            int last,
            int first,
            int depth,
            float[] b,
            int at,
            float[] out,
            int to,
            int stride) {
        float[] a = rows.values();
        int a0 = rows.offset(i) + first;
        int a1 = rows.offset(Math.min(i + 1, last)) + first;
        int a2 = rows.offset(Math.min(i + 2, last)) + first;
        int a3 = rows.offset(Math.min(i + 3, last)) + first;
        int a4 = rows.offset(Math.min(i + 4, last)) + first;
        int a5 = rows.offset(Math.min(i + 5, last)) + first;
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = FloatVector.zero(S);
        FloatVector s10 = FloatVector.zero(S);
        FloatVector s11 = FloatVector.zero(S);
        FloatVector s20 = FloatVector.zero(S);
        FloatVector s21 = FloatVector.zero(S);
        FloatVector s30 = FloatVector.zero(S);
        FloatVector s31 = FloatVector.zero(S);
        FloatVector s40 = FloatVector.zero(S);
        FloatVector s41 = FloatVector.zero(S);
        FloatVector s50 = FloatVector.zero(S);
        FloatVector s51 = FloatVector.zero(S);
        for (int k = 0; k < depth; k++) {
            FloatVector y0 = FloatVector.fromArray(S, b, at + k * PackedRows.WIDTH);
            FloatVector y1 = FloatVector.fromArray(S, b, at + k * PackedRows.WIDTH + LANES);
            FloatVector x = FloatVector.broadcast(S, a[a0 + k]);
            s00 = x.fma(y0, s00);
            s01 = x.fma(y1, s01);
            x = FloatVector.broadcast(S, a[a1 + k]);
            s10 = x.fma(y0, s10);
            s11 = x.fma(y1, s11);
            x = FloatVector.broadcast(S, a[a2 + k]);
            s20 = x.fma(y0, s20);
            s21 = x.fma(y1, s21);
            x = FloatVector.broadcast(S, a[a3 + k]);
            s30 = x.fma(y0, s30);
            s31 = x.fma(y1, s31);
            x = FloatVector.broadcast(S, a[a4 + k]);
            s40 = x.fma(y0, s40);
            s41 = x.fma(y1, s41);
            x = FloatVector.broadcast(S, a[a5 + k]);
            s50 = x.fma(y0, s50);
            s51 = x.fma(y1, s51);
        }
        s00.add(FloatVector.fromArray(S, out, to)).intoArray(out, to);
        s01.add(FloatVector.fromArray(S, out, to + LANES)).intoArray(out, to + LANES);
        s10.add(FloatVector.fromArray(S, out, to + stride)).intoArray(out, to + stride);
        s11.add(FloatVector.fromArray(S, out, to + stride + LANES)).intoArray(out, to + stride + LANES);
        s20.add(FloatVector.fromArray(S, out, to + 2 * stride)).intoArray(out, to + 2 * stride);
        s21.add(FloatVector.fromArray(S, out, to + 2 * stride + LANES)).intoArray(out, to + 2 * stride + LANES);
        s30.add(FloatVector.fromArray(S, out, to + 3 * stride)).intoArray(out, to + 3 * stride);
        s31.add(FloatVector.fromArray(S, out, to + 3 * stride + LANES)).intoArray(out, to + 3 * stride + LANES);
        s40.add(FloatVector.fromArray(S, out, to + 4 * stride)).intoArray(out, to + 4 * stride);
        s41.add(FloatVector.fromArray(S, out, to + 4 * stride + LANES)).intoArray(out, to + 4 * stride + LANES);
        s50.add(FloatVector.fromArray(S, out, to + 5 * stride)).intoArray(out, to + 5 * stride);
        s51.add(FloatVector.fromArray(S, out, to + 5 * stride + LANES)).intoArray(out, to + 5 * stride + LANES);
    }

    @Override
    public void multiply(SparseMatrix a, int from, int to, float[] x, int width, float[] y) {
        int[] offsets = a.offsets();
        int[] indices = a.indices();
        float[] values = a.values();
        for (int r = from; r < to; r++) {
            int c = 0;
            for (; c + 8 * LANES <= width; c += 8 * LANES) {
                multiplyEight(indices, values, offsets[r], offsets[r + 1], x, c, width, y, r * width + c);
            }
            for (; c + 4 * LANES <= width; c += 4 * LANES) {
                multiplyFour(indices, values, offsets[r], offsets[r + 1], x, c, width, y, r * width + c);
            }
            for (; c + LANES <= width; c += LANES) {
                multiplyOne(indices, values, offsets[r], offsets[r + 1], x, c, width, y, r * width + c);
            }
            for (; c < width; c++) {
                float sum = 0;
                for (int k = offsets[r]; k < offsets[r + 1]; k++) {
                    sum = Math.fma(values[k], x[indices[k] * width + c], sum);
                }
                y[r * width + c] = sum;
            }
        }
    }

    private static void multiplyEight(
            int[] indices, float[] values, int first, int last, float[] x, int column, int width, float[] y, int at) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        for (int k = first; k < last; k++) {
            FloatVector weight = FloatVector.broadcast(S, values[k]);
            int from = indices[k] * width + column;
            s0 = FloatVector.fromArray(S, x, from).fma(weight, s0);
            s1 = FloatVector.fromArray(S, x, from + LANES).fma(weight, s1);
            s2 = FloatVector.fromArray(S, x, from + 2 * LANES).fma(weight, s2);
            s3 = FloatVector.fromArray(S, x, from + 3 * LANES).fma(weight, s3);
            s4 = FloatVector.fromArray(S, x, from + 4 * LANES).fma(weight, s4);
            s5 = FloatVector.fromArray(S, x, from + 5 * LANES).fma(weight, s5);
            s6 = FloatVector.fromArray(S, x, from + 6 * LANES).fma(weight, s6);
            s7 = FloatVector.fromArray(S, x, from + 7 * LANES).fma(weight, s7);
        }
        s0.intoArray(y, at);
        s1.intoArray(y, at + LANES);
        s2.intoArray(y, at + 2 * LANES);
        s3.intoArray(y, at + 3 * LANES);
        s4.intoArray(y, at + 4 * LANES);
        s5.intoArray(y, at + 5 * LANES);
        s6.intoArray(y, at + 6 * LANES);
        s7.intoArray(y, at + 7 * LANES);
    }

    private static void multiplyFour(
            int[] indices, float[] values, int first, int last, float[] x, int column, int width, float[] y, int at) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int k = first; k < last; k++) {
            FloatVector weight = FloatVector.broadcast(S, values[k]);
            int from = indices[k] * width + column;
            s0 = FloatVector.fromArray(S, x, from).fma(weight, s0);
            s1 = FloatVector.fromArray(S, x, from + LANES).fma(weight, s1);
            s2 = FloatVector.fromArray(S, x, from + 2 * LANES).fma(weight, s2);
            s3 = FloatVector.fromArray(S, x, from + 3 * LANES).fma(weight, s3);
        }
        s0.intoArray(y, at);
        s1.intoArray(y, at + LANES);
        s2.intoArray(y, at + 2 * LANES);
        s3.intoArray(y, at + 3 * LANES);
    }

    private static void multiplyOne(
            int[] indices, float[] values, int first, int last, float[] x, int column, int width, float[] y, int at) {
        FloatVector sum = FloatVector.zero(S);
        for (int k = first; k < last; k++) {
            sum = FloatVector.fromArray(S, x, indices[k] * width + column)
                    .fma(FloatVector.broadcast(S, values[k]), sum);
        }
        sum.intoArray(y, at);
    }

    @Override
    public float dot(float[] x, int xFrom, float[] y, int yFrom, int length, float[] sums) {
        int whole = length / Products.SUMS * Products.SUMS;
        for (int lane = 0; lane < Products.SUMS; lane += 4 * LANES) {
            addDots(x, xFrom + lane, y, yFrom + lane, whole, sums, lane);
        }
        float sum = 0;
        for (int s = 0; s < Products.SUMS; s++) {
            sum += whole + s < length ? Math.fma(x[xFrom + whole + s], y[yFrom + whole + s], sums[s]) : sums[s];
        }
        return sum;
    }

    private static void addDots(float[] x, int xFrom, float[] y, int yFrom, int length, float[] sums, int at) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int k = 0; k < length; k += Products.SUMS) {
            int i = xFrom + k;
            int j = yFrom + k;
            s0 = FloatVector.fromArray(S, x, i).fma(FloatVector.fromArray(S, y, j), s0);
            s1 = FloatVector.fromArray(S, x, i + LANES).fma(FloatVector.fromArray(S, y, j + LANES), s1);
            s2 = FloatVector.fromArray(S, x, i + 2 * LANES).fma(FloatVector.fromArray(S, y, j + 2 * LANES), s2);
            s3 = FloatVector.fromArray(S, x, i + 3 * LANES).fma(FloatVector.fromArray(S, y, j + 3 * LANES), s3);
        }
        s0.intoArray(sums, at);
        s1.intoArray(sums, at + LANES);
        s2.intoArray(sums, at + 2 * LANES);
        s3.intoArray(sums, at + 3 * LANES);
    }

    @Override
    public int firstAtLeast(float[] x, int from, int to, float least) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            if (FloatVector.fromArray(S, x, i)
                    .compare(VectorOperators.GE, least)
                    .anyTrue()) {
                break;
            }
        }
        while (i < to && !(x[i] >= least)) {
            i++;
        }
        return i;
    }

    @Override
    public void holdInPlace(float[] held, float[] y, int from, int to) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector h = FloatVector.fromArray(S, held, i);
            FloatVector.fromArray(S, y, i)
                    .blend(h, h.compare(VectorOperators.EQ, h))
                    .intoArray(y, i);
        }
        for (; i < to; i++) {
            y[i] = held[i] == held[i] ? held[i] : y[i]; // NaN differs from itself
        }
    }

    @Override
    public void mixInPlace(float beta, float[] x, float[] y, int from, int to) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector mixed = FloatVector.fromArray(S, y, i).mul(beta);
            FloatVector.fromArray(S, x, i).mul(1 - beta).add(mixed).intoArray(y, i);
        }
        for (; i < to; i++) {
            y[i] = beta * y[i] + (1 - beta) * x[i];
        }
    }

    @Override
    public void logAboveOneInPlace(float own, float[] scales, float[] x, int at, int length) {
        VectorLogarithms.aboveOneInPlace(own, scales, x, at, length);
    }

    @Override
    public void recurInPlace(Recurrence step, float[] y, float[] now, float[] before, float[] start, int from, int to) {
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector pulled = FloatVector.fromArray(S, start, i);
            FloatVector back = FloatVector.fromArray(S, now, i).mul(step.back());
            FloatVector next = FloatVector.fromArray(S, y, i).mul(step.move()).sub(back);
            next = next.sub(FloatVector.fromArray(S, before, i)).add(pulled.mul(step.pull()));
            FloatVector.zero(S)
                    .blend(next, pulled.compare(VectorOperators.EQ, pulled))
                    .intoArray(y, i);
        }
        for (; i < to; i++) {
            float next = step.move() * y[i] - step.back() * now[i] - before[i] + step.pull() * start[i];
            y[i] = Float.isNaN(start[i]) ? 0 : next;
        }
    }
}
