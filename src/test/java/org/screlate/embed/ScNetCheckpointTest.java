package org.screlate.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.data.TrainedModel;
import org.screlate.io.TrainedModelFile;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;

final class ScNetCheckpointTest {
    private static final List<ScNetEpoch> LOG = List.of(
            new ScNetEpoch(1, 4.5, 1.25, 2, 1.25, Double.NaN, Double.NaN, Double.NaN, 4, false),
            new ScNetEpoch(2, 0.1 + 0.2, 1.0 / 3, 2, 1.25, 0.75, 0.625, 0.8125, 3, true));
    private static final ScNetOptions OPTIONS = new ScNetOptions(
            new ScNetOptions.Model(ScNetOptions.Form.GCN, 0, 2, 30, 7, 0.125),
            new ScNetOptions.Training(12, 3e-4, 1e-6, 5, 400, 3, 1.5, 0.75, 0.9, 0.5, 6),
            new ScNetOptions.Pruning(7, 12.5, 4),
            -9);

    @TempDir
    private Path folder;

    private static ScNetCheckpoint model() {
        return model(OPTIONS, null);
    }

    private static ScNetCheckpoint model(ScNetOptions options, @Nullable TrainedCells known) {
        SparseMatrix graph = new SparseMatrix(2, 2, new int[] {0, 1, 2}, new int[] {1, 0}, new float[] {1, 0.5f});
        Map<String, float[]> values = Map.of("weights", new float[] {1, -2, Float.MIN_VALUE}, "none", new float[0]);
        return new ScNetCheckpoint(
                options,
                new ScNetState(2, 1L << 40, values, graph, LOG),
                List.of("A", "B", "C"),
                List.of("c 1", "c2"),
                Map.of("cells", "abc", "hvg", "20", "ppi-columns", "[g 1, g2]"),
                known);
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
    void whatNewCellsNeedComesBackToo() {
        SparseMatrix graph = new SparseMatrix(2, 2, new int[] {0, 0, 1}, new int[] {0}, new float[1]);
        DenseMatrix cells = new DenseMatrix(2, 2, new float[] {1, 2, 3, 4});
        DenseMatrix genes = new DenseMatrix(3, 1, new float[] {5, 6, 7});
        TrainedCells known = new TrainedCells(graph, List.of(cells, genes), cells, genes, cells, 1, 0.25f);
        Path path = folder.resolve("model.arrow");
        TrainedModelFile.write(path, model(ScNetOptions.DEFAULTS, known).toModel(Provenance.NONE));
        ScNetCheckpoint read = ScNetCheckpoint.of(TrainedModelFile.read(path));
        TrainedCells found = read.cellsKnown();
        assertArrayEquals(new int[] {0, 0, 1}, found.graph().offsets());
        assertArrayEquals(new int[] {0}, found.graph().indices());
        assertEquals(2, found.tables().size());
        assertArrayEquals(new float[] {3, 4}, found.tables().get(0).row(1));
        assertArrayEquals(new float[] {7}, found.tables().get(1).row(2));
        assertArrayEquals(cells.values(), found.projected().values());
        assertArrayEquals(genes.values(), found.axes().values());
        assertArrayEquals(cells.values(), found.points().values());
        assertEquals(1, found.listens());
        assertEquals(0.25f, found.stretch());
        assertEquals(model().state().values().keySet(), read.state().values().keySet());
    }

    @Test
    void aModelThatCannotPlaceCellsSaysWhy() {
        String unfinished = assertThrows(InvalidInputException.class, () -> model(ScNetOptions.DEFAULTS, null)
                        .cellsKnown())
                .getMessage();
        assertTrue(unfinished.startsWith("the model was broken off at epoch 2 of 90; "), unfinished);
        String full = assertThrows(InvalidInputException.class, () -> model().cellsKnown())
                .getMessage();
        assertTrue(full.contains("full weights have no place for new cells"), full);
        TrainedModel whole = model().toModel(Provenance.NONE);
        TrainedModel damaged = new TrainedModel(
                "scnet",
                Map.of("known/projected", new float[3]),
                Map.of(
                        "known/listens", new int[] {1},
                        "known/graph.offsets", new int[3],
                        "known/graph.indices", new int[0]),
                whole.doubles(),
                whole.words(),
                Provenance.NONE);
        String said = assertThrows(InvalidInputException.class, () -> ScNetCheckpoint.of(damaged))
                .getMessage();
        assertTrue(said.contains("the model is damaged: a table of 2 rows is absent or has 3 values"), said);
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
