package org.screlate.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.screlate.matrix.Workers;

final class AdamTest {
    private static final double RATE = 0.01;

    private static Parameter parameter() {
        return Parameter.uniform("p", 3, 2, 1, new SplittableRandom(4));
    }

    /** Of the first step m / (1 − β₁) is the gradient and v / (1 − β₂) its square, so each value moves by the rate. */
    private static void assertFirstStep(double expected, Parameter parameter) {
        float[] before = parameter.value().values().clone();
        float[] gradient = parameter.gradient().values();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = i % 2 == 0 ? 0.5f + i : -0.25f;
        }
        new Adam(List.of(parameter), new Adam.Options(RATE, 0, 1000)).step(Workers.ONE);
        for (int i = 0; i < before.length; i++) {
            double moved = parameter.value().values()[i] - before[i];
            assertEquals(i % 2 == 0 ? -expected : expected, moved, 1e-6);
            assertEquals(0, gradient[i]);
        }
    }

    @Test
    void theFirstStepMovesEachValueByTheRate() {
        assertFirstStep(RATE, parameter());
    }

    @Test
    void stepsAreShorterWhereManyInputsAreSummed() {
        assertFirstStep(RATE, parameter().ofSumsOver(3));
        assertFirstStep(RATE, parameter().ofSumsOver(256));
        assertFirstStep(RATE / 4, parameter().ofSumsOver(1024));
    }
}
