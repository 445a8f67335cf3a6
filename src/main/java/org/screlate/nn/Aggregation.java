package org.screlate.nn;

import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Products;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/** A fixed weighted sum over the neighbours of each node: {@code [nodes × k]} to the same shape, and its transposed. */
public final class Aggregation {

    private final SparseMatrix weights;
    private final SparseMatrix transposed;

    private Aggregation(SparseMatrix weights) {
        this.weights = weights;
        this.transposed = weights.transpose();
    }

    /** The mean over the neighbours, \(P_{ij} = 1 / d_i\); zeros for a node without. */
    public static Aggregation mean(SparseMatrix graph) {
        float[] values = new float[graph.stored()];
        for (int i = 0; i < graph.rows(); i++) {
            int degree = graph.offsets()[i + 1] - graph.offsets()[i];
            for (int k = graph.offsets()[i]; k < graph.offsets()[i + 1]; k++) {
                values[k] = 1f / degree;
            }
        }
        return new Aggregation(graph.withValues(values));
    }

    /**
     * The sum over the neighbours and the node itself, \(P_{ij} = (d_i + 1)^{-1/2} (d_j + 1)^{-1/2}\).
     *
     * @param graph without self-loops
     */
    public static Aggregation symmetric(SparseMatrix graph) {
        int n = graph.rows();
        int[] offsets = new int[n + 1];
        int[] indices = new int[graph.stored() + n];
        float[] values = new float[indices.length];
        int next = 0;
        for (int i = 0; i < n; i++) {
            boolean selfIsIn = false;
            for (int k = graph.offsets()[i]; k < graph.offsets()[i + 1]; k++) {
                int j = graph.indices()[k];
                if (j > i && !selfIsIn) {
                    indices[next++] = i;
                    selfIsIn = true;
                }
                indices[next++] = j;
            }
            if (!selfIsIn) {
                indices[next++] = i;
            }
            offsets[i + 1] = next;
        }
        for (int i = 0; i < n; i++) {
            double own = offsets[i + 1] - offsets[i];
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                double other = offsets[indices[k] + 1] - offsets[indices[k]];
                values[k] = (float) (1 / Math.sqrt(own * other));
            }
        }
        return new Aggregation(new SparseMatrix(n, n, offsets, indices, values));
    }

    /** P·X. */
    public DenseMatrix of(DenseMatrix x, Workers workers) {
        return Products.multiply(weights, x, workers);
    }

    /** P·X, into y. */
    void of(DenseMatrix x, DenseMatrix y, Workers workers) {
        Products.multiply(weights, x, y, workers);
    }

    /** Pᵀ·X, into y. */
    void back(DenseMatrix x, DenseMatrix y, Workers workers) {
        Products.multiply(transposed, x, y, workers);
    }

    /** Pᵀ·X, which takes the gradient back. */
    public DenseMatrix back(DenseMatrix x, Workers workers) {
        return Products.multiply(transposed, x, workers);
    }
}
