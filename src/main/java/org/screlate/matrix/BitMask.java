package org.screlate.matrix;

/** One bit for each place of a matrix, {@code [rows × columns]}; each row begins on a new 64-bit word. */
public final class BitMask {
    private final int rows;
    private final int columns;
    private final int wordsPerRow;
    private final long[] words;

    /** A mask with no bit set. */
    public BitMask(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        this.wordsPerRow = (columns + Long.SIZE - 1) / Long.SIZE;
        this.words = new long[Sizes.product(rows, wordsPerRow)];
    }

    /** The places where a matrix is not zero. */
    public static BitMask nonZeros(Matrix matrix) {
        BitMask mask = new BitMask(matrix.rows(), matrix.columns());
        SparseMatrix sparse = matrix.toSparse();
        for (int r = 0; r < sparse.rows(); r++) {
            for (int k = sparse.offsets()[r]; k < sparse.offsets()[r + 1]; k++) {
                if (sparse.values()[k] != 0) {
                    mask.set(r, sparse.indices()[k]);
                }
            }
        }
        return mask;
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /** Number of columns. */
    public int columns() {
        return columns;
    }

    /** Whether a bit is set. */
    public boolean get(int row, int column) {
        return (words[row * wordsPerRow + (column >> 6)] >>> column & 1L) != 0;
    }

    /** Sets a bit. */
    public void set(int row, int column) {
        words[row * wordsPerRow + (column >> 6)] |= 1L << column;
    }

    /** The 64 bits of a row that hold columns {@code 64 · word} and up; bits past the last column are 0. */
    public long word(int row, int word) {
        return words[row * wordsPerRow + word];
    }

    /** The places that this mask leaves out. */
    public BitMask complement() {
        BitMask other = new BitMask(rows, columns);
        for (int i = 0; i < words.length; i++) {
            other.words[i] = ~words[i];
        }
        int beyond = wordsPerRow * Long.SIZE - columns;
        for (int r = 0; r < rows && beyond > 0; r++) {
            other.words[(r + 1) * wordsPerRow - 1] &= -1L >>> beyond;
        }
        return other;
    }

    /** The columns named, in the order named. */
    public BitMask selectColumns(int[] selected) {
        BitMask chosen = new BitMask(rows, selected.length);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < selected.length; c++) {
                if (get(r, selected[c])) {
                    chosen.set(r, c);
                }
            }
        }
        return chosen;
    }

    /** The rows named, in the order named. */
    public BitMask selectRows(int[] selected) {
        BitMask chosen = new BitMask(selected.length, columns);
        for (int r = 0; r < selected.length; r++) {
            System.arraycopy(words, selected[r] * wordsPerRow, chosen.words, r * wordsPerRow, wordsPerRow);
        }
        return chosen;
    }

    /** Number of bits set. */
    public long count() {
        long count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }
}
