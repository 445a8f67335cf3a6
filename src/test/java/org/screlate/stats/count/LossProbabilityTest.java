package org.screlate.stats.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LossProbabilityTest {
    @Test
    void ofHiddenValuesIsOddsTimesOdds() {
        // One of four values hidden, odds 1/3; at π = 1/2 the odds of detection are 1.
        LossProbability loss = LossProbability.of(1, 3, Double.NaN);
        assertEquals(1 / 3.0, loss.of(0.5), 1e-7);
        assertEquals(0, loss.of(0));
        assertEquals(1, loss.of(0.9));
    }

    @Test
    void ofLostMoleculesIsDetectionByTheLibraryThatWasLost() {
        // Half of the molecules lost: the lost library is as deep as the one that is left.
        assertEquals(0.3, LossProbability.of(1, 3, 0.5).of(0.3), 1e-7);
        // Two thirds lost: twice as deep, so not detected twice with .7 × .7.
        assertEquals(0.51, LossProbability.of(1, 3, 2 / 3.0).of(0.3), 1e-7);
        assertEquals(1, LossProbability.of(1, 3, 0.5).of(1));
    }
}
