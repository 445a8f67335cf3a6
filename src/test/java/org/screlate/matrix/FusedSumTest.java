package org.screlate.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class FusedSumTest {
    @Test
    void byHand() {
        assertEquals(7, FusedSum.byDoubles(2, 3, 1));
        float[] sums = {1, 1, 1};
        FusedSum.addInPlace(2, new float[] {9, 3, 4}, 1, sums, 1, 2);
        assertArrayEquals(new float[] {1, 7, 9}, sums);
        float x = 1 + 0x1p-12f;
        assertEquals(
                0x1p-11f + 0x1p-24f,
                FusedSum.byDoubles(x, x, -1)); // (1 + u)² − 1 = 2u + u², u² lost when rounded twice
    }

    @Test
    void roundsWhereTwoRoundingsWouldNot() {
        assertEquals(Math.nextUp(1f), FusedSum.byDoubles(0x1p-30f, 0x1p-30f, 1 + 0x1p-23f));
    }

    @Test
    void isJavasFusedMultiplyAddForAnyNumbers() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 300_000; i++) {
            float a = Float.intBitsToFloat(random.nextInt());
            float b = i % 3 == 0 ? Float.intBitsToFloat(random.nextInt()) : (float) (1 / a * random.nextDouble());
            float c = i % 2 == 0 ? (float) random.nextDouble() : -a * b * (1 + random.nextInt(-3, 4) * 0x1p-24f);
            assertEquals(Math.fma(a, b, c), FusedSum.byDoubles(a, b, c), () -> a + " * " + b + " + " + c);
        }
        float[] extremes = {
            0, -0f, 1, -1, Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN, Float.POSITIVE_INFINITY, 0x1p-24f
        };
        for (float a : extremes) {
            for (float b : extremes) {
                for (float c : extremes) {
                    assertEquals(Math.fma(a, b, c), FusedSum.byDoubles(a, b, c), () -> a + " * " + b + " + " + c);
                }
            }
        }
    }
}
