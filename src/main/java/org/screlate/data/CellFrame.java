package org.screlate.data;

import java.util.Arrays;
import java.util.List;

/**
 * A cell matrix without its values: what can be decided about cells and genes before any number is read.
 *
 * @param cells names, one a row
 * @param genes names, one a column
 * @param layer what the values are
 * @param cellMetadata one row a cell
 * @param geneMetadata one row a gene
 * @param provenance the steps that led here
 */
public record CellFrame(
        List<String> cells,
        List<String> genes,
        Layer layer,
        Table cellMetadata,
        Table geneMetadata,
        Provenance provenance) {

    /** Checks the lengths. */
    public CellFrame {
        cells = List.copyOf(cells);
        genes = List.copyOf(genes);
        if (cellMetadata.rows() != cells.size() || geneMetadata.rows() != genes.size()) {
            throw new IllegalArgumentException("metadata for " + cellMetadata.rows() + " cells and "
                    + geneMetadata.rows() + " genes of " + cells.size() + " and " + genes.size());
        }
    }

    /** That of a matrix. */
    public static CellFrame of(CellMatrix matrix) {
        return new CellFrame(
                matrix.cells(),
                matrix.genes(),
                matrix.layer(),
                matrix.cellMetadata(),
                matrix.geneMetadata(),
                matrix.provenance());
    }

    /** The same with other cell metadata. */
    public CellFrame withCellMetadata(Table metadata) {
        return new CellFrame(cells, genes, layer, metadata, geneMetadata, provenance);
    }

    /** The same with another history. */
    public CellFrame withProvenance(Provenance history) {
        return new CellFrame(cells, genes, layer, cellMetadata, geneMetadata, history);
    }

    /** The same genes under other names. */
    public CellFrame withGenes(List<String> names) {
        return new CellFrame(cells, names, layer, cellMetadata, geneMetadata, provenance);
    }

    /** The cells and genes named by number, in that order. */
    public CellFrame select(int[] chosenCells, int[] chosenGenes) {
        return new CellFrame(
                Arrays.stream(chosenCells).mapToObj(cells::get).toList(),
                Arrays.stream(chosenGenes).mapToObj(genes::get).toList(),
                layer,
                cellMetadata.select(chosenCells),
                geneMetadata.select(chosenGenes),
                provenance);
    }
}
