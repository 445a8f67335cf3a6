package org.screlate.matrix;

/** The reference version: the loops as the formula says them, each sum in the order of {@link VectorTiles}. */
final class PlainTiles implements TileKernel {
    private static final int WIDTH = 16;

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public void multiply(Strip left, float[] right, int at, int depth, Target to) {
        float[] sums = new float[WIDTH];
        for (int i = 0; i < left.rows(); i++) {
            int row = to.at() + i * to.stride();
            for (int j = 0; j < WIDTH; j++) {
                sums[j] = 0;
            }
            int term = left.at() + i * left.stride();
            for (int k = 0; k < depth; k++) {
                FusedSum.addInPlace(left.values()[term + k * left.step()], right, at + k * WIDTH, sums, 0, WIDTH);
            }
            for (int j = 0; j < to.columns(); j++) {
                to.values()[row + j] = sums[j] + (to.add() ? to.values()[row + j] : 0);
            }
        }
    }
}
