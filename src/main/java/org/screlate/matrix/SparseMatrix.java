package org.screlate.matrix;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A matrix with only its non-zeros stored, row after row (CSR): row {@code r} holds {@code values[k]} at column {@code
 * indices[k]} for {@code offsets[r] <= k < offsets[r + 1]}, columns rising. A square one serves as a weighted graph.
 * Arrays are not copied, so the maker must not share them.
 */
public final class SparseMatrix implements Matrix {
    private final int rows;
    private final int columns;
    private final int[] offsets;
    private final int[] indices;
    private final float[] values;

    /**
     * Wraps the three arrays.
     *
     * @param offsets length rows + 1, from 0 to the number of stored values
     * @param indices columns, strictly rising within each row
     * @param values one for each index
     */
    public SparseMatrix(int rows, int columns, int[] offsets, int[] indices, float[] values) {
        if (offsets.length != rows + 1 || offsets[0] != 0 || offsets[rows] != indices.length) {
            throw new IllegalArgumentException(
                    "offsets do not fit " + rows + " rows and " + indices.length + " stored values");
        }
        if (indices.length != values.length) {
            throw new IllegalArgumentException(indices.length + " indices but " + values.length + " values");
        }
        for (int r = 0; r < rows; r++) {
            int last = -1;
            for (int k = offsets[r]; k < offsets[r + 1]; k++) {
                if (indices[k] <= last || indices[k] >= columns) {
                    throw new IllegalArgumentException(
                            "row " + r + ": column " + indices[k] + " is out of order or not below " + columns);
                }
                last = indices[k];
            }
        }
        this.rows = rows;
        this.columns = columns;
        this.offsets = offsets;
        this.indices = indices;
        this.values = values;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    /** Where each row begins in {@link #indices} and {@link #values}; length rows + 1. */
    public int[] offsets() {
        return offsets;
    }

    /** The column of each stored value. */
    public int[] indices() {
        return indices;
    }

    /** The stored values: writes go through. */
    public float[] values() {
        return values;
    }

    /** Number of stored values. */
    public int stored() {
        return values.length;
    }

    @Override
    public float get(int row, int column) {
        int k = Arrays.binarySearch(indices, offsets[row], offsets[row + 1], column);
        return k < 0 ? 0 : values[k];
    }

    /** The same places with other values. */
    public SparseMatrix withValues(float[] others) {
        return new SparseMatrix(rows, columns, offsets, indices, others);
    }

    /** Rows become columns. */
    public SparseMatrix transpose() {
        int[] transposedOffsets = new int[columns + 1];
        for (int column : indices) {
            transposedOffsets[column + 1]++;
        }
        for (int c = 0; c < columns; c++) {
            transposedOffsets[c + 1] += transposedOffsets[c];
        }
        int[] next = Arrays.copyOf(transposedOffsets, columns);
        int[] transposedIndices = new int[indices.length];
        float[] transposedValues = new float[indices.length];
        for (int r = 0; r < rows; r++) {
            for (int k = offsets[r]; k < offsets[r + 1]; k++) {
                int to = next[indices[k]]++;
                transposedIndices[to] = r;
                transposedValues[to] = values[k];
            }
        }
        return new SparseMatrix(columns, rows, transposedOffsets, transposedIndices, transposedValues);
    }

    @Override
    public SparseMatrix selectRows(int[] selected) {
        int[] chosenOffsets = new int[selected.length + 1];
        for (int i = 0; i < selected.length; i++) {
            chosenOffsets[i + 1] = chosenOffsets[i] + offsets[selected[i] + 1] - offsets[selected[i]];
        }
        int[] chosenIndices = new int[chosenOffsets[selected.length]];
        float[] chosenValues = new float[chosenIndices.length];
        for (int i = 0; i < selected.length; i++) {
            int from = offsets[selected[i]];
            int length = chosenOffsets[i + 1] - chosenOffsets[i];
            System.arraycopy(indices, from, chosenIndices, chosenOffsets[i], length);
            System.arraycopy(values, from, chosenValues, chosenOffsets[i], length);
        }
        return new SparseMatrix(selected.length, columns, chosenOffsets, chosenIndices, chosenValues);
    }

    @Override
    public SparseMatrix selectColumns(int[] selected) {
        for (int i = 1; i < selected.length; i++) {
            if (selected[i] <= selected[i - 1]) {
                return transpose().selectRows(selected).transpose();
            }
        }
        return select(IntStream.range(0, rows).toArray(), selected);
    }

    /**
     * Rows and columns at once, so that nothing but the answer need be held.
     *
     * @param selectedRows in any order
     * @param selectedColumns rising
     */
    public SparseMatrix select(int[] selectedRows, int[] selectedColumns) {
        int[] places = new int[columns];
        Arrays.fill(places, -1);
        for (int i = 0; i < selectedColumns.length; i++) {
            places[selectedColumns[i]] = i;
        }
        int[] chosenOffsets = new int[selectedRows.length + 1];
        for (int i = 0; i < selectedRows.length; i++) {
            int count = 0;
            for (int k = offsets[selectedRows[i]]; k < offsets[selectedRows[i] + 1]; k++) {
                count += places[indices[k]] >= 0 ? 1 : 0;
            }
            chosenOffsets[i + 1] = chosenOffsets[i] + count;
        }
        int[] chosenIndices = new int[chosenOffsets[selectedRows.length]];
        float[] chosenValues = new float[chosenIndices.length];
        int to = 0;
        for (int row : selectedRows) {
            for (int k = offsets[row]; k < offsets[row + 1]; k++) {
                if (places[indices[k]] >= 0) {
                    chosenIndices[to] = places[indices[k]];
                    chosenValues[to++] = values[k];
                }
            }
        }
        return new SparseMatrix(
                selectedRows.length, selectedColumns.length, chosenOffsets, chosenIndices, chosenValues);
    }

    @Override
    public DenseMatrix toDense() {
        DenseMatrix dense = DenseMatrix.zeros(rows, columns);
        for (int r = 0; r < rows; r++) {
            for (int k = offsets[r]; k < offsets[r + 1]; k++) {
                dense.set(r, indices[k], values[k]);
            }
        }
        return dense;
    }

    @Override
    public SparseMatrix toSparse() {
        return this;
    }
}
