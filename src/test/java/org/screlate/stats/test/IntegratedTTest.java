package org.screlate.stats.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.screlate.testing.OracleTable;

final class IntegratedTTest {
    private static final double NO_PRIOR = 1e9;

    @Test
    void tailsAreThoseOfAdaptiveQuadrature() {
        OracleTable expected = OracleTable.read(getClass(), "integrated_t.tsv");
        for (int r = 0; r < expected.rows().size(); r++) {
            var distribution = new IntegratedT(
                    expected.numbers("floor")[r],
                    expected.numbers("unbounded")[r],
                    expected.numbers("df")[r],
                    expected.numbers("scale")[r]);
            double p = expected.numbers("p")[r];
            assertEquals(p, distribution.twoSided(-expected.numbers("t")[r]), 1e-4 * p, "row " + r);
        }
    }

    @Test
    void withoutAFloorItIsStudentsT() {
        for (double df : new double[] {2, 5, 30}) {
            var distribution = new IntegratedT(0, 1, df, NO_PRIOR);
            TDistribution t = TDistribution.of(df);
            for (double x : new double[] {0.3, 1.5, 4, 10}) {
                double p = 2 * t.survivalProbability(x);
                assertEquals(p, distribution.twoSided(x), 1e-5 * p);
                double upper = FDistribution.of(3, df).survivalProbability(x);
                assertEquals(upper, distribution.upper(x, 3), 1e-5 * upper);
            }
            assertEquals(t.inverseSurvivalProbability(0.025), distribution.quantile(0.05), 1e-5);
            assertEquals(df, distribution.equivalentDegrees(0.05), 1e-4 * df);
        }
    }

    @Test
    void ofAVarianceThatIsKnownItIsNormal() {
        var distribution = new IntegratedT(0.3, 1, Double.POSITIVE_INFINITY, 1);
        assertEquals(2 * NormalDistribution.of(0, 1).survivalProbability(2.5), distribution.twoSided(2.5), 1e-12);
        assertEquals(1.959964, distribution.quantile(0.05), 1e-6);
        assertEquals(Double.POSITIVE_INFINITY, distribution.equivalentDegrees(0.05));
    }

    @Test
    void aComponentFoundToBeZeroWidensItTheLessTheMoreIsKnown() {
        double before = 1;
        for (double df : new double[] {2, 4, 10, 40, 400}) {
            double p = new IntegratedT(1, 0.6, df, 5).twoSided(2.5);
            assertTrue(p < before && p > 2 * NormalDistribution.of(0, 1).survivalProbability(2.5), df + ": " + p);
            before = p;
        }
    }

    @Test
    void pFallsWithTheStatisticAndFillsUpToOne() {
        for (double floor : new double[] {0, 0.5, 1}) {
            var distribution = new IntegratedT(floor, 0.7, 3, 2);
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
        assertThrows(IllegalArgumentException.class, () -> new IntegratedT(-0.1, 1, 4, 1));
        assertThrows(IllegalArgumentException.class, () -> new IntegratedT(1.1, 1, 4, 1));
        assertThrows(IllegalArgumentException.class, () -> new IntegratedT(Double.NaN, 1, 4, 1));
        assertThrows(IllegalArgumentException.class, () -> new IntegratedT(1, 0, 4, 1));
        assertThrows(IllegalArgumentException.class, () -> new IntegratedT(1, 1, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new IntegratedT(1, 1, 4, 0));
    }
}
