package org.screlate.matrix;

/** Some rows of a matrix, laid out once for many products with them: {@link Products#dots}. */
public final class PackedRows {
    /** Rows and columns of a block of products are filled up to multiples of these. */
    static final int TILE = 6;

    static final int WIDTH = 32;

    private final DenseMatrix matrix;
    private final int from;
    private final int to;
    private final float[] values;

    PackedRows(DenseMatrix matrix, int from, int to, float[] values) {
        this.matrix = matrix;
        this.from = from;
        this.to = to;
        this.values = values;
    }

    DenseMatrix matrix() {
        return matrix;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    float[] values() {
        return values;
    }

    /** How far apart the rows of a block of products are: the number of rows packed, filled up. */
    public int stride() {
        return (to - from + WIDTH - 1) / WIDTH * WIDTH;
    }

    /** Length of a block of products of so many rows with these. */
    public int blockLength(int rows) {
        return (rows + TILE - 1) / TILE * TILE * stride();
    }
}
