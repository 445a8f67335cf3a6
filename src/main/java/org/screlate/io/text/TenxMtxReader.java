package org.screlate.io.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.io.file.AtomicFile;
import org.screlate.io.foreign.CompressedRows;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;
import org.screlate.io.foreign.TenxFeatures;
import org.screlate.matrix.SparseMatrix;

/**
 * Folders with a Matrix Market file and the names of its sides, as 10x Cell Ranger and others write them; each file
 * gzipped or not, with or without a prefix before its name.
 */
public final class TenxMtxReader {
    private TenxMtxReader() {}

    public static ForeignMatrix read(Path path, ForeignOptions options, LongConsumer memory) {
        boolean folder = Files.isDirectory(path);
        Path within = folder ? path : path.toAbsolutePath().getParent();
        Path matrix = folder ? require(path, "matrix.mtx") : path;
        Path barcodes = require(within, "barcodes.tsv");
        Path features = find(within, "features.tsv");
        List<String> cells = lines(barcodes).stream().map(line -> line[0]).toList();
        TenxFeatures genes = TenxFeatures.of(lines(features != null ? features : require(within, "genes.tsv")));
        SparseMatrix values = TextFile.readBytes(matrix, in -> {
            MatrixMarket market = new MatrixMarket(in);
            checkShape(market, cells.size(), genes.ids().size(), options.orientation());
            memory.accept(CompressedRows.bytes(market.stored()));
            return market.read(options.orientation() == ForeignOptions.Orientation.CELLS_IN_ROWS);
        });
        try {
            return genes.matrix(path.toString(), cells, values, options);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(path + ": " + e.getMessage(), e);
        }
    }

    private static void checkShape(
            MatrixMarket market, int cells, int genes, ForeignOptions.@Nullable Orientation orientation) {
        boolean cellsInRows = orientation == ForeignOptions.Orientation.CELLS_IN_ROWS;
        int rows = cellsInRows ? cells : genes;
        int columns = cellsInRows ? genes : cells;
        if (market.rows() == rows && market.columns() == columns) {
            return;
        }
        boolean swapped = market.rows() == columns && market.columns() == rows;
        throw new InvalidInputException("it is " + market.rows() + " × " + market.columns() + " for " + genes
                + " genes and " + cells + " barcodes"
                + (swapped
                        ? "; genes and cells are swapped: give --orientation "
                                + (cellsInRows ? "genes-in-rows" : "cells-in-rows")
                        : "; the files do not belong together"));
    }

    private static Path require(@Nullable Path folder, String name) {
        Path found = find(folder, name);
        if (found == null) {
            throw new InvalidInputException("no " + name + " or " + name + ".gz in " + folder);
        }
        return found;
    }

    private static @Nullable Path find(@Nullable Path folder, String name) {
        if (folder == null) {
            return null;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> TextFile.nameUnpacked(file).endsWith(name))
                    .filter(file -> !TextFile.name(file).startsWith("."))
                    .sorted()
                    .toList();
            List<Path> exact = found.stream()
                    .filter(file -> TextFile.nameUnpacked(file).equals(name))
                    .toList();
            List<Path> chosen = exact.isEmpty() ? found : exact;
            if (chosen.size() > 1) {
                throw new InvalidInputException("several files in " + folder + " end in " + name + ": "
                        + chosen.get(0).getFileName() + ", " + chosen.get(1).getFileName() + "; keep one");
            }
            return chosen.isEmpty() ? null : chosen.get(0);
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + folder + ": " + AtomicFile.reason(e), e);
        } catch (UncheckedIOException e) {
            throw new InvalidInputException("cannot read " + folder + ": " + AtomicFile.reason(new IOException(e)), e);
        }
    }

    private static List<String[]> lines(Path path) {
        return TextFile.read(path, reader -> {
            List<String[]> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line.split("\t", -1));
            }
            while (!lines.isEmpty()
                    && String.join("", lines.get(lines.size() - 1)).isBlank()) {
                lines.remove(lines.size() - 1); // lines left at the end of an edited file name nothing
            }
            return lines;
        });
    }
}
