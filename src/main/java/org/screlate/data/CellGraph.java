package org.screlate.data;

import java.util.List;
import org.screlate.matrix.SparseMatrix;

/**
 * A weighted graph of named nodes, such as the nearest neighbours of each cell.
 *
 * @param nodes unique names
 * @param weights {@code [nodes × nodes]}, row = source, column = target
 * @param name what made it: knn
 * @param provenance the steps that led here
 */
public record CellGraph(List<String> nodes, SparseMatrix weights, String name, Provenance provenance) {
    /** Checks that names and weights fit. */
    public CellGraph {
        nodes = List.copyOf(nodes);
        if (weights.rows() != nodes.size() || weights.columns() != nodes.size()) {
            throw new IllegalArgumentException(
                    "weights of " + weights.rows() + " × " + weights.columns() + " for " + nodes.size() + " nodes");
        }
        CellMatrix.index("node", nodes);
    }
}
