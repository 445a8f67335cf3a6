package org.screlate.stats.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.testing.OracleTable;

final class RankScoresTest {
    private static final double TOLERANCE = 1e-14;

    @ParameterizedTest
    @ValueSource(strings = {"continuous", "tied", "binary", "constant", "reversed"})
    void bothAreWhatScikitLearnFinds(String name) {
        OracleTable table = OracleTable.read(RankScoresTest.class, "rank_scores.tsv");
        OracleTable expected = OracleTable.read(RankScoresTest.class, "rank_scores_expected.tsv");
        double[] flags = table.numbers("positive");
        boolean[] isPositive = new boolean[flags.length];
        for (int i = 0; i < flags.length; i++) {
            isPositive[i] = flags[i] == 1;
        }
        double[] scores = table.numbers(name);
        assertEquals(expected.number("auroc", "scores", name), RankScores.auroc(scores, isPositive), TOLERANCE);
        assertEquals(expected.number("ap", "scores", name), RankScores.averagePrecision(scores, isPositive), TOLERANCE);
    }

    @Test
    void fiveCasesByHand() {
        double[] positive = {3, 1};
        double[] negative = {2, 1, 0};
        // 3 beats three; 1 beats one and ties with one: 4.5 of 6.
        assertEquals(4.5 / 6, RankScores.auroc(positive, negative), TOLERANCE);
        // At 3: recall 1/2, precision 1. At 1: recall 1, precision 2/4.
        assertEquals(0.5 * 1 + 0.5 * 2 / 4, RankScores.averagePrecision(positive, negative), TOLERANCE);
    }

    @Test
    void scoresTurnedRoundTurnTheAurocRoundAndRisingChangesKeepBoth() {
        SplittableRandom random = new SplittableRandom(5);
        double[] positive = random.doubles(50).map(u -> Math.rint(20 * u) - 9).toArray();
        double[] negative = random.doubles(80).map(u -> Math.rint(20 * u) - 10).toArray();
        double auroc = RankScores.auroc(positive, negative);
        assertEquals(1 - auroc, RankScores.auroc(negative, positive), TOLERANCE);
        assertEquals(1 - auroc, RankScores.auroc(times(-1, positive), times(-1, negative)), TOLERANCE);
        assertEquals(auroc, RankScores.auroc(times(7, positive), times(7, negative)), TOLERANCE);
        assertEquals(
                RankScores.averagePrecision(positive, negative),
                RankScores.averagePrecision(times(7, positive), times(7, negative)),
                TOLERANCE);
    }

    private static double[] times(double factor, double[] values) {
        double[] product = new double[values.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = factor * values[i];
        }
        return product;
    }

    @Test
    void infinitiesRankAndMinusZeroIsZero() {
        double[] positive = {Double.POSITIVE_INFINITY, 0.0};
        double[] negative = {Double.NEGATIVE_INFINITY, -0.0};
        assertEquals(3.5 / 4, RankScores.auroc(positive, negative), TOLERANCE);
        assertEquals(1, RankScores.averagePrecision(positive, new double[0]));
    }

    @Test
    void whatCannotBeRankedIsRefused() {
        double[] some = {1};
        double[] none = {};
        assertThrows(IllegalArgumentException.class, () -> RankScores.auroc(none, some));
        assertThrows(IllegalArgumentException.class, () -> RankScores.auroc(some, none));
        assertThrows(IllegalArgumentException.class, () -> RankScores.averagePrecision(none, some));
        assertThrows(IllegalArgumentException.class, () -> RankScores.auroc(some, new double[] {Double.NaN}));
        assertThrows(IllegalArgumentException.class, () -> RankScores.auroc(some, new boolean[] {true, false}));
    }
}
