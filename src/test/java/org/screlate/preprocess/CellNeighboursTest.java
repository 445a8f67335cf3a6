package org.screlate.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.CellGraph;
import org.screlate.data.Embedding;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

final class CellNeighboursTest {
    @Test
    void edgesAndWeightsAreThoseOfScanpy() {
        Embedding points = new PrincipalComponents(new PrincipalComponents.Options(
                        10, PrincipalComponents.Input.LOGNORM, Scaling.Options.DEFAULTS, 0))
                .find(Reference.small().variableExpression(), Workers.ONE)
                .coordinates();
        CellGraph ours = new CellNeighbours(new CellNeighbours.Options(9)).build(points, Workers.ONE);
        SparseMatrix scanpy = Reference.graph("small_graph", points.cells().size());
        assertEquals("knn", ours.name());
        assertEquals(points.cells(), ours.nodes());
        assertArrayEquals(scanpy.offsets(), ours.weights().offsets());
        assertArrayEquals(scanpy.indices(), ours.weights().indices());
        assertArrayEquals(scanpy.values(), ours.weights().values(), 1e-3f);
    }

    @Test
    void moreNeighboursThanCellsAreRefusedWithTheLimit() {
        Embedding points = line(4);
        assertEquals(12, build(points, 4).weights().stored());
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> build(points, 5));
        assertTrue(e.getMessage().contains("at most 3 can be had"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> build(points, 1));
    }

    @Test
    void nearerCellsHaveHeavierEdges() {
        SparseMatrix weights = build(line(6), 4).weights();
        assertTrue(weights.get(0, 1) > weights.get(0, 2), "0-1 against 0-2");
        assertTrue(weights.get(0, 2) > weights.get(0, 3), "0-2 against 0-3");
    }

    private static CellGraph build(Embedding points, int neighbours) {
        return new CellNeighbours(new CellNeighbours.Options(neighbours - 1)).build(points, Workers.ONE);
    }

    /** Cells at 0, 1, 4, 9 and so on. */
    private static Embedding line(int cells) {
        DenseMatrix values = DenseMatrix.zeros(cells, 1);
        for (int c = 0; c < cells; c++) {
            values.set(c, 0, c * c);
        }
        List<String> names = IntStream.range(0, cells).mapToObj(c -> "c" + c).toList();
        return new Embedding(names, List.of("x"), values, "pca", Provenance.NONE);
    }
}
