package org.screlate.stats.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.screlate.testing.OracleTable;

final class RankSumTest {
    /** The first values are of the first side, all others of the second. */
    private static RankSum test(int first, double... values) {
        float[] stored = new float[values.length];
        int[] sides = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            stored[i] = (float) values[i];
            sides[i] = i < first ? 0 : 1;
        }
        return RankSum.test(TiedRanks.of(stored, sides, values.length, new int[] {first, values.length - first}));
    }

    private static double[] values(String cell) {
        return Arrays.stream(cell.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    @Test
    void negativeValuesRankBelowTheZeros() {
        // 2, -1 against 0, 0: ranks 4, 1 and 2.5, 2.5: both sums are 5, as expected of chance
        assertEquals(0, test(2, 2, -1, 0, 0).z(), 1e-15);
        // -1, -1 against 0, 0: ranks 1.5, 1.5, 3.5, 3.5; ties 6 + 6 of 60
        assertEquals(
                (3 - 5) / Math.sqrt(20 / 12.0 * (1 - 12 / 60.0)),
                test(2, -1, -1, 0, 0).z(),
                1e-15);
    }

    @Test
    void smallSidesHaveTheirExactChance() {
        // One of 30 at the top: 2 / 30. Three of 6 at the top: 2 / C(6, 3).
        double[] thirty = DoubleStream.iterate(30, v -> v - 1).limit(30).toArray();
        assertEquals(2 / 30.0, test(1, thirty).pValue(), 1e-12);
        assertEquals(0.1, test(3, 6, 5, 4, 3, 2, 1).pValue(), 1e-12);
        // Counted in 1 of 30 cells of one side and in none of 792: twice 30 / 822, however far z is.
        RankSum sparse = RankSum.test(new TiedRanks(new int[] {821, 1}, new int[] {29, 1}));
        assertTrue(sparse.z() > 5);
        assertEquals(60 / 822.0, sparse.pValue(), 1e-12);
    }

    @Test
    void pValuesOfSmallSidesAreThoseOfAllPermutations() {
        OracleTable expected = OracleTable.read(getClass(), "rank_sums.tsv");
        for (int r = 0; r < expected.rows().size(); r++) {
            int first = (int) expected.numbers("first")[r];
            RankSum found = test(first, values(expected.texts("values")[r]));
            double p = expected.numbers("p")[r];
            assertEquals(p, found.pValue(), expected.numbers("tolerance")[r] * p, "row " + r);
        }
        assertTrue(expected.rows().size() > 20);
    }

    @Test
    void pValuesTooSmallForANumberHaveALogarithm() {
        RankSum far = RankSum.test(new TiedRanks(new int[] {2000, 2000}, new int[] {0, 2000}));
        assertEquals(0, far.pValue());
        // scipy.stats.norm.logsf(sqrt(3999)) is -2004.5660882440084
        assertEquals(Math.sqrt(3999), far.z(), 1e-9);
        assertEquals((Math.log(2) - 2004.5660882) / Math.log(10), far.log10P(), 1e-5);
    }

    @Test
    void equalValuesAndEmptySidesGiveNoScore() {
        assertEquals(new RankSum(0, 1, 0), test(3, 0, 0, 0, 0, 0, 0, 0));
        assertEquals(new RankSum(0, 1, 0), test(2, 1, 2));
    }

    @Test
    void storedZerosAreZeros() {
        TiedRanks stored = TiedRanks.of(new float[] {3, 0, 1, 0}, new int[] {0, 0, 1, 1}, 4, new int[] {3, 3});
        TiedRanks bare = TiedRanks.of(new float[] {3, 1}, new int[] {0, 1}, 2, new int[] {3, 3});
        assertArrayEquals(bare.sizes(), stored.sizes());
        assertArrayEquals(bare.first(), stored.first());
        assertArrayEquals(new int[] {4, 1, 1}, bare.sizes());
        assertArrayEquals(new int[] {2, 0, 1}, bare.first());
    }

    @Test
    void sidesThatDoNotDifferGiveUniformPValues() {
        SplittableRandom random = new SplittableRandom(2);
        for (int first : new int[] {8, 20, 60}) {
            int below = 0;
            for (int run = 0; run < 1000; run++) {
                double[] values = random.ints(120, 0, 4).asDoubleStream().toArray();
                RankSum found = test(first, values);
                below += found.pValue() < 0.05 ? 1 : 0;
                double[] negated = DoubleStream.of(values).map(v -> -v).toArray();
                assertEquals(-found.z(), test(first, negated).z(), 1e-9);
                assertEquals(found.pValue(), test(first, negated).pValue(), 1e-4);
            }
            assertEquals(0.05, below / 1000.0, 0.02, "first side of " + first);
        }
    }
}
