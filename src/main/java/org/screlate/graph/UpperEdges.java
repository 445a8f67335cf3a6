package org.screlate.graph;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;

/**
 * Collects the edges of an undirected graph from their lower end, then stores both directions. Rows may be filled by
 * different threads, each row by one, the others of a row rising.
 */
final class UpperEdges {
    private static final int FIRST_ROOM = 8;
    private static final int[] NO_INDICES = {};
    private static final float[] NO_WEIGHTS = {};

    private final int[][] indices;
    private final float[][] weights;
    private final int[] counts;

    UpperEdges(int nodes) {
        indices = new int[nodes][];
        weights = new float[nodes][];
        Arrays.fill(indices, NO_INDICES);
        Arrays.fill(weights, NO_WEIGHTS);
        counts = new int[nodes];
    }

    /** Adds an edge; {@code other > row}, and larger than the last of the row. */
    void add(int row, int other, float weight) {
        if (counts[row] == indices[row].length) {
            int room = Math.min(indices.length, Math.max(FIRST_ROOM, 2 * counts[row]));
            indices[row] = Arrays.copyOf(indices[row], room);
            weights[row] = Arrays.copyOf(weights[row], room);
        }
        indices[row][counts[row]] = other;
        weights[row][counts[row]++] = weight;
    }

    /** Number of edges. */
    long size() {
        return IntStream.of(counts).asLongStream().sum();
    }

    /** The weights of all edges, by row. */
    float[] weights() {
        float[] all = new float[Sizes.product(1, size())];
        int next = 0;
        for (int r = 0; r < counts.length; r++) {
            System.arraycopy(weights[r], 0, all, next, counts[r]);
            next += counts[r];
        }
        return all;
    }

    /** Keeps the edges that weigh more than a threshold. */
    void keepAbove(double threshold) {
        for (int r = 0; r < counts.length; r++) {
            int kept = 0;
            for (int e = 0; e < counts[r]; e++) {
                if (weights[r][e] > threshold) {
                    indices[r][kept] = indices[r][e];
                    weights[r][kept++] = weights[r][e];
                }
            }
            counts[r] = kept;
        }
    }

    /** The graph; what was collected is given up on the way. */
    SparseMatrix graph() {
        int n = counts.length;
        long[] degrees = new long[n];
        for (int r = 0; r < n; r++) {
            degrees[r] += counts[r];
            for (int e = 0; e < counts[r]; e++) {
                degrees[indices[r][e]]++;
            }
        }
        int[] offsets = new int[n + 1];
        for (int r = 0; r < n; r++) {
            long end = offsets[r] + degrees[r];
            if (end > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("a graph of more than 2^30 edges cannot be held; keep fewer");
            }
            offsets[r + 1] = (int) end;
        }
        int[] next = Arrays.copyOf(offsets, n);
        int[] others = new int[offsets[n]];
        float[] values = new float[offsets[n]];
        // Going up the rows, a row has met all its lower neighbours before it adds its upper ones: columns rise.
        for (int r = 0; r < n; r++) {
            System.arraycopy(indices[r], 0, others, next[r], counts[r]);
            System.arraycopy(weights[r], 0, values, next[r], counts[r]);
            for (int e = 0; e < counts[r]; e++) {
                int to = next[indices[r][e]]++;
                others[to] = r;
                values[to] = weights[r][e];
            }
            indices[r] = NO_INDICES;
            weights[r] = NO_WEIGHTS;
        }
        return new SparseMatrix(n, n, offsets, others, values);
    }
}
