package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

final class GroupNeighboursTest {
    @Test
    void eachPointHasTheNearestOfEveryGroupByHand() {
        // On a line: group 0 at 0, 1, 5; group 1 at 10, 11.
        DenseMatrix points = new DenseMatrix(5, 1, new float[] {0, 1, 5, 10, 11});
        SparseMatrix graph = GroupNeighbours.of(points, new int[] {0, 0, 0, 1, 1}, 1, Workers.ONE);
        // 0: 1 and 10. 1: 0 and 10. 2: 1 and 10. 3: 5 and 11. 4: 5 and 10.
        assertArrayEquals(new int[] {0, 2, 5, 8, 12, 14}, graph.offsets());
        assertArrayEquals(new int[] {1, 3, 0, 2, 3, 1, 3, 4, 0, 1, 2, 4, 2, 3}, graph.indices());
        for (float weight : graph.values()) {
            assertEquals(1, weight);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1000, -30_000})
    void manyPointsHaveTheNeighboursThatSortingFindsWhereverTheyLieAndWhateverTheThreads(double origin) {
        SplittableRandom random = new SplittableRandom(3);
        int n = 300;
        DenseMatrix points = DenseMatrix.zeros(n, 4);
        int[] groups = new int[n];
        for (int i = 0; i < n; i++) {
            groups[i] = i % 7 == 0 ? 1 : i % 5 == 0 ? 2 : 0;
            for (int d = 0; d < 4; d++) {
                points.set(i, d, (float) (random.nextDouble() + 3 * groups[i] + origin));
            }
        }
        boolean[][] expected = new boolean[n][n];
        for (int i = 0; i < n; i++) {
            for (int group = 0; group < 3; group++) {
                int from = i;
                int wanted = group;
                IntStream.range(0, n)
                        .filter(j -> j != from && groups[j] == wanted)
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer j) -> distance(points, from, j)))
                        .limit(4)
                        .forEach(j -> expected[from][j] = expected[j][from] = true);
            }
        }
        SparseMatrix one = GroupNeighbours.of(points, groups, 4, Workers.ONE);
        SparseMatrix three = GroupNeighbours.of(points, groups, 4, new Workers(3));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                assertEquals(expected[i][j], one.get(i, j) == 1, i + " " + j);
            }
        }
        assertArrayEquals(one.indices(), three.indices());
    }

    private static double distance(DenseMatrix points, int i, int j) {
        double sum = 0;
        for (int d = 0; d < points.columns(); d++) {
            double difference = (double) points.get(i, d) - points.get(j, d);
            sum += difference * difference;
        }
        return sum;
    }

    @Test
    void smallGroupsGiveAllTheyHave() {
        DenseMatrix points = new DenseMatrix(3, 1, new float[] {0, 1, 2});
        SparseMatrix graph = GroupNeighbours.of(points, new int[] {0, 0, 1}, 5, Workers.ONE);
        assertEquals(6, graph.stored());
        assertTrue(graph.get(0, 2) == 1 && graph.get(2, 1) == 1 && graph.get(0, 0) == 0);
    }

    @Test
    void wrongNumbersAreRefused() {
        DenseMatrix points = new DenseMatrix(3, 1, new float[] {0, 1, 2});
        assertThrows(
                IllegalArgumentException.class, () -> GroupNeighbours.of(points, new int[] {0, 0, 1}, 0, Workers.ONE));
        assertThrows(
                IllegalArgumentException.class, () -> GroupNeighbours.of(points, new int[] {0, 1}, 1, Workers.ONE));
    }
}
