package org.screlate.graph;

import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.OracleTable;

/** What src/test/oracles/network.py wrote. */
final class NetworkOracle {
    private NetworkOracle() {}

    static OracleTable table(String name) {
        return OracleTable.read(NetworkOracle.class, "/org/screlate/network/" + name + ".tsv");
    }

    static DenseMatrix points() {
        OracleTable table = table("points");
        DenseMatrix points =
                DenseMatrix.zeros(table.rows().size(), table.names().size());
        for (int r = 0; r < points.rows(); r++) {
            for (int c = 0; c < points.columns(); c++) {
                points.set(r, c, Float.parseFloat(table.rows().get(r)[c]));
            }
        }
        return points;
    }

    /** The graph of nodes.tsv. */
    static SparseMatrix graph() {
        PairCorrelations pairs = PairCorrelations.of(points(), true);
        return pairs.above(pairs.percentiles(new double[] {97}, Workers.ONE)[0], Workers.ONE);
    }

    /** A graph without weights. */
    static SparseMatrix graph(int nodes, int[][] edges) {
        DenseMatrix weights = DenseMatrix.zeros(nodes, nodes);
        for (int[] edge : edges) {
            weights.set(edge[0], edge[1], 1);
            weights.set(edge[1], edge[0], 1);
        }
        return weights.toSparse();
    }
}
