package org.screlate.matrix;

/** A matrix of single-precision numbers, {@code [rows × columns]}; in this project rows are cells and columns genes. */
public sealed interface Matrix permits SparseMatrix, DenseMatrix {
    /** Number of rows. */
    int rows();

    /** Number of columns. */
    int columns();

    /** The value at a row and a column, both from 0. */
    float get(int row, int column);

    /** The rows named, in the order named, as a matrix of the same form. */
    Matrix selectRows(int[] selected);

    /** The columns named, in the order named, as a matrix of the same form. */
    Matrix selectColumns(int[] selected);

    /** This matrix with every value stored; itself if it is dense already. */
    DenseMatrix toDense();

    /** This matrix with only its non-zeros stored; itself if it is sparse already. */
    SparseMatrix toSparse();
}
