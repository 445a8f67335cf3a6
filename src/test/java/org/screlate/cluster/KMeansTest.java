package org.screlate.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Progress;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.OracleTable;

final class KMeansTest {
    private static KMeans kmeans(int k, int starts, long seed) {
        return new KMeans(new KMeans.Options(k, starts, 300, 1e-4, seed));
    }

    private static Clusters cluster(DenseMatrix points, int k, int starts, long seed) {
        return kmeans(k, starts, seed).cluster(points, Workers.ONE, Progress.SILENT);
    }

    @ParameterizedTest
    @CsvSource({"6, 10", "15, 10"})
    void meanInertiaOverSeedsIsThatOfScikitLearnWithinOnePercent(int k, int starts) {
        DenseMatrix points = Points240.read();
        double mean = IntStream.range(0, 10)
                .mapToDouble(seed -> cluster(points, k, starts, seed).quality())
                .average()
                .orElseThrow();
        OracleTable expected = OracleTable.read(getClass(), "kmeans.tsv");
        int row = IntStream.range(0, expected.rows().size())
                .filter(r -> expected.numbers("k")[r] == k && expected.numbers("starts")[r] == starts)
                .findFirst()
                .orElseThrow();
        assertEquals(expected.numbers("mean")[row], mean, 0.01 * expected.numbers("mean")[row]);
    }

    @Test
    void oneStartIsAsGoodAsOneOfScikitLearn() {
        DenseMatrix points = Points240.read();
        double mean = IntStream.range(0, 40)
                .mapToDouble(seed -> cluster(points, 15, 1, seed).quality())
                .average()
                .orElseThrow();
        assertEquals(OracleTable.read(getClass(), "kmeans.tsv").numbers("mean")[2], mean, 0.02 * mean);
    }

    @Test
    void threePairsOnALineAreThoseWorkedOutByHand() {
        DenseMatrix line = new DenseMatrix(7, 1, new float[] {10, 0, 11, 1, 101, 100, 102});
        Clusters found = cluster(line, 3, 5, 1);
        assertArrayEquals(new int[] {1, 2, 1, 2, 0, 0, 0}, found.labels());
        assertEquals(2 * 0.25 + 2 * 0.25 + (0 + 1 + 1), found.quality(), 1e-4);
        assertEquals(3, found.count());
        assertTrue(found.converged());
    }

    @Test
    void oneClusterHasTheVarianceAsItsInertia() {
        DenseMatrix line = new DenseMatrix(3, 1, new float[] {1, 2, 6});
        assertEquals(4 + 1 + 9, cluster(line, 1, 1, 0).quality(), 1e-5);
    }

    @Test
    void eachCellIsAClusterWhereThereAreAsMany() {
        DenseMatrix line = new DenseMatrix(4, 1, new float[] {3, 1, 4, 2});
        Clusters found = cluster(line, 4, 1, 0);
        assertEquals(4, found.count());
        assertEquals(0, found.quality(), 1e-10);
        assertArrayEquals(new int[] {0, 1, 2, 3}, found.labels());
    }

    @Test
    void threadsDoNotChangeTheAnswer() {
        DenseMatrix points = Points240.read();
        Clusters one = cluster(points, 9, 7, 5);
        Clusters three = kmeans(9, 7, 5).cluster(points, new Workers(3), Progress.SILENT);
        assertArrayEquals(one.labels(), three.labels());
        assertEquals(one.quality(), three.quality());
    }

    @Test
    void moreStartsAreNeverWorse() {
        DenseMatrix points = Points240.read();
        assertTrue(
                cluster(points, 12, 8, 3).quality() <= cluster(points, 12, 1, 3).quality());
    }

    @Test
    void movedAndScaledPointsFallIntoTheSameClusters() {
        DenseMatrix points = Points240.read();
        DenseMatrix moved = points.copy();
        for (int i = 0; i < moved.values().length; i++) {
            moved.values()[i] = 4 * moved.values()[i] + 64;
        }
        Clusters before = cluster(points, 6, 10, 2);
        Clusters after = cluster(moved, 6, 10, 2);
        assertArrayEquals(before.labels(), after.labels());
        assertEquals(16 * before.quality(), after.quality(), 1e-3 * after.quality());
    }

    @Test
    void clustersAreNumberedByFallingSize() {
        Clusters found = cluster(Points240.read(), 6, 10, 0);
        int[] sizes = new int[found.count()];
        Arrays.stream(found.labels()).forEach(label -> sizes[label]++);
        for (int c = 1; c < sizes.length; c++) {
            assertTrue(sizes[c] <= sizes[c - 1]);
        }
    }

    @Test
    void cellsAllAtOnePlaceMakeOneCluster() {
        Clusters found = cluster(DenseMatrix.zeros(5, 2), 3, 2, 0);
        assertEquals(0, found.quality());
        assertTrue(found.count() <= 3);
    }

    @Test
    void capOnIterationsIsReported() {
        var options = new KMeans.Options(15, 1, 1, 0, 0);
        assertFalse(new KMeans(options)
                .cluster(Points240.read(), Workers.ONE, Progress.SILENT)
                .converged());
    }

    @Test
    void wrongOptionsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new KMeans.Options(0, 1, 1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new KMeans.Options(1, 0, 1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new KMeans.Options(1, 1, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new KMeans.Options(1, 1, 1, Double.NaN, 0));
    }

    @Test
    void moreClustersThanCellsAreRefused() {
        var e = assertThrows(InvalidInputException.class, () -> cluster(DenseMatrix.zeros(3, 1), 4, 1, 0));
        assertEquals("4 clusters of 3 cells cannot be found; choose a smaller --k", e.getMessage());
    }
}
