package org.screlate.graph;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.screlate.matrix.SparseMatrix;

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
        Set<Long> taken = new HashSet<>(number * 2);
        for (int r = 0, next = 0; r < edges.rows(); r++) {
            for (int e = edges.offsets()[r]; e < edges.offsets()[r + 1]; e++) {
                if (edges.indices()[e] > r) {
                    first[next] = r;
                    second[next] = edges.indices()[e];
                    weights[next++] = edges.values()[e];
                    taken.add(key(r, edges.indices()[e]));
                }
            }
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (long draw = 0; number > 1 && draw < (long) DRAWS * number; draw++) {
            swap(first, second, random.nextInt(number), random.nextInt(number), random.nextBoolean(), taken);
        }
        return graph(edges.rows(), first, second, weights);
    }

    private static void swap(int[] first, int[] second, int one, int other, boolean turned, Set<Long> taken) {
        int a = first[one];
        int b = second[one];
        int c = turned ? second[other] : first[other];
        int d = turned ? first[other] : second[other];
        if (a == d || c == b || taken.contains(key(a, d)) || taken.contains(key(c, b))) {
            return;
        }
        taken.remove(key(a, b));
        taken.remove(key(c, d));
        taken.add(key(a, d));
        taken.add(key(c, b));
        second[one] = d;
        first[other] = c;
        second[other] = b;
    }

    private static long key(int one, int other) {
        return (long) Math.min(one, other) << 32 | Math.max(one, other);
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
