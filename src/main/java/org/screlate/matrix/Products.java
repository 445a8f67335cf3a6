package org.screlate.matrix;

import java.util.Objects;

/**
 * Products of matrices, by the processor's vector instructions where Java's Vector API can be had ({@link
 * VectorModule}), by plain Java where not. Every product of dense rows is one sum after another of fused multiply-adds over
 * {@value DenseProducts#DEPTH} values each, so it is the same to the last bit by either, with any width of the vectors, and
 * however the work is cut into blocks.
 */
public final class Products {
    private static final int BLOCK = 256;
    /** Sums side by side of {@link #dot}: a multiple of the lanes of every processor. */
    public static final int SUMS = 64;

    private static final ProductKernel KERNEL = fastest();

    private Products() {}

    /**
     * Dot products of rows with rows: a block of A·Bᵀ.
     *
     * @param a {@code [rows × width]}, of which rows {@code aFrom <= i < aTo}
     * @param b {@code [rows × width]}, of which rows {@code bFrom <= j < bTo}
     * @param out overwritten, {@code [(aTo − aFrom) × (bTo − bFrom)]}, row-major
     */
    public static void dots(DenseMatrix a, int aFrom, int aTo, DenseMatrix b, int bFrom, int bTo, float[] out) {
        if (a.columns() != b.columns()) {
            throw new IllegalArgumentException("rows of " + a.columns() + " and of " + b.columns() + " values");
        }
        Objects.checkFromToIndex(aFrom, aTo, a.rows());
        Objects.checkFromToIndex(bFrom, bTo, b.rows());
        Objects.checkFromIndexSize(0, (aTo - aFrom) * (bTo - bFrom), out.length);
        DenseProducts.rows(a, aFrom, aTo, b, bFrom, bTo, out);
    }

    /** Lays out the rows {@code from <= j < to} for many products with them. */
    public static PackedRows pack(DenseMatrix b, int from, int to) {
        Objects.checkFromToIndex(from, to, b.rows());
        return new PackedRows(b, from, to);
    }

    /**
     * Dot products of rows with packed rows: the same numbers as those with rows as they are, without packing them each time.
     *
     * @param a {@code [rows × width]}, of which rows {@code from <= i < to}
     * @param b of the same width
     * @param out overwritten, {@code [(to − from) × b.stride()]}, row-major, of length {@code b.blockLength(to − from)};
     *     what lies beyond the rows of either means nothing
     */
    public static void dots(DenseMatrix a, int from, int to, PackedRows b, float[] out) {
        if (a.columns() != b.matrix().columns()) {
            throw new IllegalArgumentException(
                    "rows of " + a.columns() + " and of " + b.matrix().columns() + " values");
        }
        Objects.checkFromToIndex(from, to, a.rows());
        Objects.checkFromIndexSize(0, b.blockLength(to - from), out.length);
        KERNEL.dots(a, from, to, b, out);
    }

    /**
     * Rows of a sparse matrix times a dense panel: Y = A X.
     *
     * @param a of which rows {@code from <= r < to}
     * @param x {@code [a.columns × width]}, row-major
     * @param y {@code [a.rows × width]}, overwritten in those rows; not x
     */
    public static void multiply(SparseMatrix a, int from, int to, float[] x, int width, float[] y) {
        Objects.checkFromToIndex(from, to, a.rows());
        if ((long) a.columns() * width > x.length || (long) a.rows() * width > y.length) {
            throw new IllegalArgumentException("panels of " + x.length + " and " + y.length
                    + " values for a product of " + a.rows() + " × " + a.columns() + " with width " + width);
        }
        KERNEL.multiply(a, from, to, x, width, y);
    }

    /** A X, {@code [a.rows × x.columns]}. */
    public static DenseMatrix multiply(SparseMatrix a, DenseMatrix x, Workers workers) {
        if (a.columns() != x.rows()) {
            throw new IllegalArgumentException(a.columns() + " columns times " + x.rows() + " rows");
        }
        DenseMatrix y = DenseMatrix.zeros(a.rows(), x.columns());
        multiply(a, x, y, workers);
        return y;
    }

    /**
     * Y = A X.
     *
     * @param y {@code [a.rows × x.columns]}, overwritten; not x
     */
    public static void multiply(SparseMatrix a, DenseMatrix x, DenseMatrix y, Workers workers) {
        workers.forBlocks(a.rows(), BLOCK, (from, to) -> multiply(a, from, to, x.values(), x.columns(), y.values()));
    }

    /**
     * The dot product of two rows, for pairs that are few among many: {@value #SUMS} sums of fused multiply-adds, each of every
     * {@value #SUMS}th value, added one after the other.
     *
     * @param sums memory of {@value #SUMS} values
     */
    public static float dot(float[] x, int xFrom, float[] y, int yFrom, int length, float[] sums) {
        Objects.checkFromIndexSize(xFrom, length, x.length);
        Objects.checkFromIndexSize(yFrom, length, y.length);
        Objects.checkFromIndexSize(0, SUMS, sums.length);
        return KERNEL.dot(x, xFrom, y, yFrom, length, sums);
    }

    /**
     * The dot products of one row with others in double precision: four sums, each of every fourth value, added in pairs.
     *
     * @param out overwritten, as long as the others
     */
    public static void exactDots(DenseMatrix a, int row, int[] others, double[] out) {
        Objects.checkIndex(row, a.rows());
        Objects.checkFromIndexSize(0, others.length, out.length);
        for (int other : others) {
            Objects.checkIndex(other, a.rows());
        }
        for (int i = 0; i < others.length; i++) {
            out[i] = exactDot(a.values(), a.offset(row), a.offset(others[i]), a.columns());
        }
    }

    // By vectors this was no quicker in whole processes, for what Java takes to compile it.
    private static double exactDot(float[] x, int i, int j, int width) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int whole = width & ~3;
        for (int c = 0; c < whole; c += 4) {
            s0 += (double) x[i + c] * x[j + c];
            s1 += (double) x[i + c + 1] * x[j + c + 1];
            s2 += (double) x[i + c + 2] * x[j + c + 2];
            s3 += (double) x[i + c + 3] * x[j + c + 3];
        }
        for (int c = whole; c < width; c++) {
            s0 += (double) x[i + c] * x[j + c];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** The first place {@code from <= i < to} of a value that is no less than another; {@code to} where there is none. */
    public static int firstAtLeast(float[] x, int from, int to, float least) {
        Objects.checkFromToIndex(from, to, x.length);
        return KERNEL.firstAtLeast(x, from, to, least);
    }

    /** Sets y to {@code held} wherever that is not NaN, for {@code from <= i < to}. */
    public static void holdInPlace(float[] held, float[] y, int from, int to) {
        Objects.checkFromToIndex(from, to, Math.min(held.length, y.length));
        KERNEL.holdInPlace(held, y, from, to);
    }

    /** Sets y to β y + (1 − β) x, for {@code from <= i < to}. */
    public static void mixInPlace(float beta, float[] x, float[] y, int from, int to) {
        Objects.checkFromToIndex(from, to, Math.min(x.length, y.length));
        KERNEL.mixInPlace(beta, x, y, from, to);
    }

    /**
     * Sets x to log(max(1, own · scale · x)), to six digits, for {@code length} values from {@code at} on.
     *
     * @param scales one a value, from 0 on
     */
    public static void logAboveOneInPlace(float own, float[] scales, float[] x, int at, int length) {
        Objects.checkFromIndexSize(at, length, x.length);
        Objects.checkFromIndexSize(0, length, scales.length);
        KERNEL.logAboveOneInPlace(own, scales, x, at, length);
    }

    /**
     * One step of a recurrence of three terms, as of Chebyshev's polynomials: sets y to move · y − back · now − before + pull ·
     * start, and to 0 where start is NaN, for {@code from <= i < to}.
     */
    public static void recurInPlace(
            Recurrence step, float[] y, float[] now, float[] before, float[] start, int from, int to) {
        Objects.checkFromToIndex(
                from, to, Math.min(Math.min(y.length, now.length), Math.min(before.length, start.length)));
        KERNEL.recurInPlace(step, y, now, before, start, from, to);
    }

    static ProductKernel fastest() {
        return VectorModule.kernel("VectorProducts", ProductKernel.class, PlainProducts::new);
    }
}
