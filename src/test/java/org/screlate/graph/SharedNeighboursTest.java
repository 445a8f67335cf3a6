package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.screlate.graph.NearestNeighbours.Metric;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

final class SharedNeighboursTest {
    /**
     * Nearest two of 0: 1, 2; of 1: 0, 2; of 2: 1, 0; of 3: 2, 1. With themselves {0,1,2} three times and {1,2,3}: 3 of 3
     * shared between the first three, 2 of 4 with the last, which nobody else counts and 0 does not meet.
     */
    @Test
    void sharesByHand() {
        Neighbours nearest = new Neighbours(4, 2, new int[] {1, 2, 0, 2, 1, 0, 2, 1}, new float[8]);
        float[] expected = {0, 1, 1, 0, 1, 0, 1, 0.5f, 1, 1, 0, 0.5f, 0, 0.5f, 0.5f, 0};
        assertArrayEquals(expected, SharedNeighbours.jaccard(nearest).toDense().values());
    }

    @Test
    void weightsAreThoseOfSetsAndSymmetric() {
        SplittableRandom random = new SplittableRandom(3);
        DenseMatrix points = DenseMatrix.zeros(60, 3);
        for (int i = 0; i < points.values().length; i++) {
            points.values()[i] = (float) random.nextDouble();
        }
        Neighbours nearest = NearestNeighbours.exact(points, 7, Metric.EUCLIDEAN, Workers.ONE);
        boolean[][] member = new boolean[60][60];
        for (int i = 0; i < 60; i++) {
            member[i][i] = true;
            for (int a = 0; a < 7; a++) {
                member[i][nearest.indices()[i * 7 + a]] = true;
            }
        }
        SparseMatrix weights = SharedNeighbours.jaccard(nearest);
        for (int i = 0; i < 60; i++) {
            for (int j = 0; j < 60; j++) {
                double shared = 0;
                for (int m = 0; m < 60; m++) {
                    shared += member[i][m] && member[j][m] ? 1 : 0;
                }
                boolean joined = i != j && (member[i][j] || member[j][i]);
                assertEquals(joined ? shared / (16 - shared) : 0, weights.get(i, j), 1e-6, i + " " + j);
            }
        }
    }
}
