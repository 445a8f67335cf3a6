package org.screlate.matrix;

/** The inner loops of {@link Products}; arguments are checked there. */
interface ProductKernel {
    /** See {@link Products#dots(DenseMatrix, int, int, PackedRows, float[])}. */
    void dots(DenseMatrix a, int from, int to, PackedRows b, float[] out);

    /** See {@link Products#multiply}. */
    void multiply(SparseMatrix a, int from, int to, float[] x, int width, float[] y);

    /** See {@link Products#dot}. */
    float dot(float[] x, int xFrom, float[] y, int yFrom, int length, float[] sums);

    /** See {@link Products#firstAtLeast}. */
    int firstAtLeast(float[] x, int from, int to, float least);

    /** See {@link Products#holdInPlace}. */
    void holdInPlace(float[] held, float[] y, int from, int to);

    /** See {@link Products#mixInPlace}. */
    void mixInPlace(float beta, float[] x, float[] y, int from, int to);

    /** See {@link Products#logAboveOneInPlace}. */
    void logAboveOneInPlace(float own, float[] scales, float[] x, int at, int length);

    /** See {@link Products#recurInPlace}. */
    void recurInPlace(Recurrence step, float[] y, float[] now, float[] before, float[] start, int from, int to);
}
