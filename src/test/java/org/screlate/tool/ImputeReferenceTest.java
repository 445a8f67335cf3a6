package org.screlate.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * Recovery of hidden values on the published masks, from h5ad on. Expected: column code_rmse_is_mae of
 * reference/sccr/results.csv, seed 0 (scCR, scFP); MAE of reference/sccr/trivial_baselines.json, gene mean + cell offset
 * (two-way), and of ablation_own_impl.json (gene steps).
 */
final class ImputeReferenceTest {
    private static final double TOLERANCE = 0.003;
    private static final Map<String, CellMatrix> EXPRESSION = new TreeMap<>();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "baron_mouse_1,20,sccr,0.306220",
        "baron_mouse_1,40,sccr,0.311368",
        "baron_mouse_1,80,sccr,0.365887",
        "baron_mouse_1,20,scfp,0.346075",
        "baron_mouse_1,40,scfp,0.349911",
        "baron_mouse_1,80,scfp,0.411697",
        "baron_mouse_1,20,two-way,0.3227",
        "baron_mouse_1,40,two-way,0.3225",
        "baron_mouse_1,80,two-way,0.3254",
        "worm_neuron,20,two-way,0.2276",
        "worm_neuron,40,two-way,0.2288",
        "worm_neuron,80,two-way,0.2339"
    })
    void hiddenValuesComeBackAsWellAsFromTheReference(String data, int percent, String method, double expected)
            throws IOException {
        assertEquals(expected, error(data, percent, "--method", method), TOLERANCE);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "worm_neuron,20,sccr,0.312053",
        "worm_neuron,40,sccr,0.332802",
        "worm_neuron,80,sccr,0.472120",
        "worm_neuron,20,scfp,0.358025",
        "worm_neuron,40,scfp,0.377625",
        "worm_neuron,80,scfp,0.502905"
    })
    void hiddenValuesOfMoreCellsDoSoToo(String data, int percent, String method, double expected) throws IOException {
        assertEquals(expected, error(data, percent, "--method", method), TOLERANCE);
    }

    @ParameterizedTest
    @CsvSource({
        "20,no-concatenation,0.3095",
        "40,no-concatenation,0.3160",
        "80,no-concatenation,0.3657",
        "20,none,0.3240",
        "40,none,0.3303",
        "80,none,0.3897"
    })
    void ablationsLoseWhatTheyLoseInTheReference(int percent, String step, double expected) throws IOException {
        assertEquals(expected, error("baron_mouse_1", percent, "--method", "sccr", "--gene-step", step), TOLERANCE);
    }

    /** Mean absolute error of the hidden values. */
    private double error(String data, int percent, String... options) throws IOException {
        Path h5ad = SharedData.require("data/" + data + ".h5ad");
        CellMatrix expression = EXPRESSION.computeIfAbsent(data, name -> preprocessed(h5ad));
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
        DenseMatrix recovered = impute(expression.withValues(masked.toSparse(), Layer.LOGNORM), options);
        double sum = 0;
        for (int[] place : hidden) {
            sum += Math.abs(truth.get(place[0], place[1]) - recovered.get(place[0], place[1]));
        }
        return sum / hidden.length;
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

    private DenseMatrix impute(CellMatrix masked, String... options) {
        Path input = folder.resolve("masked.arrow");
        Path output = folder.resolve("imputed.arrow");
        CellMatrixFile.write(input, masked);
        List<String> args = new ArrayList<>(List.of("--cells", input.toString(), "--output", output.toString()));
        args.addAll(List.of(options));
        succeeds(ToolRun.of(new Impute(), args.toArray(new String[0])));
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
