package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

// UMAP's own numbers are compared in CellNeighboursTest.
final class FuzzyGraphTest {
    @Test
    void twoPointsAreSureOfEachOther() {
        SparseMatrix graph = FuzzyGraph.of(new DenseMatrix(2, 1, new float[] {0, 5}), 2, Workers.ONE);
        assertEquals(0, graph.get(0, 0));
        assertEquals(1, graph.get(0, 1));
        assertEquals(1, graph.get(1, 0));
    }

    @Test
    void unevenTriangleIsWeighedByHand() {
        // Three neighbours, itself counted: the nearest is sure, the other has log2(3) - 1 left.
        SparseMatrix graph = FuzzyGraph.of(new DenseMatrix(3, 1, new float[] {0, 1, 3}), 3, Workers.ONE);
        double far = Math.log(3) / Math.log(2) - 1;
        assertEquals(1, graph.get(0, 1), 1e-4);
        assertEquals(1, graph.get(1, 2), 1e-4); // the nearest of 2 is 1
        assertEquals(far + far - far * far, graph.get(0, 2), 1e-4);
    }

    @Test
    void weightsToTheNeighboursSumToAtLeastTheirLogarithm() {
        DenseMatrix points = cloud(60, 3);
        Neighbours others = NearestNeighbours.exact(points, 7, NearestNeighbours.Metric.EUCLIDEAN, Workers.ONE);
        SparseMatrix graph = FuzzyGraph.of(others);
        for (int i = 0; i < 60; i++) {
            double sum = 0;
            for (int j = 0; j < 7; j++) {
                sum += graph.get(i, others.indices()[i * 7 + j]);
            }
            // One side sums to log2(8); the union with the other only adds.
            assertTrue(sum >= 3 - 1e-3, "sum " + sum);
        }
    }

    @Test
    void graphIsSymmetricWithoutLoopsAndWeightsAreProbabilities() {
        SparseMatrix graph = FuzzyGraph.of(cloud(80, 4), 10, Workers.ONE);
        SparseMatrix mirrored = graph.transpose();
        assertArrayEquals(graph.indices(), mirrored.indices());
        assertArrayEquals(graph.values(), mirrored.values());
        for (int i = 0; i < 80; i++) {
            assertEquals(0, graph.get(i, i));
            assertTrue(graph.offsets()[i + 1] - graph.offsets()[i] >= 9);
        }
        for (float weight : graph.values()) {
            assertTrue(weight > 0 && weight <= 1 + 1e-6, "weight " + weight);
        }
    }

    @Test
    void scaleOfThePointsDoesNotMatter() {
        DenseMatrix points = cloud(50, 2);
        DenseMatrix larger = points.copy();
        for (int i = 0; i < larger.values().length; i++) {
            larger.values()[i] *= 64;
        }
        SparseMatrix graph = FuzzyGraph.of(points, 6, Workers.ONE);
        SparseMatrix other = FuzzyGraph.of(larger, 6, Workers.ONE);
        assertArrayEquals(graph.indices(), other.indices());
        assertArrayEquals(graph.values(), other.values(), 1e-4f);
    }

    @Test
    void identicalPointsAreSureOfEachOther() {
        SparseMatrix graph = FuzzyGraph.of(DenseMatrix.zeros(5, 2), 3, Workers.ONE);
        for (float weight : graph.values()) {
            assertEquals(1, weight);
        }
        assertTrue(graph.stored() >= 10);
    }

    @Test
    void numbersOfNeighboursThatCannotBeAreRefused() {
        DenseMatrix points = cloud(5, 2);
        assertThrows(IllegalArgumentException.class, () -> FuzzyGraph.of(points, 1, Workers.ONE));
        assertThrows(IllegalArgumentException.class, () -> FuzzyGraph.of(points, 6, Workers.ONE));
        assertEquals(20, FuzzyGraph.of(points, 5, Workers.ONE).stored());
    }

    private static DenseMatrix cloud(int points, int dimensions) {
        SplittableRandom random = new SplittableRandom(5);
        DenseMatrix cloud = DenseMatrix.zeros(points, dimensions);
        for (int i = 0; i < cloud.values().length; i++) {
            cloud.values()[i] = (float) random.nextDouble();
        }
        return cloud;
    }
}
