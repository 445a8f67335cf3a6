package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.OracleTable;

final class NodeStatisticsTest {
    private static int[] whole(double[] values) {
        return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
    }

    @Test
    void numbersAreThoseOfNetworkx() {
        OracleTable expected = NetworkOracle.table("nodes");
        NodeStatistics found = NodeStatistics.of(NetworkOracle.graph(), new Workers(2));
        assertArrayEquals(whole(expected.numbers("degree")), found.degrees());
        assertArrayEquals(expected.numbers("strength"), found.strengths(), 1e-5);
        assertArrayEquals(expected.numbers("clustering"), found.clustering(), 1e-8);
        assertArrayEquals(whole(expected.numbers("core")), found.cores());
        assertArrayEquals(whole(expected.numbers("component")), found.components());
    }

    @Test
    void aTriangleWithATailIsCountedByHand() {
        SparseMatrix graph = NetworkOracle.graph(5, new int[][] {{0, 1}, {0, 2}, {1, 2}, {2, 3}});
        NodeStatistics found = NodeStatistics.of(graph, Workers.ONE);
        assertArrayEquals(new int[] {2, 2, 3, 1, 0}, found.degrees());
        assertArrayEquals(new double[] {1, 1, 1.0 / 3, 0, 0}, found.clustering(), 1e-12);
        assertArrayEquals(new int[] {2, 2, 2, 1, 0}, found.cores());
        assertArrayEquals(new int[] {0, 0, 0, 0, 1}, found.components());
    }

    @Test
    void weightsChangeTheStrengthOnly() {
        SparseMatrix graph = NetworkOracle.graph();
        float[] ones = new float[graph.stored()];
        Arrays.fill(ones, 1);
        NodeStatistics weighted = NodeStatistics.of(graph, Workers.ONE);
        NodeStatistics plain = NodeStatistics.of(graph.withValues(ones), Workers.ONE);
        assertArrayEquals(weighted.clustering(), plain.clustering());
        assertArrayEquals(weighted.cores(), plain.cores());
        assertArrayEquals(Arrays.stream(plain.degrees()).asDoubleStream().toArray(), plain.strengths());
    }

    @Test
    void aGraphThatIsNotSquareIsRefused() {
        SparseMatrix wide = DenseMatrix.zeros(2, 3).toSparse();
        assertThrows(IllegalArgumentException.class, () -> NodeStatistics.of(wide, Workers.ONE));
    }
}
