package org.screlate.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.matrix.BitMask;
import org.screlate.matrix.Matrix;

/**
 * One number for each cell and gene, with names, metadata and history.
 *
 * @param cells unique names, one a row
 * @param genes unique names, one a column
 * @param values {@code [cells × genes]}, sparse or dense, in the unit of the layer
 * @param layer what the values are
 * @param cellMetadata one row a cell
 * @param geneMetadata one row a gene
 * @param imputed the places that an imputation filled, or null where none did
 * @param provenance the steps that led here
 */
public record CellMatrix(
        List<String> cells,
        List<String> genes,
        Matrix values,
        Layer layer,
        Table cellMetadata,
        Table geneMetadata,
        @Nullable BitMask imputed,
        Provenance provenance) {

    /** Checks that the parts fit each other and that names are present and unique. */
    public CellMatrix {
        cells = List.copyOf(cells);
        genes = List.copyOf(genes);
        if (values.rows() != cells.size() || values.columns() != genes.size()) {
            throw new IllegalArgumentException("a matrix of " + values.rows() + " × " + values.columns() + " for "
                    + cells.size() + " cells and " + genes.size() + " genes");
        }
        if (cellMetadata.rows() != cells.size() || geneMetadata.rows() != genes.size()) {
            throw new IllegalArgumentException("metadata for " + cellMetadata.rows() + " cells and "
                    + geneMetadata.rows() + " genes of " + cells.size() + " and " + genes.size());
        }
        index("cell", cells);
        index("gene", genes);
    }

    /** A matrix with neither metadata nor history. */
    public static CellMatrix of(List<String> cells, List<String> genes, Matrix values, Layer layer) {
        return new CellMatrix(
                cells,
                genes,
                values,
                layer,
                Table.ofRows(cells.size()),
                Table.ofRows(genes.size()),
                null,
                Provenance.NONE);
    }

    /** Other values of another layer for the same cells and genes. */
    public CellMatrix withValues(Matrix others, Layer otherLayer) {
        return new CellMatrix(cells, genes, others, otherLayer, cellMetadata, geneMetadata, null, provenance);
    }

    /** The same with a mask of the imputed places. */
    public CellMatrix withImputed(BitMask mask) {
        return new CellMatrix(cells, genes, values, layer, cellMetadata, geneMetadata, mask, provenance);
    }

    /** The same with other cell metadata. */
    public CellMatrix withCellMetadata(Table metadata) {
        return new CellMatrix(cells, genes, values, layer, metadata, geneMetadata, imputed, provenance);
    }

    /** The same with other gene metadata. */
    public CellMatrix withGeneMetadata(Table metadata) {
        return new CellMatrix(cells, genes, values, layer, cellMetadata, metadata, imputed, provenance);
    }

    /** The same with another history. */
    public CellMatrix withProvenance(Provenance history) {
        return new CellMatrix(cells, genes, values, layer, cellMetadata, geneMetadata, imputed, history);
    }

    /** The cells named by number, in that order. */
    public CellMatrix selectCells(int[] selected) {
        return new CellMatrix(
                Arrays.stream(selected).mapToObj(cells::get).toList(),
                genes,
                values.selectRows(selected),
                layer,
                cellMetadata.select(selected),
                geneMetadata,
                imputed == null ? null : imputed.selectRows(selected),
                provenance);
    }

    /** The genes named by number, in that order. */
    public CellMatrix selectGenes(int[] selected) {
        return new CellMatrix(
                cells,
                Arrays.stream(selected).mapToObj(genes::get).toList(),
                values.selectColumns(selected),
                layer,
                cellMetadata,
                geneMetadata.select(selected),
                imputed == null ? null : imputed.selectColumns(selected),
                provenance);
    }

    /** The numbers of the genes that a flag column of the gene metadata claims. */
    public int[] flaggedGenes(String column) {
        if (!(geneMetadata.column(column) instanceof Column.Flag flag)) {
            throw new InvalidInputException("gene column '" + column + "' does not hold true and false");
        }
        return IntStream.range(0, genes.size()).filter(g -> flag.values()[g]).toArray();
    }

    // It would break the lines of every table of ours.
    private static boolean breaksLines(String name) {
        return name.indexOf('\t') >= 0 || name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0;
    }

    /** Names to numbers; the user's error where a name is empty, breaks lines or appears twice. */
    public static Map<String, Integer> index(String what, List<String> names) {
        Map<String, Integer> index = new HashMap<>(names.size() * 2);
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isEmpty()) {
                throw new InvalidInputException(
                        what + " " + (i + 1) + " has an empty name; give every " + what + " a name");
            }
            if (breaksLines(names.get(i))) {
                throw new InvalidInputException("the name of " + what + " " + (i + 1)
                        + " holds a tab or a line break, which tables cannot hold; rename it: "
                        + names.get(i).replaceAll("\\s+", " ").strip());
            }
            Integer before = index.put(names.get(i), i);
            if (before != null) {
                throw new InvalidInputException("duplicated " + what + " name '" + names.get(i) + "' (" + what + "s "
                        + (before + 1) + " and " + (i + 1) + "); make the names unique");
            }
        }
        return index;
    }
}
