package org.screlate.matrix;

import java.util.Arrays;

/**
 * Products of dense matrices, cut into blocks that stay in the processor's caches; by vector instructions where the JVM
 * has them, as {@link Products}. Each sum runs over its terms in the same order however the work is cut, so the threads
 * cannot change a result.
 */
public final class DenseProducts {
    /** Rows and columns of the result that one task makes. */
    private static final int ROWS = 192;

    private static final int COLUMNS = 256;
    /** Terms of the sums taken at a time: a packed block of the right factor, COLUMNS · DEPTH, stays in the second cache. */
    private static final int DEPTH = 256;

    private static final TileKernel KERNEL = fastest();

    private DenseProducts() {}

    /**
     * C = A·B, or C += A·B.
     *
     * @param a {@code [m × k]}
     * @param b {@code [k × n]}
     * @param c {@code [m × n]}, overwritten, or added to
     */
    public static void ab(DenseMatrix a, DenseMatrix b, DenseMatrix c, boolean add, Workers workers) {
        multiply(KERNEL, new Factor(a, false), new Factor(b, false), c, add, workers);
    }

    /**
     * C = Aᵀ·B, or C += Aᵀ·B.
     *
     * @param a {@code [k × m]}
     * @param b {@code [k × n]}
     * @param c {@code [m × n]}, overwritten, or added to
     */
    public static void atb(DenseMatrix a, DenseMatrix b, DenseMatrix c, boolean add, Workers workers) {
        multiply(KERNEL, new Factor(a, true), new Factor(b, false), c, add, workers);
    }

    /**
     * C = A·Bᵀ, or C += A·Bᵀ.
     *
     * @param a {@code [m × k]}
     * @param b {@code [n × k]}
     * @param c {@code [m × n]}, overwritten, or added to
     */
    public static void abt(DenseMatrix a, DenseMatrix b, DenseMatrix c, boolean add, Workers workers) {
        multiply(KERNEL, new Factor(a, false), new Factor(b, true), c, add, workers);
    }

    static void multiply(TileKernel kernel, Factor left, Factor right, DenseMatrix c, boolean add, Workers workers) {
        if (left.columns() != right.rows() || c.rows() != left.rows() || c.columns() != right.columns()) {
            throw new IllegalArgumentException("a product of " + left.rows() + " × " + left.columns() + " and "
                    + right.rows() + " × " + right.columns() + " does not fill " + c.rows() + " × " + c.columns());
        }
        if (left.columns() == 0 && !add) {
            Arrays.fill(c.values(), 0);
        }
        int across = (c.columns() + COLUMNS - 1) / COLUMNS;
        int down = (c.rows() + ROWS - 1) / ROWS;
        workers.forEach(across * down, task -> {
            int row = task / across * ROWS;
            int column = task % across * COLUMNS;
            new Block(kernel, left, right, c, row, column).fill(add);
        });
    }

    // By name: the class cannot even be loaded where the incubating module is absent.
    static TileKernel fastest() {
        try {
            VectorModule.load();
            return Class.forName("org.screlate.matrix.VectorTiles")
                    .asSubclass(TileKernel.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            return new PlainTiles();
        }
    }

    /** A factor as the product sees it. */
    record Factor(DenseMatrix matrix, boolean transposed) {
        int rows() {
            return transposed ? matrix.columns() : matrix.rows();
        }

        int columns() {
            return transposed ? matrix.rows() : matrix.columns();
        }
    }

    /** One task: the rows and columns of the result from a corner on. */
    private static final class Block {
        private final TileKernel kernel;
        private final Factor left;
        private final Factor right;
        private final DenseMatrix c;
        private final int row;
        private final int column;
        private final int rows;
        private final int columns;

        Block(TileKernel kernel, Factor left, Factor right, DenseMatrix c, int row, int column) {
            this.kernel = kernel;
            this.left = left;
            this.right = right;
            this.c = c;
            this.row = row;
            this.column = column;
            this.rows = Math.min(ROWS, c.rows() - row);
            this.columns = Math.min(COLUMNS, c.columns() - column);
        }

        void fill(boolean add) {
            int terms = left.columns();
            int width = kernel.width();
            int panels = (columns + width - 1) / width;
            float[] packedRight = new float[Sizes.product(panels, (long) width * Math.min(DEPTH, terms))];
            float[] packedLeft =
                    left.transposed ? new float[Sizes.product(rows, Math.min(DEPTH, terms))] : left.matrix.values();
            for (int from = 0; from < terms; from += DEPTH) {
                int depth = Math.min(DEPTH, terms - from);
                packRight(from, depth, packedRight);
                if (left.transposed) {
                    packLeft(from, depth, packedLeft);
                }
                int start = left.transposed ? 0 : left.matrix.offset(row) + from;
                int stride = left.transposed ? 1 : left.matrix.columns();
                int step = left.transposed ? rows : 1;
                var strip = new TileKernel.Strip(packedLeft, start, stride, step, rows);
                for (int p = 0; p < panels; p++) {
                    int at = c.offset(row) + column + p * width;
                    var to = new TileKernel.Target(
                            c.values(), at, c.columns(), Math.min(width, columns - p * width), add || from > 0);
                    kernel.multiply(strip, packedRight, p * width * depth, depth, to);
                }
            }
        }

        /** Terms {@code from <= k < from + depth} of the columns, one panel of them after the other, zeros beyond. */
        private void packRight(int from, int depth, float[] packed) {
            int width = kernel.width();
            float[] values = right.matrix.values();
            for (int p = 0; p * width < columns; p++) {
                int at = p * width * depth;
                int first = column + p * width;
                int filled = Math.min(width, columns - p * width);
                if (filled < width) {
                    Arrays.fill(packed, at, at + width * depth, 0);
                }
                if (right.transposed) {
                    for (int j = 0; j < filled; j++) {
                        int source = right.matrix.offset(first + j) + from;
                        for (int k = 0; k < depth; k++) {
                            packed[at + k * width + j] = values[source + k];
                        }
                    }
                } else {
                    for (int k = 0; k < depth; k++) {
                        System.arraycopy(values, right.matrix.offset(from + k) + first, packed, at + k * width, filled);
                    }
                }
            }
        }

        /** The block of a transposed left factor, {@code [depth × rows]}: in place, its lines would share cache places. */
        private void packLeft(int from, int depth, float[] packed) {
            for (int k = 0; k < depth; k++) {
                System.arraycopy(left.matrix.values(), left.matrix.offset(from + k) + row, packed, k * rows, rows);
            }
        }
    }
}
