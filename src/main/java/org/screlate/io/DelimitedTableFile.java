package org.screlate.io;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.csv.CSVPrinter;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.io.file.AtomicFile;
import org.screlate.io.foreign.CellMetadata;
import org.screlate.io.foreign.ColumnText;
import org.screlate.io.text.DelimitedTable;
import org.screlate.io.text.TextFile;

/**
 * Tables as text, tabs or (in .csv) commas between columns, gzipped where the name ends in .gz. A first line names the
 * columns; the first column may go unnamed, as R and pandas write row names, and is then called {@value #CELL}.
 */
public final class DelimitedTableFile {
    /** What an unnamed first column is called. */
    public static final String CELL = CellMetadata.CELL;

    private DelimitedTableFile() {}

    /** Whether a name is that of a table as text. */
    public static boolean isNameOf(Path path) {
        String name = TextFile.nameUnpacked(path);
        return name.endsWith(".tsv") || name.endsWith(".csv") || name.endsWith(".txt");
    }

    /** Writes a table; missing entries stay empty. */
    public static void write(Path path, Table table) {
        write(path, new int[] {table.rows()}, (from, to) -> table);
    }

    /** Writes a table by parts, whose rows end where {@code ends} says. */
    static void write(Path path, int[] ends, TableFile.Rows source) {
        AtomicFile.write(path, beside -> {
            try (CSVPrinter printer = new CSVPrinter(
                    new BufferedWriter(new OutputStreamWriter(TextFile.create(beside, path), StandardCharsets.UTF_8)),
                    DelimitedTable.format(path))) {
                printer.printRecord(source.between(0, 0).names());
                int from = 0;
                for (int to : ends) {
                    print(printer, source.between(from, to));
                    from = to;
                }
            }
        });
    }

    private static void print(CSVPrinter printer, Table table) throws IOException {
        List<Column> columns = List.copyOf(table.columns().values());
        for (int r = 0; r < table.rows(); r++) {
            int row = r;
            printer.printRecord(columns.stream().map(column -> column.text(row)));
        }
    }

    /** Reads the lines of a table; of an Arrow table as if it had been written as text with tabs. */
    static <R> R readLines(Path path, TextFile.Body<BufferedReader, R> body) {
        if (!FileKind.isArrow(path)) {
            return TextFile.read(path, body);
        }
        Table table = TableFile.read(path).table();
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, DelimitedTable.format(Path.of(".tsv")))) {
            printer.printRecord(table.names());
            print(printer, table);
            return body.of(new BufferedReader(new StringReader(text.toString())));
        } catch (InvalidInputException e) {
            throw new InvalidInputException(path + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a table; what each column holds is inferred from all its entries by {@link ColumnText}. */
    public static Table read(Path path) {
        return read(path, ColumnText::column);
    }

    /** Reads a table of labels, see {@link TableFile#readLabels}. */
    static Table readLabels(Path path) {
        return read(path, ColumnText::labels);
    }

    /** Names are names, also where they look like numbers. */
    private static Table read(Path path, Function<String[], Column> meaning) {
        return TextFile.read(
                path,
                reader -> DelimitedTable.read(
                        reader,
                        DelimitedTable.formatOf(reader, path),
                        (place, name, texts) -> name.equals(CELL) ? ColumnText.text(texts) : meaning.apply(texts)));
    }

    /** The words of the first line. */
    static List<String> header(Path path) {
        return TextFile.read(path, reader -> DelimitedTable.header(reader, DelimitedTable.formatOf(reader, path)));
    }
}
