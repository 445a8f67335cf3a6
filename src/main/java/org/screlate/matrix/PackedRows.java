package org.screlate.matrix;

/** Some rows of a matrix, laid out once for many products with them: {@link Products#dots}. */
public final class PackedRows {
    /** Rows and columns of a block of products are filled up to multiples of these. */
    static final int TILE = 6;

    static final int WIDTH = 32;
    /** Values of a row taken at a time, of which a panel stays in the first cache. */
    static final int DEPTH = DenseProducts.DEPTH;

    private final DenseMatrix matrix;
    private final int from;
    private final int to;
    private final float[] values;

    PackedRows(DenseMatrix matrix, int from, int to) {
        this.matrix = matrix;
        this.from = from;
        this.to = to;
        this.values = pack(matrix, from, to);
    }

    /**
     * In blocks of {@value #DEPTH} values, in each of these panels of {@value #WIDTH} rows, in these value after value; zeros
     * where rows are missing.
     */
    private static float[] pack(DenseMatrix b, int from, int to) {
        int stride = (to - from + WIDTH - 1) / WIDTH * WIDTH;
        float[] packed = new float[Sizes.product(stride, b.columns())];
        for (int first = 0; first < b.columns(); first += DEPTH) {
            int depth = Math.min(DEPTH, b.columns() - first);
            for (int j = from; j < to; j++) {
                int panel = (j - from) / WIDTH;
                int at = first * stride + panel * WIDTH * depth + (j - from) % WIDTH;
                for (int k = 0; k < depth; k++) {
                    packed[at + k * WIDTH] = b.values()[b.offset(j) + first + k];
                }
            }
        }
        return packed;
    }

    DenseMatrix matrix() {
        return matrix;
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
