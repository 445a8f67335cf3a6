package org.screlate.nn;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/** A linear layer to a wide table, \(Y = W H^\top + b 1^\top\), {@code [features × nodes]}; W {@code [features × inputs]}. */
public final class Widening {
    private static final Orientation OUT = Orientation.NODES_IN_COLUMNS;

    private final Parameter weight;
    private final Parameter bias;
    private @Nullable DenseMatrix last;
    private DenseMatrix output = DenseMatrix.zeros(0, 0);

    /** Draws the weights. */
    public Widening(String name, int inputs, int features, SplittableRandom random) {
        double limit = 1 / Math.sqrt(inputs);
        this.weight = Parameter.uniform(name + ".weight", features, inputs, limit, random);
        this.bias = Parameter.zeros(name + ".bias", features, 1);
    }

    /** {@code [nodes × inputs]} to {@code [features × nodes]}, the caller's until the next call. */
    public DenseMatrix forward(DenseMatrix h, Workers workers) {
        last = h;
        output = output.reshaped(weight.value().rows(), h.rows());
        OUT.outer(h, weight.value(), output, false, workers);
        Elements.addBias(output, bias.value().values(), OUT, workers);
        return output;
    }

    /** W, {@code [features × inputs]}. */
    public DenseMatrix weight() {
        return weight.value();
    }

    /** Adds to the gradients, and to that of the input. */
    public void backward(DenseMatrix dy, DenseMatrix dh, Workers workers) {
        DenseMatrix h = Passes.last(last);
        last = null;
        Elements.addSumOverNodes(dy, bias.gradient().values(), OUT, workers);
        OUT.addToFeatures(dy, h, weight.gradient(), workers);
        Elements.addInto(OUT.toNodes(dy, weight.value(), workers).values(), dh.values(), workers);
    }

    /** Lets go of what the last {@link #forward} kept. */
    public void forget() {
        last = null;
        output = DenseMatrix.zeros(0, 0);
    }

    /** What is learned. */
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }
}
