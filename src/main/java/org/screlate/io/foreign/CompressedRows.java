package org.screlate.io.foreign;

import java.util.Arrays;
import java.util.Locale;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.SparseMatrix;

/**
 * Compressed rows as foreign files hold them: within a row the entries may stand in any order, repeat, or be zero. The
 * arrays are taken over, not copied.
 *
 * @param offsets length rows + 1, from 0 to the number of entries
 * @param indices the column of each entry
 * @param values one for each index
 */
public record CompressedRows(int rows, int columns, int[] offsets, int[] indices, float[] values) {
    /** How many values one matrix can hold. */
    public static final int MOST = Integer.MAX_VALUE - 8;

    public CompressedRows {
        if (offsets.length != rows + 1 || offsets[0] != 0 || offsets[rows] != indices.length) {
            throw new InvalidInputException("its " + indices.length + " indices do not fit the pointers of its " + rows
                    + " rows; the file is damaged");
        }
        if (indices.length != values.length) {
            throw new InvalidInputException(
                    "it has " + indices.length + " indices but " + values.length + " values; the file is damaged");
        }
        for (int r = 0; r < rows; r++) {
            if (offsets[r] > offsets[r + 1]) {
                throw new InvalidInputException("its row pointers fall at row " + r + "; the file is damaged");
            }
        }
        for (int index : indices) {
            if (index < 0 || index >= columns) {
                throw new InvalidInputException(
                        "index " + index + " is not below the " + columns + " there are; the file is damaged");
            }
        }
    }

    /** The user's error where there are more stored values than one matrix can hold, with the way out. */
    public static InvalidInputException tooMany(long stored) {
        return new InvalidInputException(String.format(
                Locale.ROOT,
                "it holds %,d values that are stored, more than the 2,147,483,639 that one matrix can hold; split it by sample,"
                        + " import each part, and join what is kept of them by screlate-merge",
                stored));
    }

    /** Bytes that a sparse matrix of so many stored values needs while it is read, checked and written. */
    public static long bytes(long stored) {
        return 16 * stored + Math.min(10 * stored, 6 << 20);
    }

    /** Rows become columns; entries that repeat keep their order. */
    public CompressedRows transposed() {
        int[] starts = new int[columns + 1];
        for (int column : indices) {
            starts[column + 1]++;
        }
        for (int c = 0; c < columns; c++) {
            starts[c + 1] += starts[c];
        }
        int[] next = Arrays.copyOf(starts, columns);
        int[] otherIndices = new int[indices.length];
        float[] otherValues = new float[indices.length];
        for (int r = 0; r < rows; r++) {
            for (int k = offsets[r]; k < offsets[r + 1]; k++) {
                int to = next[indices[k]]++;
                otherIndices[to] = r;
                otherValues[to] = values[k];
            }
        }
        return new CompressedRows(columns, rows, starts, otherIndices, otherValues);
    }

    /** The matrix they mean: columns rising, repeated entries added up, zeros dropped. The arrays are overwritten. */
    public SparseMatrix toMatrix() {
        if (isTidy()) {
            return new SparseMatrix(rows, columns, offsets, indices, values);
        }
        return isSorted() ? compact() : transposed().transposed().compact();
    }

    private boolean isTidy() {
        for (float value : values) {
            if (value == 0) {
                return false;
            }
        }
        for (int r = 0; r < rows; r++) {
            for (int k = offsets[r] + 1; k < offsets[r + 1]; k++) {
                if (indices[k - 1] >= indices[k]) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isSorted() {
        for (int r = 0; r < rows; r++) {
            for (int k = offsets[r] + 1; k < offsets[r + 1]; k++) {
                if (indices[k - 1] > indices[k]) {
                    return false;
                }
            }
        }
        return true;
    }

    private SparseMatrix compact() {
        int kept = 0;
        int from = 0;
        for (int r = 0; r < rows; r++) {
            int to = offsets[r + 1];
            for (int k = from; k < to; ) {
                int column = indices[k];
                float sum = 0;
                for (; k < to && indices[k] == column; k++) {
                    sum += values[k];
                }
                if (sum != 0) {
                    indices[kept] = column;
                    values[kept++] = sum;
                }
            }
            from = to;
            offsets[r + 1] = kept;
        }
        return new SparseMatrix(rows, columns, offsets, Arrays.copyOf(indices, kept), Arrays.copyOf(values, kept));
    }

    /** Rows one after another, entries as they come. */
    public static final class Builder {
        private final int columns;
        private int[] offsets = new int[1025];
        private int[] indices = new int[1 << 16];
        private float[] values = new float[1 << 16];
        private int rows;
        private int stored;

        public Builder(int columns) {
            this.columns = columns;
        }

        /** Adds an entry to the row under way; zeros are left out. */
        public void add(int column, float value) {
            if (value == 0) {
                return;
            }
            if (stored == indices.length) {
                int larger = (int) Math.min(MOST, stored * 3L / 2);
                if (larger == stored) {
                    throw tooMany(1L << 31);
                }
                indices = Arrays.copyOf(indices, larger);
                values = Arrays.copyOf(values, larger);
            }
            indices[stored] = column;
            values[stored++] = value;
        }

        /** Ends the row under way. */
        public void endRow() {
            if (++rows == offsets.length) {
                offsets = Arrays.copyOf(offsets, rows * 2);
            }
            offsets[rows] = stored;
        }

        public CompressedRows build() {
            return new CompressedRows(
                    rows,
                    columns,
                    Arrays.copyOf(offsets, rows + 1),
                    Arrays.copyOf(indices, stored),
                    Arrays.copyOf(values, stored));
        }
    }
}
