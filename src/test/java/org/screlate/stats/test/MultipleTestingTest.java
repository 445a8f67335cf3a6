package org.screlate.stats.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.screlate.testing.OracleTable;

final class MultipleTestingTest {
    private static final double NAN = Double.NaN;

    @Test
    void bothAdjustAsScipyDoes() {
        OracleTable table = OracleTable.read(MultipleTestingTest.class, "multiple_testing.tsv");
        double[] p = table.numbers("p");
        assertClose(table.numbers("bh"), MultipleTesting.benjaminiHochberg(p));
        assertClose(table.numbers("by"), MultipleTesting.benjaminiYekutieli(p));
    }

    private static void assertClose(double[] expected, double[] found) {
        assertEquals(expected.length, found.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], 1e-14 * expected[i]);
        }
    }

    @Test
    void fourByHand() {
        double[] p = {0.01, 0.04, 0.03, 0.5};
        // Ranks 1, 3, 2, 4: 4/1 · 0.01; min(4/3 · 0.04, 4/2 · 0.03) twice; 4/4 · 0.5.
        double[] bh = {0.04, 4 / 3.0 * 0.04, 4 / 3.0 * 0.04, 0.5};
        assertArrayEquals(bh, MultipleTesting.benjaminiHochberg(p), 1e-15);
        double c = 1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0;
        double[] by = {c * 0.04, c * 4 / 3.0 * 0.04, c * 4 / 3.0 * 0.04, 1};
        assertArrayEquals(by, MultipleTesting.benjaminiYekutieli(p), 1e-15);
    }

    @Test
    void missingOnesStayMissingAndAreNotCounted() {
        double[] found = MultipleTesting.benjaminiHochberg(new double[] {NAN, 0.01, NAN, 0.3});
        assertArrayEquals(new double[] {NAN, 0.02, NAN, 0.3}, found, 1e-15);
        assertArrayEquals(new double[] {NAN}, MultipleTesting.benjaminiYekutieli(new double[] {NAN}));
        assertEquals(0, MultipleTesting.benjaminiHochberg(new double[0]).length);
    }

    @Test
    void theOrderOfTheTestsDoesNotMatterAndRanksAreKept() {
        SplittableRandom random = new SplittableRandom(3);
        double[] p = random.doubles(200).map(u -> u * u * u).toArray();
        double[] backwards = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            backwards[i] = p[p.length - 1 - i];
        }
        double[] there = MultipleTesting.benjaminiHochberg(p);
        double[] back = MultipleTesting.benjaminiHochberg(backwards);
        for (int i = 0; i < p.length; i++) {
            assertEquals(there[i], back[p.length - 1 - i]);
            assertTrue(there[i] >= p[i] && there[i] <= 1);
            for (int j = 0; j < p.length; j++) {
                assertTrue(p[i] > p[j] || there[i] <= there[j]);
            }
        }
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> MultipleTesting.benjaminiHochberg(new double[] {-0.1}));
        assertThrows(IllegalArgumentException.class, () -> MultipleTesting.benjaminiYekutieli(new double[] {1.1}));
    }
}
