package org.screlate.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.data.TrainedModel;
import org.screlate.io.TrainedModelFile;
import org.screlate.matrix.SparseMatrix;

final class ScNetCheckpointTest {
    private static final List<ScNetEpoch> LOG = List.of(
            new ScNetEpoch(1, 4.5, 1.25, 2, 1.25, Double.NaN, Double.NaN, 4, false),
            new ScNetEpoch(2, 0.1 + 0.2, 1.0 / 3, 2, 1.25, 0.75, 0.625, 3, true));
    private static final ScNetOptions OPTIONS = new ScNetOptions(
            new ScNetOptions.Model(ScNetOptions.Form.GCN, 0, 2, 30, 7, 0.125),
            new ScNetOptions.Training(12, 3e-4, 1e-6, 5, 400, 3, 0.5),
            new ScNetOptions.Pruning(7, 12.5, 4),
            -9);

    @TempDir
    private Path folder;

    private static ScNetCheckpoint model() {
        SparseMatrix graph = new SparseMatrix(2, 2, new int[] {0, 1, 2}, new int[] {1, 0}, new float[] {1, 0.5f});
        Map<String, float[]> values = Map.of("weights", new float[] {1, -2, Float.MIN_VALUE}, "none", new float[0]);
        return new ScNetCheckpoint(
                OPTIONS,
                new ScNetState(2, 1L << 40, values, graph, LOG),
                List.of("A", "B", "C"),
                List.of("c 1", "c2"),
                Map.of("cells", "abc", "hvg", "20", "ppi-columns", "[g 1, g2]"));
    }

    @Test
    void aModelComesBackFromItsFileAsItWent() {
        Path path = folder.resolve("model.arrow");
        TrainedModelFile.write(path, model().toModel(Provenance.NONE));
        ScNetCheckpoint read = ScNetCheckpoint.of(TrainedModelFile.read(path));
        assertEquals(OPTIONS, read.options());
        assertEquals(2, read.state().epoch());
        assertEquals(1L << 40, read.state().steps());
        assertEquals(LOG, read.state().log());
        assertEquals(List.of("A", "B", "C"), read.genes());
        assertEquals(List.of("c 1", "c2"), read.cells());
        assertEquals(model().began(), read.began());
        assertEquals(model().state().values().keySet(), read.state().values().keySet());
        assertArrayEquals(
                new float[] {1, -2, Float.MIN_VALUE}, read.state().values().get("weights"));
        assertEquals(0.5f, read.state().cellGraph().get(1, 0));
        assertEquals(1, read.state().cellGraph().get(0, 1));
    }

    @Test
    void goingOnNeedsTheSameFilesAndOptions() {
        ScNetCheckpoint model = model();
        model.checkSame(model.began(), 12);
        refused(
                "--hvg was 20 when training began, now it is 30",
                Map.of("cells", "abc", "hvg", "30", "ppi-columns", "[g 1, g2]"),
                12);
        refused(
                "--ppi-columns was [g 1, g2] when training began, now it is not given",
                Map.of("cells", "abc", "hvg", "20"),
                12);
        refused("2 epochs are done, more than --epochs 1", model.began(), 1);
    }

    private static void refused(String part, Map<String, String> now, int epochs) {
        String said = assertThrows(InvalidInputException.class, () -> model().checkSame(now, epochs))
                .getMessage();
        assertTrue(said.contains(part), said);
    }

    @Test
    void anotherMethodsModelAndOneWithPartsMissingAreRefused() {
        TrainedModel other = new TrainedModel("lasso", Map.of(), Map.of(), Map.of(), Map.of(), Provenance.NONE);
        assertThrows(InvalidInputException.class, () -> ScNetCheckpoint.of(other));
        TrainedModel empty = new TrainedModel("scnet", Map.of(), Map.of(), Map.of(), Map.of(), Provenance.NONE);
        String said = assertThrows(InvalidInputException.class, () -> ScNetCheckpoint.of(empty))
                .getMessage();
        assertTrue(said.contains("has no 'cells'"), said);
    }
}
