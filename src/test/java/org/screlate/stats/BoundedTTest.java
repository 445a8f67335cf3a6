package org.screlate.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.screlate.testing.OracleTable;

final class BoundedTTest {
    @Test
    void tailsAreThoseOfAdaptiveQuadrature() {
        OracleTable expected = OracleTable.read(getClass(), "bounded_t.tsv");
        for (int r = 0; r < expected.rows().size(); r++) {
            var distribution = new BoundedT(
                    expected.numbers("floor")[r], expected.numbers("unbounded")[r], expected.numbers("df")[r]);
            double p = expected.numbers("p")[r];
            assertEquals(p, distribution.twoSided(-expected.numbers("t")[r]), 1e-4 * p, "row " + r);
        }
    }

    @Test
    void withoutAFloorItIsStudentsT() {
        for (double df : new double[] {2, 5, 30}) {
            var distribution = new BoundedT(0, 1, df);
            TDistribution t = TDistribution.of(df);
            for (double x : new double[] {0.3, 1.5, 4, 10}) {
                double p = 2 * t.survivalProbability(x);
                assertEquals(p, distribution.twoSided(x), 2e-3 * p);
                double upper = FDistribution.of(3, df).survivalProbability(x);
                assertEquals(upper, distribution.upper(x, 3), 1e-2 * upper);
            }
            assertEquals(t.inverseSurvivalProbability(0.025), distribution.quantile(0.05), 2e-3);
            assertEquals(df, distribution.equivalentDegrees(0.05), 0.01 * df);
        }
    }

    @Test
    void ofAVarianceThatIsKnownItIsNormal() {
        var distribution = new BoundedT(0.3, 1, Double.POSITIVE_INFINITY);
        assertEquals(2 * NormalDistribution.of(0, 1).survivalProbability(2.5), distribution.twoSided(2.5), 1e-12);
        assertEquals(1.959964, distribution.quantile(0.05), 1e-6);
        assertEquals(Double.POSITIVE_INFINITY, distribution.equivalentDegrees(0.05));
    }

    @Test
    void itIsThatOfTheDrawsOfItsFormula() {
        double floor = 0.6;
        double unbounded = 0.9;
        int df = 5;
        var distribution = new BoundedT(floor, unbounded, df);
        SplittableRandom random = new SplittableRandom(7);
        int runs = 40_000;
        int beyond = 0;
        for (int run = 0; run < runs; run++) {
            double a = Math.max(floor, unbounded / chiSquared(random, df) * df);
            double t = normal(random) * Math.sqrt(a / Math.max(floor, a * chiSquared(random, df) / df));
            beyond += Math.abs(t) > 2 ? 1 : 0;
        }
        double p = distribution.twoSided(2);
        assertEquals(p, beyond / (double) runs, 4 * Math.sqrt(p / runs));
    }

    private static double normal(SplittableRandom random) {
        return NormalDistribution.of(0, 1).inverseCumulativeProbability(1 - random.nextDouble());
    }

    private static double chiSquared(SplittableRandom random, int df) {
        double sum = 0;
        for (int i = 0; i < df; i++) {
            double z = normal(random);
            sum += z * z;
        }
        return sum;
    }

    @Test
    void pFallsWithTheStatisticAndFillsUpToOne() {
        for (double floor : new double[] {0, 0.5, 1}) {
            var distribution = new BoundedT(floor, 0.7, 3);
            assertEquals(1, distribution.twoSided(0), 1e-5);
            double before = 1.1;
            for (double x = 0; x < 20; x += 0.5) {
                double p = distribution.twoSided(x);
                assertTrue(p < before && p > 0, x + ": " + p);
                before = p;
            }
            assertTrue(Double.isNaN(distribution.twoSided(Double.NaN)));
        }
    }

    @Test
    void numbersOutsideTheirRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new BoundedT(-0.1, 1, 4));
        assertThrows(IllegalArgumentException.class, () -> new BoundedT(1.1, 1, 4));
        assertThrows(IllegalArgumentException.class, () -> new BoundedT(Double.NaN, 1, 4));
        assertThrows(IllegalArgumentException.class, () -> new BoundedT(1, 0, 4));
        assertThrows(IllegalArgumentException.class, () -> new BoundedT(1, 1, Double.NaN));
    }
}
