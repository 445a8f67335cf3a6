package org.screlate.matrix;

/** The inner loops of {@link DenseProducts}. */
interface TileKernel {
    /** Columns of a panel. */
    int width();

    /**
     * A strip of the left factor times one panel of the right one.
     *
     * @param right packed, term k of column j at {@code at + k · width + j}
     */
    void multiply(Strip left, float[] right, int at, int depth, Target to);

    /** Rows of the left factor: term k of row i is at {@code at + i · stride + k · step}. */
    record Strip(float[] values, int at, int stride, int step, int rows) {}

    /** Where the sums go: row i, column j at {@code at + i · stride + j}, for {@code j < columns}; added, or put. */
    record Target(float[] values, int at, int stride, int columns, boolean add) {}
}
