package org.screlate.io;

import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellFrame;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.io.arrow.ArrowBatches;
import org.screlate.io.arrow.ArrowColumns;
import org.screlate.io.arrow.ArrowMetadata;
import org.screlate.io.file.AtomicFile;
import org.screlate.io.file.Sha256;
import org.screlate.io.foreign.ForeignMatrix;

/**
 * Rows and columns of sparse cell matrices taken from files and written as one, batch by batch: what is in memory is the names
 * and a batch, never a matrix. The file is the same that {@link CellMatrixFile} would write of the whole.
 */
public final class CellMatrixParts {
    private CellMatrixParts() {}

    /**
     * A part of a matrix to be written.
     *
     * @param path where it comes from
     * @param frame of the file, which its values are held against
     * @param rows the cells to take, rising; null for all
     * @param places where each gene of the file goes, -1 for nowhere; null where genes stay as they are
     */
    public record Part(Path path, CellFrame frame, int @Nullable [] rows, int @Nullable [] places) {}

    /**
     * A file without its values.
     *
     * @param isSparse whether {@link #write} can take parts of it
     * @param stored number of values in each row; none where it is dense
     * @param sha256 of the file, see {@link Sha256}
     */
    public record Outline(CellFrame frame, boolean isSparse, int[] stored, String sha256) {
        /** The same with the names of its genes in one place with those of other files that have the same. */
        public Outline sharing(Map<List<String>, List<String>> lists) {
            List<String> genes = lists.computeIfAbsent(frame.genes(), own -> own);
            return new Outline(frame.withGenes(genes), isSparse, stored, sha256);
        }
    }

    /** Reads what there is beside the values, and the file's digest, in one go. */
    public static Outline outline(Path path) {
        MessageDigest digest = Sha256.digest();
        List<String> kinds = List.of(CellMatrixFile.SPARSE, CellMatrixFile.DENSE);
        return ArrowBatches.readWithoutItems(path, kinds, digest, contents -> {
            boolean sparse = CellMatrixFile.SPARSE.equals(contents.metadata().get(ArrowMetadata.KIND));
            List<String> genes = ArrowMetadata.names(contents.metadata(), ArrowMetadata.GENES);
            TableFile.ColumnReader columns = new TableFile.ColumnReader(contents.schema().getFields().stream()
                    .map(Field::getName)
                    .filter(name -> !ForeignMatrix.RESERVED.contains(name))
                    .toList());
            List<String> cells = new ArrayList<>(contents.rows());
            int[] stored = new int[sparse ? contents.rows() : 0];
            Layer layer = Layer.of(contents.metadata().getOrDefault(ArrowMetadata.LAYER, ""));
            contents.forEachBatch((root, from) -> {
                VarCharVector names = contents.vector(root, CellMatrixFile.CELL, VarCharVector.class);
                for (int r = 0; r < root.getRowCount(); r++) {
                    cells.add(ArrowColumns.word(names, r));
                }
                if (sparse) {
                    int[] offsets = CellMatrixLists.of(root, layer).offsets(from);
                    for (int r = 0; r < root.getRowCount(); r++) {
                        stored[from + r] = offsets[r + 1] - offsets[r];
                    }
                }
                columns.take(root, contents);
            });
            CellMatrix.index("cell", cells);
            CellMatrix.index("gene", genes);
            if (sparse) {
                CellMatrixLists.checkStored(
                        contents, Arrays.stream(stored).asLongStream().sum());
            }
            CellFrame frame = new CellFrame(
                    cells,
                    genes,
                    layer,
                    columns.table(contents.rows()),
                    ArrowMetadata.geneColumns(contents.metadata(), genes.size()),
                    ArrowMetadata.provenance(contents.metadata()));
            return new Outline(frame, sparse, stored, Sha256.hex(digest));
        });
    }

    /** In how many of the part's cells each gene of the file has a value. */
    public static int[] cellsOfGene(Part part, int genes) {
        int[] cells = new int[genes];
        try (CellMatrixRows rows = new CellMatrixRows(List.of(new Part(part.path, part.frame, part.rows, null)))) {
            rows.forEachRow(row -> row.forEachIndex(gene -> cells[gene]++));
        }
        return cells;
    }

    /** How many values each row of the part keeps. */
    public static int[] stored(Part part, int[] ofFile) {
        IntStream rows = part.rows == null ? IntStream.range(0, ofFile.length) : Arrays.stream(part.rows);
        if (part.places == null || Arrays.stream(part.places).allMatch(place -> place >= 0)) {
            return rows.map(row -> ofFile[row]).toArray();
        }
        IntStream.Builder kept = IntStream.builder();
        try (CellMatrixRows open = new CellMatrixRows(List.of(part))) {
            open.forEachRow(row -> kept.add(row.kept()));
        }
        return kept.build().toArray();
    }

    /**
     * Writes the parts one below the other.
     *
     * @param frame of the whole: as many cells as the parts have together, in their order
     * @param stored number of values that each row keeps, see {@link #stored}
     */
    public static void write(Path path, CellFrame frame, List<Part> parts, int[] stored) {
        long all = Arrays.stream(stored).asLongStream().sum();
        if (all > Integer.MAX_VALUE - 8) {
            throw new InvalidInputException("the matrix would hold " + all
                    + " values, more than the 2^31 that one file may;" + " take fewer samples, cells or genes");
        }
        try (CellMatrixRows rows = new CellMatrixRows(parts)) {
            CellMatrixFile.write(
                    path, frame, ArrowBatches.ends(stored.length, r -> stored[r]), (int) all, (root, from, to) -> {
                        int[] offsets = new int[to - from + 1];
                        for (int r = from; r < to; r++) {
                            offsets[r - from + 1] = offsets[r - from] + stored[r];
                        }
                        rows.put(root, offsets);
                    });
        }
    }

    /**
     * One row of an open file: its values in the buffers of the batch.
     *
     * @param words the 32 bits of each value, be it a count or a float
     */
    record Row(IntBuffer indices, IntBuffer words, boolean isCounts, int at, int length, int @Nullable [] places) {
        void forEachIndex(IntConsumer use) {
            for (int k = at; k < at + length; k++) {
                use.accept(indices.get(k));
            }
        }

        /** How many of its values have a place. */
        int kept() {
            int kept = 0;
            for (int k = at; k < at + length; k++) {
                kept += places == null || places[indices.get(k)] >= 0 ? 1 : 0;
            }
            return kept;
        }
    }

    static InvalidInputException unreadable(Path path, IOException e) {
        return new InvalidInputException("cannot read " + path + ": " + AtomicFile.reason(e), e);
    }
}
