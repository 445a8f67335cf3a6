package org.screlate.io.text;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.io.foreign.CellMetadata;
import org.screlate.io.foreign.CompressedRows;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;
import org.screlate.io.foreign.TenxFeatures;
import org.screlate.matrix.SparseMatrix;

/** Matrix Market files with the names of their sides beside them, as {@link MtxFiles} finds them. */
public final class TenxMtxReader {
    private TenxMtxReader() {}

    /** Reads a folder or a matrix with the names beside it. */
    public static ForeignMatrix read(Path path, ForeignOptions options, LongConsumer memory) {
        MtxFiles files = MtxFiles.of(path);
        List<String> cells = cells(files);
        TenxFeatures genes = features(files);
        boolean[] cellsInRows = {false};
        SparseMatrix values = TextFile.readBytes(files.matrix(), in -> {
            MatrixMarket market = new MatrixMarket(in, TextFile.size(files.matrix()));
            cellsInRows[0] =
                    areCellsInRows(market, files, cells.size(), genes.ids().size(), options.orientation());
            memory.accept(CompressedRows.bytes(market.stored()));
            return market.read(cellsInRows[0]);
        });
        try {
            List<String> genomes = MtxGenomes.of(files, genes, options.genome());
            ForeignMatrix matrix = genomes.isEmpty()
                    ? genes.matrix(path.toString(), cells, values, options)
                    : genes.matrix(path.toString(), cells, values, genomes, options);
            return switch (files.family()) {
                case ALEVIN_FRY -> SplicedCounts.choose(matrix, options.featureType());
                case PARSE ->
                    new CellMetadata(files.barcodes().toString(), ParseTable.read(files.barcodes()), null)
                            .joinTo(matrix);
                default -> matrix;
            };
        } catch (InvalidInputException e) {
            throw new InvalidInputException(path + ": " + e.getMessage(), e);
        }
    }

    /** The names of the cells: the first column, or the second where the first only numbers the rows, as R does. */
    static List<String> cells(MtxFiles files) {
        List<String[]> lines = lines(files.barcodes(), files);
        boolean numbered = IntStream.range(0, lines.size())
                .allMatch(i -> lines.get(i).length == 2 && lines.get(i)[0].equals(Integer.toString(i + 1)));
        return lines.stream().map(line -> line[numbered ? 1 : 0]).toList();
    }

    // By the sizes, where they tell; else as the program that writes such names does.
    private static boolean areCellsInRows(
            MatrixMarket market, MtxFiles files, int cells, int genes, ForeignOptions.@Nullable Orientation wanted) {
        boolean usual = files.family().cellsInRows();
        boolean chosen = wanted == null ? usual : wanted == ForeignOptions.Orientation.CELLS_IN_ROWS;
        boolean asRows = market.rows() == cells && market.columns() == genes;
        boolean asColumns = market.rows() == genes && market.columns() == cells;
        if (chosen ? asRows : asColumns) {
            return chosen;
        }
        if (usual && wanted == null && asColumns) {
            return false;
        }
        boolean swapped = asRows || asColumns;
        throw new InvalidInputException("it is " + market.rows() + " × " + market.columns() + " for " + genes
                + " genes and " + cells + " barcodes"
                + (swapped
                        ? "; genes and cells are swapped: give --orientation "
                                + (chosen ? "genes-in-rows" : "cells-in-rows")
                        : "; the files do not belong together"));
    }

    private static TenxFeatures features(MtxFiles files) {
        List<String[]> lines = lines(files.features(), files);
        Path symbols = files.symbols();
        if (symbols == null) {
            try {
                return TenxFeatures.of(lines);
            } catch (InvalidInputException e) {
                throw new InvalidInputException(files.features() + ": " + e.getMessage(), e);
            }
        }
        List<String[]> names = lines(symbols, files);
        if (names.size() != lines.size()) {
            throw new InvalidInputException(
                    symbols + " has " + names.size() + " lines, " + files.features() + " " + lines.size());
        }
        List<String[]> both = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            // kb leaves the name of a gene without one empty.
            String id = lines.get(i)[0];
            String name = names.get(i)[0];
            both.add(new String[] {id, name.isBlank() ? id : name});
        }
        return TenxFeatures.of(both);
    }

    static List<String[]> lines(Path path, MtxFiles files) {
        long most = mostNames(files.matrix());
        return TextFile.read(path, reader -> {
            List<String> texts = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (texts.size() > most) {
                    throw new InvalidInputException(String.format(
                            Locale.ROOT,
                            "it has more than %,d lines, twice as many as its matrix has rows and columns; the files do not belong"
                                    + " together",
                            most));
                }
                texts.add(line);
            }
            while (!texts.isEmpty() && texts.get(texts.size() - 1).isBlank()) {
                texts.remove(texts.size() - 1); // lines left at the end of an edited file name nothing
            }
            boolean table = files.family() == MtxFiles.Family.PARSE;
            char separator = table ? ',' : separator(texts);
            List<String[]> lines = new ArrayList<>();
            for (String text : texts.subList(table ? Math.min(1, texts.size()) : 0, texts.size())) {
                lines.add(fields(text, separator, table));
            }
            return lines;
        });
    }

    // Far more names than there can be are refused before they take memory; a few more are told with all sizes.
    private static long mostNames(Path matrix) {
        return TextFile.readBytes(matrix, in -> {
            MatrixMarket market = new MatrixMarket(in, TextFile.size(matrix));
            return 2L * Math.max(1_000, (long) market.rows() + market.columns());
        });
    }

    // Tabs; blanks where no line has a tab, every line a blank, and the quotes of R show where fields end.
    private static char separator(List<String> texts) {
        boolean tabs = texts.stream().anyMatch(text -> text.indexOf('\t') >= 0);
        boolean blanks =
                !texts.isEmpty() && texts.stream().allMatch(text -> text.strip().indexOf(' ') > 0);
        return tabs || !blanks ? '\t' : ' ';
    }

    private static String[] fields(String text, char separator, boolean table) {
        String[] fields = separator == ' ' ? betweenBlanks(text) : text.split(String.valueOf(separator), -1);
        // The third column of Parse, a genome, is for MtxGenomes.
        int width = table ? Math.min(2, fields.length) : fields.length;
        String[] bare = new String[width];
        for (int i = 0; i < width; i++) {
            String field = fields[i];
            boolean quoted = field.length() > 1 && field.startsWith("\"") && field.endsWith("\"");
            bare[i] = quoted ? field.substring(1, field.length() - 1) : field;
        }
        return bare;
    }

    // At blanks outside quotes, which have an even number of quotes behind them.
    private static String[] betweenBlanks(String text) {
        Deque<String> fields = new ArrayDeque<>();
        int end = text.length();
        boolean quoted = false;
        for (int i = text.length() - 1; i >= 0; i--) {
            quoted ^= text.charAt(i) == '"';
            if (text.charAt(i) == ' ' && !quoted) {
                fields.addFirst(text.substring(i + 1, end));
                end = i;
            }
        }
        fields.addFirst(text.substring(0, end));
        return fields.toArray(new String[0]);
    }
}
