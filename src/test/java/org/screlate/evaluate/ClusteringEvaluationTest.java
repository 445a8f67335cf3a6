package org.screlate.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
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
        assertArrayEquals(
                new String[] {"ari", "nmi", "accuracy", "clusters", "ari_at_true_number"}, metrics.labels("metric"));
        assertArrayEquals(new String[] {"1", "1", "1", "2", "1"}, metrics.labels("value"));
        assertArrayEquals(new String[] {"3", "3", "3", "3", "3"}, metrics.labels("n"));
        assertArrayEquals(new String[] {"k", "k", "k", "k", "k"}, metrics.labels("name"));
        assertEquals(
                List.of("clustering"),
                List.of(metrics.labels("task")).stream().distinct().toList());
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
        List<String> metrics = List.of(result.metrics().labels("metric"));
        assertFalse(metrics.contains("silhouette"));
        assertEquals("ari_at_true_number", metrics.get(4));
    }

    /** Two classes: of columns with one, three and two clusters the last is taken, whatever its index. */
    @Test
    void theColumnOfTheTrueNumberIsTold() {
        Map<String, String[]> columns = new LinkedHashMap<>();
        columns.put("one", new String[] {"1", "1", "1", "1", "1"});
        columns.put("three", new String[] {"2", "1", "1", "2", "3"});
        columns.put("two", new String[] {"1", "1", "2", "2", "2"});
        Table metrics = evaluation.score(KNOWN, columns, null, Workers.ONE).metrics();
        int last = metrics.rows() - 1;
        assertEquals("ari_at_true_number", metrics.labels("metric")[last]);
        assertEquals("two", metrics.labels("name")[last]);
    }

    /** Four neighbours each: b at 0, 3, 4 has two of its own, a at 1, 2 one. */
    @Test
    void purityIsOfAllClassesAndOfEach() {
        Table metrics = evaluation
                .score(KNOWN, Map.of("k", new String[] {"1", "2", "1", "2", "1"}), points(0, 1, 2, 3, 4), Workers.ONE)
                .metrics();
        int at = List.of(metrics.labels("metric")).indexOf("neighbour_purity");
        assertEquals((3 * 0.5 + 2 * 0.25) / 5, Double.parseDouble(metrics.labels("value")[at]), 1e-12);
        assertEquals((0.5 + 0.25) / 2, Double.parseDouble(metrics.labels("value")[at + 1]), 1e-12);
        assertEquals("a", metrics.labels("name")[at + 2]);
        assertEquals("0.25", metrics.labels("value")[at + 2]);
        assertEquals("3", metrics.labels("n")[at + 3]);
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
