package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

final class RewiringTest {
    private static double shared(SparseMatrix one, SparseMatrix other) {
        int shared = 0;
        for (int r = 0; r < one.rows(); r++) {
            for (int e = one.offsets()[r]; e < one.offsets()[r + 1]; e++) {
                shared += other.get(r, one.indices()[e]) != 0 ? 1 : 0;
            }
        }
        return (double) shared / one.stored();
    }

    @Test
    void everyNodeKeepsItsDegreeAndAllWeightsStay() {
        SparseMatrix graph = NetworkOracle.graph();
        SparseMatrix random = Rewiring.of(graph, 4);
        assertArrayEquals(
                NodeStatistics.of(graph, Workers.ONE).degrees(),
                NodeStatistics.of(random, Workers.ONE).degrees());
        float[] before = graph.values().clone();
        float[] after = random.values().clone();
        Arrays.sort(before);
        Arrays.sort(after);
        assertArrayEquals(before, after);
        for (int r = 0; r < random.rows(); r++) {
            assertEquals(0, random.get(r, r));
        }
    }

    @Test
    void fewEdgesStayWhereTheyWere() {
        // Chance alone gives about Σ d_i d_j / 2m over the edges; networkx's double_edge_swap leaves as many (0.087).
        SparseMatrix graph = NetworkOracle.graph();
        double mean = 0;
        for (int seed = 0; seed < 20; seed++) {
            mean += shared(graph, Rewiring.of(graph, seed)) / 20;
        }
        assertEquals(0.08, mean, 0.02);
    }

    @Test
    void allGraphsOfTheSameDegreesAreAsLikely() {
        // Four nodes of degree 1: three ways to pair them.
        SparseMatrix graph = NetworkOracle.graph(4, new int[][] {{0, 1}, {2, 3}});
        int[] times = new int[4];
        for (int seed = 0; seed < 3000; seed++) {
            times[Rewiring.of(graph, seed).indices()[0]]++;
        }
        for (int partner = 1; partner < 4; partner++) {
            assertTrue(Math.abs(times[partner] - 1000) < 130, Arrays.toString(times)); // 5 standard deviations
        }
    }

    @Test
    void aGraphThatCannotBeRewiredStays() {
        for (int[][] edges : new int[][][] {{}, {{0, 1}}, {{0, 1}, {0, 2}, {1, 2}}}) {
            SparseMatrix graph = NetworkOracle.graph(3, edges);
            assertArrayEquals(graph.indices(), Rewiring.of(graph, 1).indices());
        }
    }

    @Test
    void aGraphThatIsNotSquareIsRefused() {
        SparseMatrix wide = DenseMatrix.zeros(2, 3).toSparse();
        assertThrows(IllegalArgumentException.class, () -> Rewiring.of(wide, 1));
    }
}
