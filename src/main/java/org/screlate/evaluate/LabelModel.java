package org.screlate.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.nn.Adam;
import org.screlate.nn.LogisticLoss;
import org.screlate.nn.Perceptron;
import org.screlate.stats.random.RandomOrder;
import org.screlate.stats.random.Streams;

/** A three-layer perceptron that tells which of many labels each point has, trained by {@link LogisticLoss}. */
final class LabelModel {
    private static final double LEARNING_RATE = 1e-3;
    private static final double WEIGHT_DECAY = 1e-5;
    private static final int BATCH = 128;

    private final Perceptron layers;

    private LabelModel(Perceptron layers) {
        this.layers = layers;
    }

    /**
     * Settings of training.
     *
     * @param hidden values in each of the two hidden layers
     * @param epochs walks over all points, in batches of 128, each in a new random order
     * @param dropout share of the hidden values dropped
     */
    record Options(int hidden, int epochs, double dropout) {}

    /**
     * Trains one.
     *
     * @param x {@code [points × dimensions]}, of mean 0 and standard deviation 1 or near
     * @param labels of each point, from 0
     * @param number of labels
     */
    static LabelModel train(DenseMatrix x, int[][] labels, int number, Options options, long seed) {
        Perceptron layers =
                new Perceptron(x.columns(), options.hidden, number, options.dropout, Streams.of(seed, "weights"));
        Adam adam =
                new Adam(layers.parameters(), new Adam.Options(LEARNING_RATE, WEIGHT_DECAY, Double.POSITIVE_INFINITY));
        int[] order = IntStream.range(0, x.rows()).toArray();
        for (int epoch = 0; epoch < options.epochs; epoch++) {
            RandomOrder.shuffle(order, Streams.of(seed, "batches", epoch));
            for (int from = 0; from < order.length; from += BATCH) {
                int[] batch = Arrays.copyOfRange(order, from, Math.min(order.length, from + BATCH));
                DenseMatrix y =
                        layers.forward(x.selectRows(batch), Streams.key(seed, "dropout", epoch, from), Workers.ONE);
                int[][] its = Arrays.stream(batch).mapToObj(i -> labels[i]).toArray(int[][]::new);
                LogisticLoss.toGradientInPlace(y, its, Workers.ONE);
                layers.backward(y, Workers.ONE);
                adam.step(Workers.ONE);
            }
        }
        return new LabelModel(layers);
    }

    /** {@code [points × labels]}, higher where a label is more likely. */
    DenseMatrix logits(DenseMatrix x) {
        return layers.predict(x, Workers.ONE);
    }
}
