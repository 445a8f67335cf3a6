package org.screlate.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.SmallMatrices;

final class SkipActivationTest {
    @Test
    void biasRectifierAndSkipByHand() {
        DenseMatrix y = new DenseMatrix(2, 2, new float[] {1, -3, 0, 2});
        DenseMatrix skip = new DenseMatrix(2, 2, new float[] {10, 20, 30, 40});
        DenseMatrix to = DenseMatrix.zeros(2, 2);
        SkipActivation activation = new SkipActivation();
        // Bias 1 for the first feature, which is the first row, and -4 for the second: 2, -2, -4, -2.
        activation.forward(y, new float[] {1, -4}, Orientation.NODES_IN_COLUMNS, skip, 0, 0, to, Workers.ONE);
        assertArrayEquals(new float[] {12, 19.98f, 29.96f, 39.98f}, to.values(), 1e-5f);
        DenseMatrix d = new DenseMatrix(2, 2, new float[] {1, 1, 2, 3});
        DenseMatrix before = DenseMatrix.zeros(2, 2);
        activation.backInPlace(d, before, Workers.ONE);
        assertArrayEquals(new float[] {1, 0.01f, 0.02f, 0.03f}, d.values(), 1e-6f);
        assertArrayEquals(new float[] {1, 1, 2, 3}, before.values());
    }

    @Test
    void itIsBiasThenLeakyDropoutThenTheSum() {
        for (Orientation orientation : Orientation.values()) {
            DenseMatrix y = SmallMatrices.points(301, 257, 1);
            DenseMatrix skip = SmallMatrices.points(301, 257, 2);
            float[] bias = SmallMatrices.points(1, 301, 3).values();
            DenseMatrix expected = y.copy();
            Elements.addBias(expected, bias, orientation, Workers.ONE);
            LeakyDropout.applyInPlace(expected.values(), LeakyDropout.SLOPE, 0.3, 77, Workers.ONE);
            DenseMatrix slopes = SmallMatrices.points(301, 257, 4);
            DenseMatrix back = slopes.copy();
            LeakyDropout.backInPlace(expected.values(), back.values(), 0.3, Workers.ONE);
            DenseMatrix to = DenseMatrix.zeros(301, 257);
            SkipActivation activation = new SkipActivation();
            activation.forward(y.copy(), bias, orientation, skip, 0.3, 77, to, new Workers(2));
            assertArrayEquals(Elements.sum(skip, expected, Workers.ONE).values(), to.values());
            activation.backInPlace(slopes, null, new Workers(2));
            assertArrayEquals(back.values(), slopes.values());
            DenseMatrix own = y.copy();
            activation.forward(own, bias, orientation, null, 0.3, 77, own, Workers.ONE);
            assertArrayEquals(expected.values(), own.values());
        }
    }

    @Test
    void whatIsDroppedHasNoGradient() {
        DenseMatrix y = SmallMatrices.points(40, 50, 5);
        SkipActivation activation = new SkipActivation();
        activation.forward(y, new float[50], Orientation.NODES_IN_ROWS, null, 0.5, 3, y, Workers.ONE);
        DenseMatrix d = DenseMatrix.zeros(40, 50);
        Arrays.fill(d.values(), 1);
        activation.backInPlace(d, null, Workers.ONE);
        int dropped = 0;
        for (int i = 0; i < d.values().length; i++) {
            assertEquals(y.values()[i] == 0, d.values()[i] == 0);
            dropped += d.values()[i] == 0 ? 1 : 0;
        }
        // 2000 draws at one half: a deviation of 22.
        assertEquals(1000, dropped, 90);
    }
}
