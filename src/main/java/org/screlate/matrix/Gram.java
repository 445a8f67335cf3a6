package org.screlate.matrix;

/** Gram matrices of rows, {@code A Aᵀ}, gathered in doubles over blocks of columns. */
public final class Gram {
    private static final int TILE = 192;

    private Gram() {}

    /**
     * Adds the upper triangle of {@code A Aᵀ}: {@code triangle[i · rows + j] += Σ_c a[i, c] a[j, c]} for {@code i <= j}. The
     * products within the block are summed as floats by {@link Products#dots}, so give a few thousand columns at a time.
     *
     * @param triangle length rows², of which the lower part is left as it is
     */
    public static void addInto(DenseMatrix a, double[] triangle) {
        int rows = a.rows();
        for (int from = 0; from < rows; from += TILE) {
            int to = Math.min(from + TILE, rows);
            PackedRows own = Products.pack(a, from, to);
            float[] products = new float[own.blockLength(rows - from)];
            Products.dots(a, from, rows, own, products);
            for (int i = from; i < to; i++) {
                for (int j = i; j < rows; j++) {
                    triangle[i * rows + j] += products[(j - from) * own.stride() + i - from];
                }
            }
        }
    }
}
