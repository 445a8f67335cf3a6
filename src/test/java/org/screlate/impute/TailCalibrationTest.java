package org.screlate.impute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class TailCalibrationTest {
    private static final int CASES = 40_000;

    private static double[] scores() {
        SplittableRandom random = new SplittableRandom(2);
        double[] scores = new double[CASES];
        Arrays.setAll(scores, i -> -3 + Math.log(random.nextDouble() / random.nextDouble()) / 1.5);
        return scores;
    }

    private static TailCalibration learned(double[] scores, DoubleUnaryOperator logOdds) {
        SplittableRandom random = new SplittableRandom(3);
        boolean[] came = new boolean[CASES];
        for (int i = 0; i < CASES; i++) {
            came[i] = random.nextDouble() < 1 / (1 + Math.exp(-logOdds.applyAsDouble(scores[i])));
        }
        double[] weights = new double[CASES];
        Arrays.fill(weights, 1);
        return TailCalibration.of(scores, came, weights);
    }

    @Test
    void oddsThatHoldStayAsTheyAre() {
        TailCalibration found = learned(scores(), s -> s);
        for (double score : new double[] {-4, -3, -1, 0}) {
            assertEquals(score, Math.log(found.odds(score)), 0.25, "score " + score);
        }
    }

    @Test
    void oddsOfHighScoresFollowWhatCame() {
        TailCalibration found = learned(scores(), s -> s + 2 * Math.max(0, s + 1));
        assertEquals(-4, Math.log(found.odds(-4)), 0.25);
        assertEquals(2, Math.log(found.odds(0)), 0.4);
    }

    @Test
    void oddsAlwaysRiseWithTheScore() {
        TailCalibration found = learned(scores(), s -> s - 3 * Math.max(0, s + 1));
        for (double score = -6; score < 6; score += 0.1) {
            assertTrue(found.odds(score + 0.1) > found.odds(score), "score " + score);
        }
    }
}
