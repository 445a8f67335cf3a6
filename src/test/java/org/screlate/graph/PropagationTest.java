package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.graph.Propagation.Convergence;
import org.screlate.graph.Propagation.Stop;
import org.screlate.matrix.BitMask;
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

    /** For graphs with weights of both signs, too. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void symmetricGraphsAreFilledInFewerProductsAlike(boolean signed) {
        SparseMatrix graph = knn(signed, true);
        DenseMatrix steps = new DenseMatrix(200, 70, someZeros(200 * 70));
        DenseMatrix sums = steps.copy();
        Convergence expected =
                new Propagation(NeighbourGraph.normalised(graph), new Stop(40, 0)).fillInPlace(steps, Workers.ONE);
        Convergence found = Propagation.over(graph, new Stop(40, 0)).fillInPlace(sums, new Workers(2));
        assertEquals(40, found.steps());
        assertEquals(expected.change(), found.change(), 0.01 * expected.change() + 1e-4);
        assertClose(steps, sums);
    }

    @Test
    void symmetricGraphsAreSmoothedInFewerProductsAlike() {
        SparseMatrix graph = knn(false, true);
        DenseMatrix steps = new DenseMatrix(200, 70, someZeros(200 * 70));
        DenseMatrix sums = steps.copy();
        new Propagation(NeighbourGraph.normalised(graph), new Stop(40, 0)).smoothInPlace(steps, 0.99, Workers.ONE);
        Propagation.over(graph, new Stop(40, 0)).smoothInPlace(sums, 0.99, Workers.ONE);
        assertClose(steps, sums);
    }

    /** The memory of a panel serves the next one, which may be narrower. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPanelKnowsNothingOfTheOneBefore(boolean symmetric) {
        Propagation propagation = Propagation.over(knn(false, symmetric), new Stop(40, 0));
        DenseMatrix all = new DenseMatrix(200, 70, someZeros(200 * 70));
        DenseMatrix last = all.selectColumns(new int[] {64, 65, 66, 67, 68, 69});
        BitMask observed = BitMask.nonZeros(last);
        DenseMatrix smooth = last.copy();
        DenseMatrix masked = last.copy();
        DenseMatrix allSmooth = all.copy();
        propagation.fillInPlace(all, Workers.ONE);
        propagation.fillInPlace(last, Workers.ONE);
        propagation.fillInPlace(masked, observed, Workers.ONE);
        propagation.smoothInPlace(allSmooth, 0.99, Workers.ONE);
        propagation.smoothInPlace(smooth, 0.99, Workers.ONE);
        for (int r = 0; r < 200; r++) {
            for (int c = 0; c < 6; c++) {
                assertEquals(last.get(r, c), all.get(r, 64 + c));
                assertEquals(last.get(r, c), masked.get(r, c));
                assertEquals(smooth.get(r, c), allSmooth.get(r, 64 + c));
            }
        }
    }

    @Test
    void directedGraphsGoStepByStep() {
        SparseMatrix graph = knn(false, false);
        DenseMatrix steps = new DenseMatrix(200, 70, someZeros(200 * 70));
        DenseMatrix found = steps.copy();
        new Propagation(NeighbourGraph.normalised(graph), new Stop(40, 0)).smoothInPlace(steps, 0.99, Workers.ONE);
        Propagation.over(graph, new Stop(40, 0)).smoothInPlace(found, 0.99, Workers.ONE);
        assertArrayEquals(steps.values(), found.values());
    }

    private static void assertClose(DenseMatrix expected, DenseMatrix found) {
        double apart = 0;
        double length = 0;
        for (int i = 0; i < found.values().length; i++) {
            apart += Math.pow(found.values()[i] - expected.values()[i], 2);
            length += Math.pow(expected.values()[i], 2);
        }
        assertTrue(apart > 0, "the same products");
        assertTrue(Math.sqrt(apart / length) < 2e-6, "apart by " + Math.sqrt(apart / length));
    }

    private static SparseMatrix knn(boolean signed, boolean symmetric) {
        SplittableRandom random = new SplittableRandom(5);
        DenseMatrix points = DenseMatrix.zeros(200, 4);
        for (int i = 0; i < points.values().length; i++) {
            points.values()[i] = (float) random.nextDouble() - 0.5f;
        }
        Neighbours near = NearestNeighbours.exact(
                points,
                8,
                signed ? NearestNeighbours.Metric.ABSOLUTE_COSINE : NearestNeighbours.Metric.COSINE,
                Workers.ONE);
        return signed ? NeighbourGraph.signed(near, symmetric) : NeighbourGraph.positive(near, symmetric);
    }

    /** Most of them, so that the filling has not come to rest after forty steps. */
    private static float[] someZeros(int n) {
        SplittableRandom random = new SplittableRandom(6);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextDouble() < 0.95 ? 0 : (float) random.nextDouble();
        }
        return values;
    }

    private static float[] values(int n) {
        float[] values = new float[n];
        IntStream.range(0, n).forEach(i -> values[i] = i * 7919 % 11 % 4);
        return values;
    }
}
