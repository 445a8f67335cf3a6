package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

final class CrossNeighboursTest {
    @Test
    void threePointsByHand() {
        DenseMatrix candidates = new DenseMatrix(4, 1, new float[] {0, 1, 5, 9});
        DenseMatrix points = new DenseMatrix(3, 1, new float[] {4, -3, 8});
        SparseMatrix found = CrossNeighbours.of(points, candidates, 2, Workers.ONE);
        assertArrayEquals(new int[] {1, 2, 0, 1, 2, 3}, found.indices());
        assertArrayEquals(new int[] {0, 2, 4, 6}, found.offsets());
        assertEquals(4, found.columns());
    }

    @Test
    void manyPointsHaveTheNeighboursThatSortingFindsWhateverTheThreads() {
        SplittableRandom random = new SplittableRandom(4);
        DenseMatrix candidates = random(300, random);
        DenseMatrix points = random(200, random);
        SparseMatrix found = CrossNeighbours.of(points, candidates, 5, new Workers(3));
        for (int i = 0; i < 200; i++) {
            int[] expected = sorted(points, i, candidates, 5);
            assertArrayEquals(expected, Arrays.copyOfRange(found.indices(), 5 * i, 5 * i + 5));
        }
        assertArrayEquals(
                found.indices(),
                CrossNeighbours.of(points, candidates, 5, Workers.ONE).indices());
    }

    /** Products of such numbers round by more than the distances differ. */
    @Test
    void pointsFarFromTheOriginAndInClustersFarApartHaveTheirTrueNeighbours() {
        SplittableRandom random = new SplittableRandom(6);
        for (double[] places : new double[][] {{1000, 1000}, {-1000, 1000}, {0, 30_000}, {0, 0}}) {
            DenseMatrix candidates = random(400, random);
            DenseMatrix points = random(100, random);
            for (DenseMatrix rows : new DenseMatrix[] {candidates, points}) {
                for (int i = 0; i < rows.values().length; i++) {
                    rows.values()[i] += (float) places[i / 3 % 2];
                }
            }
            SparseMatrix found = CrossNeighbours.of(points, candidates, 7, new Workers(2));
            for (int i = 0; i < points.rows(); i++) {
                assertArrayEquals(
                        sorted(points, i, candidates, 7), Arrays.copyOfRange(found.indices(), 7 * i, 7 * i + 7));
            }
        }
    }

    @Test
    void ofEquallyNearCandidatesTheFirstAreTaken() {
        DenseMatrix candidates = DenseMatrix.zeros(500, 2);
        Arrays.fill(candidates.values(), 1000);
        DenseMatrix points = new DenseMatrix(1, 2, new float[] {1000, 1001});
        assertArrayEquals(
                new int[] {0, 1, 2},
                CrossNeighbours.of(points, candidates, 3, Workers.ONE).indices());
    }

    private static int[] sorted(DenseMatrix points, int point, DenseMatrix candidates, int number) {
        return IntStream.range(0, candidates.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(j -> distance(points, point, candidates, j)))
                .limit(number)
                .mapToInt(j -> j)
                .sorted()
                .toArray();
    }

    private static DenseMatrix random(int rows, SplittableRandom random) {
        DenseMatrix points = DenseMatrix.zeros(rows, 3);
        for (int i = 0; i < points.values().length; i++) {
            points.values()[i] = (float) random.nextDouble();
        }
        return points;
    }

    private static double distance(DenseMatrix points, int i, DenseMatrix candidates, int j) {
        double sum = 0;
        for (int d = 0; d < points.columns(); d++) {
            double difference = (double) points.get(i, d) - candidates.get(j, d);
            sum += difference * difference;
        }
        return sum;
    }

    @Test
    void moreNeighboursThanCandidatesAreRefused() {
        DenseMatrix two = new DenseMatrix(2, 1, new float[] {0, 1});
        assertThrows(IllegalArgumentException.class, () -> CrossNeighbours.of(two, two, 3, Workers.ONE));
        assertThrows(IllegalArgumentException.class, () -> CrossNeighbours.of(two, two, 0, Workers.ONE));
    }
}
