package org.screlate.nn;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.DenseProducts;
import org.screlate.matrix.Workers;

/** Y = X·W + 1 bᵀ. */
public final class Linear {
    private final Parameter weight;
    private final Parameter bias;
    private @Nullable DenseMatrix last;

    /**
     * Draws the weights.
     *
     * @param gain of the usual limit, the inverse root of the inputs
     */
    public Linear(String name, int inputs, int outputs, double gain, SplittableRandom random) {
        double limit = gain / Math.sqrt(inputs);
        this.weight = Parameter.uniform(name + ".weight", inputs, outputs, limit, random);
        this.bias = Parameter.uniform(name + ".bias", outputs, 1, limit, random);
    }

    /** {@code [nodes × inputs]} to {@code [nodes × outputs]}. */
    public DenseMatrix forward(DenseMatrix x, Workers workers) {
        last = x;
        DenseMatrix y = DenseMatrix.zeros(x.rows(), weight.value().columns());
        DenseProducts.ab(x, weight.value(), y, false, workers);
        Elements.addBias(y, bias.value().values(), Orientation.NODES_IN_ROWS, workers);
        return y;
    }

    /** Adds to the gradients, and to that of the input. */
    public void backward(DenseMatrix dy, DenseMatrix dx, Workers workers) {
        DenseMatrix x = Passes.last(last);
        last = null;
        Elements.addSumOverNodes(dy, bias.gradient().values(), Orientation.NODES_IN_ROWS, workers);
        DenseProducts.atb(x, dy, weight.gradient(), true, workers);
        DenseProducts.abt(dy, weight.value(), dx, true, workers);
    }

    /** Lets go of what the last {@link #forward} kept. */
    public void forget() {
        last = null;
    }

    int inputs() {
        return weight.value().rows();
    }

    /** What is learned. */
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }
}
