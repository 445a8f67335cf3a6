package org.screlate.graph;

import java.util.Arrays;
import org.screlate.matrix.SparseMatrix;

/**
 * How many neighbours two nodes share. With \(N_i\) node i and its nearest others, the weight of i and j, where either
 * counts the other among its nearest, is Jaccard's \(|N_i \cap N_j| / |N_i \cup N_j|\); a node is not joined to itself.
 */
public final class SharedNeighbours {
    private SharedNeighbours() {}

    /** The weights, {@code [nodes × nodes]}, symmetric; those of no shared neighbour do not occur, as j is one. */
    public static SparseMatrix jaccard(Neighbours nearest) {
        int[][] joined = joined(nearest);
        int nodes = nearest.rows();
        int[] offsets = new int[nodes + 1];
        for (int i = 0; i < nodes; i++) {
            offsets[i + 1] = Math.addExact(offsets[i], joined[i].length);
        }
        int[] indices = new int[offsets[nodes]];
        float[] weights = new float[offsets[nodes]];
        int[] markedBy = new int[nodes];
        Arrays.fill(markedBy, -1);
        for (int i = 0; i < nodes; i++) {
            markedBy[i] = i;
            for (int a = 0; a < nearest.k(); a++) {
                markedBy[nearest.indices()[i * nearest.k() + a]] = i;
            }
            for (int e = 0; e < joined[i].length; e++) {
                int shared = shared(nearest, joined[i][e], markedBy, i);
                indices[offsets[i] + e] = joined[i][e];
                weights[offsets[i] + e] = shared / (float) (2 * (nearest.k() + 1) - shared);
            }
        }
        return new SparseMatrix(nodes, nodes, offsets, indices, weights);
    }

    private static int shared(Neighbours nearest, int other, int[] markedBy, int node) {
        int shared = markedBy[other] == node ? 1 : 0;
        for (int a = 0; a < nearest.k(); a++) {
            shared += markedBy[nearest.indices()[other * nearest.k() + a]] == node ? 1 : 0;
        }
        return shared;
    }

    /** Of each node those that it counts among its nearest or that count it, rising. */
    private static int[][] joined(Neighbours nearest) {
        int[] sizes = new int[nearest.rows()];
        Arrays.fill(sizes, nearest.k());
        for (int j : nearest.indices()) {
            sizes[j]++;
        }
        int[][] joined = new int[nearest.rows()][];
        for (int i = 0; i < joined.length; i++) {
            joined[i] = new int[sizes[i]];
        }
        int[] next = new int[joined.length];
        for (int e = 0; e < nearest.indices().length; e++) {
            int i = e / nearest.k();
            int j = nearest.indices()[e];
            joined[i][next[i]++] = j;
            joined[j][next[j]++] = i;
        }
        for (int i = 0; i < joined.length; i++) {
            joined[i] = Arrays.stream(joined[i]).sorted().distinct().toArray();
        }
        return joined;
    }
}
