package org.screlate.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.io.CellMatrixFile;
import org.screlate.matrix.DenseMatrix;
import org.screlate.testing.SharedData;

/**
 * Recovery of hidden values against the published code on its own masks, from h5ad on. Expected: column code_rmse_is_mae
 * of reference/sccr/results.csv, method scCR, seed 0.
 */
final class ImputeReferenceTest {
    private static final double TOLERANCE = 0.003;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"baron_mouse_1,20,0.306220", "baron_mouse_1,40,0.311368", "baron_mouse_1,80,0.365887"})
    void hiddenValuesComeBackAsWellAsFromThePublishedCode(String data, int percent, double expected)
            throws IOException {
        compare(data, percent, expected);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"worm_neuron,20,0.312053", "worm_neuron,40,0.332802", "worm_neuron,80,0.472120"})
    void hiddenValuesOfMoreCellsDoSoToo(String data, int percent, double expected) throws IOException {
        compare(data, percent, expected);
    }

    private void compare(String data, int percent, double expected) throws IOException {
        CellMatrix expression = preprocessed(SharedData.require("data/" + data + ".h5ad"));
        List<String> order = lines("reference/sccr/hvg/" + data + ".hvg2000_ascending_variance.txt.gz");
        Map<String, Integer> index = CellMatrix.index("gene", expression.genes());
        DenseMatrix truth = expression.values().toDense();
        DenseMatrix masked = truth.copy();
        List<String> places = lines("reference/sccr/mask_" + data + "_r" + percent + "_s0.tsv.gz");
        int[][] hidden = places.stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .map(words -> new int[] {Integer.parseInt(words[0]), index.get(order.get(Integer.parseInt(words[1])))})
                .toArray(int[][]::new);
        for (int[] place : hidden) {
            assertNotEquals(0, masked.get(place[0], place[1]), "a hidden place was zero before");
            masked.set(place[0], place[1], 0);
        }
        DenseMatrix recovered = impute(expression.withValues(masked.toSparse(), Layer.LOGNORM));
        double sum = 0;
        for (int[] place : hidden) {
            sum += Math.abs(truth.get(place[0], place[1]) - recovered.get(place[0], place[1]));
        }
        assertEquals(expected, sum / hidden.length, TOLERANCE);
    }

    private CellMatrix preprocessed(Path h5ad) {
        Path counts = folder.resolve("counts.arrow");
        Path expression = folder.resolve("expression.arrow");
        succeeds(ToolRun.of(new Import(), "--input", h5ad.toString(), "--output", counts.toString()));
        succeeds(ToolRun.of(
                new Preprocess(),
                "--counts",
                counts.toString(),
                "--output",
                expression.toString(),
                "--hvg-method",
                "variance",
                "--size-factors",
                "hvg",
                "--hvg-only"));
        return CellMatrixFile.read(expression);
    }

    private DenseMatrix impute(CellMatrix masked) {
        Path input = folder.resolve("masked.arrow");
        Path output = folder.resolve("imputed.arrow");
        CellMatrixFile.write(input, masked);
        succeeds(ToolRun.of(new Impute(), "--cells", input.toString(), "--output", output.toString()));
        return CellMatrixFile.read(output).values().toDense();
    }

    private static void succeeds(ToolRun run) {
        assertEquals(0, run.code(), run.error());
    }

    private static List<String> lines(String name) throws IOException {
        Path path = SharedData.require(name);
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
