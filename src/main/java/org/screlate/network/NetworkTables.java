package org.screlate.network;

import org.screlate.data.CellGraph;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.graph.UndirectedEdges;
import org.screlate.matrix.SparseMatrix;

/** Columns that belong to the edges of a network, each edge once, by lower node, then upper. */
public final class NetworkTables {
    private NetworkTables() {}

    /** A network read from a file, made undirected; the user's error where it has no edge, or a negative weight. */
    public static CellGraph undirected(CellGraph given) {
        for (float weight : given.weights().values()) {
            if (!(weight >= 0 && weight < Float.POSITIVE_INFINITY)) {
                throw new InvalidInputException(
                        "the network has an edge of weight " + weight + "; weights must be numbers of 0 or more");
            }
        }
        SparseMatrix edges = UndirectedEdges.of(given.weights());
        if (edges.stored() == 0) {
            throw new InvalidInputException("the network of " + given.nodes().size() + " genes has no edge");
        }
        return new CellGraph(given.nodes(), edges, given.name(), given.provenance());
    }

    /** No column. */
    public static Table plain(CellGraph network) {
        return Table.ofRows(network.weights().stored() / 2);
    }

    /** The column {@code correlation}, with its sign. */
    public static Table correlations(CellGraph network, GeneCorrelations genes) {
        double[] correlations = new double[network.weights().stored() / 2];
        forEach(
                network.weights(),
                (edge, i, j) -> correlations[edge] = genes.pairs().correlation(i, j));
        return plain(network).with("correlation", new Column.Real(correlations));
    }

    /** The column {@code change}: gained or lost. */
    public static Table changes(DifferentialNetwork networks) {
        String[] changes = new String[networks.either().weights().stored() / 2];
        SparseMatrix gained = networks.gained().weights();
        forEach(networks.either().weights(), (edge, i, j) -> changes[edge] = gained.get(i, j) != 0 ? "gained" : "lost");
        return plain(networks.either()).with("change", new Column.Text(changes));
    }

    private interface EdgeVisitor {
        void see(int edge, int i, int j);
    }

    private static void forEach(SparseMatrix edges, EdgeVisitor visitor) {
        int edge = 0;
        for (int r = 0; r < edges.rows(); r++) {
            for (int e = edges.offsets()[r]; e < edges.offsets()[r + 1]; e++) {
                if (edges.indices()[e] > r) {
                    visitor.see(edge++, r, edges.indices()[e]);
                }
            }
        }
    }
}
