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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.io.file.AtomicFile;
import org.screlate.io.foreign.CellMetadata;
import org.screlate.io.foreign.ColumnText;
import org.screlate.io.text.TextFile;

/**
 * Tables as text, tabs or (in .csv) commas between columns, gzipped where the name ends in .gz. A first line names the
 * columns; the first column may go unnamed, as R and pandas write row names, and is then called {@value #CELL}.
 */
public final class DelimitedTableFile {
    /** What an unnamed first column is called. */
    public static final String CELL = CellMetadata.CELL;

    private static final int LONGEST_LINE = 1 << 24;

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
                    format(path))) {
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
        try (CSVPrinter printer = new CSVPrinter(text, format(Path.of(".tsv")))) {
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
        return TextFile.read(path, reader -> read(reader, formatOf(reader, path), ColumnText::column));
    }

    /** Reads a table of labels, see {@link TableFile#readLabels}. */
    static Table readLabels(Path path) {
        return TextFile.read(path, reader -> read(reader, formatOf(reader, path), ColumnText::labels));
    }

    /** The words of the first line. */
    static List<String> header(Path path) {
        return TextFile.read(path, reader -> {
            try (CSVParser parser = CSVParser.builder()
                    .setReader(reader)
                    .setFormat(formatOf(reader, path))
                    .get()) {
                Iterator<CSVRecord> records = parser.iterator();
                return records.hasNext() ? records.next().toList() : List.of();
            } catch (UncheckedIOException | CSVException e) {
                throw unreadable(e);
            }
        });
    }

    /** As the first line has it, whatever the name; of one column as the name has it. */
    static CSVFormat formatOf(BufferedReader reader, Path path) throws IOException {
        reader.mark(LONGEST_LINE);
        String line = reader.readLine();
        reader.reset();
        char named = TextFile.separator(path);
        char other = named == ',' ? '\t' : ',';
        boolean isOther = line != null && line.indexOf(named) < 0 && line.indexOf(other) >= 0;
        return format(path).builder().setDelimiter(isOther ? other : named).get();
    }

    private static CSVFormat format(Path path) {
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(TextFile.separator(path))
                .setRecordSeparator('\n')
                .get();
    }

    private static Table read(BufferedReader reader, CSVFormat format, Function<String[], Column> meaning)
            throws IOException {
        try (CSVParser parser =
                CSVParser.builder().setReader(reader).setFormat(format).get()) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext()) {
                throw new InvalidInputException("it is empty; its first line must name the columns");
            }
            List<String> header = records.next().toList();
            CSVRecord first = records.hasNext() ? records.next() : null;
            List<String> names = names(header, first == null ? header.size() : first.size());
            List<List<String>> entries = new ArrayList<>();
            names.forEach(name -> entries.add(new ArrayList<>()));
            for (CSVRecord record = first; record != null; record = records.hasNext() ? records.next() : null) {
                take(record, entries);
            }
            return table(names, entries, meaning);
        } catch (UncheckedIOException | CSVException e) {
            throw unreadable(e);
        }
    }

    // A quote that never ends is the user's error; a gzip that ends too early is for TextFile to tell.
    private static IOException unreadable(Exception e) throws IOException {
        if (e instanceof CSVException || e.getCause() instanceof CSVException) {
            throw new InvalidInputException("its quotes do not match: " + e.getMessage(), e);
        }
        return e.getCause() instanceof IOException io ? io : new IOException(e);
    }

    // R's write.table leaves the row names' column out of the header, write.csv gives it an empty name.
    private static List<String> names(List<String> header, int width) {
        List<String> names = new ArrayList<>(header);
        if (width == header.size() + 1) {
            names.add(0, "");
        }
        if (names.get(0).isEmpty()) {
            names.set(0, CELL);
        }
        Set<String> seen = new HashSet<>();
        for (int c = 0; c < names.size(); c++) {
            if (names.get(c).isEmpty()) {
                throw new InvalidInputException("column " + (c + 1) + " has no name");
            }
            if (!seen.add(names.get(c))) {
                throw new InvalidInputException("column '" + names.get(c) + "' appears twice; rename one");
            }
        }
        return names;
    }

    private static void take(CSVRecord record, List<List<String>> entries) {
        if (record.size() == 1 && record.get(0).isEmpty() && entries.size() > 1) {
            return;
        }
        if (record.size() != entries.size()) {
            throw new InvalidInputException("record " + record.getRecordNumber() + " has " + record.size()
                    + " columns, the first line " + entries.size() + "; is the separator right?");
        }
        for (int c = 0; c < entries.size(); c++) {
            entries.get(c).add(record.get(c));
        }
    }

    private static Table table(List<String> names, List<List<String>> entries, Function<String[], Column> meaning) {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (int c = 0; c < names.size(); c++) {
            String[] texts = entries.get(c).toArray(new String[0]);
            // Names are names, also where they look like numbers.
            columns.put(names.get(c), names.get(c).equals(CELL) ? ColumnText.text(texts) : meaning.apply(texts));
        }
        return new Table(entries.get(0).size(), columns);
    }
}
