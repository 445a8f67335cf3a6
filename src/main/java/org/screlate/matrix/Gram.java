package org.screlate.matrix;

/** The Gram matrix {@code AᵀA} of a dense {@code A [rows × columns]} in doubles. */
public final class Gram {
    private Gram() {}

    /**
     * Adds the upper triangle of {@code AᵀA}: {@code triangle[j · columns + k] += Σᵢ a[i, j] a[i, k]} for {@code j <= k}.
     * The rest of {@code triangle} is left as it is.
     *
     * @param a row-major, at least rows · columns long
     * @param triangle length columns²
     */
    public static void addInto(double[] a, int rows, int columns, double[] triangle) {
        // Four rows at once: the sum is loaded and stored once for four products.
        int row = 0;
        for (; row + 4 <= rows; row += 4) {
            addFour(a, row * columns, columns, triangle);
        }
        for (; row < rows; row++) {
            addOne(a, row * columns, columns, triangle);
        }
    }

    private static void addFour(double[] a, int from, int columns, double[] triangle) {
        for (int j = 0; j < columns; j++) {
            double a0 = a[from + j];
            double a1 = a[from + columns + j];
            double a2 = a[from + 2 * columns + j];
            double a3 = a[from + 3 * columns + j];
            int to = j * columns;
            for (int k = j; k < columns; k++) {
                triangle[to + k] += a0 * a[from + k]
                        + a1 * a[from + columns + k]
                        + a2 * a[from + 2 * columns + k]
                        + a3 * a[from + 3 * columns + k];
            }
        }
    }

    private static void addOne(double[] a, int from, int columns, double[] triangle) {
        for (int j = 0; j < columns; j++) {
            double own = a[from + j];
            int to = j * columns;
            for (int k = j; k < columns; k++) {
                triangle[to + k] += own * a[from + k];
            }
        }
    }
}
