package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.testing.OracleTable;

final class LeidenTest {
    private static final OracleTable EXPECTED = OracleTable.read(LeidenTest.class, "/org/screlate/cluster/leiden.tsv");

    static SparseMatrix oracleGraph() {
        OracleTable edges = OracleTable.read(LeidenTest.class, "/org/screlate/cluster/graph.tsv");
        DenseMatrix weights = DenseMatrix.zeros(240, 240);
        for (int e = 0; e < edges.rows().size(); e++) {
            String[] edge = edges.rows().get(e);
            weights.set(Integer.parseInt(edge[0]), Integer.parseInt(edge[1]), Float.parseFloat(edge[2]));
            weights.set(Integer.parseInt(edge[1]), Integer.parseInt(edge[0]), Float.parseFloat(edge[2]));
        }
        return weights.toSparse();
    }

    /** Two triangles joined by one edge. */
    private static SparseMatrix triangles() {
        int[][] edges = {{0, 1}, {0, 2}, {1, 2}, {3, 4}, {3, 5}, {4, 5}, {2, 3}};
        DenseMatrix weights = DenseMatrix.zeros(6, 6);
        for (int[] edge : edges) {
            weights.set(edge[0], edge[1], 1);
            weights.set(edge[1], edge[0], 1);
        }
        return weights.toSparse();
    }

    private static double modularity(SparseMatrix weights, int[] communities, double resolution) {
        double[] degrees = new double[weights.rows()];
        double total = 0;
        double within = 0;
        for (int i = 0; i < weights.rows(); i++) {
            for (int j = 0; j < weights.rows(); j++) {
                degrees[i] += weights.get(i, j);
                total += weights.get(i, j);
                within += communities[i] == communities[j] ? weights.get(i, j) : 0;
            }
        }
        double chance = 0;
        for (int i = 0; i < degrees.length; i++) {
            for (int j = 0; j < degrees.length; j++) {
                chance += communities[i] == communities[j] ? degrees[i] * degrees[j] / total : 0;
            }
        }
        return (within - resolution * chance) / total;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2})
    void modularityIsNotLowerThanThatOfLeidenalg(double resolution) {
        Leiden.Result found = Leiden.of(oracleGraph(), new Leiden.Options(resolution, 100, 1));
        int row = resolution == 0.5 ? 0 : resolution == 1 ? 1 : 2;
        assertTrue(
                found.modularity() > EXPECTED.numbers("mean")[row] - 0.005,
                found.modularity() + " against " + EXPECTED.numbers("mean")[row]);
        assertTrue(found.converged());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2})
    void modularityReportedIsThatOfTheFormula(double resolution) {
        SparseMatrix graph = oracleGraph();
        Leiden.Result found = Leiden.of(graph, new Leiden.Options(resolution, 100, 1));
        assertEquals(modularity(graph, found.communities(), resolution), found.modularity(), 1e-6);
    }

    @Test
    void twoTrianglesAreTheTwoCommunities() {
        Leiden.Result found = Leiden.of(triangles(), Leiden.Options.DEFAULTS);
        int[] c = found.communities();
        assertArrayEquals(new int[] {c[0], c[0], c[0], c[3], c[3], c[3]}, c);
        assertNotEquals(c[0], c[3]);
        // Each: 6 of 14 ends within, degrees 2 + 2 + 3.
        assertEquals(2 * (6 - 7 * 7 / 14.0) / 14, found.modularity(), 1e-12);
    }

    @Test
    void weightsTimesAConstantGiveTheSameModularity() {
        SparseMatrix graph = oracleGraph();
        float[] fourfold = graph.values().clone();
        for (int e = 0; e < fourfold.length; e++) {
            fourfold[e] *= 4;
        }
        Leiden.Result once = Leiden.of(graph, Leiden.Options.DEFAULTS);
        Leiden.Result again = Leiden.of(graph.withValues(fourfold), Leiden.Options.DEFAULTS);
        assertEquals(once.modularity(), again.modularity(), 0.005);
        assertEquals(modularity(graph, again.communities(), 1), again.modularity(), 1e-6);
    }

    @Test
    void sameSeedGivesTheSameCommunities() {
        Leiden.Options options = new Leiden.Options(1, 100, 42);
        assertArrayEquals(
                Leiden.of(oracleGraph(), options).communities(),
                Leiden.of(oracleGraph(), options).communities());
    }

    @Test
    void oneDirectionCountsHalf() {
        DenseMatrix oneWay = triangles().toDense().copy();
        for (int i = 0; i < 6; i++) {
            oneWay.set(i, i, 5);
            for (int j = 0; j < i; j++) {
                oneWay.set(i, j, 0);
            }
        }
        assertEquals(
                Leiden.of(triangles(), Leiden.Options.DEFAULTS).modularity(),
                Leiden.of(oneWay.toSparse(), Leiden.Options.DEFAULTS).modularity(),
                1e-12);
        assertEquals(0.5f, UndirectedEdges.of(oneWay.toSparse()).get(2, 0));
    }

    @Test
    void graphWithoutEdgesKeepsEachNodeApart() {
        SparseMatrix none = DenseMatrix.zeros(3, 3).toSparse();
        assertArrayEquals(
                new int[] {0, 1, 2}, Leiden.of(none, Leiden.Options.DEFAULTS).communities());
    }

    @Test
    void wrongInputIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Leiden.Options(0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Leiden.Options(Double.NaN, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Leiden.Options(1, 0, 0));
        SparseMatrix notSquare = DenseMatrix.zeros(3, 2).toSparse();
        assertThrows(IllegalArgumentException.class, () -> Leiden.of(notSquare, Leiden.Options.DEFAULTS));
        SparseMatrix negative = new SparseMatrix(2, 2, new int[] {0, 1, 1}, new int[] {1}, new float[] {-1});
        assertThrows(IllegalArgumentException.class, () -> Leiden.of(negative, Leiden.Options.DEFAULTS));
    }
}
