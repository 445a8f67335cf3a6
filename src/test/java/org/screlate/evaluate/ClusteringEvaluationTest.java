package org.screlate.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.screlate.data.Embedding;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

final class ClusteringEvaluationTest {
    private static final List<String> KNOWN = List.of("c1", "c2", "c3", "c4", "c5");
    private static final String[] CLASSES = {"b", "a", "a", "b", "b"};
    private final ClusteringEvaluation evaluation = new ClusteringEvaluation(KNOWN, CLASSES);

    private static Embedding points(float... line) {
        return new Embedding(KNOWN, List.of("x"), new DenseMatrix(5, 1, line), "line", Provenance.NONE);
    }

    @Test
    void cellsAreMatchedByName() {
        var result = evaluation.score(
                List.of("c4", "c2", "c1"), Map.of("k", new String[] {"1", "2", "1"}), null, Workers.ONE);
        assertEquals(3, result.cells());
        assertEquals(2, result.unusedCells());
        Table metrics = result.metrics();
        assertArrayEquals(new String[] {"ari", "nmi", "accuracy"}, metrics.labels("metric"));
        assertArrayEquals(new String[] {"1", "1", "1"}, metrics.labels("value"));
        assertArrayEquals(new String[] {"3", "3", "3"}, metrics.labels("n"));
        assertArrayEquals(new String[] {"k", "k", "k"}, metrics.labels("name"));
        assertArrayEquals(new String[] {"clustering", "clustering", "clustering"}, metrics.labels("task"));
    }

    @Test
    void silhouetteUsesTheRowsOfTheClusteredCells() {
        var result = evaluation.score(
                List.of("c5", "c1", "c2"),
                Map.of("k", new String[] {"y", "x", "x"}),
                points(0, 2, 99, 99, 5),
                Workers.ONE);
        // c1 at 0 and c2 at 2 against c5 at 5, which is alone.
        double expected = ((5 - 2) / 5.0 + (3 - 2) / 3.0 + 0) / 3;
        assertEquals("silhouette", result.metrics().labels("metric")[3]);
        assertEquals(expected, Double.parseDouble(result.metrics().labels("value")[3]), 1e-12);
    }

    @Test
    void oneClusterHasNoSilhouetteAndThatIsSaid() {
        var result = evaluation.score(
                KNOWN, Map.of("one", new String[] {"1", "1", "1", "1", "1"}), points(0, 1, 2, 3, 4), Workers.ONE);
        assertEquals(List.of("one"), result.withoutSilhouette());
        assertEquals(3, result.metrics().rows());
    }

    @Test
    void unknownCellsAreCountedAndNamed() {
        var e = assertThrows(
                InvalidInputException.class,
                () -> evaluation.score(
                        List.of("c1", "x7", "x8"), Map.of("k", new String[] {"1", "2", "1"}), null, Workers.ONE));
        assertTrue(e.getMessage().startsWith("2 of 3 clustered cells are not in the truth, such as 'x7'"));
    }

    @Test
    void truthOfOneClassIsRefused() {
        var e = assertThrows(
                InvalidInputException.class,
                () -> new ClusteringEvaluation(List.of("c1", "c2"), new String[] {"a", "a"}));
        assertTrue(e.getMessage().contains("fewer than two classes"));
    }
}
