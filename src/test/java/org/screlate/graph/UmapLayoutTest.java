package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.OracleTable;

final class UmapLayoutTest {
    private static DenseMatrix points() {
        OracleTable table = OracleTable.read(UmapLayoutTest.class, "/org/screlate/cluster/points.tsv");
        DenseMatrix points = DenseMatrix.zeros(240, 8);
        for (int c = 0; c < 8; c++) {
            double[] column = table.numbers("x" + c);
            for (int r = 0; r < 240; r++) {
                points.set(r, c, (float) column[r]);
            }
        }
        return points;
    }

    /** Ranks of all points by distance from each, 0 for itself, {@code [points × points]}. */
    private static int[][] ranks(DenseMatrix points) {
        int n = points.rows();
        int[][] ranks = new int[n][n];
        for (int i = 0; i < n; i++) {
            int from = i;
            double[] distances = IntStream.range(0, n)
                    .mapToDouble(j -> j == from ? -1 : squaredDistance(points, from, j))
                    .toArray();
            int[] order = IntStream.range(0, n)
                    .boxed()
                    .sorted(Comparator.comparingDouble(j -> distances[j]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int rank = 0; rank < n; rank++) {
                ranks[i][order[rank]] = rank;
            }
        }
        return ranks;
    }

    private static double squaredDistance(DenseMatrix points, int i, int j) {
        double squared = 0;
        for (int c = 0; c < points.columns(); c++) {
            double apart = points.get(i, c) - points.get(j, c);
            squared += apart * apart;
        }
        return squared;
    }

    /** Share of neighbours in the plane that are neighbours in truth, as scikit-learn's trustworthiness. */
    static double trustworthiness(DenseMatrix points, DenseMatrix places, int k) {
        int[][] truth = ranks(points);
        int[][] plane = ranks(places);
        int n = points.rows();
        double penalty = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (plane[i][j] >= 1 && plane[i][j] <= k) {
                    penalty += Math.max(0, truth[i][j] - k);
                }
            }
        }
        return 1 - 2 * penalty / (n * k * (2.0 * n - 3.0 * k - 1));
    }

    @Test
    void layoutIsAsTrustworthyAsThatOfUmapLearn() {
        double expected =
                OracleTable.read(getClass(), "/org/screlate/cluster/umap.tsv").number("mean", "min_dist", "0.5");
        SparseMatrix graph = FuzzyGraph.of(points(), 15, Workers.ONE);
        for (long seed = 0; seed < 3; seed++) {
            double found = trustworthiness(points(), UmapLayout.of(graph, seed), 15);
            assertTrue(found > expected - 0.02, found + " against " + expected);
        }
    }

    @Test
    void sameSeedGivesTheSamePlacesAndAnotherOthers() {
        SparseMatrix graph = FuzzyGraph.of(points(), 15, Workers.ONE);
        float[] first = UmapLayout.of(graph, 7).values();
        assertArrayEquals(first, UmapLayout.of(graph, 7).values());
        assertTrue(first[0] != UmapLayout.of(graph, 8).values()[0]);
    }

    @Test
    void nodesOfTwoSeparateCliquesLieApart() {
        DenseMatrix weights = DenseMatrix.zeros(20, 20);
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < 20; j++) {
                weights.set(i, j, i != j && i / 10 == j / 10 ? 1 : 0);
            }
        }
        DenseMatrix places = UmapLayout.of(weights.toSparse(), 3);
        int[][] ranks = ranks(places);
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < 20; j++) {
                assertEquals(i / 10 == j / 10, ranks[i][j] < 10);
            }
        }
    }

    @Test
    void nodesWithoutEdgesStayFinite() {
        for (float place : UmapLayout.of(DenseMatrix.zeros(4, 4).toSparse(), 0).values()) {
            assertTrue(Float.isFinite(place));
        }
    }

    @Test
    void startOfAPathRisesAlongIt() {
        int n = 12;
        DenseMatrix weights = DenseMatrix.zeros(n, n);
        for (int i = 0; i + 1 < n; i++) {
            weights.set(i, i + 1, 1);
            weights.set(i + 1, i, 1);
        }
        double[] start = SpectralStart.of(weights.toSparse(), new SplittableRandom(1))[0];
        double direction = Math.signum(start[n - 1] - start[0]);
        for (int i = 0; i + 1 < n; i++) {
            assertTrue(direction * (start[i + 1] - start[i]) > 0);
        }
        assertEquals(10, Math.abs(start[n - 1] - start[0]), 0.01);
    }
}
