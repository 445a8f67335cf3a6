package org.screlate.io.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.io.foreign.CompressedRows;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;

/**
 * Numbers as text: a first line of names, then a line for each row, its name first; what stands between them is found
 * out. Read line by line, only what is not zero is kept.
 */
public final class DelimitedMatrixReader {
    /** How much longer text is unpacked, about. */
    private static final int PACKED = 8;
    /** Bytes of lines and words that wait to be collected. */
    private static final int LINES = 8 << 20;

    /** No table of text has so many cells or genes. */
    private static final int MOST_ROWS = 1 << 24;
    /** Characters in which so many rows are found, if there are. */
    private static final long SHORT_ROWS = 64L * MOST_ROWS;

    private DelimitedMatrixReader() {}

    /** Reads a table. */
    public static ForeignMatrix read(Path path, ForeignOptions options, LongConsumer memory) {
        if (options.geneColumn() != null) {
            throw new InvalidInputException(path + " is a table, which names each gene once; leave --gene-column out");
        }
        TextFile.Size size = TextFile.size(path);
        long text = size.stored() * (size.isPacked() ? PACKED : 1);
        memory.accept(11 * text / 5 + Math.min(4 * text, LINES));
        try {
            return read(path, options);
        } catch (OutOfMemoryError e) {
            if (hasTooManyRows(path)) {
                throw new InvalidInputException(path + ": " + tooManyRows(), e);
            }
            throw e;
        }
    }

    private static String tooManyRows() {
        return String.format(
                Locale.ROOT,
                "it has more than %,d rows, where a table of counts has one for each cell or gene; is it a list of single values,"
                        + " or another file?",
                MOST_ROWS);
    }

    // More memory would not help then. What is read again is bounded.
    private static boolean hasTooManyRows(Path path) {
        return TextFile.read(path, TextLimits.tableLine(), reader -> {
            char[] some = new char[1 << 16];
            int rows = 0;
            long all = 0;
            for (int n = reader.read(some); n > 0 && rows <= MOST_ROWS && all < SHORT_ROWS; n = reader.read(some)) {
                all += n;
                for (int i = 0; i < n; i++) {
                    rows += some[i] == '\n' ? 1 : 0;
                }
            }
            return rows > MOST_ROWS;
        });
    }

    private static ForeignMatrix read(Path path, ForeignOptions options) {
        boolean genesInRows = options.orientation() == ForeignOptions.Orientation.GENES_IN_ROWS;
        return TextFile.read(path, TextLimits.tableLine(), reader -> {
            Rows rows = new Rows(reader, path, options.separator(), genesInRows);
            List<String> cells = genesInRows ? rows.columns : rows.names;
            List<String> genes = genesInRows ? rows.names : rows.columns;
            CompressedRows values = rows.values.build();
            return new ForeignMatrix(
                    path.toString(),
                    cells,
                    genes,
                    (genesInRows ? values.transposed() : values).toMatrix(),
                    Table.ofRows(cells.size()),
                    Table.ofRows(genes.size()),
                    "",
                    "give --orientation " + (genesInRows ? "cells-in-rows" : "genes-in-rows"),
                    rows.extras.notes());
        });
    }

    /** All rows of a table. */
    private static final class Rows {
        private final List<String> names = new ArrayList<>();
        private final List<String> columns = new ArrayList<>();
        private final TableExtras extras;
        private final char separator;
        private final CompressedRows.Builder values;
        /** Of each column but the first: whether it holds values. */
        private final boolean[] taken;

        Rows(BufferedReader reader, Path path, @Nullable Character wanted, boolean genesInRows) throws IOException {
            Heading heading = Heading.read(reader, path, wanted);
            separator = heading.separator();
            extras = new TableExtras(genesInRows);
            List<String> first = texts(heading.names(), separator);
            String line = heading.firstLine();
            // R's write.table leaves the row names' column out of the header.
            boolean cornerLeftOut = line != null && width(line, separator) == first.size() + 1;
            List<String> all = cornerLeftOut ? first : first.subList(1, first.size());
            if (all.isEmpty()) {
                throw new InvalidInputException("its first line has no '" + (separator == '\t' ? "tab" : separator)
                        + "' between names; is the separator another? Give --separator");
            }
            taken = extras.columns(all);
            for (int c = 0; c < taken.length; c++) {
                if (taken[c]) {
                    columns.add(all.get(c));
                }
            }
            values = new CompressedRows.Builder(columns.size());
            for (int number = heading.lineNumber(); line != null; line = reader.readLine(), number++) {
                if (!line.isEmpty()) {
                    take(new Fields(line, separator), number);
                }
            }
            extras.look(genesInRows ? names : columns);
        }

        private static List<String> texts(String line, char separator) {
            List<String> texts = new ArrayList<>();
            Fields fields = new Fields(line, separator);
            while (fields.hasMore()) {
                texts.add(fields.text());
            }
            return texts;
        }

        private static int width(String line, char separator) {
            Fields fields = new Fields(line, separator);
            int width = 0;
            for (; fields.hasMore(); width++) {
                fields.text();
            }
            return width;
        }

        private void take(Fields fields, int lineNumber) {
            String name = fields.text();
            boolean left = extras.leavesRowOut(name);
            int c = 0;
            int kept = 0;
            for (; fields.hasMore() && c < taken.length; c++) {
                if (!taken[c] || left) {
                    fields.text();
                    continue;
                }
                float value = fields.number();
                if (Float.isNaN(value) && !fields.lastIsMissing()) {
                    throw new InvalidInputException("line " + lineNumber + ", column '" + columns.get(kept) + "': '"
                            + fields.last() + "' is not a number; what is no count belongs in --metadata");
                }
                values.add(kept++, value);
            }
            if (c < taken.length || fields.hasMore()) {
                throw new InvalidInputException("line " + lineNumber + " has "
                        + (c < taken.length ? c : "more than " + c) + " values for " + taken.length
                        + " columns; is it cut short, or the separator another (--separator)?");
            }
            if (!left) {
                if (names.size() == MOST_ROWS) {
                    throw new InvalidInputException(tooManyRows());
                }
                names.add(name);
                values.endRow();
            }
        }
    }

    /** The fields of one line; a quoted one may hold separators, and doubled quotes for quotes. */
    private static final class Fields {
        private final String line;
        private final char separator;
        private int next;
        private String last = "";

        Fields(String line, char separator) {
            this.line = line;
            this.separator = separator;
        }

        boolean hasMore() {
            return next <= line.length();
        }

        String text() {
            if (next < line.length() && line.charAt(next) == '"') {
                return quoted();
            }
            int end = line.indexOf(separator, next);
            end = end < 0 ? line.length() : end;
            last = line.substring(next, end);
            next = end + 1;
            return last;
        }

        private String quoted() {
            StringBuilder text = new StringBuilder();
            int i = next + 1;
            for (; i < line.length(); i++) {
                boolean quote = line.charAt(i) == '"';
                if (quote && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    i++;
                } else if (quote) {
                    break;
                }
                text.append(line.charAt(i));
            }
            if (i == line.length() || (i + 1 < line.length() && line.charAt(i + 1) != separator)) {
                throw new InvalidInputException("a quote does not end where its field ends: " + abbreviated());
            }
            next = i + 2;
            last = text.toString();
            return last;
        }

        private String abbreviated() {
            return line.substring(next, Math.min(line.length(), next + 30));
        }

        /** A number; NaN where there is none. */
        float number() {
            int i = next;
            int value = 0;
            while (i < line.length() && i - next < 9 && line.charAt(i) >= '0' && line.charAt(i) <= '9') {
                value = value * 10 + (line.charAt(i++) - '0');
            }
            if (i > next && (i == line.length() || line.charAt(i) == separator)) {
                next = i + 1;
                return value;
            }
            String text = text().trim();
            if (text.isEmpty() || !"+-.0123456789Ii".contains(text.substring(0, 1))) {
                return Float.NaN;
            }
            try {
                // What stands in R's write.csv2, where a comma is the decimal point.
                return TextColumns.number(separator == ';' ? text.replace(',', '.') : text);
            } catch (NumberFormatException e) {
                return Float.NaN;
            }
        }

        /** Whether the last field stands for a missing number; {@link ForeignChecks} names its cell and gene. */
        boolean lastIsMissing() {
            return last.isBlank() || last.equalsIgnoreCase("NA") || last.equalsIgnoreCase("NaN");
        }

        String last() {
            return last;
        }
    }
}
