package org.screlate.nn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/**
 * A layer that joins each node with its neighbours; as wide as its input. It keeps what its gradient needs from one call
 * of {@link #forward} to the next of {@link #backward}.
 */
public interface Convolution {
    /**
     * Before bias and activation.
     *
     * @param x a table of nodes and features
     * @param aggregation over the nodes
     * @param features which of all features the table has, so that weights belong to a feature, not to its place; null
     *     for all
     * @param y a table of the shape of x, overwritten
     */
    void forward(DenseMatrix x, Aggregation aggregation, int @Nullable [] features, DenseMatrix y, Workers workers);

    /** What is to be added to each node, one a feature. */
    float[] bias(int @Nullable [] features);

    /** Which way the tables of this layer lie. */
    Orientation orientation();

    /**
     * Adds to the gradients of the parameters, and to that of the input.
     *
     * @param dy the gradient of what {@link #forward} gave, or of that and the bias
     * @param dx the gradient of its x, added to; null where nobody asks for it
     */
    void backward(DenseMatrix dy, @Nullable DenseMatrix dx, Workers workers);

    /** What is learned. */
    List<Parameter> parameters();

    /** Lets go of what the last {@link #forward} kept. */
    void forget();
}
