package org.screlate.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

final class PerceptronTest {
    private static final int[][] LABELS = {{0, 2}, {}, {1}, {0, 1, 2, 3}, {3}};

    private static DenseMatrix points() {
        SplittableRandom random = new SplittableRandom(5);
        DenseMatrix x = DenseMatrix.zeros(LABELS.length, 3);
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] = (float) (2 * random.nextDouble() - 1);
        }
        return x;
    }

    private static Perceptron layers(double dropout) {
        return new Perceptron(3, 7, 4, dropout, new SplittableRandom(2));
    }

    private static double loss(Perceptron layers) {
        return LogisticLoss.of(layers.forward(points(), 9, Workers.ONE), LABELS);
    }

    @Test
    void theLossIsThatWorkedOutByHand() {
        DenseMatrix logits = new DenseMatrix(2, 2, new float[] {0, 1, -2, 1000});
        int[][] labels = {{0}, {0, 1}};
        double loss = LogisticLoss.of(logits, labels);
        LogisticLoss.toGradientInPlace(logits, labels, Workers.ONE);
        double first = Math.log(2) + Math.log(1 + Math.E);
        double second = Math.log(1 + Math.exp(-2)) + 2;
        assertEquals((first + second) / 2, loss, 1e-12);
        double one = 1 / (1 + Math.exp(-1));
        double two = 1 / (1 + Math.exp(2));
        assertArrayEquals(new float[] {-0.25f, (float) (one / 2), (float) ((two - 1) / 2), 0}, logits.values(), 1e-7f);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void gradientIsTheSlopeOfTheLoss(double dropout) {
        Perceptron layers = layers(dropout);
        DenseMatrix dy = layers.forward(points(), 9, Workers.ONE);
        LogisticLoss.toGradientInPlace(dy, LABELS, Workers.ONE);
        layers.backward(dy, Workers.ONE);
        float step = 1e-2f;
        for (Parameter parameter : layers.parameters()) {
            float[] values = parameter.value().values();
            for (int i = 0; i < values.length; i += 3) {
                float before = values[i];
                values[i] = before + step;
                double above = loss(layers);
                values[i] = before - step;
                double below = loss(layers);
                values[i] = before;
                double slope = (above - below) / (2 * step);
                assertEquals(slope, parameter.gradient().values()[i], 2e-3, parameter.name() + " " + i);
            }
        }
    }

    @Test
    void nothingIsDroppedInPrediction() {
        assertArrayEquals(
                layers(0.5).predict(points(), Workers.ONE).values(),
                layers(0).forward(points(), 1, Workers.ONE).values());
    }

    @Test
    void threadsChangeNothing() {
        assertArrayEquals(
                layers(0.3).forward(points(), 1, Workers.ONE).values(),
                layers(0.3).forward(points(), 1, new Workers(3)).values());
    }

    @Test
    void backwardWithoutForwardIsRefused() {
        assertThrows(IllegalStateException.class, () -> layers(0).backward(DenseMatrix.zeros(5, 4), Workers.ONE));
    }
}
