package org.screlate.graph;

import java.util.function.IntToDoubleFunction;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;

/** How likely an edge between two nodes seems: by what was learned, and by rules that learn nothing. */
public final class PairScores {
    private PairScores() {}

    /**
     * Inner product of the two nodes' rows.
     *
     * @param embedding {@code [nodes × dimensions]}
     */
    public static double[] innerProducts(DenseMatrix embedding, NodePairs pairs) {
        double[] scores = new double[pairs.size()];
        float[] values = embedding.values();
        for (int i = 0; i < scores.length; i++) {
            int a = embedding.offset(pairs.first()[i]);
            int b = embedding.offset(pairs.second()[i]);
            for (int d = 0; d < embedding.columns(); d++) {
                scores[i] += (double) values[a + d] * values[b + d];
            }
        }
        return scores;
    }

    /**
     * Product of the two nodes' numbers of neighbours, each plus one: a node whose edges are all held out still counts.
     *
     * @param network {@code [nodes × nodes]}, symmetric, without the edges to find
     */
    public static double[] degreeProducts(SparseMatrix network, NodePairs pairs) {
        double[] scores = new double[pairs.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (1.0 + degree(network, pairs.first()[i])) * (1 + degree(network, pairs.second()[i]));
        }
        return scores;
    }

    /**
     * Number of nodes that are neighbours of both.
     *
     * @param network {@code [nodes × nodes]}, symmetric, without the edges to find
     */
    public static double[] commonNeighbours(SparseMatrix network, NodePairs pairs) {
        return common(network, pairs, node -> 1);
    }

    /**
     * Sum over the nodes that are neighbours of both of 1 / log(degree), so that those of many partners count less.
     *
     * @param network {@code [nodes × nodes]}, symmetric, without the edges to find
     * @see <a href="https://doi.org/10.1016/S0378-8733(03)00009-1">Adamic and Adar (2003)</a>
     */
    public static double[] adamicAdar(SparseMatrix network, NodePairs pairs) {
        return common(network, pairs, node -> 1 / Math.log(degree(network, node)));
    }

    private static double[] common(SparseMatrix network, NodePairs pairs, IntToDoubleFunction worth) {
        double[] scores = new double[pairs.size()];
        int[] indices = network.indices();
        for (int i = 0; i < scores.length; i++) {
            int a = network.offsets()[pairs.first()[i]];
            int b = network.offsets()[pairs.second()[i]];
            int endA = network.offsets()[pairs.first()[i] + 1];
            int endB = network.offsets()[pairs.second()[i] + 1];
            while (a < endA && b < endB) {
                int order = Integer.compare(indices[a], indices[b]);
                scores[i] += order == 0 ? worth.applyAsDouble(indices[a]) : 0;
                a += order <= 0 ? 1 : 0;
                b += order >= 0 ? 1 : 0;
            }
        }
        return scores;
    }

    /** Number of nodes that are neighbours of both; among equals, by the product of degrees. */
    public static double[] commonNeighboursThenDegrees(SparseMatrix network, NodePairs pairs) {
        double[] scores = commonNeighbours(network, pairs);
        double[] products = degreeProducts(network, pairs);
        double beyondAll = (1.0 + network.rows()) * (1.0 + network.rows());
        for (int i = 0; i < scores.length; i++) {
            scores[i] += products[i] / beyondAll;
        }
        return scores;
    }

    private static int degree(SparseMatrix network, int node) {
        return network.offsets()[node + 1] - network.offsets()[node];
    }
}
