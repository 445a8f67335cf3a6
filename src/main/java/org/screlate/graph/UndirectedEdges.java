package org.screlate.graph;

import java.util.Arrays;
import org.screlate.matrix.SparseMatrix;

/** A directed graph made undirected: {@code (W + Wᵀ) / 2} with nothing on the diagonal and no zeros stored. */
final class UndirectedEdges {
    private UndirectedEdges() {}

    /**
     * Makes it.
     *
     * @param weights {@code [nodes × nodes]}, none negative
     */
    static SparseMatrix of(SparseMatrix weights) {
        if (weights.rows() != weights.columns()) {
            throw new IllegalArgumentException("a graph is square, not " + weights.rows() + " × " + weights.columns());
        }
        for (float weight : weights.values()) {
            if (!(weight >= 0 && weight < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "the graph has an edge of weight " + weight + "; 0 or more is needed");
            }
        }
        SparseMatrix reverse = weights.transpose();
        int[] offsets = new int[weights.rows() + 1];
        int[] indices = new int[2 * weights.stored()];
        float[] values = new float[2 * weights.stored()];
        int next = 0;
        for (int r = 0; r < weights.rows(); r++) {
            int a = weights.offsets()[r];
            int b = reverse.offsets()[r];
            int endA = weights.offsets()[r + 1];
            int endB = reverse.offsets()[r + 1];
            while (a < endA || b < endB) {
                int left = a < endA ? weights.indices()[a] : Integer.MAX_VALUE;
                int right = b < endB ? reverse.indices()[b] : Integer.MAX_VALUE;
                int column = Math.min(left, right);
                float sum =
                        (left == column ? weights.values()[a++] : 0) + (right == column ? reverse.values()[b++] : 0);
                if (column != r && sum > 0) {
                    indices[next] = column;
                    values[next++] = sum / 2;
                }
            }
            offsets[r + 1] = next;
        }
        return new SparseMatrix(
                weights.rows(), weights.rows(), offsets, Arrays.copyOf(indices, next), Arrays.copyOf(values, next));
    }
}
