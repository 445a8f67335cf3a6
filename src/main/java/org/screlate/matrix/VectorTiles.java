package org.screlate.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tiles by vector instructions: six rows and two vectors of columns at a time, twelve sums in registers. Rows that
 * fill no tile are computed by one that repeats the last row, so every sum has the same order.
 */
final class VectorTiles implements TileKernel {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();
    private static final int TILE = 6;

    /** Refuses what {@link VectorProducts} refuses. */
    VectorTiles() {
        FusedSum.requireInHardware(LANES);
    }

    @Override
    public int width() {
        return 2 * LANES;
    }

    @Override
    public void multiply(Strip left, float[] right, int at, int depth, Target to) {
        float[] whole = new float[TILE * 2 * LANES];
        for (int i = 0; i < left.rows(); i += TILE) {
            int last = left.rows() - 1 - i;
            if (last >= TILE - 1 && to.columns() == 2 * LANES) {
                tile(
                        left,
                        i,
                        TILE - 1,
                        right,
                        at,
                        depth,
                        to.values(),
                        to.at() + i * to.stride(),
                        to.stride(),
                        to.add());
            } else {
                tile(left, i, Math.min(last, TILE - 1), right, at, depth, whole, 0, 2 * LANES, false);
                put(whole, i, Math.min(last + 1, TILE), to);
            }
        }
    }

    private static void put(float[] tile, int from, int rows, Target to) {
        for (int i = 0; i < rows; i++) {
            int row = to.at() + (from + i) * to.stride();
            for (int j = 0; j < to.columns(); j++) {
                float sum = tile[i * 2 * LANES + j];
                to.values()[row + j] = to.add() ? to.values()[row + j] + sum : sum;
            }
        }
    }

    /** Rows i to i + 5, none beyond i + last. */
    private static void tile(
            Strip left, int i, int last, float[] right, int at, int depth, float[] c, int to, int stride, boolean add) {
        float[] a = left.values();
        int step = left.step();
        int r0 = left.at() + i * left.stride();
        int r1 = r0 + Math.min(1, last) * left.stride();
        int r2 = r0 + Math.min(2, last) * left.stride();
        int r3 = r0 + Math.min(3, last) * left.stride();
        int r4 = r0 + Math.min(4, last) * left.stride();
        int r5 = r0 + Math.min(5, last) * left.stride();
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
            FloatVector b0 = FloatVector.fromArray(S, right, at + k * 2 * LANES);
            FloatVector b1 = FloatVector.fromArray(S, right, at + k * 2 * LANES + LANES);
            FloatVector x = FloatVector.broadcast(S, a[r0 + k * step]);
            s00 = x.fma(b0, s00);
            s01 = x.fma(b1, s01);
            x = FloatVector.broadcast(S, a[r1 + k * step]);
            s10 = x.fma(b0, s10);
            s11 = x.fma(b1, s11);
            x = FloatVector.broadcast(S, a[r2 + k * step]);
            s20 = x.fma(b0, s20);
            s21 = x.fma(b1, s21);
            x = FloatVector.broadcast(S, a[r3 + k * step]);
            s30 = x.fma(b0, s30);
            s31 = x.fma(b1, s31);
            x = FloatVector.broadcast(S, a[r4 + k * step]);
            s40 = x.fma(b0, s40);
            s41 = x.fma(b1, s41);
            x = FloatVector.broadcast(S, a[r5 + k * step]);
            s50 = x.fma(b0, s50);
            s51 = x.fma(b1, s51);
        }
        if (add) {
            s00 = s00.add(FloatVector.fromArray(S, c, to + 0 * stride + 0 * LANES));
            s01 = s01.add(FloatVector.fromArray(S, c, to + 0 * stride + 1 * LANES));
            s10 = s10.add(FloatVector.fromArray(S, c, to + 1 * stride + 0 * LANES));
            s11 = s11.add(FloatVector.fromArray(S, c, to + 1 * stride + 1 * LANES));
            s20 = s20.add(FloatVector.fromArray(S, c, to + 2 * stride + 0 * LANES));
            s21 = s21.add(FloatVector.fromArray(S, c, to + 2 * stride + 1 * LANES));
            s30 = s30.add(FloatVector.fromArray(S, c, to + 3 * stride + 0 * LANES));
            s31 = s31.add(FloatVector.fromArray(S, c, to + 3 * stride + 1 * LANES));
            s40 = s40.add(FloatVector.fromArray(S, c, to + 4 * stride + 0 * LANES));
            s41 = s41.add(FloatVector.fromArray(S, c, to + 4 * stride + 1 * LANES));
            s50 = s50.add(FloatVector.fromArray(S, c, to + 5 * stride + 0 * LANES));
            s51 = s51.add(FloatVector.fromArray(S, c, to + 5 * stride + 1 * LANES));
        }
        s00.intoArray(c, to + 0 * stride + 0 * LANES);
        s01.intoArray(c, to + 0 * stride + 1 * LANES);
        s10.intoArray(c, to + 1 * stride + 0 * LANES);
        s11.intoArray(c, to + 1 * stride + 1 * LANES);
        s20.intoArray(c, to + 2 * stride + 0 * LANES);
        s21.intoArray(c, to + 2 * stride + 1 * LANES);
        s30.intoArray(c, to + 3 * stride + 0 * LANES);
        s31.intoArray(c, to + 3 * stride + 1 * LANES);
        s40.intoArray(c, to + 4 * stride + 0 * LANES);
        s41.intoArray(c, to + 4 * stride + 1 * LANES);
        s50.intoArray(c, to + 5 * stride + 0 * LANES);
        s51.intoArray(c, to + 5 * stride + 1 * LANES);
    }
}
