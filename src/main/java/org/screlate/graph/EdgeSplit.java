package org.screlate.graph;

import java.util.Arrays;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.random.RandomOrder;
import org.screlate.stats.random.Streams;

/**
 * An undirected network of which some edges, drawn at random, are held out. All nodes stay; some may be left without an
 * edge to learn from.
 *
 * @param training {@code [nodes × nodes]}, both directions of each edge that is not held out, with its weight
 * @param validation edges held out to choose by, each once, lower node first
 * @param test edges held out to judge by, likewise; no edge is in two of the three
 */
public record EdgeSplit(SparseMatrix training, NodePairs validation, NodePairs test) {
    /**
     * Draws the held-out edges.
     *
     * @param network {@code [nodes × nodes]}, symmetric, nothing on the diagonal
     * @param validationShare of the edges, rounded down; at least 0
     * @param testShare of the edges, rounded down; at least 0, the two together below 1
     */
    public static EdgeSplit of(SparseMatrix network, double validationShare, double testShare, long seed) {
        if (!(validationShare >= 0 && testShare >= 0 && validationShare + testShare < 1)) {
            throw new IllegalArgumentException("shares of held-out edges not at least 0 and together below 1: "
                    + validationShare + " and " + testShare);
        }
        NodePairs edges = NodePairs.edges(network);
        int[] order = RandomOrder.of(edges.size(), Streams.of(seed, "held-out edges"));
        int test = (int) (testShare * order.length);
        int held = test + (int) (validationShare * order.length);
        return new EdgeSplit(
                without(network, edges.select(Arrays.copyOf(order, held))),
                edges.select(Arrays.copyOfRange(order, test, held)),
                edges.select(Arrays.copyOf(order, test)));
    }

    private static SparseMatrix without(SparseMatrix network, NodePairs removed) {
        boolean[] gone = new boolean[network.stored()];
        for (int i = 0; i < removed.size(); i++) {
            gone[place(network, removed.first()[i], removed.second()[i])] = true;
            gone[place(network, removed.second()[i], removed.first()[i])] = true;
        }
        int[] offsets = new int[network.rows() + 1];
        int[] indices = new int[network.stored()];
        float[] values = new float[network.stored()];
        int next = 0;
        for (int r = 0; r < network.rows(); r++) {
            for (int k = network.offsets()[r]; k < network.offsets()[r + 1]; k++) {
                if (!gone[k]) {
                    indices[next] = network.indices()[k];
                    values[next++] = network.values()[k];
                }
            }
            offsets[r + 1] = next;
        }
        return new SparseMatrix(
                network.rows(), network.columns(), offsets, Arrays.copyOf(indices, next), Arrays.copyOf(values, next));
    }

    private static int place(SparseMatrix network, int from, int to) {
        int k = Arrays.binarySearch(network.indices(), network.offsets()[from], network.offsets()[from + 1], to);
        if (k < 0) {
            throw new IllegalArgumentException("edge " + to + " to " + from + " has no way back");
        }
        return k;
    }
}
