package org.screlate.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SymmetricEigenvaluesTest {
    @Test
    void twoByTwoByHand() {
        assertArrayEquals(new double[] {3, 1}, SymmetricEigenvalues.of(new double[][] {{2, 1}, {1, 2}}), 1e-14);
    }

    @Test
    void smallOnesAreTheirEntries() {
        assertArrayEquals(new double[0], SymmetricEigenvalues.of(new double[0][0]));
        assertArrayEquals(new double[] {4}, SymmetricEigenvalues.of(new double[][] {{4}}));
    }

    /** A ring of n nodes has 2 cos(2πk / n). */
    @Test
    void aRingHasCosines() {
        int n = 9;
        double[][] ring = new double[n][n];
        double[] expected = new double[n];
        for (int i = 0; i < n; i++) {
            ring[i][(i + 1) % n] = 1;
            ring[(i + 1) % n][i] = 1;
            expected[i] = -2 * Math.cos(2 * Math.PI * i / n);
        }
        Arrays.sort(expected);
        Arrays.setAll(expected, i -> 2 * Math.cos(2 * Math.PI * ((i + 1) / 2) / n));
        assertArrayEquals(expected, SymmetricEigenvalues.of(ring), 1e-12);
    }

    @Test
    void tracesOfPowersAreSumsOfPowers() {
        int n = 40;
        SplittableRandom random = new SplittableRandom(2);
        double[][] a = new double[n][n];
        double trace = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                a[i][j] = random.nextDouble() - 0.5;
                a[j][i] = a[i][j];
                squares += (i == j ? 1 : 2) * a[i][j] * a[i][j];
            }
            trace += a[i][i];
        }
        double[] values = SymmetricEigenvalues.of(a);
        assertEquals(trace, Arrays.stream(values).sum(), 1e-12);
        assertEquals(squares, Arrays.stream(values).map(v -> v * v).sum(), 1e-11);
    }
}
