package org.screlate.coexpress.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.coexpress.test.CorrelationComparison.Measure;
import org.screlate.coexpress.test.CorrelationComparison.Options;
import org.screlate.coexpress.test.CorrelationComparison.Result;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.OracleTable;

final class CorrelationComparisonTest {
    private static final OracleTable COUNTS =
            OracleTable.read(CorrelationComparisonTest.class, "correlation_counts.tsv.gz");
    private static final OracleTable PAIRS = OracleTable.read(CorrelationComparisonTest.class, "correlation_pairs.tsv");
    private static final int GENES = 8;

    private static GroupedCells cells() {
        double[] depth = COUNTS.numbers("depth");
        DenseMatrix counts = DenseMatrix.zeros(depth.length, GENES);
        for (int g = 0; g < GENES; g++) {
            double[] gene = COUNTS.numbers("g" + g);
            for (int c = 0; c < gene.length; c++) {
                counts.set(c, g, (float) gene[c]);
            }
        }
        return new GroupedCells(counts.toSparse(), depth, whole("group"), whole("subject"));
    }

    private static int[] whole(String name) {
        return Arrays.stream(COUNTS.numbers(name)).mapToInt(v -> (int) v).toArray();
    }

    private static Result compare(
            Measure measure, int permutations, GroupedCells cells, IndexPairs pairs, int threads) {
        return new CorrelationComparison(new Options(measure, permutations, 7))
                .compare(cells, pairs, new Workers(threads));
    }

    @Test
    void csCoreEqualsNumPyInBothGroups() {
        Result result = compare(Measure.CSCORE, 0, cells(), IndexPairs.all(GENES), 2);
        assertArrayEquals(PAIRS.numbers("cscore_0"), result.reference().rho(), 2e-6);
        assertArrayEquals(PAIRS.numbers("cscore_p_0"), result.reference().pValue(), 2e-6);
        assertArrayEquals(PAIRS.numbers("cscore_1"), result.other().rho(), 2e-6);
        assertArrayEquals(PAIRS.numbers("cscore_p_1"), result.other().pValue(), 2e-6);
    }

    @Test
    void pearsonResidualsEqualSciPyInBothGroups() {
        Result result = compare(Measure.PEARSON_RESIDUALS, 0, cells(), IndexPairs.all(GENES), 2);
        assertArrayEquals(PAIRS.numbers("pearson_0"), result.reference().rho(), 2e-6);
        assertArrayEquals(PAIRS.numbers("pearson_p_0"), result.reference().pValue(), 2e-6);
        assertArrayEquals(PAIRS.numbers("pearson_1"), result.other().rho(), 2e-6);
        assertArrayEquals(PAIRS.numbers("pearson_p_1"), result.other().pValue(), 2e-6);
    }

    @Test
    void subjectsInBothGroupsArePairedAsInSciPy() {
        Result result = compare(Measure.PEARSON_RESIDUALS, 0, cells(), IndexPairs.all(GENES), 2);
        assertArrayEquals(PAIRS.numbers("paired_t"), result.statistic(), 2e-5);
        assertArrayEquals(PAIRS.numbers("paired_p"), result.pValue(), 2e-6);
        assertEquals(5, result.df()[0]);
        assertEquals(6, result.subjects()[0]);
    }

    @Test
    void subjectsInOneGroupEachAreComparedByWelchAsInSciPy() {
        GroupedCells all = cells();
        int[] subject = IntStream.range(0, all.subject().length)
                .map(c -> all.subject()[c] + 6 * all.group()[c])
                .toArray();
        GroupedCells apart = new GroupedCells(all.counts(), all.depth(), all.group(), subject);
        Result result = compare(Measure.PEARSON_RESIDUALS, 0, apart, IndexPairs.all(GENES), 2);
        assertArrayEquals(PAIRS.numbers("welch_t"), result.statistic(), 2e-5);
        assertArrayEquals(PAIRS.numbers("welch_df"), result.df(), 2e-5);
        assertArrayEquals(PAIRS.numbers("welch_p"), result.pValue(), 2e-6);
        assertEquals(12, result.subjects()[0]);
    }

    @Test
    void aListOfPairsGivesWhatAllPairsGive() {
        Result all = compare(Measure.CSCORE, 0, cells(), IndexPairs.all(GENES), 1);
        IndexPairs some = new IndexPairs(new int[] {5, 2}, new int[] {1, 6});
        Result result = compare(Measure.CSCORE, 0, cells(), some, 1);
        double[] expected = {all.other().rho()[10], all.other().rho()[16]};
        assertArrayEquals(expected, result.other().rho(), 2e-6);
    }

    @Test
    void thePermutationTestCountsTheRelabelingsThatDifferAsMuch() {
        GroupedCells cells = cells();
        IndexPairs pair = new IndexPairs(new int[] {1}, new int[] {3});
        double observed = Math.abs(compare(Measure.CSCORE, 0, cells, pair, 1).statistic()[0]);
        int asMuch = 0;
        for (int way = 0; way < 64; way++) {
            int swaps = way;
            int[] group = IntStream.range(0, cells.group().length)
                    .map(c -> cells.group()[c] ^ (swaps >> cells.subject()[c] & 1))
                    .toArray();
            GroupedCells relabeled = new GroupedCells(cells.counts(), cells.depth(), group, cells.subject());
            double under = compare(Measure.CSCORE, 0, relabeled, pair, 1).statistic()[0];
            asMuch += Math.abs(under) >= observed - 1e-6 ? 1 : 0;
        }
        Result result = compare(Measure.CSCORE, 64, cells, pair, 2);
        assertEquals(63, result.relabelings());
        assertEquals(asMuch / 64.0, result.pValue()[0], 1e-15);
    }

    @Test
    void drawnRelabelingsDependOnTheSeedOnly() {
        Result one = compare(Measure.CSCORE, 20, cells(), IndexPairs.all(4), 1);
        Result three = compare(Measure.CSCORE, 20, cells(), IndexPairs.all(4), 3);
        assertEquals(20, one.relabelings());
        assertArrayEquals(one.pValue(), three.pValue());
        for (double p : one.pValue()) {
            assertTrue(p >= 1 / 21.0 && p <= 1, "p = " + p);
            assertEquals(Math.rint(p * 21), p * 21, 1e-9);
        }
    }

    @Test
    void theOrderOfCellsDoesNotMatter() {
        GroupedCells cells = cells();
        int[] backwards = IntStream.iterate(299, c -> c >= 0, c -> c - 1).toArray();
        GroupedCells turned = new GroupedCells(
                cells.counts().selectRows(backwards),
                cells.depthOf(backwards),
                Arrays.stream(backwards).map(c -> cells.group()[c]).toArray(),
                Arrays.stream(backwards).map(c -> cells.subject()[c]).toArray());
        for (Measure measure : Measure.values()) {
            Result one = compare(measure, 0, cells, IndexPairs.all(GENES), 1);
            Result other = compare(measure, 0, turned, IndexPairs.all(GENES), 1);
            assertArrayEquals(one.reference().rho(), other.reference().rho(), 2e-6);
            assertArrayEquals(one.statistic(), other.statistic(), 2e-5);
        }
    }

    @Test
    void aGeneWithoutCountsHasNoCorrelation() {
        GroupedCells cells = cells();
        float[] values = cells.counts().values().clone();
        for (int k = 0; k < values.length; k++) {
            values[k] = cells.counts().indices()[k] == 0 ? 0 : values[k];
        }
        SparseMatrix counts = cells.counts().withValues(values);
        GroupedCells without = new GroupedCells(counts, cells.depth(), cells.group(), cells.subject());
        for (Measure measure : Measure.values()) {
            Result result = compare(measure, 3, without, IndexPairs.all(3), 1);
            assertEquals(Double.NaN, result.reference().rho()[0]);
            assertEquals(Double.NaN, result.reference().pValue()[1]);
            assertEquals(Double.NaN, result.pValue()[0]);
            assertTrue(result.pValue()[2] > 0);
        }
    }

    @Test
    void relabelingsAreAllWaysThatKeepTheNumbersOfSubjects() {
        // Subjects 0 and 1 in both groups; 2, 3, 4 in the reference, 5, 6 in the other: 2² · (5 choose 2).
        Relabelings ways = new Relabelings(new int[] {4, 9, 3, 3, 3, 0, 0}, new int[] {5, 2, 0, 0, 0, 3, 3});
        assertEquals(40, ways.count());
        assertEquals(39, ways.others(7).size());
        assertEquals(
                39, ways.others(7).stream().map(Arrays::toString).distinct().count());
        for (boolean[] way : ways.draw(200, 7, 1)) {
            long leave = IntStream.of(2, 3, 4).filter(s -> way[s]).count();
            assertEquals(leave, IntStream.of(5, 6).filter(s -> way[s]).count());
        }
        assertEquals(
                40,
                ways.draw(2000, 7, 1).stream().map(Arrays::toString).distinct().count());
    }

    @Test
    void refusesWhatDoesNotFit() {
        GroupedCells cells = cells();
        assertThrows(IllegalArgumentException.class, () -> new Options(Measure.CSCORE, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new IndexPairs(new int[] {1}, new int[] {1}));
        assertThrows(IllegalArgumentException.class, () -> new IndexPairs(new int[] {1}, new int[] {1, 2}));
        assertThrows(
                IllegalArgumentException.class,
                () -> new GroupedCells(cells.counts(), new double[3], cells.group(), cells.subject()));
        double[] depth = cells.depth().clone();
        depth[4] = Double.NaN;
        assertThrows(
                IllegalArgumentException.class,
                () -> new GroupedCells(cells.counts(), depth, cells.group(), cells.subject()));
        int[] group = cells.group().clone();
        group[0] = 2;
        assertThrows(
                IllegalArgumentException.class,
                () -> new GroupedCells(cells.counts(), cells.depth(), group, cells.subject()));
    }
}
