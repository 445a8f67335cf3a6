package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.coexpress.test.RankedTests;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Embedding;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.data.TrainedModel;
import org.screlate.embed.ScNetCheckpoint;
import org.screlate.io.file.Compression;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.simulate.Resampling;

/** Files that are whole and hold what no method can use: told when they are read, before a method stumbles over it. */
final class WrongNumbersTest {
    @TempDir
    private Path folder;

    private static void refused(String part, Executable body) {
        String message = assertThrows(InvalidInputException.class, body).getMessage();
        assertTrue(message.contains(part) && message.lines().count() == 1, message);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY, 3e38f})
    void coordinatesAreFiniteAndTheirSquaresToo(float value) {
        Path path = folder.resolve("pca.arrow");
        DenseMatrix values = new DenseMatrix(1, 2, new float[] {1, value});
        EmbeddingFile.write(path, new Embedding(List.of("c"), List.of("pc1", "pc2"), values, "pca", Provenance.NONE));
        refused("cell 'c' has a value of ", () -> EmbeddingFile.read(path));
    }

    @ParameterizedTest
    @ValueSource(floats = {-1, 31, 1e30f})
    void logarithmsAreThoseOfCounts(float value) {
        Path path = folder.resolve("lognorm.arrow");
        SparseMatrix values = new SparseMatrix(1, 1, new int[] {0, 1}, new int[] {0}, new float[] {value});
        CellMatrixFile.write(path, CellMatrix.of(List.of("c"), List.of("g"), values, Layer.LOGNORM), Compression.NONE);
        refused("which no lognorm is", () -> CellMatrixFile.read(path));
        CellMatrixParts.Outline outline = CellMatrixParts.outline(path);
        refused("which no lognorm is", () -> new CellMatrixSubset(path, outline, null)
                .write(folder.resolve("one.arrow"), new int[] {0}));
    }

    @Test
    void pairsAreNumberedFromOne() {
        Path path = folder.resolve("pairs.arrow");
        Table pairs = Table.ofRows(2)
                .with("pair", new Column.Whole(LongStream.range(-5, -3).toArray()))
                .with("gene_1", new Column.Text(new String[] {"a", "b"}))
                .with("gene_2", new Column.Text(new String[] {"b", "c"}));
        TableFile.write(path, pairs, "pairs", Provenance.NONE);
        refused("begins with -5", () -> GenePairsFile.read(path));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 2, Double.POSITIVE_INFINITY})
    void probabilitiesAreFromZeroToOne(double p) {
        Table tests = Table.ofRows(2)
                .with("pair", new Column.Whole(new long[] {1, 2}))
                .with("p_value", new Column.Real(new double[] {Double.NaN, p}));
        refused("in row 2; p-values are from 0 to 1", () -> RankedTests.of(tests));
        Table without = tests.with("p_value", new Column.Real(new double[] {Double.NaN, 1}));
        assertEquals(2, RankedTests.of(without).rows());
    }

    @Test
    void arraysOfAModelFitEachOther() {
        Map<String, List<String>> words = new HashMap<>(Map.of(
                "cells", List.of("c"), "genes", List.of("g"), "began", List.of("rank 3"), "options", List.of("rank")));
        TrainedModel model = new TrainedModel(
                "scnet",
                Map.of(),
                Map.of("graph.offsets", new int[] {0, 0}, "graph.indices", new int[0]),
                Map.of("progress", new double[] {1}, "log", new double[0]),
                words,
                Provenance.NONE);
        refused("its parts do not fit each other", () -> ScNetCheckpoint.of(model));
    }

    @Test
    void weightsOfAModelAreFinite() {
        Path path = folder.resolve("model.arrow");
        Map<String, float[]> floats = Map.of("weights", new float[] {1, Float.NaN});
        TrainedModelFile.write(path, new TrainedModel("scnet", floats, Map.of(), Map.of(), Map.of(), Provenance.NONE));
        refused("NaN stands in its array 'weights'", () -> TrainedModelFile.read(path));
    }

    @Test
    void nothingIsDrawnFromNoCells() {
        CellMatrix none = CellMatrix.of(
                List.of(), List.of("g"), new SparseMatrix(0, 1, new int[1], new int[0], new float[0]), Layer.COUNTS);
        refused("no cells to draw from", () -> new Resampling(new Resampling.Options(5, 1)).draw(none));
    }
}
