package org.screlate.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.screlate.testing.OracleTable;

final class ClusteringScoresTest {
    private static final double TOLERANCE = 1e-12;
    private final OracleTable cells = OracleTable.read(getClass(), "cells.tsv");
    private final OracleTable expected = OracleTable.read(getClass(), "clustering.tsv");

    @Test
    void scoresAreThoseOfScikitLearn() {
        ClusteringScores scores = ClusteringScores.of(cells.texts("cluster"), cells.texts("class"));
        assertEquals(expected.number("value", "metric", "ari"), scores.adjustedRandIndex(), TOLERANCE);
        assertEquals(expected.number("value", "metric", "nmi"), scores.normalisedMutualInformation(), TOLERANCE);
        assertEquals(expected.number("value", "metric", "accuracy"), scores.accuracy(), TOLERANCE);
        assertEquals(60, scores.cells());
    }

    @Test
    void scoresOfFiveCellsAreThoseWorkedOutByHand() {
        String[] clusters = {"1", "1", "1", "2", "2"};
        String[] classes = {"a", "a", "b", "b", "b"};
        ClusteringScores scores = ClusteringScores.of(clusters, classes);
        // Pairs together in both 1 + 1, in clusters 3 + 1, in classes 1 + 3, of 10.
        double chance = 4 * 4 / 10.0;
        assertEquals((2 - chance) / (4 - chance), scores.adjustedRandIndex(), TOLERANCE);
        double information = 0.4 * Math.log(5 * 2 / (3.0 * 2))
                + 0.2 * Math.log(5 * 1 / (3.0 * 3))
                + 0.4 * Math.log(5 * 2 / (2.0 * 3));
        double entropy = -0.6 * Math.log(0.6) - 0.4 * Math.log(0.4);
        assertEquals(information / entropy, scores.normalisedMutualInformation(), TOLERANCE);
        assertEquals((2 + 2) / 5.0, scores.accuracy(), TOLERANCE);
    }

    @Test
    void renamedLabelsScoreTheSame() {
        String[] renamed = cells.texts("cluster");
        for (int i = 0; i < renamed.length; i++) {
            renamed[i] = "cluster " + (char) ('z' - Integer.parseInt(renamed[i].substring(1)));
        }
        ClusteringScores before = ClusteringScores.of(cells.texts("cluster"), cells.texts("class"));
        assertEquals(before, ClusteringScores.of(renamed, cells.texts("class")));
    }

    @Test
    void scoresAreSymmetric() {
        ClusteringScores one = ClusteringScores.of(cells.texts("cluster"), cells.texts("class"));
        ClusteringScores other = ClusteringScores.of(cells.texts("class"), cells.texts("cluster"));
        assertEquals(one.adjustedRandIndex(), other.adjustedRandIndex(), TOLERANCE);
        assertEquals(one.normalisedMutualInformation(), other.normalisedMutualInformation(), TOLERANCE);
        assertEquals(one.accuracy(), other.accuracy(), TOLERANCE);
    }

    @Test
    void samePartitionScoresOneEvenWithOneGroup() {
        ClusteringScores same = ClusteringScores.of(cells.texts("class"), cells.texts("class"));
        assertEquals(1, same.adjustedRandIndex(), TOLERANCE);
        assertEquals(1, same.normalisedMutualInformation(), TOLERANCE);
        assertEquals(1, same.accuracy());
        assertEquals(
                new ClusteringScores(1, 1, 1, 3),
                ClusteringScores.of(new String[] {"x", "x", "x"}, new String[] {"y", "y", "y"}));
    }

    @Test
    void oneClusterOfTwoClassesTellsNothing() {
        ClusteringScores scores = ClusteringScores.of(new String[] {"x", "x", "x"}, new String[] {"a", "a", "b"});
        assertEquals(0, scores.adjustedRandIndex());
        assertEquals(0, scores.normalisedMutualInformation());
        assertEquals(2 / 3.0, scores.accuracy(), TOLERANCE);
    }

    @Test
    void labelsOfDifferentLengthAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> ClusteringScores.of(new String[] {"x"}, new String[] {"a", "b"}));
        assertThrows(IllegalArgumentException.class, () -> ClusteringScores.of(new String[0], new String[0]));
    }

    @Test
    void assignmentIsTheBestOfAllPairings() {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 200; trial++) {
            long[][] gain = new long[1 + random.nextInt(5)][1 + random.nextInt(5)];
            int columns = gain[0].length;
            for (int r = 0; r < gain.length; r++) {
                gain[r] = random.ints(columns, 0, 20).asLongStream().toArray();
            }
            assertEquals(bestByTrial(gain, 0, new boolean[columns]), Assignment.greatestGain(gain));
        }
    }

    private static long bestByTrial(long[][] gain, int row, boolean[] used) {
        if (row == gain.length) {
            return 0;
        }
        long best = bestByTrial(gain, row + 1, used);
        for (int c = 0; c < used.length; c++) {
            if (!used[c]) {
                used[c] = true;
                best = Math.max(best, gain[row][c] + bestByTrial(gain, row + 1, used));
                used[c] = false;
            }
        }
        return best;
    }
}
