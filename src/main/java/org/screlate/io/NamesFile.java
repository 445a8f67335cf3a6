package org.screlate.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.io.text.DelimitedTable;
import org.screlate.io.text.TextFile;

/**
 * Lists of genes or of cells: one name a line, or a table, as text (tabs or commas between columns, gzipped or not) or Arrow. What a
 * file is, its content tells. The column of names is the first with one of the usual headers, else the first; a first line
 * without such a header is a name.
 */
public final class NamesFile {
    private static final Set<String> GENES = Set.of(
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

    private static final Set<String> CELLS = Set.of(
            "cell",
            "cells",
            "cell_id",
            "cell_ids",
            "cell_name",
            "cell_names",
            "barcode",
            "barcodes",
            "cell_barcode",
            "name",
            "names");

    /** No genome has so many genes, and no study so many cells. */
    private static final int MOST_GENES = 1 << 20;

    private static final int MOST_CELLS = 1 << 24;

    private NamesFile() {}

    /** The names of genes in order, each once; empty lines are passed over. */
    public static List<String> read(Path path) {
        return read(path, GENES);
    }

    /** The names of cells, likewise. */
    public static List<String> cells(Path path) {
        return read(path, CELLS);
    }

    private static List<String> read(Path path, Set<String> headers) {
        List<String> found = FileKind.isArrow(path)
                ? ofTable(TableFile.read(path).table(), headers)
                : TextFile.read(path, reader -> ofText(reader, path, headers));
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

    private static List<String> ofTable(Table table, Set<String> headers) {
        List<String> names = table.names();
        if (names.isEmpty()) {
            throw new InvalidInputException("holds no column");
        }
        int column = column(names, headers);
        return List.of(table.labels(names.get(Math.max(column, 0))));
    }

    private static List<String> ofText(BufferedReader reader, Path path, Set<String> headers) throws IOException {
        try (CSVParser parser = CSVParser.builder()
                .setReader(reader)
                .setFormat(DelimitedTable.formatOf(reader, path))
                .get()) {
            List<String> names = new ArrayList<>();
            int most = headers == GENES ? MOST_GENES : MOST_CELLS;
            int column = 0;
            boolean first = true;
            for (CSVRecord line : parser) {
                int named = first ? column(line.toList(), headers) : -1;
                column = Math.max(named, column);
                first = false;
                if (named < 0 && line.size() > column) {
                    names.add(line.get(column));
                }
                if (names.size() > most) {
                    throw new InvalidInputException(String.format(
                            Locale.ROOT,
                            "it has more than %,d lines, and no list of %s has so many; is it the right file?",
                            most,
                            headers == GENES ? "genes" : "cells"));
                }
            }
            return names;
        } catch (UncheckedIOException | CSVException e) {
            throw DelimitedTable.unreadable(e);
        }
    }

    /** The first column with a usual header; -1 without. */
    private static int column(List<String> header, Set<String> headers) {
        return IntStream.range(0, header.size())
                .filter(c -> headers.contains(header.get(c).strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(-1);
    }
}
