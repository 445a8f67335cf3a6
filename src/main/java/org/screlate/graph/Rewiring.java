package org.screlate.graph;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.random.Streams;

/**
 * Random graphs in which every node keeps its degree: two edges \(a{-}b\), \(c{-}d\) drawn at random become
 * \(a{-}d\), \(c{-}b\) where that makes neither an edge twice nor an edge from a node to itself. A weight stays with the
 * edge from its first end.
 *
 * @see <a href="https://doi.org/10.1126/science.1065103">Maslov and Sneppen (2002)</a>
 */
public final class Rewiring {
    /** Draws for each edge: after that many the graph remembers nothing of its start. */
    private static final int DRAWS = 10;

    private Rewiring() {}

    /**
     * Draws one.
     *
     * @param graph {@code [nodes × nodes]}, none negative; made undirected, and without edges from a node to itself
     */
    public static SparseMatrix of(SparseMatrix graph, long seed) {
        SparseMatrix edges = UndirectedEdges.of(graph);
        int number = edges.stored() / 2;
        int[] first = new int[number];
        int[] second = new int[number];
        float[] weights = new float[number];
        Taken taken = new Taken(edges.rows());
        for (int r = 0, next = 0; r < edges.rows(); r++) {
            for (int e = edges.offsets()[r]; e < edges.offsets()[r + 1]; e++) {
                if (edges.indices()[e] > r) {
                    first[next] = r;
                    second[next] = edges.indices()[e];
                    weights[next++] = edges.values()[e];
                    taken.set(r, edges.indices()[e], true);
                }
            }
        }
        SplittableRandom random = Streams.of(seed, "rewiring");
        for (long draw = 0; number > 1 && draw < (long) DRAWS * number; draw++) {
            swap(first, second, random.nextInt(number), random.nextInt(number), random.nextBoolean(), taken);
        }
        return graph(edges.rows(), first, second, weights);
    }

    private static void swap(int[] first, int[] second, int one, int other, boolean turned, Taken taken) {
        int a = first[one];
        int b = second[one];
        int c = turned ? second[other] : first[other];
        int d = turned ? first[other] : second[other];
        if (a == d || c == b || taken.get(a, d) || taken.get(c, b)) {
            return;
        }
        taken.set(a, b, false);
        taken.set(c, d, false);
        taken.set(a, d, true);
        taken.set(c, b, true);
        second[one] = d;
        first[other] = c;
        second[other] = b;
    }

    /** Which pairs are edges: a bit each, many times faster than a set of numbers. */
    private static final class Taken {
        private final BitSet[] pairs;

        Taken(int nodes) {
            pairs = new BitSet[nodes];
            Arrays.setAll(pairs, node -> new BitSet());
        }

        boolean get(int one, int other) {
            return pairs[Math.min(one, other)].get(Math.max(one, other));
        }

        void set(int one, int other, boolean isEdge) {
            pairs[Math.min(one, other)].set(Math.max(one, other), isEdge);
        }
    }

    private static SparseMatrix graph(int nodes, int[] first, int[] second, float[] weights) {
        int[] order = new int[nodes + 1];
        for (int e = 0; e < first.length; e++) {
            order[Math.min(first[e], second[e]) + 1]++;
        }
        for (int r = 0; r < nodes; r++) {
            order[r + 1] += order[r];
        }
        long[] sorted = new long[first.length]; // the far end above, the edge below
        for (int e = 0; e < first.length; e++) {
            sorted[order[Math.min(first[e], second[e])]++] = (long) Math.max(first[e], second[e]) << 32 | e;
        }
        UpperEdges upper = new UpperEdges(nodes);
        for (int r = 0, from = 0; r < nodes; from = order[r++]) {
            Arrays.sort(sorted, from, order[r]);
            for (int i = from; i < order[r]; i++) {
                upper.add(r, (int) (sorted[i] >>> 32), weights[(int) sorted[i]]);
            }
        }
        return upper.graph();
    }
}
