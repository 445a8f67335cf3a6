package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.graph.NearestNeighbours.Metric;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

final class NeighbourSearchTest {
    private static final NeighbourSearch PROJECTED = new NeighbourSearch(0, 1);

    @Test
    void pointsThatTheProjectionHoldsWhollyHaveTheirExactNeighbours() {
        DenseMatrix points = points(500, 200, 20, 0);
        Neighbours exact = NearestNeighbours.exact(points, 7, Metric.COSINE, Workers.ONE);
        Neighbours found = PROJECTED.nearest(points, 7, Workers.ONE);
        assertArrayEquals(exact.indices(), found.indices());
        assertArrayEquals(exact.values(), found.values());
    }

    @Test
    void mostNeighboursAreFoundUnderNoise() {
        DenseMatrix points = points(600, 300, 10, 0.2);
        Neighbours exact = NearestNeighbours.exact(points, 10, Metric.COSINE, Workers.ONE);
        double recall = recall(exact, PROJECTED.nearest(points, 10, Workers.ONE));
        assertTrue(recall > 0.9, "recall " + recall);
    }

    @Test
    void valuesAreThoseOfAllDimensions() {
        DenseMatrix points = points(300, 100, 10, 0.5);
        Neighbours found = PROJECTED.nearest(points, 5, Workers.ONE);
        Neighbours exact = NearestNeighbours.exact(points, 299, Metric.COSINE, Workers.ONE);
        for (int r = 0; r < 300; r++) {
            for (int i = 0; i < 5; i++) {
                int place = r * 299;
                while (exact.indices()[place] != found.indices()[r * 5 + i]) {
                    place++;
                }
                assertEquals(exact.values()[place], found.values()[r * 5 + i]);
            }
        }
    }

    @Test
    void upToTheLimitAllPairsAreCompared() {
        DenseMatrix points = points(300, 400, 1, 5);
        Neighbours exact = NearestNeighbours.exact(points, 5, Metric.COSINE, Workers.ONE);
        assertArrayEquals(
                exact.indices(),
                new NeighbourSearch(300, 1).nearest(points, 5, Workers.ONE).indices());
        assertTrue(recall(exact, new NeighbourSearch(299, 1).nearest(points, 5, Workers.ONE)) < 1);
    }

    @Test
    void neitherThreadsNorSeedMatter() {
        DenseMatrix points = points(400, 150, 10, 0.3);
        Neighbours one = PROJECTED.nearest(points, 6, Workers.ONE);
        assertArrayEquals(
                one.indices(), PROJECTED.nearest(points, 6, new Workers(3)).indices());
        assertTrue(recall(one, new NeighbourSearch(0, 2).nearest(points, 6, Workers.ONE)) > 0.99);
    }

    @Test
    void askingForAllOthersGivesAllOthers() {
        DenseMatrix points = points(80, 70, 5, 0.1);
        Neighbours found = PROJECTED.nearest(points, 79, Workers.ONE);
        assertEquals(79, IntStream.of(found.indices()).limit(79).distinct().count());
    }

    @Test
    void impossibleRequestsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new NeighbourSearch(-1, 0));
        DenseMatrix points = points(80, 70, 5, 0);
        assertThrows(IllegalArgumentException.class, () -> PROJECTED.nearest(points, 80, Workers.ONE));
        assertThrows(IllegalArgumentException.class, () -> PROJECTED.nearest(points, 0, Workers.ONE));
    }

    @Test
    void whereMostValuesAreZerosAllPairsAreComparedByTheRest() {
        for (int rows : new int[] {2, 63, 64, 65, 300}) {
            DenseMatrix points = sparse(rows, 150);
            assertTrue(SparsePairs.suits(points));
            for (int k : new int[] {1, Math.min(20, rows - 1), rows - 1}) {
                Neighbours exact = NearestNeighbours.exact(points, k, Metric.COSINE, Workers.ONE);
                Neighbours found = NeighbourSearch.DEFAULTS.nearest(points, k, new Workers(3));
                assertArrayEquals(exact.indices(), found.indices(), rows + " rows, " + k + " neighbours");
                assertArrayEquals(exact.values(), found.values());
            }
        }
        assertTrue(!SparsePairs.suits(points(50, 60, 3, 1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> NeighbourSearch.DEFAULTS.nearest(sparse(20, 150), 20, Workers.ONE));
        DenseMatrix infinite = sparse(20, 150);
        infinite.set(3, 4, Float.POSITIVE_INFINITY);
        assertThrows(IllegalArgumentException.class, () -> NeighbourSearch.DEFAULTS.nearest(infinite, 3, Workers.ONE));
    }

    @Test
    void manyPointsWithWhatIsTheirOwnHaveNearlyTheirExactNeighbours() {
        DenseMatrix points = points(3000, 400, 20, 1.5);
        Neighbours exact = NearestNeighbours.exact(points, 15, Metric.COSINE, Workers.ONE);
        double recall = recall(exact, PROJECTED.nearest(points, 15, Workers.ONE));
        assertTrue(recall > 0.98, "recall " + recall);
    }

    /** One value in twelve not zero; the last two rows alike, one empty. */
    private static DenseMatrix sparse(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(5);
        DenseMatrix points = DenseMatrix.zeros(rows, columns);
        for (int r = 1; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                points.set(r, c, random.nextInt(12) == 0 ? (float) random.nextDouble() : 0);
            }
        }
        System.arraycopy(points.values(), points.offset(rows - 1), points.values(), points.offset(rows - 2), columns);
        return points;
    }

    private static double recall(Neighbours exact, Neighbours found) {
        int hits = 0;
        for (int r = 0; r < exact.rows(); r++) {
            Set<Integer> known = new HashSet<>();
            for (int i = 0; i < exact.k(); i++) {
                known.add(exact.indices()[r * exact.k() + i]);
            }
            for (int i = 0; i < exact.k(); i++) {
                hits += known.contains(found.indices()[r * exact.k() + i]) ? 1 : 0;
            }
        }
        return hits / (double) exact.indices().length;
    }

    /** Points on a plane of some dimensions, with noise in all. */
    private static DenseMatrix points(int rows, int columns, int rank, double noise) {
        SplittableRandom random = new SplittableRandom(3);
        double[][] axes = new double[rank][columns];
        for (double[] axis : axes) {
            Arrays.setAll(axis, c -> random.nextDouble() - 0.5);
        }
        DenseMatrix points = DenseMatrix.zeros(rows, columns);
        for (int r = 0; r < rows; r++) {
            for (double[] axis : axes) {
                double along = random.nextDouble() - 0.5;
                for (int c = 0; c < columns; c++) {
                    points.set(r, c, points.get(r, c) + (float) (along * axis[c]));
                }
            }
            for (int c = 0; c < columns; c++) {
                points.set(r, c, points.get(r, c) + (float) (noise * (random.nextDouble() - 0.5)));
            }
        }
        return points;
    }
}
