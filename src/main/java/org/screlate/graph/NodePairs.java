package org.screlate.graph;

import java.util.Arrays;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;

/**
 * Pairs of nodes, such as held-out edges or pairs that no edge joins.
 *
 * @param first one node of each pair
 * @param second the other, as many
 */
public record NodePairs(int[] first, int[] second) {
    /** No pairs. */
    public static final NodePairs NONE = new NodePairs(new int[0], new int[0]);

    /** Checks that the two fit. */
    public NodePairs {
        if (first.length != second.length) {
            throw new IllegalArgumentException(first.length + " first nodes but " + second.length + " second ones");
        }
    }

    /** The edges of an undirected network, each once, lower node first; loops are passed over. */
    public static NodePairs edges(SparseMatrix network) {
        int[] first = new int[network.stored()];
        int[] second = new int[network.stored()];
        int next = 0;
        for (int r = 0; r < network.rows(); r++) {
            for (int k = network.offsets()[r]; k < network.offsets()[r + 1]; k++) {
                if (network.indices()[k] > r) {
                    first[next] = r;
                    second[next++] = network.indices()[k];
                }
            }
        }
        return new NodePairs(Arrays.copyOf(first, next), Arrays.copyOf(second, next));
    }

    /** How many there are. */
    public int size() {
        return first.length;
    }

    /** The pairs named by number, in that order. */
    public NodePairs select(int[] selected) {
        int[] some = new int[selected.length];
        int[] others = new int[selected.length];
        for (int i = 0; i < selected.length; i++) {
            some[i] = first[selected[i]];
            others[i] = second[selected[i]];
        }
        return new NodePairs(some, others);
    }

    /**
     * The undirected network of these pairs: both directions of each, of repeated ones the heaviest, no loops.
     *
     * @param weights one a pair
     */
    public SparseMatrix network(int nodes, float[] weights) {
        int[] ends = new int[nodes + 1];
        for (int i = 0; i < size(); i++) {
            ends[first[i] + 1]++;
            ends[second[i] + 1]++;
        }
        for (int n = 0; n < nodes; n++) {
            ends[n + 1] += ends[n];
        }
        long[] entries = new long[Sizes.product(2, size())]; // the other node above, the number of the pair below
        int[] next = Arrays.copyOf(ends, nodes);
        for (int i = 0; i < size(); i++) {
            entries[next[first[i]]++] = (long) second[i] << 32 | i;
            entries[next[second[i]]++] = (long) first[i] << 32 | i;
        }
        int[] offsets = new int[nodes + 1];
        int[] indices = new int[entries.length];
        float[] values = new float[entries.length];
        int stored = 0;
        for (int n = 0; n < nodes; n++) {
            Arrays.sort(entries, ends[n], ends[n + 1]);
            for (int k = ends[n]; k < ends[n + 1]; k++) {
                int other = (int) (entries[k] >>> 32);
                float weight = weights[(int) entries[k]];
                if (stored > offsets[n] && indices[stored - 1] == other) {
                    values[stored - 1] = Math.max(values[stored - 1], weight);
                } else if (other != n) {
                    indices[stored] = other;
                    values[stored++] = weight;
                }
            }
            offsets[n + 1] = stored;
        }
        return new SparseMatrix(nodes, nodes, offsets, Arrays.copyOf(indices, stored), Arrays.copyOf(values, stored));
    }
}
