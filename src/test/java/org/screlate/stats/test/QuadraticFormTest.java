package org.screlate.stats.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuadraticFormTest {
    /** Sums of two squares are exponential: a E₁ > b E₂ has chance a / (a + b). */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 1", "0.01, 5", "1e-6, 1"})
    void twoAgainstTwoIsOfExponentialValues(double a, double b) {
        assertEquals(a / (a + b), QuadraticForm.positive(new double[] {a, -b, a, -b}), 1e-13);
    }

    /** (1 − q) X² > q times d squares is F with 1 and d degrees of freedom, so t². */
    @ParameterizedTest
    @CsvSource({"1, 0.9", "3, 0.5", "7, 0.999", "20, 0.05", "196, 0.02"})
    void oneAgainstSeveralIsStudents(int d, double q) {
        double[] eigenvalues = new double[d + 1];
        java.util.Arrays.fill(eigenvalues, -q);
        eigenvalues[0] = 1 - q;
        double t = Math.sqrt(d * q / (1 - q));
        double expected = 2 * TDistribution.of(d).survivalProbability(t);
        assertEquals(expected, QuadraticForm.positive(eigenvalues), 1e-12);
    }

    @Test
    void threeAgainstFourIsFishers() {
        double[] eigenvalues = {1, 1, 1, -0.2, -0.2, -0.2, -0.2};
        double expected = FDistribution.of(3, 4).survivalProbability(0.2 * 4 / 3.0);
        assertEquals(expected, QuadraticForm.positive(eigenvalues), 1e-12);
    }

    @Test
    void signsAloneDecideWhereTheyAreAllAlike() {
        assertEquals(1, QuadraticForm.positive(new double[] {1, 0, 2}));
        assertEquals(0, QuadraticForm.positive(new double[] {-1, 0}));
        assertEquals(0, QuadraticForm.positive(new double[0]));
        assertEquals(Double.NaN, QuadraticForm.positive(new double[] {Double.NaN}));
    }
}
