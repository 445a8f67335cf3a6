package org.screlate.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVParser;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.io.text.DelimitedTable;
import org.screlate.io.text.TextFile;

/**
 * Lists of genes: one name a line, or a table, as text (tabs or commas between columns, gzipped or not) or Arrow. What a
 * file is, its content tells. The column of genes is the first with one of the usual names, else the first; a first line
 * without such a name is a gene, not a header.
 */
public final class NamesFile {
    private static final Set<String> HEADERS = Set.of(
            "gene",
            "genes",
            "gene_name",
            "gene_names",
            "gene_symbol",
            "gene_symbols",
            "symbol",
            "symbols",
            "gene_id",
            "gene_ids",
            "hgnc_symbol",
            "feature",
            "features",
            "name",
            "names");

    private NamesFile() {}

    /** The names in order, each once; empty lines are passed over. */
    public static List<String> read(Path path) {
        List<String> found = FileKind.isArrow(path)
                ? ofTable(TableFile.read(path).table())
                : TextFile.read(path, reader -> ofText(reader, path));
        List<String> names = found.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        if (names.isEmpty()) {
            throw new InvalidInputException(path + ": holds no name; give one a line");
        }
        return names;
    }

    private static List<String> ofTable(Table table) {
        List<String> names = table.names();
        if (names.isEmpty()) {
            throw new InvalidInputException("holds no column");
        }
        int column = column(names);
        return List.of(table.labels(names.get(Math.max(column, 0))));
    }

    private static List<String> ofText(BufferedReader reader, Path path) throws IOException {
        try (CSVParser parser = CSVParser.builder()
                .setReader(reader)
                .setFormat(DelimitedTable.formatOf(reader, path))
                .get()) {
            List<List<String>> lines =
                    parser.stream().map(line -> line.toList()).toList();
            int named = lines.isEmpty() ? -1 : column(lines.get(0));
            int column = Math.max(named, 0);
            return lines.stream()
                    .skip(named < 0 ? 0 : 1)
                    .filter(line -> line.size() > column)
                    .map(line -> line.get(column))
                    .toList();
        } catch (UncheckedIOException | CSVException e) {
            throw DelimitedTable.unreadable(e);
        }
    }

    /** The first column with a usual name of genes; -1 without. */
    private static int column(List<String> header) {
        return IntStream.range(0, header.size())
                .filter(c -> HEADERS.contains(header.get(c).strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(-1);
    }
}
