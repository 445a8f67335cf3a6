package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.screlate.graph.Propagation.Convergence;
import org.screlate.graph.Propagation.Stop;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

final class PropagationTest {
    /** A chain of five nodes, of which each counts its neighbours and itself alike. */
    private static final SparseMatrix CHAIN = NeighbourGraph.normalised(new SparseMatrix(
            5, 5, new int[] {0, 2, 5, 8, 11, 13}, new int[] {0, 1, 0, 1, 2, 1, 2, 3, 2, 3, 4, 3, 4}, new float[] {
                1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1
            }));

    /** Ends held at 1 and 5: what lies between settles on the straight line, which is harmonic on a chain. */
    @Test
    void heldEndsOfAChainAreJoinedByALine() {
        DenseMatrix x = new DenseMatrix(5, 1, new float[] {1, 0, 0, 0, 5});
        Convergence convergence = new Propagation(CHAIN, new Stop(10_000, 1e-7)).fillInPlace(x, Workers.ONE);
        assertArrayEquals(new float[] {1, 2, 3, 4, 5}, x.values(), 1e-5f);
        assertTrue(convergence.change() <= 1e-7, "change " + convergence.change());
        assertTrue(convergence.steps() < 200, convergence.steps() + " steps");
    }

    /** One step from (1, 0, 0, 0, 5): means of neighbours 1/3, 0, 5/3; change √(1/9 + 25/9) / √(26 + 26/9). */
    @Test
    void oneStepByHand() {
        DenseMatrix x = new DenseMatrix(5, 1, new float[] {1, 0, 0, 0, 5});
        Convergence convergence = new Propagation(CHAIN, new Stop(1, 0)).fillInPlace(x, Workers.ONE);
        assertArrayEquals(new float[] {1, 1 / 3f, 0, 5 / 3f, 5}, x.values(), 1e-6f);
        assertEquals(1, convergence.steps());
        assertEquals(Math.sqrt(26 / 9.0 / (26 + 26 / 9.0)), convergence.change(), 1e-6);
    }

    @Test
    void whereAColumnStopsDoesNotDependOnTheOthers() {
        DenseMatrix both = new DenseMatrix(5, 2, new float[] {1, 1, 0, 1, 0, 1, 0, 1, 5, 1.001f});
        DenseMatrix slow = both.selectColumns(new int[] {0});
        DenseMatrix fast = both.selectColumns(new int[] {1});
        Propagation propagation = new Propagation(CHAIN, new Stop(500, 1e-3));
        Convergence ofBoth = propagation.smoothInPlace(both, 0.9, Workers.ONE);
        Convergence ofSlow = propagation.smoothInPlace(slow, 0.9, Workers.ONE);
        Convergence ofFast = propagation.smoothInPlace(fast, 0.9, Workers.ONE);
        assertTrue(ofFast.steps() < ofSlow.steps(), ofFast + " " + ofSlow);
        assertEquals(ofSlow.and(ofFast), ofBoth);
        assertArrayEquals(slow.values(), both.selectColumns(new int[] {0}).values());
        assertArrayEquals(fast.values(), both.selectColumns(new int[] {1}).values());
    }

    @Test
    void toleranceNeverMetEndsAtTheLastIteration() {
        DenseMatrix early = new DenseMatrix(5, 1, new float[] {1, 0, 0, 0, 5});
        DenseMatrix fixed = early.copy();
        Convergence convergence = new Propagation(CHAIN, new Stop(3, 1e-9)).fillInPlace(early, Workers.ONE);
        assertEquals(convergence, new Propagation(CHAIN, new Stop(3, 0)).fillInPlace(fixed, Workers.ONE));
        assertEquals(3, convergence.steps());
        assertArrayEquals(fixed.values(), early.values());
    }

    @Test
    void doesNotDependOnThreads() {
        DenseMatrix one = new DenseMatrix(5, 300, values(1500));
        DenseMatrix three = one.copy();
        Propagation propagation = new Propagation(CHAIN, new Stop(40, 1e-2));
        assertEquals(propagation.fillInPlace(one, Workers.ONE), propagation.fillInPlace(three, new Workers(3)));
        assertArrayEquals(one.values(), three.values());
    }

    @Test
    void aGivenGraphCountsEachNodeByTwo() {
        SparseMatrix given =
                new SparseMatrix(3, 3, new int[] {0, 2, 3, 4}, new int[] {0, 2, 0, 1}, new float[] {7, 0.5f, 0.25f, 1});
        SparseMatrix c = NeighbourGraph.withSelf(given);
        assertArrayEquals(
                new float[] {2, 0, 0.5f, 0.25f, 2, 0, 0, 1, 2}, c.toDense().values());
        assertEquals(6, c.stored());
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,-0.1", "1,1", "1,NaN"})
    void impossibleStopsAreRefused(int iterations, double tolerance) {
        assertThrows(IllegalArgumentException.class, () -> new Stop(iterations, tolerance));
    }

    private static float[] values(int n) {
        float[] values = new float[n];
        IntStream.range(0, n).forEach(i -> values[i] = i * 7919 % 11 % 4);
        return values;
    }
}
