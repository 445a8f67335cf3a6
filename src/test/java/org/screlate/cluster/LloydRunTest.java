package org.screlate.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.screlate.matrix.DenseMatrix;

final class LloydRunTest {
    @Test
    void emptyClusterTakesTheFurthestPoint() {
        // Six points at one place draw centres there; the seventh can only be reached by a cluster that went empty.
        DenseMatrix points = new DenseMatrix(7, 1, new float[] {0, 0, 0, 0, 0, 0, 9});
        for (long seed = 0; seed < 20; seed++) {
            LloydRun run = new LloydRun(CentredPoints.of(points), 3, new SplittableRandom(seed));
            LloydRun.Result result = run.run(50, 0);
            assertEquals(0, result.inertia(), 1e-9);
            assertEquals(
                    1,
                    Arrays.stream(result.labels())
                            .filter(l -> l == result.labels()[6])
                            .count());
        }
    }

    @Test
    void centringKeepsDistancesAndGivesTheVariance() {
        CentredPoints centred = CentredPoints.of(new DenseMatrix(2, 2, new float[] {1, 10, 3, 10}));
        assertEquals(-1, centred.points().get(0, 0));
        assertEquals(1, centred.points().get(1, 0));
        assertEquals(1, centred.squaredNorms()[0]);
        assertEquals((1 + 0) / 2.0, centred.meanVariance());
    }
}
