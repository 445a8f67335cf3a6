package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.graph.NearestNeighbours.Metric;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.SmallMatrices;

final class NearestNeighboursTest {
    @Test
    void fourPointsByHand() {
        // Angles 0°, 30°, 90° and 180°; lengths 1, 2, 1 and 3.
        DenseMatrix points =
                new DenseMatrix(4, 2, new float[] {1, 0, 2 * (float) Math.cos(Math.PI / 6), 1, 0, 1, -3, 0});
        Neighbours cosine = NearestNeighbours.exact(points, 2, Metric.COSINE, Workers.ONE);
        assertArrayEquals(new int[] {1, 2, 0, 2, 1, 0, 2, 1}, cosine.indices());
        float half = 0.5f;
        float root = (float) Math.cos(Math.PI / 6);
        assertArrayEquals(new float[] {root, 0, root, half, half, 0, 0, -root}, cosine.values(), 1e-6f);
        Neighbours absolute = NearestNeighbours.exact(points, 1, Metric.ABSOLUTE_COSINE, Workers.ONE);
        assertArrayEquals(new int[] {3, 0, 1, 0}, absolute.indices());
        assertArrayEquals(new float[] {-1, root, half, -1}, absolute.values(), 1e-6f);
        Neighbours distance = NearestNeighbours.exact(points, 1, Metric.EUCLIDEAN, Workers.ONE);
        assertArrayEquals(new int[] {1, 0, 0, 2}, distance.indices());
        assertEquals((float) Math.sqrt(2), distance.values()[2], 1e-6f);
        assertEquals((float) Math.sqrt(10), distance.values()[3], 1e-6f);
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithSortingAllRows(Metric metric) {
        DenseMatrix points = SmallMatrices.points(301, 37, 1);
        Neighbours found = NearestNeighbours.exact(points, 9, metric, Workers.ONE);
        for (int r = 0; r < points.rows(); r++) {
            int row = r;
            int[] sorted = IntStream.range(0, points.rows())
                    .filter(j -> j != row)
                    .boxed()
                    .sorted(Comparator.comparingDouble(j -> badness(points, row, j, metric)))
                    .limit(9)
                    .mapToInt(j -> j)
                    .toArray();
            for (int i = 0; i < 9; i++) {
                assertEquals(sorted[i], found.indices()[r * 9 + i], "row " + r);
                double value = value(points, r, sorted[i], metric);
                assertEquals(value, found.values()[r * 9 + i], 1e-5);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotDependOnThreads(Metric metric) {
        DenseMatrix points = SmallMatrices.points(400, 10, 2);
        Neighbours one = NearestNeighbours.exact(points, 5, metric, Workers.ONE);
        Neighbours three = NearestNeighbours.exact(points, 5, metric, new Workers(3));
        assertArrayEquals(one.indices(), three.indices());
        assertArrayEquals(one.values(), three.values());
    }

    @ParameterizedTest
    @EnumSource
    void tiesGoToTheLowerIndex(Metric metric) {
        DenseMatrix points = DenseMatrix.zeros(300, 3);
        for (int r = 0; r < 300; r++) {
            points.set(r, r % 2, 1); // two places, 150 points each
        }
        Neighbours found = NearestNeighbours.exact(points, 3, metric, Workers.ONE);
        assertArrayEquals(
                new int[] {2, 4, 6},
                IntStream.range(0, 3).map(i -> found.indices()[i]).toArray());
        assertArrayEquals(
                new int[] {1, 3, 5},
                IntStream.range(0, 3).map(i -> found.indices()[299 * 3 + i]).toArray());
    }

    @Test
    void distancesOfClosePointsFarFromTheOriginAreExact() {
        DenseMatrix points = DenseMatrix.zeros(20, 1);
        for (int r = 0; r < 20; r++) {
            points.set(r, 0, 1000 + r / 16f);
        }
        Neighbours found = NearestNeighbours.exact(points, 2, Metric.EUCLIDEAN, Workers.ONE);
        assertArrayEquals(new int[] {9, 11}, new int[] {found.indices()[20], found.indices()[21]});
        assertEquals(1 / 16f, found.values()[20]);
    }

    @Test
    void rowsOfZerosAreSimilarToNothing() {
        DenseMatrix points = new DenseMatrix(3, 2, new float[] {0, 0, 1, 0, 1, 1});
        Neighbours found = NearestNeighbours.exact(points, 2, Metric.COSINE, Workers.ONE);
        assertArrayEquals(new float[] {0, 0}, new float[] {found.values()[0], found.values()[1]});
    }

    @Test
    void impossibleRequestsAreRefused() {
        DenseMatrix points = SmallMatrices.points(5, 2, 3);
        for (int k : new int[] {0, 5}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> NearestNeighbours.exact(points, k, Metric.COSINE, Workers.ONE));
        }
        points.set(3, 1, Float.NaN);
        assertThrows(
                IllegalArgumentException.class, () -> NearestNeighbours.exact(points, 2, Metric.COSINE, Workers.ONE));
    }

    private static double badness(DenseMatrix points, int i, int j, Metric metric) {
        double value = value(points, i, j, metric);
        return switch (metric) {
            case COSINE -> -value;
            case ABSOLUTE_COSINE -> -Math.abs(value);
            case EUCLIDEAN -> value;
        };
    }

    private static double value(DenseMatrix points, int i, int j, Metric metric) {
        double ii = 0;
        double jj = 0;
        double ij = 0;
        for (int c = 0; c < points.columns(); c++) {
            ii += (double) points.get(i, c) * points.get(i, c);
            jj += (double) points.get(j, c) * points.get(j, c);
            ij += (double) points.get(i, c) * points.get(j, c);
        }
        return metric == Metric.EUCLIDEAN ? Math.sqrt(ii + jj - 2 * ij) : ij / Math.sqrt(ii * jj);
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 1000, -30_000})
    void distancesFindTheTrueNeighboursWhereverThePointsLie(float origin) {
        DenseMatrix points = SmallMatrices.points(700, 3, 8);
        for (int i = 0; i < points.values().length; i++) {
            // Two clusters, so that no move of the origin brings both near it.
            points.values()[i] += i / 3 % 2 == 0 ? origin : -origin;
        }
        Neighbours found = NearestNeighbours.exact(points, 10, NearestNeighbours.Metric.EUCLIDEAN, new Workers(2));
        for (int i = 0; i < points.rows(); i++) {
            int point = i;
            int[] expected = IntStream.range(0, points.rows())
                    .filter(j -> j != point)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer j) -> apart(points, point, j)))
                    .limit(10)
                    .mapToInt(j -> j)
                    .toArray();
            assertArrayEquals(expected, Arrays.copyOfRange(found.indices(), 10 * i, 10 * i + 10));
        }
    }

    private static float apart(DenseMatrix points, int i, int j) {
        double sum = 0;
        for (int c = 0; c < points.columns(); c++) {
            double difference = (double) points.get(i, c) - points.get(j, c);
            sum += difference * difference;
        }
        return (float) Math.sqrt(sum);
    }
}
