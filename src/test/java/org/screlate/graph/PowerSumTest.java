package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PowerSumTest {
    /** 1 + z + z² = 3/2 T₀ + T₁ + 1/2 T₂ on [−1, 1]. */
    @Test
    void threeTermsByHand() {
        assertArrayEquals(new double[] {1.5, 1, 0.5}, PowerSum.of(3, -1, 1, 0).coefficients(), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"1,-1,1", "2,-0.5,1", "7,-0.9,0.99", "39,-0.7,1", "39,-1,1", "199,-0.6,0.99", "39,0.2,1"})
    void theErrorIsWithinTheToleranceEverywhere(int n, double low, double high) {
        PowerSum sum = PowerSum.of(n, low, high, 1e-3);
        for (int i = 0; i <= 2000; i++) {
            double z = low + (high - low) * i / 2000;
            double exact = 0;
            for (int k = 0; k < n; k++) {
                exact = exact * z + 1;
            }
            assertEquals(exact, sum.at(z), 1.001e-3, "at " + z);
        }
    }

    @Test
    void fewTermsDoForManyPowers() {
        assertTrue(PowerSum.of(39, -0.7, 1, 1e-6).degree() <= 28);
        assertTrue(PowerSum.of(399, -0.7, 1, 1e-6).degree() <= 110);
    }
}
