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
    static final int DEPTH = 256;

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

    /**
     * The upper triangle of C = Aᵀ·A, and some of what is below it.
     *
     * @param c {@code [columns × columns]}
     */
    static void upperOfAta(DenseMatrix a, DenseMatrix c, Workers workers) {
        int across = across(c.columns());
        workers.forEach(across * down(c.rows()), task -> {
            int row = task / across * ROWS;
            int column = task % across * COLUMNS;
            if (row < column + COLUMNS) {
                new Block(KERNEL, new Factor(a, true), new Factor(a, false), c.values(), row, column).fill(false);
            }
        });
    }

    static void multiply(TileKernel kernel, Factor left, Factor right, DenseMatrix c, boolean add, Workers workers) {
        if (left.columns() != right.rows() || c.rows() != left.rows() || c.columns() != right.columns()) {
            throw new IllegalArgumentException("a product of " + left.rows() + " × " + left.columns() + " and "
                    + right.rows() + " × " + right.columns() + " does not fill " + c.rows() + " × " + c.columns());
        }
        if (left.columns() == 0 && !add) {
            Arrays.fill(c.values(), 0);
        }
        int across = across(c.columns());
        workers.forEach(across * down(c.rows()), task -> {
            new Block(kernel, left, right, c.values(), task / across * ROWS, task % across * COLUMNS).fill(add);
        });
    }

    private static int across(int columns) {
        return (columns + COLUMNS - 1) / COLUMNS;
    }

    private static int down(int rows) {
        return (rows + ROWS - 1) / ROWS;
    }

    /** See {@link Products#dots}: arguments are checked there. */
    static void rows(DenseMatrix a, int aFrom, int aTo, DenseMatrix b, int bFrom, int bTo, float[] out) {
        rows(KERNEL, new Factor(a, false, aFrom, aTo - aFrom), new Factor(b, true, bFrom, bTo - bFrom), out);
    }

    /** The product of rows of one matrix with rows of another, into an array that may be longer. */
    static void rows(TileKernel kernel, Factor left, Factor right, float[] out) {
        if (left.columns() == 0) {
            Arrays.fill(out, 0, left.rows() * right.columns(), 0);
        }
        for (int row = 0; row < left.rows(); row += ROWS) {
            for (int column = 0; column < right.columns(); column += COLUMNS) {
                new Block(kernel, left, right, out, row, column).fill(false);
            }
        }
    }

    static TileKernel fastest() {
        return VectorModule.kernel("VectorTiles", TileKernel.class, PlainTiles::new);
    }

    /** A factor as the product sees it: some rows of a matrix. */
    record Factor(DenseMatrix matrix, boolean transposed, int from, int count) {
        Factor(DenseMatrix matrix, boolean transposed) {
            this(matrix, transposed, 0, matrix.rows());
        }

        int rows() {
            return transposed ? matrix.columns() : count;
        }

        int columns() {
            return transposed ? count : matrix.columns();
        }

        int offset(int row) {
            return matrix.offset(from + row);
        }
    }

    /** One task: the rows and columns of the result from a corner on. */
    private static final class Block {
        private final TileKernel kernel;
        private final Factor left;
        private final Factor right;
        private final float[] c;
        private final int stride;
        private final int row;
        private final int column;
        private final int rows;
        private final int columns;

        Block(TileKernel kernel, Factor left, Factor right, float[] c, int row, int column) {
            this.kernel = kernel;
            this.left = left;
            this.right = right;
            this.c = c;
            this.stride = right.columns();
            this.row = row;
            this.column = column;
            this.rows = Math.min(ROWS, left.rows() - row);
            this.columns = Math.min(COLUMNS, stride - column);
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
                int start = left.transposed ? 0 : left.offset(row) + from;
                int apart = left.transposed ? 1 : left.matrix.columns();
                int step = left.transposed ? rows : 1;
                var strip = new TileKernel.Strip(packedLeft, start, apart, step, rows);
                for (int p = 0; p < panels; p++) {
                    int at = row * stride + column + p * width;
                    var to =
                            new TileKernel.Target(c, at, stride, Math.min(width, columns - p * width), add || from > 0);
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
                        int source = right.offset(first + j) + from;
                        for (int k = 0; k < depth; k++) {
                            packed[at + k * width + j] = values[source + k];
                        }
                    }
                } else {
                    for (int k = 0; k < depth; k++) {
                        System.arraycopy(values, right.offset(from + k) + first, packed, at + k * width, filled);
                    }
                }
            }
        }

        /** The block of a transposed left factor, {@code [depth × rows]}: in place, its lines would share cache places. */
        private void packLeft(int from, int depth, float[] packed) {
            for (int k = 0; k < depth; k++) {
                System.arraycopy(left.matrix.values(), left.offset(from + k) + row, packed, k * rows, rows);
            }
        }
    }
}
