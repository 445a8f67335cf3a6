package org.screlate.matrix;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LeastEigenvalueTest {
    /** A ring of n nodes that each weigh 1: eigenvalues 2 cos(2πk/n), the least −2 for an even n. */
    @ParameterizedTest
    @ValueSource(ints = {4, 10, 1000})
    void ofARing(int n) {
        double bound = LeastEigenvalue.bound(ring(n), ones(n));
        assertTrue(bound <= -2 && bound > -2.4, "bound " + bound);
    }

    /** Scaled by √½ on both sides, the ring is a random walk, whose least eigenvalue is −1. */
    @Test
    void scalesAreHeeded() {
        double[] scale = ones(50);
        Arrays.fill(scale, Math.sqrt(0.5));
        double bound = LeastEigenvalue.bound(ring(50), scale);
        assertTrue(bound <= -1 && bound > -1.2, "bound " + bound);
    }

    @Test
    void isBelowThatOfRandomMatrices() {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 60;
            double[][] full = new double[n][n];
            DenseMatrix dense = DenseMatrix.zeros(n, n);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    float value = random.nextInt(5) == 0 ? (float) random.nextDouble() : 0;
                    dense.set(i, j, value);
                    dense.set(j, i, value);
                    full[i][j] = full[j][i] = value;
                }
            }
            double[] shifted = leastByPower(full);
            double bound = LeastEigenvalue.bound(dense.toSparse(), ones(n));
            assertTrue(bound <= shifted[0] + 1e-6, bound + " above " + shifted[0]);
            assertTrue(bound > shifted[0] - 0.2 * shifted[1], bound + " far below " + shifted[0]);
        }
    }

    /** Least eigenvalue and the shift, by power iteration on shift · I − W. */
    private static double[] leastByPower(double[][] w) {
        double shift = 0;
        for (double[] row : w) {
            shift = Math.max(shift, Arrays.stream(row).map(Math::abs).sum());
        }
        double[] x = ones(w.length);
        x[0] = 2;
        x[1] = -1;
        double value = 0;
        for (int step = 0; step < 5000; step++) {
            double[] y = new double[x.length];
            double squares = 0;
            for (int i = 0; i < x.length; i++) {
                y[i] = shift * x[i];
                for (int j = 0; j < x.length; j++) {
                    y[i] -= w[i][j] * x[j];
                }
                squares += y[i] * y[i];
            }
            value = Math.sqrt(squares);
            for (int i = 0; i < x.length; i++) {
                x[i] = y[i] / value;
            }
        }
        return new double[] {shift - value, shift};
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static SparseMatrix ring(int n) {
        DenseMatrix dense = DenseMatrix.zeros(n, n);
        for (int i = 0; i < n; i++) {
            dense.set(i, (i + 1) % n, 1);
            dense.set((i + 1) % n, i, 1);
        }
        return dense.toSparse();
    }
}
