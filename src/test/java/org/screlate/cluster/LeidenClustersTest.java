package org.screlate.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.CellGraph;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.graph.FuzzyGraph;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

final class LeidenClustersTest {
    private static CellGraph graph(SparseMatrix weights) {
        List<String> names =
                IntStream.range(0, weights.rows()).mapToObj(i -> "c" + i).toList();
        return new CellGraph(names, weights, "knn", Provenance.NONE);
    }

    private static CellGraph neighbours() {
        return graph(FuzzyGraph.of(Points240.read(), 15, Workers.ONE));
    }

    private static List<Clusters> at(Double... resolutions) {
        return new LeidenClusters(new LeidenClusters.Options(List.of(resolutions), 100, 0))
                .cluster(neighbours(), new Workers(2));
    }

    @Test
    void sweepGivesOneColumnEach() {
        List<Clusters> found = at(0.5, 1.0, 2.0);
        assertEquals(
                List.of("leiden_0.5", "leiden_1.0", "leiden_2.0"),
                found.stream().map(Clusters::name).toList());
        assertTrue(found.get(0).count() < found.get(2).count());
    }

    @Test
    void aResolutionDoesNotDependOnTheOthers() {
        assertArrayEquals(at(0.5, 1.0).get(1).labels(), at(1.0).get(0).labels());
    }

    @Test
    void wrongOptionsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LeidenClusters.Options(List.of(), 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new LeidenClusters.Options(List.of(1.0, 1.0), 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new LeidenClusters.Options(List.of(0.0), 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new LeidenClusters.Options(List.of(Double.NaN), 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new LeidenClusters.Options(List.of(1.0), 0, 0));
    }

    @Test
    void negativeWeightsAreTheUsersError() {
        CellGraph negative = graph(new SparseMatrix(2, 2, new int[] {0, 1, 1}, new int[] {1}, new float[] {-1}));
        var e = assertThrows(InvalidInputException.class, () -> new LeidenClusters(LeidenClusters.Options.DEFAULTS)
                .cluster(negative, Workers.ONE));
        assertTrue(e.getMessage().contains("weight -1.0"), e.getMessage());
    }
}
