package org.screlate.stats.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class CholeskyTest {
    private static final double[][] MATRIX = {{4, 2, 0}, {2, 5, 1}, {0, 1, 3}};

    @Test
    void solvesInvertsAndMeasuresByHand() {
        Cholesky cholesky = new Cholesky(3);
        assertTrue(cholesky.factor(MATRIX));
        // 4 (15 - 1) - 2 (6 - 0)
        assertEquals(Math.log(44), cholesky.logDeterminant(), 1e-14);
        double[] b = {8, 15, 11};
        cholesky.solveInPlace(b);
        assertArrayEquals(new double[] {1, 2, 3}, b, 1e-14);
        double[][] inverse = new double[3][3];
        cholesky.invertInto(inverse);
        assertEquals(14.0 / 44, inverse[0][0], 1e-15);
        assertEquals(-6.0 / 44, inverse[0][1], 1e-15);
        assertEquals(inverse[0][2], inverse[2][0], 0);
    }

    @Test
    void refusesWhatIsNotPositiveDefinite() {
        assertFalse(new Cholesky(2).factor(new double[][] {{1, 0}, {2, 1}}));
        assertFalse(new Cholesky(1).factor(new double[][] {{Double.NaN}}));
        assertFalse(new Cholesky(2).factor(new double[][] {{1, 0}, {1, 1}}));
    }
}
