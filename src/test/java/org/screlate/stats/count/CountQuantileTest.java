package org.screlate.stats.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

final class CountQuantileTest {
    @ParameterizedTest
    @CsvFileSource(resources = "count_quantiles.tsv", delimiter = '\t', numLinesToSkip = 2)
    void quantilesAreThoseOfScipy(double probability, double mean, double dispersion, int quantile) {
        assertEquals(quantile, CountQuantile.of(probability, mean, dispersion));
    }

    @Test
    void withSizeOneItIsTheGeometricDistribution() {
        // dispersion 1, mean 1: f(k) = 2^-(k+1), F(0) = 1/2, F(1) = 3/4, F(2) = 7/8
        assertEquals(0, CountQuantile.of(0.5, 1, 1));
        assertEquals(1, CountQuantile.of(0.51, 1, 1));
        assertEquals(1, CountQuantile.of(0.75, 1, 1));
        assertEquals(2, CountQuantile.of(0.76, 1, 1));
    }

    @Test
    void theSumEndsForAProbabilityOfOne() {
        assertTrue(CountQuantile.of(1, 5, 0.3) > 50);
    }

    @Test
    void whereTheProbabilityOfZeroIsNoDoubleItIsNearlyThePoissonQuantile() {
        // scipy.stats.nbinom.ppf([.01, .5, .99], 1e4, 1e4 / (1e4 + 1000)), SciPy 1.17.1
        assertEquals(924, CountQuantile.of(0.01, 1000, 1e-4));
        assertEquals(1000, CountQuantile.of(0.5, 1000, 1e-4));
        assertEquals(1078, CountQuantile.of(0.99, 1000, 1e-4));
    }
}
