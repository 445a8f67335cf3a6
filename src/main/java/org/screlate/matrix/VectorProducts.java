package org.screlate.matrix;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products by vector instructions. Each sum runs over the same lanes in the same order wherever its row falls in a
 * tile, so that how the work is cut cannot change a result.
 */
final class VectorProducts implements ProductKernel {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    /** Rows and columns of the tile of sums held in registers. */
    private static final int TILE = 4;
    /** Values of a row taken at a time: the fewer times the lanes are summed up, the better, and the exacter the sums. */
    private static final int DEPTH = 2048;
    /** The same of packed rows, of which a panel of so many values stays in the first cache. */
    private static final int PACKED_DEPTH = 256;

    @Override
    public void dots(DenseMatrix a, int aFrom, int aTo, DenseMatrix b, int bFrom, int bTo, float[] out) {
        Arrays.fill(out, 0, (aTo - aFrom) * (bTo - bFrom), 0);
        int width = a.columns();
        int whole = width - width % LANES;
        Rows x = new Rows(a.values(), a.offset(aFrom), width, aTo - aFrom);
        Rows y = new Rows(b.values(), b.offset(bFrom), width, bTo - bFrom);
        for (int from = 0; from < whole; from += DEPTH) {
            addDots(x.from(from), y.from(from), Math.min(DEPTH, whole - from), out);
        }
        if (whole < width) {
            addDots(x.rest(whole), y.rest(whole), LANES, out);
        }
    }

    /** Rows in an array: each begins {@code stride} after the one before it. */
    private record Rows(float[] values, int first, int stride, int count) {
        int offset(int row) {
            return first + row * stride;
        }

        Rows from(int column) {
            return new Rows(values, first + column, stride, count);
        }

        /** The values at the end of each row that fill no vector, with zeros after them. */
        Rows rest(int column) {
            float[] padded = new float[Sizes.product(count, LANES)];
            for (int r = 0; r < count; r++) {
                System.arraycopy(values, offset(r) + column, padded, r * LANES, stride - column);
            }
            return new Rows(padded, 0, LANES, count);
        }
    }

    /** Adds the dot products of the first {@code depth} values, a multiple of the lanes. */
    private static void addDots(Rows a, Rows b, int depth, float[] out) {
        int i = 0;
        for (; i + TILE <= a.count; i += TILE) {
            int j = 0;
            for (; j + TILE <= b.count; j += TILE) {
                addTile(a, i, b, j, depth, out);
            }
            addOnes(a, i, i + TILE, b, j, depth, out);
        }
        addOnes(a, i, a.count, b, 0, depth, out);
    }

    private static void addTile(Rows rows, int i, Rows others, int j, int depth, float[] out) {
        float[] a = rows.values;
        int a0 = rows.offset(i);
        int a1 = a0 + rows.stride;
        int a2 = a1 + rows.stride;
        int a3 = a2 + rows.stride;
        float[] b = others.values;
        int b0 = others.offset(j);
        int b1 = b0 + others.stride;
        int b2 = b1 + others.stride;
        int b3 = b2 + others.stride;
        FloatVector s00 = FloatVector.zero(S);
        FloatVector s01 = s00;
        FloatVector s02 = s00;
        FloatVector s03 = s00;
        FloatVector s10 = s00;
        FloatVector s11 = s00;
        FloatVector s12 = s00;
        FloatVector s13 = s00;
        FloatVector s20 = s00;
        FloatVector s21 = s00;
        FloatVector s22 = s00;
        FloatVector s23 = s00;
        FloatVector s30 = s00;
        FloatVector s31 = s00;
        FloatVector s32 = s00;
        FloatVector s33 = s00;
        for (int k = 0; k < depth; k += LANES) {
            FloatVector y0 = FloatVector.fromArray(S, b, b0 + k);
            FloatVector y1 = FloatVector.fromArray(S, b, b1 + k);
            FloatVector y2 = FloatVector.fromArray(S, b, b2 + k);
            FloatVector y3 = FloatVector.fromArray(S, b, b3 + k);
            FloatVector x0 = FloatVector.fromArray(S, a, a0 + k);
            s00 = x0.fma(y0, s00);
            s01 = x0.fma(y1, s01);
            s02 = x0.fma(y2, s02);
            s03 = x0.fma(y3, s03);
            FloatVector x1 = FloatVector.fromArray(S, a, a1 + k);
            s10 = x1.fma(y0, s10);
            s11 = x1.fma(y1, s11);
            s12 = x1.fma(y2, s12);
            s13 = x1.fma(y3, s13);
            FloatVector x2 = FloatVector.fromArray(S, a, a2 + k);
            s20 = x2.fma(y0, s20);
            s21 = x2.fma(y1, s21);
            s22 = x2.fma(y2, s22);
            s23 = x2.fma(y3, s23);
            FloatVector x3 = FloatVector.fromArray(S, a, a3 + k);
            s30 = x3.fma(y0, s30);
            s31 = x3.fma(y1, s31);
            s32 = x3.fma(y2, s32);
            s33 = x3.fma(y3, s33);
        }
        int stride = others.count;
        int at = i * stride + j;
        addRow(out, at, s00, s01, s02, s03);
        addRow(out, at + stride, s10, s11, s12, s13);
        addRow(out, at + 2 * stride, s20, s21, s22, s23);
        addRow(out, at + 3 * stride, s30, s31, s32, s33);
    }

    private static void addRow(float[] out, int at, FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3) {
        out[at] += s0.reduceLanes(VectorOperators.ADD);
        out[at + 1] += s1.reduceLanes(VectorOperators.ADD);
        out[at + 2] += s2.reduceLanes(VectorOperators.ADD);
        out[at + 3] += s3.reduceLanes(VectorOperators.ADD);
    }

    /** The sums that fill no tile, each in the order of a tile's. */
    private static void addOnes(Rows a, int aFrom, int aTo, Rows b, int bFrom, int depth, float[] out) {
        for (int i = aFrom; i < aTo; i++) {
            for (int j = bFrom; j < b.count; j++) {
                FloatVector sum = FloatVector.zero(S);
                for (int k = 0; k < depth; k += LANES) {
                    sum = FloatVector.fromArray(S, a.values, a.offset(i) + k)
                            .fma(FloatVector.fromArray(S, b.values, b.offset(j) + k), sum);
                }
                out[i * b.count + j] += sum.reduceLanes(VectorOperators.ADD);
            }
        }
    }

    /**
     * In blocks of {@value #PACKED_DEPTH} values, in each of these panels of {@value PackedRows#WIDTH} rows, in these value after
     * value; zeros where rows are missing.
     */
    @Override
    public float[] pack(DenseMatrix b, int from, int to) {
        int wide = PackedRows.WIDTH;
        int stride = (to - from + wide - 1) / wide * wide;
        float[] packed = new float[Sizes.product(stride, b.columns())];
        for (int first = 0; first < b.columns(); first += PACKED_DEPTH) {
            int depth = Math.min(PACKED_DEPTH, b.columns() - first);
            for (int j = from; j < to; j++) {
                int panel = (j - from) / wide;
                int at = first * stride + panel * wide * depth + (j - from) % wide;
                for (int k = 0; k < depth; k++) {
                    packed[at + k * wide] = b.values()[b.offset(j) + first + k];
                }
            }
        }
        return packed;
    }

    @Override
    public void dots(DenseMatrix a, int from, int to, PackedRows b, float[] out) {
        int stride = b.stride();
        Arrays.fill(out, 0, b.blockLength(to - from), 0);
        for (int first = 0; first < a.columns(); first += PACKED_DEPTH) {
            int depth = Math.min(PACKED_DEPTH, a.columns() - first);
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
