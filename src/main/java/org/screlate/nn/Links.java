package org.screlate.nn;

import java.util.Arrays;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * The directed edges of a graph, as attention reads them: node i listens to the nodes of its row. Sums over edges and
 * their gradients, each node's in the order of its edges, whatever the threads.
 */
public final class Links {
    private static final int BLOCK = 64;

    private final int[] offsets;
    private final int[] sources;
    // The same edges by source: which node listens, and where the edge stands above.
    private final int[] backOffsets;
    private final int[] listeners;
    private final int[] places;
    private final int standard;

    /** Takes the structure of a graph, not its weights. */
    public Links(SparseMatrix graph) {
        this(graph, graph.stored());
    }

    /**
     * Takes the structure of a graph, not its weights.
     *
     * @param standard how many of the edges, the first, tell what a usual product is
     */
    public Links(SparseMatrix graph, int standard) {
        this.standard = standard;
        offsets = graph.offsets();
        sources = graph.indices();
        backOffsets = new int[graph.rows() + 1];
        for (int j : sources) {
            backOffsets[j + 1]++;
        }
        Arrays.parallelPrefix(backOffsets, Integer::sum);
        int[] next = Arrays.copyOf(backOffsets, graph.rows());
        listeners = new int[sources.length];
        places = new int[sources.length];
        for (int i = 0; i < graph.rows(); i++) {
            for (int e = offsets[i]; e < offsets[i + 1]; e++) {
                int at = next[sources[e]]++;
                listeners[at] = i;
                places[at] = e;
            }
        }
    }

    /** How many edges. */
    public int size() {
        return sources.length;
    }

    /** How many of the edges, the first, tell what a usual product is. */
    int standard() {
        return standard;
    }

    int nodes() {
        return offsets.length - 1;
    }

    int[] offsets() {
        return offsets;
    }

    /** \(a_e = f \langle q_i, k_j \rangle\) for each edge e from j to i. */
    float[] products(DenseMatrix q, DenseMatrix k, float factor, Workers workers) {
        float[] products = new float[size()];
        workers.forBlocks(nodes(), BLOCK, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int e = offsets[i]; e < offsets[i + 1]; e++) {
                    products[e] = factor * dot(q, i, k, sources[e]);
                }
            }
        });
        return products;
    }

    /** \(y_i = \sum_e w_e v_j\), added to y. */
    void addSums(float[] weights, DenseMatrix v, float factor, DenseMatrix y, Workers workers) {
        workers.forBlocks(nodes(), BLOCK, (from, to) -> {
            for (int i = from; i < to; i++) {
                for (int e = offsets[i]; e < offsets[i + 1]; e++) {
                    addRow(factor * weights[e], v, sources[e], y, i);
                }
            }
        });
    }

    /** \(y_j = \sum_e w_e v_i\), the other way along the edges, added to y. */
    void addSumsBack(float[] weights, DenseMatrix v, float factor, DenseMatrix y, Workers workers) {
        workers.forBlocks(nodes(), BLOCK, (from, to) -> {
            for (int j = from; j < to; j++) {
                for (int b = backOffsets[j]; b < backOffsets[j + 1]; b++) {
                    addRow(factor * weights[places[b]], v, listeners[b], y, j);
                }
            }
        });
    }

    static float dot(DenseMatrix a, int i, DenseMatrix b, int j) {
        float[] x = a.values();
        float[] y = b.values();
        int ai = a.offset(i);
        int bj = b.offset(j);
        int width = a.columns();
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int whole = width & ~3;
        for (int c = 0; c < whole; c += 4) {
            s0 += x[ai + c] * y[bj + c];
            s1 += x[ai + c + 1] * y[bj + c + 1];
            s2 += x[ai + c + 2] * y[bj + c + 2];
            s3 += x[ai + c + 3] * y[bj + c + 3];
        }
        for (int c = whole; c < width; c++) {
            s0 += x[ai + c] * y[bj + c];
        }
        return (s0 + s1) + (s2 + s3);
    }

    static void addRow(float weight, DenseMatrix from, int i, DenseMatrix to, int j) {
        float[] x = from.values();
        float[] y = to.values();
        int xi = from.offset(i);
        int yj = to.offset(j);
        for (int c = 0; c < from.columns(); c++) {
            y[yj + c] += weight * x[xi + c];
        }
    }
}
