package org.screlate.io;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellFrame;
import org.screlate.data.CellMatrix;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.file.AtomicFolder;

/** Cells and genes of one file, sparse or dense, written as matrices of the same kind. */
public final class CellMatrixSubset {
    /** The table in a folder of matrices that says what is in it. */
    public static final String MANIFEST = "manifest.tsv";

    private final Path path;
    private final CellMatrixParts.Outline outline;
    private final int @Nullable [] genes;

    /**
     * Takes the metadata and the history of the outline, which may have more than the file.
     *
     * @param genes to keep, rising; null for all
     */
    public CellMatrixSubset(Path path, CellMatrixParts.Outline outline, int @Nullable [] genes) {
        this.path = path;
        this.outline = outline;
        this.genes = genes;
    }

    /** In how many of the cells each gene of the file is not zero. */
    public static int[] cellsOfGene(Path path, CellMatrixParts.Outline outline, int[] cells) {
        int all = outline.frame().genes().size();
        if (outline.isSparse()) {
            return CellMatrixParts.cellsOfGene(new CellMatrixParts.Part(path, outline.frame(), cells, null), all);
        }
        int[] counts = new int[all];
        for (int gene :
                CellMatrixFile.read(path).selectCells(cells).values().toSparse().indices()) {
            counts[gene]++;
        }
        return counts;
    }

    /** Writes these cells, in their order. */
    public void write(Path target, int[] cells) {
        CellFrame frame = outline.frame();
        int[] kept = genes == null ? identity(frame.genes().size()) : genes;
        if (outline.isSparse()) {
            int[] places = genes == null ? null : new int[frame.genes().size()];
            if (places != null) {
                Arrays.fill(places, -1);
                for (int g = 0; g < kept.length; g++) {
                    places[kept[g]] = g;
                }
            }
            CellMatrixParts.Part part = new CellMatrixParts.Part(path, frame, cells, places);
            CellMatrixParts.write(
                    target, frame.select(cells, kept), List.of(part), CellMatrixParts.stored(part, outline.stored()));
        } else {
            CellMatrix matrix = CellMatrixFile.read(path).withCellMetadata(frame.cellMetadata());
            CellMatrix chosen = matrix.selectCells(cells).selectGenes(kept);
            CellMatrixFile.write(target, chosen.withProvenance(frame.provenance()));
        }
    }

    /**
     * Writes a folder of matrices and its manifest, whole or not at all.
     *
     * @param files the cells of each, by name
     */
    public void writeFolder(Path folder, Map<String, int[]> files, Table manifest) {
        AtomicFolder.write(folder, beside -> {
            files.forEach((name, cells) -> write(beside.resolve(name), cells));
            TableFile.write(beside.resolve(MANIFEST), manifest, "manifest", Provenance.NONE);
        });
    }

    private static int[] identity(int length) {
        int[] all = new int[length];
        Arrays.setAll(all, i -> i);
        return all;
    }
}
