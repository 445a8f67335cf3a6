package org.screlate.graph;

import org.screlate.matrix.SparseMatrix;

/**
 * An order of the nodes of a graph in which most neighbours stand near each other, so that what is read of them lies in
 * the processor's cache: balls of {@value #BALL} nodes, each grown by breadth from the first node not yet taken. Time
 * O(edges).
 */
final class LocalOrder {
    // Of a panel of Propagation, half a megabyte.
    private static final int BALL = 2048;

    private LocalOrder() {}

    /** The nodes, each once. */
    static int[] of(SparseMatrix graph) {
        int[] order = new int[graph.rows()];
        boolean[] isTaken = new boolean[order.length];
        int taken = 0;
        for (int seed = 0; seed < order.length; seed++) {
            if (isTaken[seed]) {
                continue;
            }
            int ball = taken;
            order[taken++] = seed;
            isTaken[seed] = true;
            for (int next = ball; next < taken; next++) {
                for (int k = graph.offsets()[order[next]]; k < graph.offsets()[order[next] + 1]; k++) {
                    int neighbour = graph.indices()[k];
                    if (taken - ball < BALL && !isTaken[neighbour]) {
                        order[taken++] = neighbour;
                        isTaken[neighbour] = true;
                    }
                }
            }
        }
        return order;
    }
}
