package org.screlate.data;

import java.util.List;
import org.screlate.matrix.DenseMatrix;

/**
 * Coordinates of genes, such as scNET learns them.
 *
 * @param genes unique names, one a row
 * @param dimensions names of the coordinates, one a column
 * @param values {@code [genes × dimensions]}
 * @param name what made them: scnet
 * @param provenance the steps that led here
 */
public record GeneEmbedding(
        List<String> genes, List<String> dimensions, DenseMatrix values, String name, Provenance provenance) {
    /** Checks that names and values fit. */
    public GeneEmbedding {
        genes = List.copyOf(genes);
        dimensions = List.copyOf(dimensions);
        if (values.rows() != genes.size() || values.columns() != dimensions.size()) {
            throw new IllegalArgumentException("coordinates of " + values.rows() + " × " + values.columns() + " for "
                    + genes.size() + " genes and " + dimensions.size() + " dimensions");
        }
        CellMatrix.index("gene", genes);
    }
}
