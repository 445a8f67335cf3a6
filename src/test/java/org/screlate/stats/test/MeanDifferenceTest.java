package org.screlate.stats.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.screlate.testing.OracleTable;

final class MeanDifferenceTest {
    private static double[] numbers(String text) {
        return Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    @Test
    void bothTestsAreThoseOfScipy() {
        OracleTable expected = OracleTable.read(getClass(), "t_tests.tsv");
        for (int r = 0; r < expected.rows().size(); r++) {
            double[] one = numbers(expected.texts("one")[r]);
            double[] other = numbers(expected.texts("other")[r]);
            MeanDifference welch = MeanDifference.welch(one, other);
            assertEquals(expected.numbers("t")[r], welch.statistic(), 1e-12);
            assertEquals(expected.numbers("df")[r], welch.degreesOfFreedom(), 1e-12);
            assertEquals(expected.numbers("p")[r], welch.pValue(), 1e-12);
            if (one.length == other.length) {
                MeanDifference paired = MeanDifference.paired(one, other);
                assertEquals(expected.numbers("paired_t")[r], paired.statistic(), 1e-12);
                assertEquals(expected.numbers("paired_p")[r], paired.pValue(), 1e-12);
            }
        }
    }

    @Test
    void pairsOfEqualDifferenceHaveNoTest() {
        MeanDifference none = MeanDifference.paired(new double[] {1, 2, 3}, new double[] {0, 1, 2});
        assertEquals(1, none.difference());
        assertTrue(Double.isNaN(none.pValue()));
    }

    @Test
    void unpairedOrSingleValuesAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> MeanDifference.paired(new double[] {1, 2}, new double[] {1}));
        assertThrows(IllegalArgumentException.class, () -> MeanDifference.welch(new double[] {1, 2}, new double[] {1}));
    }

    @Test
    void fewerThanTwoSubjectsOnASideGiveNoTest() {
        double nan = Double.NaN;
        assertEquals(
                nan,
                MeanDifference.ofSubjects(new double[] {nan, 0.2, 0.4}, new double[] {0.1, nan, nan})
                        .test()
                        .pValue());
        assertEquals(
                nan,
                MeanDifference.ofSubjects(new double[] {0.3, 0.3}, new double[] {0.1, 0.1})
                        .test()
                        .pValue());
    }

    @Test
    void twoSubjectsInBothGroupsOfManyAreNoPairedStudy() {
        double[] z0 = new double[22];
        double[] z1 = new double[22];
        for (int s = 0; s < 22; s++) {
            z0[s] = s < 12 ? 0.01 * s : Double.NaN;
            z1[s] = s >= 10 ? 0.5 + 0.01 * s : Double.NaN;
        }
        MeanDifference.OfSubjects all = MeanDifference.ofSubjects(z1, z0);
        assertEquals(24, all.subjects());
        assertEquals(22, all.test().degreesOfFreedom(), 1e-9);
        // Twelve in both of 22 are one.
        for (int s = 0; s < 12; s++) {
            z1[s] = 0.3 + 0.02 * s;
        }
        assertEquals(12, MeanDifference.ofSubjects(z1, z0).subjects());
    }
}
