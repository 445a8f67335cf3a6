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
        Neighbours found = LeafNeighbours.of(points, 9, Workers.ONE);
        for (int r = 0; r < points.rows(); r++) {
            assertEquals(neighbours(exact, r), neighbours(found, r), "row " + r);
        }
    }

    /** 256 leaves, of which 64 are compared with each. */
    @Test
    void mostNeighboursAreFoundAmongManyLeaves() {
        DenseMatrix points = points(40_000, 8);
        Neighbours exact = NearestNeighbours.exact(points, 10, Metric.COSINE, Workers.ONE);
        Neighbours found = LeafNeighbours.of(points, 10, Workers.ONE);
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
        Neighbours found = LeafNeighbours.of(points, 12, Workers.ONE);
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
        Neighbours found = LeafNeighbours.of(points, 5, Workers.ONE);
        Neighbours others = LeafNeighbours.of(points.selectRows(shuffled), 5, new Workers(3));
        for (int r = 0; r < 20_000; r++) {
            Set<Integer> named =
                    neighbours(others, r).stream().map(i -> shuffled[i]).collect(Collectors.toSet());
            assertEquals(neighbours(found, shuffled[r]), named);
        }
        assertArrayEquals(
                found.indices(), LeafNeighbours.of(points, 5, new Workers(2)).indices());
    }

    @Test
    void moreNeighboursThanOtherPointsAreRefused() {
        DenseMatrix points = points(20, 3);
        assertThrows(IllegalArgumentException.class, () -> LeafNeighbours.of(points, 20, Workers.ONE));
        assertThrows(IllegalArgumentException.class, () -> LeafNeighbours.of(points, 0, Workers.ONE));
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
