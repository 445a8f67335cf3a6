package org.screlate.nn;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.stats.random.Streams;

/**
 * Three linear layers, the first two rectified and thinned by {@link LeakyDropout}: \(Y = \phi(\phi(X W_1 + b_1) W_2 +
 * b_2) W_3 + b_3\).
 */
public final class Perceptron {
    /** Of uniform weights, so that rectified values keep their variance from layer to layer. */
    private static final double GAIN = Math.sqrt(6);

    private final Linear first;
    private final Linear second;
    private final Linear third;
    private final double dropout;
    private DenseMatrix one = DenseMatrix.zeros(0, 0);
    private DenseMatrix two = DenseMatrix.zeros(0, 0);

    /**
     * Draws the weights.
     *
     * @param dropout share of the hidden values dropped in training
     */
    public Perceptron(int inputs, int hidden, int outputs, double dropout, SplittableRandom random) {
        this.first = new Linear("first", inputs, hidden, GAIN, random);
        this.second = new Linear("second", hidden, hidden, GAIN, random);
        this.third = new Linear("third", hidden, outputs, 1, random);
        this.dropout = dropout;
    }

    /** {@code [rows × inputs]} to {@code [rows × outputs]}, nothing dropped. */
    public DenseMatrix predict(DenseMatrix x, Workers workers) {
        return pass(x, 0, 0, workers);
    }

    /**
     * The same in training.
     *
     * @param seed of what is dropped
     */
    public DenseMatrix forward(DenseMatrix x, long seed, Workers workers) {
        return pass(x, dropout, seed, workers);
    }

    private DenseMatrix pass(DenseMatrix x, double dropped, long seed, Workers workers) {
        one = first.forward(x, workers);
        LeakyDropout.applyInPlace(one.values(), LeakyDropout.SLOPE, dropped, Streams.key(seed, "dropout", 1), workers);
        two = second.forward(one, workers);
        LeakyDropout.applyInPlace(two.values(), LeakyDropout.SLOPE, dropped, Streams.key(seed, "dropout", 2), workers);
        return third.forward(two, workers);
    }

    /** Adds to the gradients, after {@link #forward}. */
    public void backward(DenseMatrix dy, Workers workers) {
        DenseMatrix dTwo = DenseMatrix.zeros(two.rows(), two.columns());
        third.backward(dy, dTwo, workers);
        LeakyDropout.backInPlace(two.values(), dTwo.values(), dropout, workers);
        DenseMatrix dOne = DenseMatrix.zeros(one.rows(), one.columns());
        second.backward(dTwo, dOne, workers);
        LeakyDropout.backInPlace(one.values(), dOne.values(), dropout, workers);
        first.backward(dOne, DenseMatrix.zeros(one.rows(), first.inputs()), workers);
    }

    /** What is learned. */
    public List<Parameter> parameters() {
        return Stream.of(first, second, third)
                .flatMap(layer -> layer.parameters().stream())
                .toList();
    }
}
