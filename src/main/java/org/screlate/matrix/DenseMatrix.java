package org.screlate.matrix;

import java.util.Arrays;

/** A matrix with every value stored, row after row, in one array; not copied, so the maker must not share it. */
public final class DenseMatrix implements Matrix {
    private final int rows;
    private final int columns;
    private final float[] values;

    /**
     * Wraps values.
     *
     * @param values row-major, length rows · columns
     */
    public DenseMatrix(int rows, int columns, float[] values) {
        if (rows < 0 || columns < 0 || (long) rows * columns != values.length) {
            throw new IllegalArgumentException(
                    values.length + " values do not fill a matrix of " + rows + " × " + columns);
        }
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /** A matrix of zeros; fails if it would pass the 2³¹ − 1 values that one array holds. */
    public static DenseMatrix zeros(int rows, int columns) {
        return new DenseMatrix(rows, columns, new float[Sizes.product(rows, columns)]);
    }

    /** A matrix of that shape to be overwritten: this one if it has it, else a new one. */
    public DenseMatrix reshaped(int wantedRows, int wantedColumns) {
        return rows == wantedRows && columns == wantedColumns ? this : zeros(wantedRows, wantedColumns);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    /** The array itself, row-major: writes go through. */
    public float[] values() {
        return values;
    }

    /** Where a row begins in {@link #values}. */
    public int offset(int row) {
        return row * columns;
    }

    @Override
    public float get(int row, int column) {
        return values[row * columns + column];
    }

    /** Sets one value. */
    public void set(int row, int column, float value) {
        values[row * columns + column] = value;
    }

    /** A copy of one row. */
    public float[] row(int row) {
        return Arrays.copyOfRange(values, offset(row), offset(row) + columns);
    }

    /** A matrix of the same shape and values that shares nothing with this one. */
    public DenseMatrix copy() {
        return new DenseMatrix(rows, columns, values.clone());
    }

    /** Rows become columns. */
    public DenseMatrix transpose() {
        int block = 32;
        float[] transposed = new float[values.length];
        for (int r0 = 0; r0 < rows; r0 += block) {
            for (int c0 = 0; c0 < columns; c0 += block) {
                for (int r = r0; r < Math.min(r0 + block, rows); r++) {
                    for (int c = c0; c < Math.min(c0 + block, columns); c++) {
                        transposed[c * rows + r] = values[r * columns + c];
                    }
                }
            }
        }
        return new DenseMatrix(columns, rows, transposed);
    }

    @Override
    public DenseMatrix selectRows(int[] selected) {
        DenseMatrix chosen = zeros(selected.length, columns);
        for (int i = 0; i < selected.length; i++) {
            System.arraycopy(values, offset(selected[i]), chosen.values, chosen.offset(i), columns);
        }
        return chosen;
    }

    @Override
    public DenseMatrix selectColumns(int[] selected) {
        DenseMatrix chosen = zeros(rows, selected.length);
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < selected.length; i++) {
                chosen.values[chosen.offset(r) + i] = values[offset(r) + selected[i]];
            }
        }
        return chosen;
    }

    @Override
    public DenseMatrix toDense() {
        return this;
    }

    @Override
    public SparseMatrix toSparse() {
        int[] offsets = new int[rows + 1];
        for (int r = 0; r < rows; r++) {
            int count = 0;
            for (int c = 0; c < columns; c++) {
                count += get(r, c) != 0 ? 1 : 0;
            }
            offsets[r + 1] = offsets[r] + count;
        }
        int[] indices = new int[offsets[rows]];
        float[] nonZeros = new float[offsets[rows]];
        for (int r = 0, next = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                if (get(r, c) != 0) {
                    indices[next] = c;
                    nonZeros[next++] = get(r, c);
                }
            }
        }
        return new SparseMatrix(rows, columns, offsets, indices, nonZeros);
    }
}
