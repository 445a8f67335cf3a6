package org.screlate.stats.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Logistic regression with a penalty. */
final class RidgeLogisticTest {
    /** scikit-learn 1.9.1: {@code LogisticRegression(C=2, tol=1e-12)}. */
    @Test
    void isThatOfScikitLearn() {
        double[][] x = new double[12][];
        boolean[] isTrue = new boolean[12];
        for (int i = 0; i < 12; i++) {
            x[i] = new double[] {i * 7 % 12 / 4.0, i * 5 % 9 - 4};
            isTrue[i] = i * i % 7 % 2 == 0;
        }
        RidgeLogistic fit = RidgeLogistic.of(x, isTrue, 0.5);
        assertTrue(fit.converged());
        assertArrayEquals(new double[] {-0.5271685170394239, -0.0022836253230394668}, fit.coefficients(), 1e-6);
        assertEquals(1.8741372419549325, fit.intercept(), 1e-6);
    }

    @Test
    void withoutFeaturesThatVaryTheInterceptIsTheLogOfTheOdds() {
        double[][] x = {{0}, {0}, {0}, {0}};
        RidgeLogistic fit = RidgeLogistic.of(x, new boolean[] {true, true, true, false}, 1);
        assertEquals(Math.log(3), fit.logOdds(new double[] {0}), 1e-6);
        assertEquals(0, fit.coefficients()[0]);
    }

    @Test
    void whatIsFullyTellableStaysFiniteByThePenalty() {
        double[][] x = {{-1}, {-2}, {1}, {2}};
        RidgeLogistic fit = RidgeLogistic.of(x, new boolean[] {false, false, true, true}, 0.01);
        assertTrue(fit.converged());
        assertTrue(fit.coefficients()[0] > 1 && fit.coefficients()[0] < 100);
        assertEquals(0, fit.intercept(), 1e-6);
    }

    @Test
    void swappedAnswersTurnTheSigns() {
        SplittableRandom random = new SplittableRandom(3);
        double[][] x = new double[50][3];
        boolean[] isTrue = new boolean[50];
        boolean[] isFalse = new boolean[50];
        for (int i = 0; i < 50; i++) {
            for (int j = 0; j < 3; j++) {
                x[i][j] = random.nextGaussian();
            }
            isTrue[i] = x[i][0] + random.nextGaussian() > 0;
            isFalse[i] = !isTrue[i];
        }
        RidgeLogistic fit = RidgeLogistic.of(x, isTrue, 1);
        RidgeLogistic other = RidgeLogistic.of(x, isFalse, 1);
        assertEquals(fit.logOdds(x[7]), -other.logOdds(x[7]), 1e-6);
    }

    @Test
    void badInputIsRefused() {
        double[][] x = {{1}};
        assertThrows(IllegalArgumentException.class, () -> RidgeLogistic.of(x, new boolean[] {true}, 0));
        assertThrows(IllegalArgumentException.class, () -> RidgeLogistic.of(x, new boolean[] {true}, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> RidgeLogistic.of(x, new boolean[2], 1));
    }
}
