package org.screlate.io.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.io.foreign.CellMetadata;

/**
 * Reads tables as text. A first line names the columns; the first column may go unnamed, as R and pandas write row names, and
 * is then called {@value CellMetadata#CELL}.
 */
public final class DelimitedTable {

    private DelimitedTable() {}

    /** What a column holds. */
    public interface Meaning {
        /** The column of a name and a place, from 0, whose entries are given as they stand. */
        Column of(int place, String name, String[] texts);
    }

    /** Tabs or (in .csv) commas, as the name has it. */
    public static CSVFormat format(Path path) {
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(TextFile.separator(path))
                .setRecordSeparator('\n')
                .get();
    }

    /** As the first line has it, whatever the name; of one column as the name has it. */
    public static CSVFormat formatOf(BufferedReader reader, Path path) throws IOException {
        reader.mark(2 * TextLimits.LINE);
        String line = reader.readLine();
        reader.reset();
        char named = TextFile.separator(path);
        char other = named == ',' ? '\t' : ',';
        boolean isOther = line != null && line.indexOf(named) < 0 && line.indexOf(other) >= 0;
        return format(path).builder().setDelimiter(isOther ? other : named).get();
    }

    /** The words of the first line; none of an empty file. */
    public static List<String> header(BufferedReader reader, CSVFormat format) throws IOException {
        try (CSVParser parser =
                CSVParser.builder().setReader(reader).setFormat(format).get()) {
            Iterator<CSVRecord> records = parser.iterator();
            return records.hasNext() ? records.next().toList() : List.of();
        } catch (UncheckedIOException | CSVException e) {
            throw unreadable(e);
        }
    }

    /** Reads a table. */
    public static Table read(BufferedReader reader, CSVFormat format, Meaning meaning) throws IOException {
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

    /** A quote that never ends is the user's error; a gzip that ends too early is for {@link TextFile} to tell. */
    public static IOException unreadable(Exception e) throws IOException {
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
            names.set(0, CellMetadata.CELL);
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

    private static Table table(List<String> names, List<List<String>> entries, Meaning meaning) {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (int c = 0; c < names.size(); c++) {
            columns.put(names.get(c), meaning.of(c, names.get(c), entries.get(c).toArray(new String[0])));
        }
        return new Table(entries.get(0).size(), columns);
    }
}
