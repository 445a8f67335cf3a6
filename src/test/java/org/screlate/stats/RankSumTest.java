package org.screlate.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RankSumTest {
    @Test
    void negativeValuesRankBelowTheZeros() {
        // -1 (group 0) | 0, 0 (1, 1) | 2 (0): ranks 1, 2.5, 2.5, 4: both sums are 5, as expected of chance
        double[] z = RankSum.standardised(new float[] {2, -1}, new int[] {0, 0}, 2, new int[] {2, 2});
        assertArrayEquals(new double[] {0, 0}, z, 1e-15);
        // -1, -1 (group 0) | 0, 0 (1): ranks 1.5, 1.5, 3.5, 3.5; ties 6 + 6 of 60
        double[] low = RankSum.standardised(new float[] {-1, -1}, new int[] {0, 0}, 2, new int[] {2, 2});
        assertEquals((3 - 5) / Math.sqrt(20 / 12.0 * (1 - 12 / 60.0)), low[0], 1e-15);
    }

    @Test
    void equalValuesAndEmptyGroupsGiveNoScore() {
        assertArrayEquals(new double[2], RankSum.standardised(new float[0], new int[0], 0, new int[] {3, 4}));
        assertArrayEquals(
                new double[2], RankSum.standardised(new float[] {1, 2}, new int[] {0, 0}, 2, new int[] {2, 0}));
    }

    @Test
    void storedZerosAreZeros() {
        float[] values = {3, 0, 1, 0};
        int[] groups = {0, 0, 1, 1};
        double[] stored = RankSum.standardised(values, groups, 4, new int[] {3, 3});
        double[] bare = RankSum.standardised(new float[] {3, 1}, new int[] {0, 1}, 2, new int[] {3, 3});
        assertArrayEquals(bare, stored);
    }

    @Test
    void groupsThatDoNotDifferGiveUniformPValues() {
        SplittableRandom random = new SplittableRandom(2);
        int below = 0;
        for (int run = 0; run < 2000; run++) {
            float[] values = new float[60];
            int[] groups = new int[60];
            for (int i = 0; i < 60; i++) {
                values[i] = random.nextInt(4);
                groups[i] = i % 2;
            }
            double[] z = RankSum.standardised(values, groups, 60, new int[] {30, 30});
            below += RankSum.pValue(z[0]) < 0.05 ? 1 : 0;
            assertEquals(-z[0], z[1], 1e-9);
        }
        assertEquals(0.05, below / 2000.0, 0.015);
    }
}
