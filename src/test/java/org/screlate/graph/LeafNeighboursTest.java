package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.graph.NearestNeighbours.Metric;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

final class LeafNeighboursTest {
    @Test
    void allPairsAreComparedWhereLeavesAreFew() {
        DenseMatrix points = points(1500, 16);
        Neighbours exact = NearestNeighbours.exact(points, 9, Metric.COSINE, Workers.ONE);
        Neighbours found = found(points, 9, Workers.ONE);
        for (int r = 0; r < points.rows(); r++) {
            assertEquals(neighbours(exact, r), neighbours(found, r), "row " + r);
        }
    }

    /** 256 leaves, of which 64 are compared with each. */
    @Test
    void mostNeighboursAreFoundAmongManyLeaves() {
        DenseMatrix points = points(40_000, 8);
        Neighbours exact = NearestNeighbours.exact(points, 10, Metric.COSINE, Workers.ONE);
        Neighbours found = found(points, 10, Workers.ONE);
        int hits = 0;
        for (int r = 0; r < points.rows(); r++) {
            Set<Integer> known = neighbours(exact, r);
            hits += (int) neighbours(found, r).stream().filter(known::contains).count();
        }
        double recall = hits / (double) found.indices().length;
        assertTrue(recall > 0.95, "recall " + recall);
    }

    @Test
    void aPointIsNeverItsOwnNeighbourNorNamedTwice() {
        DenseMatrix points = new DenseMatrix(700, 2, new float[1400]); // all the same: zeros
        Neighbours found = found(points, 12, Workers.ONE);
        for (int r = 0; r < 700; r++) {
            Set<Integer> of = neighbours(found, r);
            assertEquals(12, of.size());
            assertTrue(!of.contains(r));
        }
    }

    @Test
    void neighboursDependNeitherOnTheOrderOfPointsNorOnThreads() {
        DenseMatrix points = points(20_000, 8);
        int[] shuffled =
                IntStream.range(0, 20_000).map(i -> (int) (i * 7L % 20_000)).toArray();
        Neighbours found = found(points, 5, Workers.ONE);
        Neighbours others = found(points.selectRows(shuffled), 5, new Workers(3));
        for (int r = 0; r < 20_000; r++) {
            Set<Integer> named =
                    neighbours(others, r).stream().map(i -> shuffled[i]).collect(Collectors.toSet());
            assertEquals(neighbours(found, shuffled[r]), named);
        }
        assertArrayEquals(found.indices(), found(points, 5, new Workers(2)).indices());
    }

    @Test
    void moreNeighboursThanOtherPointsAreRefused() {
        DenseMatrix points = points(20, 3);
        assertThrows(IllegalArgumentException.class, () -> found(points, 20, Workers.ONE));
        assertThrows(IllegalArgumentException.class, () -> found(points, 0, Workers.ONE));
    }

    @Test
    void lengthsOfWhichThePointsAreAPartCount() {
        // Of the two that lie in the first point's direction, the one that is longer beyond what is seen is less alike.
        DenseMatrix points = new DenseMatrix(4, 1, new float[] {1, 1, 1, -1});
        LeafNeighbours.Found found = LeafNeighbours.of(points, new double[] {1, 2, 1, 1}, 2, Workers.ONE);
        assertEquals(2, found.neighbours().indices()[0]);
        assertArrayEquals(
                new float[] {1, 0.5f}, Arrays.copyOfRange(found.neighbours().values(), 0, 2));
        assertEquals(Set.of(0, 1, 2, 3), Arrays.stream(found.order()).boxed().collect(Collectors.toSet()));
    }

    /** By cosine. */
    private static Neighbours found(DenseMatrix points, int k, Workers workers) {
        return LeafNeighbours.of(points.copy(), NearestNeighbours.lengths(points), k, workers)
                .neighbours();
    }

    private static Set<Integer> neighbours(Neighbours of, int row) {
        return Arrays.stream(of.indices(), row * of.k(), (row + 1) * of.k())
                .boxed()
                .collect(Collectors.toSet());
    }

    /** Points around forty directions. */
    private static DenseMatrix points(int n, int width) {
        SplittableRandom random = new SplittableRandom(5);
        DenseMatrix middles = DenseMatrix.zeros(40, width);
        for (int i = 0; i < middles.values().length; i++) {
            middles.values()[i] = (float) (random.nextDouble() - 0.5);
        }
        DenseMatrix points = DenseMatrix.zeros(n, width);
        for (int r = 0; r < n; r++) {
            int middle = random.nextInt(40);
            for (int c = 0; c < width; c++) {
                points.set(r, c, middles.get(middle, c) + (float) (0.3 * (random.nextDouble() - 0.5)));
            }
        }
        return points;
    }
}
