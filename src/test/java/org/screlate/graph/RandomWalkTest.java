package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

final class RandomWalkTest {
    private static float[][] scores(SparseMatrix graph, RandomWalk.Options options, Workers workers, int[]... seeds) {
        float[][] scores = new float[seeds.length][];
        new RandomWalk(graph, options).scores(seeds, (set, found) -> scores[set] = found, workers);
        return scores;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static RandomWalk.Options restart(double restart) {
        return new RandomWalk.Options(restart, 1e-6, 1000);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5})
    void scoresAreThoseOfTheClosedForm(double restart) {
        float[] found = scores(NetworkOracle.graph(), restart(restart), Workers.ONE, new int[] {0, 1, 2})[0];
        assertArrayEquals(NetworkOracle.table("nodes").numbers("walk" + restart), doubles(found), 5e-6);
    }

    @Test
    void aSingleEdgeIsWalkedAsByHand() {
        // f = ρ (1, 0) + (1 − ρ) (f₂, f₁): f₁ = 1 / (2 − ρ), f₂ = (1 − ρ) / (2 − ρ), and f(1) = 1.
        float[] found =
                scores(NetworkOracle.graph(3, new int[][] {{0, 1}}), restart(0.25), Workers.ONE, new int[] {0})[0];
        assertArrayEquals(new double[] {1 / 1.75, 0.75 / 1.75, 0}, doubles(found), 1e-6);
    }

    @Test
    void allNodesAsSeedsScoreOne() {
        int[] all = new int[150];
        Arrays.setAll(all, i -> i);
        for (double score : doubles(scores(NetworkOracle.graph(), restart(0.1), Workers.ONE, all)[0])) {
            assertEquals(1, score, 1e-6);
        }
    }

    @Test
    void scoresOfSetsApartAddUp() {
        float[][] found = scores(
                NetworkOracle.graph(), restart(0.3), new Workers(2), new int[] {3}, new int[] {90, 5}, new int[] {
                    5, 3, 90
                });
        for (int i = 0; i < 150; i++) {
            assertEquals(found[2][i], found[0][i] + found[1][i], 1e-5);
        }
    }

    @Test
    void scoresDependOnNeitherThreadsNorCompany() {
        int[][] seeds = new int[150][];
        Arrays.setAll(seeds, i -> new int[] {i});
        float[][] together = scores(NetworkOracle.graph(), restart(0.2), new Workers(3), seeds);
        for (int i : new int[] {0, 70, 149}) {
            assertArrayEquals(scores(NetworkOracle.graph(), restart(0.2), Workers.ONE, seeds[i])[0], together[i], 0f);
        }
    }

    @Test
    void aLooserToleranceAsksForFewerStepsAndKeepsItsBound() {
        RandomWalk.Options loose = new RandomWalk.Options(0.2, 1e-2, 300);
        assertTrue(loose.needed() < restart(0.2).needed());
        double[] expected = NetworkOracle.table("nodes").numbers("walk0.2");
        double[] found = doubles(scores(NetworkOracle.graph(), loose, Workers.ONE, new int[] {0, 1, 2})[0]);
        double squares = 0;
        for (int i = 0; i < found.length; i++) {
            squares += (found[i] - expected[i]) * (found[i] - expected[i]);
        }
        // The bound is on f; scores divide by f(1), which is at least ρ.
        assertTrue(Math.sqrt(squares) < 1e-2 * Math.sqrt(3) / 0.2, "" + Math.sqrt(squares));
    }

    @Test
    void theCapIsKeptAndTold() {
        RandomWalk.Options capped = new RandomWalk.Options(0.2, 1e-6, 3);
        assertEquals(3, capped.iterations());
        assertFalse(capped.converged());
        assertTrue(RandomWalk.Options.DEFAULTS.converged());
    }

    @Test
    void aNodeWithoutEdgesReachesItselfOnly() {
        RandomWalk walk = new RandomWalk(NetworkOracle.graph(4, new int[][] {{0, 1}}), restart(0.2));
        assertTrue(walk.isAlone(3));
        assertFalse(walk.isAlone(1));
        walk.scores(
                new int[][] {{3}},
                (set, found) -> assertArrayEquals(new float[] {0, 0, 0, 1}, found, 1e-6f),
                Workers.ONE);
    }

    @Test
    void wrongInputIsRefused() {
        for (double wrong : new double[] {0, 1, -1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new RandomWalk.Options(wrong, 1e-6, 10));
            assertThrows(IllegalArgumentException.class, () -> new RandomWalk.Options(0.5, wrong, 10));
        }
        assertThrows(IllegalArgumentException.class, () -> new RandomWalk.Options(0.5, 1e-6, 0));
        SparseMatrix negative = new SparseMatrix(2, 2, new int[] {0, 1, 1}, new int[] {1}, new float[] {-1});
        assertThrows(IllegalArgumentException.class, () -> new RandomWalk(negative, RandomWalk.Options.DEFAULTS));
    }
}
