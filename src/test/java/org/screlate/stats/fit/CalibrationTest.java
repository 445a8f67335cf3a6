package org.screlate.stats.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Agreement with scikit-learn: DetectionScoresTest. */
final class CalibrationTest {
    @Test
    void twoBinsOfTwoCasesByHand() {
        float[] p = {0.75f, 0.125f, 0.25f, 0.5f};
        boolean[] y = {true, false, true, false};
        // bins {0.125, 0.25} with one hit and {0.5, 0.75} with one hit
        assertEquals((Math.abs(0.375 - 1) + Math.abs(1.25 - 1)) / 4, Calibration.expectedError(p, y, 2), 1e-12);
        assertEquals((0.0625 + 0.015625 + 0.5625 + 0.25) / 4, Calibration.brier(p, y), 1e-12);
    }

    @Test
    void theHighestAreThoseThatTieWithTheLastAsWell() {
        float[] p = {0.75f, 0.125f, 0.25f, 0.5f, 0.5f};
        boolean[] y = {true, false, true, false, true};
        assertEquals(new Calibration.Tail(0.75, 1), Calibration.highest(p, y, 0.2));
        Calibration.Tail three = Calibration.highest(p, y, 0.4);
        assertEquals(1.75 / 3, three.said(), 1e-12);
        assertEquals(2 / 3.0, three.came(), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> Calibration.highest(p, y, 0));
    }

    @Test
    void casesOfEqualProbabilityStayTogetherInWhateverOrder() {
        float[] p = {0.5f, 0.5f, 0.5f, 0.5f};
        assertEquals(0, Calibration.expectedError(p, new boolean[] {true, true, false, false}, 2), 1e-12);
        assertEquals(0, Calibration.expectedError(p, new boolean[] {false, true, false, true}, 4), 1e-12);
    }

    @Test
    void probabilitiesThatHoldHaveLittleError() {
        SplittableRandom random = new SplittableRandom(1);
        float[] p = new float[100_000];
        boolean[] y = new boolean[p.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = (float) random.nextDouble();
            y[i] = random.nextDouble() < p[i];
        }
        // each bin's share has a standard error below 0.005
        assertEquals(0, Calibration.expectedError(p, y, 10), 0.008);
        assertEquals(1 / 6.0, Calibration.brier(p, y), 0.003);
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        for (float wrong : new float[] {-0.01f, 1.01f, Float.NaN}) {
            assertThrows(
                    IllegalArgumentException.class, () -> Calibration.brier(new float[] {wrong}, new boolean[] {true}));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Calibration.expectedError(new float[] {wrong}, new boolean[] {true}, 1));
        }
    }

    @Test
    void noCasesUnequalLengthsAndNoBinsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Calibration.brier(new float[0], new boolean[0]));
        assertThrows(IllegalArgumentException.class, () -> Calibration.brier(new float[2], new boolean[1]));
        assertThrows(IllegalArgumentException.class, () -> Calibration.expectedError(new float[1], new boolean[1], 0));
    }
}
