package org.screlate.nn;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/** A graph convolution to fewer features: \(Y = P (X W) + 1 b^\top\), W {@code [features × outputs]}. */
public final class Narrowing {
    private final Orientation orientation;
    private final int allFeatures;
    private final Parameter weight;
    private final Parameter bias;
    private @Nullable Pass pass;
    /** X·W, then its gradient. */
    private DenseMatrix projected = DenseMatrix.zeros(0, 0);

    private DenseMatrix output = DenseMatrix.zeros(0, 0);

    /**
     * Draws the weights.
     *
     * @param steady whether they are learned the more slowly the more features there are
     */
    public Narrowing(
            String name, Orientation orientation, int features, int outputs, boolean steady, SplittableRandom random) {
        this.orientation = orientation;
        this.allFeatures = features;
        double limit = Math.sqrt(6.0 / (features + outputs));
        Parameter drawn = Parameter.uniform(name + ".weight", features, outputs, limit, random);
        this.weight = steady ? drawn.ofSumsOver(features) : drawn;
        this.bias = Parameter.zeros(name + ".bias", outputs, 1);
    }

    private record Pass(DenseMatrix table, Aggregation aggregation, int @Nullable [] features, DenseMatrix weight) {}

    /**
     * Before the activation.
     *
     * @param features as in {@link Convolution#forward}
     * @return {@code [nodes × outputs]}, the caller's until the next call
     */
    public DenseMatrix forward(DenseMatrix table, Aggregation aggregation, int @Nullable [] features, Workers workers) {
        DenseMatrix w = weight.rows(features);
        projected = projected.reshaped(orientation.nodes(table), w.columns());
        orientation.toNodes(table, w, projected, workers);
        Elements.scaleInPlace(projected, scale(features));
        pass = new Pass(table, aggregation, features, w);
        output = output.reshaped(projected.rows(), projected.columns());
        aggregation.of(projected, output, workers);
        Elements.addBias(output, bias.value().values(), Orientation.NODES_IN_ROWS, workers);
        return output;
    }

    /** X·W, the first half of the layer, for those who have not all features at once. */
    public DenseMatrix project(DenseMatrix table, int @Nullable [] features, Workers workers) {
        return orientation.toNodes(table, weight.rows(features), workers);
    }

    /** P·T + 1 bᵀ, the second half. */
    public DenseMatrix aggregate(DenseMatrix products, Aggregation aggregation, Workers workers) {
        DenseMatrix y = aggregation.of(products, workers);
        Elements.addBias(y, bias.value().values(), Orientation.NODES_IN_ROWS, workers);
        return y;
    }

    /** Adds to the gradients of the parameters, and to that of the input. */
    public void backward(DenseMatrix dy, DenseMatrix dTable, Workers workers) {
        Pass p = Passes.last(pass);
        pass = null;
        Elements.addSumOverNodes(dy, bias.gradient().values(), Orientation.NODES_IN_ROWS, workers);
        DenseMatrix dProjected = projected;
        p.aggregation.back(dy, dProjected, workers);
        Elements.scaleInPlace(dProjected, scale(p.features));
        DenseMatrix dw = weight.gradientRows(p.features);
        orientation.addToFeatures(p.table, dProjected, dw, workers);
        orientation.outer(dProjected, p.weight, dTable, true, workers);
        weight.addToGradient(p.features, dw);
    }

    private float scale(int @Nullable [] features) {
        return features == null ? 1 : (float) allFeatures / features.length;
    }

    /** Lets go of what the last {@link #forward} kept. */
    public void forget() {
        pass = null;
        projected = DenseMatrix.zeros(0, 0);
        output = projected;
    }

    /** What is learned. */
    public List<Parameter> parameters() {
        return List.of(weight, bias);
    }
}
