package org.screlate.io.text;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import org.screlate.data.InvalidInputException;
import org.screlate.io.foreign.CompressedRows;
import org.screlate.matrix.SparseMatrix;

/**
 * A Matrix Market file of coordinates: a banner, comments, the line {@code rows columns entries}, then one line {@code
 * row column value} an entry, counted from 1. Read byte by byte, as these files are long and simple.
 */
final class MatrixMarket {
    private static final int FIRST = 100_000;
    private static final int LONGEST_COMMENT = 120;
    /** Bytes of the shortest entry, {@code 1 1 1}, with the end of its line. */
    private static final int LEAST_BYTES = 6;
    /** Entries for which there is room at first, whatever the file's size. */
    private static final int ROOM = 1 << 20;
    /** Digits of a number; more are none of a count. */
    private static final int LONGEST_NUMBER = 100;

    private final ByteNumbers in;
    private final int rows;
    private final int columns;
    private final int stored;
    private final boolean symmetric;
    private final String comment;
    private final TextFile.Size size;

    /** Reads the lines before the entries. */
    MatrixMarket(InputStream stream, TextFile.Size size) throws IOException {
        this.size = size;
        in = new ByteNumbers(stream);
        String[] banner = in.lineWithoutMark().trim().toLowerCase(Locale.ROOT).split("\\s+", -1);
        if (banner.length != 5 || !banner[0].matches("%%?matrixmarket")) {
            throw new InvalidInputException("its first line is not that of a Matrix Market file");
        }
        symmetric = banner[4].equals("symmetric");
        if (!banner[2].equals("coordinate")
                || !banner[3].matches("(unsigned-)?integer|real|float|double")
                || !(symmetric || banner[4].equals("general"))) {
            throw new InvalidInputException("a Matrix Market file of the kind '" + banner[2] + " " + banner[3] + " "
                    + banner[4] + "'; only coordinate, integer or real, general can be read");
        }
        String sizes = in.line();
        String first = sizes.startsWith("%") ? sizes.substring(1).strip() : "";
        while (sizes.startsWith("%") || sizes.isBlank()) {
            sizes = in.line();
        }
        comment = first;
        String[] numbers = sizes.trim().split("\\s+", -1);
        if (numbers.length != 3 || !sizes.matches("[\\d\\s]{1,60}")) {
            throw new InvalidInputException("the line '" + sizes + "' should be: rows columns entries");
        }
        rows = whole(numbers[0]);
        columns = whole(numbers[1]);
        if (numbers[2].length() < 19 && Long.parseLong(numbers[2]) > CompressedRows.MOST) {
            throw CompressedRows.tooMany(Long.parseLong(numbers[2]));
        }
        stored = whole(numbers[2]);
        if (symmetric && rows != columns) {
            throw new InvalidInputException("it is said to be symmetric, but is " + rows + " × " + columns);
        }
        if (stored > (long) rows * columns) {
            throw new InvalidInputException(
                    "it promises " + stored + " entries of a matrix of " + rows + " × " + columns);
        }
        if ((long) LEAST_BYTES * stored - 1 > size.most()) {
            throw new InvalidInputException("it is cut short: it promises " + stored + " entries, more than "
                    + size.stored() + " bytes can hold");
        }
    }

    private static int whole(String number) {
        if (number.length() > 18 || Long.parseLong(number) > Integer.MAX_VALUE - 8) {
            throw new InvalidInputException("it promises " + number + " entries, rows or columns, more than 2^31");
        }
        return Integer.parseInt(number);
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    int stored() {
        return stored;
    }

    /** The first comment, which often names the program; empty where there is none. */
    String comment() {
        return comment.substring(0, Math.min(LONGEST_COMMENT, comment.length()));
    }

    /** The values of the first entries, instead of all. */
    float[] first() throws IOException {
        float[] values = new float[Math.min(stored, FIRST)];
        for (int k = 0; k < values.length; k++) {
            index(k, rows);
            in.stayInLine();
            index(k, columns);
            in.stayInLine();
            values[k] = in.number();
            in.endLine();
        }
        return values;
    }

    /** Reads the entries. */
    SparseMatrix read(boolean cellsInRows) throws IOException {
        int cells = cellsInRows ? rows : columns;
        int genes = cellsInRows ? columns : rows;
        // What is promised may not be there: of a packed file only its own size is known.
        int room = (int) Math.min(stored, size.isPacked() ? Math.max(ROOM, 4 * size.stored()) : stored);
        int[] cellOf = new int[room];
        int[] geneOf = new int[room];
        float[] values = new float[room];
        int[] offsets = new int[cells + 1];
        boolean inOrder = true;
        for (int k = 0; k < stored; k++) {
            int row = index(k, rows);
            in.stayInLine();
            int column = index(k, columns);
            in.stayInLine();
            if (k == values.length) {
                room = (int) Math.min(stored, room * 3L / 2);
                cellOf = Arrays.copyOf(cellOf, room);
                geneOf = Arrays.copyOf(geneOf, room);
                values = Arrays.copyOf(values, room);
            }
            values[k] = in.number();
            in.endLine();
            cellOf[k] = cellsInRows ? row : column;
            geneOf[k] = cellsInRows ? column : row;
            offsets[cellOf[k] + 1]++;
            inOrder &= k == 0 || cellOf[k - 1] <= cellOf[k];
        }
        if (in.hasMore()) {
            throw new InvalidInputException("it holds more than the " + stored + " entries it promises");
        }
        if (symmetric) {
            return mirrored(cells, cellOf, geneOf, values);
        }
        for (int c = 0; c < cells; c++) {
            offsets[c + 1] += offsets[c];
        }
        return inOrder
                ? new CompressedRows(cells, genes, offsets, geneOf, values).toMatrix()
                : grouped(cells, genes, offsets, cellOf, geneOf, values);
    }

    // One half of the matrix is in the file; what is off the diagonal stands for two.
    private static SparseMatrix mirrored(int size, int[] rowOf, int[] columnOf, float[] values) {
        int off = 0;
        int above = 0;
        for (int k = 0; k < values.length; k++) {
            off += rowOf[k] == columnOf[k] ? 0 : 1;
            above += rowOf[k] < columnOf[k] ? 1 : 0;
        }
        if (above != 0 && above != off) {
            throw new InvalidInputException(
                    "it is said to be symmetric, but has entries on both sides of its diagonal; write it as general");
        }
        if ((long) values.length + off > CompressedRows.MOST) {
            throw CompressedRows.tooMany((long) values.length + off);
        }
        int[] rows = Arrays.copyOf(rowOf, values.length + off);
        int[] columns = Arrays.copyOf(columnOf, values.length + off);
        float[] all = Arrays.copyOf(values, values.length + off);
        int[] offsets = new int[size + 1];
        int next = values.length;
        for (int k = 0; k < values.length; k++) {
            offsets[rowOf[k] + 1]++;
            if (rowOf[k] != columnOf[k]) {
                rows[next] = columnOf[k];
                columns[next] = rowOf[k];
                all[next++] = values[k];
                offsets[columnOf[k] + 1]++;
            }
        }
        for (int r = 0; r < size; r++) {
            offsets[r + 1] += offsets[r];
        }
        return grouped(size, size, offsets, rows, columns, all);
    }

    private int index(int entry, int limit) throws IOException {
        try {
            int index = in.whole();
            if (index < 1 || index > limit) {
                throw new InvalidInputException(
                        "entry " + (entry + 1) + " is at " + index + ", not between 1 and " + limit);
            }
            return index - 1;
        } catch (EOFException e) {
            throw new InvalidInputException(
                    "it is cut short: it holds " + entry + " of the " + stored + " entries it promises", e);
        }
    }

    private static SparseMatrix grouped(
            int cells, int genes, int[] offsets, int[] cellOf, int[] geneOf, float[] values) {
        int[] next = offsets.clone();
        int[] indices = new int[geneOf.length];
        float[] grouped = new float[geneOf.length];
        for (int k = 0; k < geneOf.length; k++) {
            int to = next[cellOf[k]]++;
            indices[to] = geneOf[k];
            grouped[to] = values[k];
        }
        return new CompressedRows(cells, genes, offsets, indices, grouped).toMatrix();
    }

    /** Numbers between white space in a stream of bytes. */
    private static final class ByteNumbers {
        private final InputStream in;
        private final byte[] buffer = new byte[1 << 16];
        private int next;
        private int end;

        ByteNumbers(InputStream in) {
            this.in = in;
        }

        // -1 at the end.
        private int peek() throws IOException {
            if (next == end) {
                next = 0;
                end = Math.max(0, in.read(buffer, 0, buffer.length));
                if (end == 0) {
                    return -1;
                }
            }
            return buffer[next] & 0xff;
        }

        // Without the mark that some editors put before UTF-8.
        String lineWithoutMark() throws IOException {
            return line().replaceFirst("^\u00ef\u00bb\u00bf", "");
        }

        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int b = peek(); b != '\n'; b = peek()) {
                if (b < 0 || line.length() > 10_000) {
                    throw new InvalidInputException("it is not a whole Matrix Market file: no entries were found");
                }
                line.append((char) b);
                next++;
            }
            next++;
            return line.toString();
        }

        boolean hasMore() throws IOException {
            int b = peek();
            while (b >= 0 && b <= ' ') {
                next++;
                b = peek();
            }
            return b >= 0;
        }

        // A line has three numbers: with fewer or more of them, all that follow would be taken for something else.
        void stayInLine() throws IOException {
            if (afterBlanks() == '\n') {
                throw new InvalidInputException("a line has fewer than the three numbers: row, column, value");
            }
        }

        private int afterBlanks() throws IOException {
            int b = peek();
            while (b == ' ' || b == '\t' || b == '\r') {
                next++;
                b = peek();
            }
            return b;
        }

        void endLine() throws IOException {
            int b = afterBlanks();
            if (b >= 0 && b != '\n') {
                throw new InvalidInputException("a line has more than the three numbers: row, column, value");
            }
        }

        int whole() throws IOException {
            if (!hasMore()) {
                throw new EOFException();
            }
            int value = 0;
            int b = peek();
            while (b >= '0' && b <= '9' && value < 100_000_000) {
                value = value * 10 + (b - '0');
                next++;
                b = peek();
            }
            // A last digit may still fit, so the sum is made as a long.
            if (b >= '0' && b <= '9') {
                long larger = value * 10L + (b - '0');
                next++;
                b = peek();
                value = (int) Math.min(larger, Integer.MAX_VALUE);
            }
            if (b > ' ') {
                throw new InvalidInputException("'" + (char) b + "' was found where a position was expected");
            }
            return value;
        }

        float number() throws IOException {
            if (!hasMore()) {
                throw new InvalidInputException("it is cut short: its last entry has no value");
            }
            int value = 0;
            int digits = 0;
            int b = peek();
            while (b >= '0' && b <= '9' && digits < 9) {
                value = value * 10 + (b - '0');
                digits++;
                next++;
                b = peek();
            }
            return b <= ' ' && digits > 0 ? value : slowNumber(value, digits);
        }

        private float slowNumber(int value, int digits) throws IOException {
            StringBuilder text = new StringBuilder(digits == 0 ? "" : Integer.toString(value));
            for (int b = peek(); b > ' '; b = peek()) {
                text.append((char) b);
                next++;
                if (text.length() > LONGEST_NUMBER) {
                    throw new InvalidInputException("a number begins with '" + text + "', which is none of a count");
                }
            }
            try {
                return TextColumns.number(text.toString());
            } catch (NumberFormatException e) {
                throw new InvalidInputException("'" + text + "' was found where a number was expected", e);
            }
        }
    }
}
