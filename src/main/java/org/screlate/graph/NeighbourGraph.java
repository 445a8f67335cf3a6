package org.screlate.graph;

import java.util.Arrays;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;

/**
 * Weighted graphs of nearest neighbours by cosine.
 *
 * <p>With the similarity \(s_{ij}\) of neighbour j of node i: \(B_{ij} = \max(s_{ij}, 0)\), \(C = B + 2 I\) (a node's
 * similarity with itself is 1, and it counts itself once more), \(C \leftarrow (C + C^\top) / 2\) where symmetric, and
 * the weights of propagation \(A = D^{-1} C\) with \(D\) the row sums of \(|C|\). In a signed graph \(B_{ij} = s_{ij}\).
 */
public final class NeighbourGraph {
    private static final float SELF = 2;

    private NeighbourGraph() {}

    /** C of a graph whose negative similarities count as none. */
    public static SparseMatrix positive(Neighbours neighbours, boolean symmetric) {
        float[] weights = neighbours.values().clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.max(weights[i], 0);
        }
        return graph(neighbours, weights, symmetric);
    }

    /** C of a graph in which a negative similarity joins two nodes as opposites. */
    public static SparseMatrix signed(Neighbours neighbours, boolean symmetric) {
        return graph(neighbours, neighbours.values(), symmetric);
    }

    /** A: each row divided by the sum of its absolute weights. */
    public static SparseMatrix normalised(SparseMatrix graph) {
        float[] weights = graph.values().clone();
        for (int r = 0; r < graph.rows(); r++) {
            double sum = 0;
            for (int k = graph.offsets()[r]; k < graph.offsets()[r + 1]; k++) {
                sum += Math.abs(weights[k]);
            }
            for (int k = graph.offsets()[r]; k < graph.offsets()[r + 1]; k++) {
                weights[k] = (float) (weights[k] / sum);
            }
        }
        return graph.withValues(weights);
    }

    /** A graph of any positive weights as C: each node counts itself by 2, whatever it did before. */
    public static SparseMatrix withSelf(SparseMatrix graph) {
        int[] offsets = new int[graph.rows() + 1];
        int[] indices = new int[graph.stored() + graph.rows()];
        float[] values = new float[indices.length];
        int next = 0;
        for (int r = 0; r < graph.rows(); r++) {
            boolean counted = false;
            for (int k = graph.offsets()[r]; k <= graph.offsets()[r + 1]; k++) {
                int column = k < graph.offsets()[r + 1] ? graph.indices()[k] : graph.columns();
                if (column > r && !counted) {
                    indices[next] = r;
                    values[next++] = SELF;
                    counted = true;
                }
                if (column != r && column < graph.columns()) {
                    indices[next] = column;
                    values[next++] = graph.values()[k];
                }
            }
            offsets[r + 1] = next;
        }
        return new SparseMatrix(
                graph.rows(), graph.rows(), offsets, Arrays.copyOf(indices, next), Arrays.copyOf(values, next));
    }

    /** A graph in which no node counts itself. */
    public static SparseMatrix withoutSelf(SparseMatrix graph) {
        int[] offsets = new int[graph.rows() + 1];
        int[] indices = new int[graph.stored()];
        float[] values = new float[graph.stored()];
        int next = 0;
        for (int r = 0; r < graph.rows(); r++) {
            for (int k = graph.offsets()[r]; k < graph.offsets()[r + 1]; k++) {
                if (graph.indices()[k] != r) {
                    indices[next] = graph.indices()[k];
                    values[next++] = graph.values()[k];
                }
            }
            offsets[r + 1] = next;
        }
        return new SparseMatrix(
                graph.rows(), graph.columns(), offsets, Arrays.copyOf(indices, next), Arrays.copyOf(values, next));
    }

    private static SparseMatrix graph(Neighbours neighbours, float[] weights, boolean symmetric) {
        int n = neighbours.rows();
        int k = neighbours.k();
        int[] offsets = new int[n + 1];
        int[] indices = new int[Sizes.product(n, k + 1)];
        float[] values = new float[indices.length];
        int next = 0;
        for (int r = 0; r < n; r++) {
            long[] row = new long[k + 1]; // the column above, the place in the arrays below: sorts by column
            row[k] = (long) r << 32 | 0xffffffffL;
            for (int i = 0; i < k; i++) {
                row[i] = (long) neighbours.indices()[r * k + i] << 32 | i;
            }
            Arrays.sort(row);
            for (long entry : row) {
                float weight = (int) entry < 0 ? SELF : weights[r * k + (int) entry];
                if (weight != 0) {
                    indices[next] = (int) (entry >>> 32);
                    values[next++] = weight;
                }
            }
            offsets[r + 1] = next;
        }
        SparseMatrix directed =
                new SparseMatrix(n, n, offsets, Arrays.copyOf(indices, next), Arrays.copyOf(values, next));
        return symmetric ? meanWithTransposed(directed) : directed;
    }

    /** (C + Cᵀ) / 2. */
    private static SparseMatrix meanWithTransposed(SparseMatrix a) {
        SparseMatrix b = a.transpose();
        int n = a.rows();
        int[] offsets = new int[n + 1];
        int[] indices = new int[Sizes.product(2, a.stored())];
        float[] values = new float[indices.length];
        int next = 0;
        for (int r = 0; r < n; r++) {
            int i = a.offsets()[r];
            int j = b.offsets()[r];
            while (i < a.offsets()[r + 1] || j < b.offsets()[r + 1]) {
                int inA = i < a.offsets()[r + 1] ? a.indices()[i] : n;
                int inB = j < b.offsets()[r + 1] ? b.indices()[j] : n;
                float sum = 0;
                if (inA <= inB) {
                    sum += a.values()[i++];
                }
                if (inB <= inA) {
                    sum += b.values()[j++];
                }
                indices[next] = Math.min(inA, inB);
                values[next++] = sum / 2;
            }
            offsets[r + 1] = next;
        }
        return new SparseMatrix(n, n, offsets, Arrays.copyOf(indices, next), Arrays.copyOf(values, next));
    }
}
