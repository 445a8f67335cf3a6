package org.screlate.graph;

import java.util.Arrays;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * Where each node stands in an undirected graph; weights count in the strength only.
 *
 * @param degrees number of neighbours
 * @param strengths sum of the weights to them
 * @param clustering share of the pairs of neighbours that are joined; 0 with fewer than two neighbours
 * @param cores largest k for which the node is in a part of the graph where all have k neighbours within the part
 * @param components number of the connected component, from 0, by lowest node
 */
public record NodeStatistics(int[] degrees, double[] strengths, double[] clustering, int[] cores, int[] components) {
    private static final int BLOCK = 64;

    /**
     * Counts.
     *
     * @param graph {@code [nodes × nodes]}, none negative; made undirected, and without edges from a node to itself
     */
    public static NodeStatistics of(SparseMatrix graph, Workers workers) {
        SparseMatrix edges = UndirectedEdges.of(graph);
        int[] degrees = new int[edges.rows()];
        double[] strengths = new double[edges.rows()];
        double[] clustering = new double[edges.rows()];
        for (int r = 0; r < degrees.length; r++) {
            degrees[r] = edges.offsets()[r + 1] - edges.offsets()[r];
            for (int e = edges.offsets()[r]; e < edges.offsets()[r + 1]; e++) {
                strengths[r] += edges.values()[e];
            }
        }
        workers.forBlocks(degrees.length, BLOCK, (from, to) -> {
            boolean[] near = new boolean[degrees.length];
            for (int r = from; r < to; r++) {
                clustering[r] = degrees[r] < 2 ? 0 : joined(edges, r, near) / ((double) degrees[r] * (degrees[r] - 1));
            }
        });
        return new NodeStatistics(degrees, strengths, clustering, cores(edges, degrees), components(edges));
    }

    /** Ordered pairs of neighbours that are joined; near is all false before and after. */
    private static double joined(SparseMatrix edges, int node, boolean[] near) {
        int[] others = edges.indices();
        int from = edges.offsets()[node];
        int to = edges.offsets()[node + 1];
        for (int e = from; e < to; e++) {
            near[others[e]] = true;
        }
        long joined = 0;
        for (int e = from; e < to; e++) {
            for (int f = edges.offsets()[others[e]]; f < edges.offsets()[others[e] + 1]; f++) {
                joined += near[others[f]] ? 1 : 0;
            }
        }
        for (int e = from; e < to; e++) {
            near[others[e]] = false;
        }
        return joined;
    }

    /** Takes away nodes of least remaining degree, one by one (Batagelj and Zaveršnik 2003). */
    private static int[] cores(SparseMatrix edges, int[] degrees) {
        int n = degrees.length;
        int most = Arrays.stream(degrees).max().orElse(0);
        int[] starts = new int[most + 2];
        for (int degree : degrees) {
            starts[degree + 1]++;
        }
        for (int d = 0; d <= most; d++) {
            starts[d + 1] += starts[d];
        }
        int[] order = new int[n];
        int[] place = new int[n];
        int[] next = starts.clone();
        for (int i = 0; i < n; i++) {
            place[i] = next[degrees[i]]++;
            order[place[i]] = i;
        }
        int[] cores = degrees.clone();
        for (int at = 0; at < n; at++) {
            int node = order[at];
            for (int e = edges.offsets()[node]; e < edges.offsets()[node + 1]; e++) {
                int other = edges.indices()[e];
                if (cores[other] > cores[node]) {
                    // The first of its degree changes places with it, and its degree begins one later.
                    int first = starts[cores[other]]++;
                    int moved = order[first];
                    order[first] = other;
                    order[place[other]] = moved;
                    place[moved] = place[other];
                    place[other] = first;
                    cores[other]--;
                }
            }
        }
        return cores;
    }

    private static int[] components(SparseMatrix edges) {
        int[] components = new int[edges.rows()];
        Arrays.fill(components, -1);
        int[] queue = new int[edges.rows()];
        int number = 0;
        for (int root = 0; root < components.length; root++) {
            if (components[root] >= 0) {
                continue;
            }
            int size = 0;
            queue[size++] = root;
            components[root] = number;
            for (int at = 0; at < size; at++) {
                for (int e = edges.offsets()[queue[at]]; e < edges.offsets()[queue[at] + 1]; e++) {
                    int other = edges.indices()[e];
                    if (components[other] < 0) {
                        components[other] = number;
                        queue[size++] = other;
                    }
                }
            }
            number++;
        }
        return components;
    }
}
