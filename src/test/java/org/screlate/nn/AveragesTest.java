package org.screlate.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

final class AveragesTest {
    private static final Workers ONE = new Workers(1);

    private static Parameter parameter(float... values) {
        return new Parameter("p", new DenseMatrix(1, values.length, values), DenseMatrix.zeros(1, values.length), 1);
    }

    @Test
    void anAverageKeepsItsShareAtEachStep() {
        Parameter parameter = parameter(1, -2);
        Averages averages = new Averages(List.of(parameter), 0.75);
        float[] found = averages.averages().get(0).values();
        parameter.value().values()[0] = 5;
        averages.step(ONE);
        assertArrayEquals(new float[] {0.75f * 1 + 0.25f * 5, -2}, found);
        parameter.value().values()[0] = 10;
        averages.step(ONE);
        assertArrayEquals(new float[] {0.75f * 2 + 0.25f * 10, -2}, found);
    }

    @Test
    void withoutShareTheAverageIsTheParameter() {
        Parameter parameter = parameter(1, 2);
        Averages averages = new Averages(List.of(parameter), 0);
        parameter.value().values()[1] = 7.3f;
        averages.step(ONE);
        assertArrayEquals(new float[] {1, 7.3f}, averages.averages().get(0).values());
    }

    @Test
    void exchangingTwiceLeavesAllAsItWas() {
        Parameter parameter = parameter(1, 2);
        Averages averages = new Averages(List.of(parameter), 0.5);
        parameter.value().values()[0] = 9;
        averages.step(ONE);
        averages.exchange();
        assertArrayEquals(new float[] {5, 2}, parameter.value().values());
        assertArrayEquals(new float[] {9, 2}, averages.averages().get(0).values());
        averages.exchange();
        assertArrayEquals(new float[] {9, 2}, parameter.value().values());
        assertEquals(5, averages.averages().get(0).values()[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void manyValuesAreTheSameByAnyNumberOfThreads(int threads) {
        float[] values = new float[100_000];
        Parameter parameter = parameter(values);
        Averages averages = new Averages(List.of(parameter), 0.5);
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        averages.step(new Workers(threads));
        averages.exchange();
        for (int i = 0; i < values.length; i++) {
            assertEquals(i / 2f, values[i]);
            assertEquals(i, averages.averages().get(0).values()[i]);
        }
    }
}
