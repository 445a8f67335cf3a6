package org.screlate.data;

import java.util.List;
import org.screlate.matrix.DenseMatrix;

/**
 * Coordinates of cells, such as principal components.
 *
 * @param cells unique names, one a row
 * @param dimensions names of the coordinates, one a column
 * @param values {@code [cells × dimensions]}
 * @param name what made them: pca, umap
 * @param provenance the steps that led here
 */
public record Embedding(
        List<String> cells, List<String> dimensions, DenseMatrix values, String name, Provenance provenance) {
    /** Checks that names and values fit. */
    public Embedding {
        cells = List.copyOf(cells);
        dimensions = List.copyOf(dimensions);
        if (values.rows() != cells.size() || values.columns() != dimensions.size()) {
            throw new IllegalArgumentException("coordinates of " + values.rows() + " × " + values.columns() + " for "
                    + cells.size() + " cells and " + dimensions.size() + " dimensions");
        }
        CellMatrix.index("cell", cells);
    }
}
