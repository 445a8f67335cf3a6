package org.screlate.graph;

import java.util.Arrays;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;

/** A directed graph made undirected: {@code (W + Wᵀ) / 2} with nothing on the diagonal and no zeros stored. */
public final class UndirectedEdges {
    private UndirectedEdges() {}

    /**
     * Makes it; the graph itself where it is so already.
     *
     * @param weights {@code [nodes × nodes]}, none negative
     */
    public static SparseMatrix of(SparseMatrix weights) {
        if (weights.rows() != weights.columns()) {
            throw new IllegalArgumentException("a graph is square, not " + weights.rows() + " × " + weights.columns());
        }
        for (float weight : weights.values()) {
            if (!(weight >= 0 && weight < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "the graph has an edge of weight " + weight + "; 0 or more is needed");
            }
        }
        if (isUndirected(weights)) {
            return weights;
        }
        SparseMatrix reverse = weights.transpose();
        int[] offsets = new int[weights.rows() + 1];
        int[] indices = new int[Sizes.product(2, weights.stored())];
        float[] values = new float[Sizes.product(2, weights.stored())];
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

    // Going up the rows, the entries right of the diagonal must meet those left of it in their order.
    private static boolean isUndirected(SparseMatrix weights) {
        int[] next = Arrays.copyOf(weights.offsets(), weights.rows());
        for (int r = 0; r < weights.rows(); r++) {
            for (int e = next[r]; e < weights.offsets()[r + 1]; e++) {
                int other = weights.indices()[e];
                int back = other > r ? next[other]++ : -1;
                if (back < 0
                        || back >= weights.offsets()[other + 1]
                        || weights.indices()[back] != r
                        || weights.values()[back] != weights.values()[e]
                        || weights.values()[e] == 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
