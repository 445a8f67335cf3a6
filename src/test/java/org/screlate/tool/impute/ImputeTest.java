package org.screlate.tool.impute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Layer;
import org.screlate.io.CellMatrixFile;
import org.screlate.testing.SmallMatrices;
import org.screlate.tool.ToolRun;

final class ImputeTest {
    @TempDir
    private Path folder;

    private Path cells;
    private Path output;

    @BeforeEach
    void writeAMatrix() {
        cells = folder.resolve("expression.arrow");
        output = folder.resolve("imputed.arrow");
        CellMatrix matrix = SmallMatrices.lognorm(40, 30, 3, 1);
        boolean[] flags = new boolean[30];
        java.util.Arrays.fill(flags, 0, 20, true);
        CellMatrixFile.write(
                cells, matrix.withGeneMetadata(matrix.geneMetadata().with("highly_variable", new Column.Flag(flags))));
    }

    private ToolRun impute(String... more) {
        return ToolRun.of(new Impute(), args(output, more));
    }

    private String[] args(Path to, String... more) {
        List<String> args = new ArrayList<>(List.of("--cells", cells.toString(), "--output", to.toString()));
        args.addAll(List.of(more));
        return args.toArray(new String[0]);
    }

    @Test
    void recoverKeepsWhatWasObservedAndMasksTheRest() {
        assertEquals(0, impute("--method=conditional").code());
        CellMatrix before = CellMatrixFile.read(cells);
        CellMatrix after = CellMatrixFile.read(output);
        assertEquals(Layer.CONDITIONAL, after.layer());
        assertEquals(before.cells(), after.cells());
        assertEquals(before.genes().subList(0, 20), after.genes());
        assertEquals(before.cellMetadata().names(), after.cellMetadata().names());
        for (int c = 0; c < 40; c++) {
            for (int g = 0; g < 20; g++) {
                float was = before.values().get(c, g);
                float is = after.values().get(c, g);
                assertTrue(was == 0 || was == is, "an observed value was changed");
                assertEquals(was == 0 && is != 0, after.imputed().get(c, g));
            }
        }
    }

    @Test
    void smoothIsALayerOfItsOwn() {
        assertEquals(
                0,
                impute("--mode", "smooth", "--symmetric", "false", "--genes", "all")
                        .code());
        CellMatrix after = CellMatrixFile.read(output);
        assertEquals(Layer.SMOOTHED, after.layer());
        assertEquals(30, after.genes().size());
        assertEquals("false", after.provenance().steps().get(0).options().get("symmetric"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"conditional", "sccr", "scfp", "diffusion", "two-way"})
    void everyMethodFillsAndIsNamedInTheHistory(String method) {
        ToolRun run = impute("--method", method);
        assertEquals(0, run.code(), run.error());
        CellMatrix after = CellMatrixFile.read(output);
        assertEquals(method.equals("conditional") ? Layer.CONDITIONAL : Layer.FILLED, after.layer());
        assertTrue(after.imputed().count() > 0);
        assertEquals(method, after.provenance().steps().get(0).options().get("method"));
    }

    /** One run gives the three layers: a zero is filled with probability times conditional value, or stays. */
    @Test
    void expectedIsProbabilityTimesConditionalValueWhereItIsProbable() {
        Path conditional = folder.resolve("conditional.arrow");
        Path detection = folder.resolve("detection.arrow");
        ToolRun run = impute("--conditional-output=" + conditional, "--detection-output=" + detection);
        assertEquals(0, run.code(), run.error());
        CellMatrix expected = CellMatrixFile.read(output);
        assertEquals(Layer.EXPECTED, expected.layer());
        assertEquals(Layer.CONDITIONAL, CellMatrixFile.read(conditional).layer());
        int filled = 0;
        int left = 0;
        for (int c = 0; c < 40; c++) {
            for (int g = 0; g < 20; g++) {
                float observed = CellMatrixFile.read(cells).values().get(c, g);
                float probability = CellMatrixFile.read(detection).values().get(c, g);
                float whole =
                        probability * CellMatrixFile.read(conditional).values().get(c, g);
                float found = expected.values().get(c, g);
                filled += observed == 0 && found > 0 ? 1 : 0;
                left += found == 0 ? 1 : 0;
                assertEquals(observed > 0 ? observed : found == 0 && probability < 0.5 ? 0 : whole, found, 1e-6f);
            }
        }
        assertTrue(filled > 0 && left > 0, filled + " filled, " + left + " left");
    }

    @Test
    void detectionIsAFileOfItsOwn() {
        Path detection = folder.resolve("detection.arrow");
        ToolRun run = impute("--mode=smooth", "--detection-output=" + detection, "--related-cells=10");
        assertEquals(0, run.code(), run.error());
        CellMatrix probabilities = CellMatrixFile.read(detection);
        assertEquals(Layer.DETECTION, probabilities.layer());
        assertEquals(CellMatrixFile.read(output).genes(), probabilities.genes());
        assertEquals(1, probabilities.provenance().steps().size());
    }

    @Test
    void aRunThatFailsOnDetectionWritesNothing() {
        Path detection = folder.resolve("detection.arrow");
        ToolRun run = impute("--method=two-way", "--detection-output=" + detection, "--related-cells=40");
        assertEquals(2, run.code());
        assertTrue(run.error().contains("lower --related-cells"), run.error());
        assertFalse(Files.exists(output));
        assertFalse(Files.exists(detection));
    }

    @ParameterizedTest
    @CsvSource({"recover,sccr,false", "recover,expected,true", "smooth,sccr,true", "smooth,scfp,false"})
    void methodLeftOutIsTheOneForTheMode(String mode, String method, boolean same) {
        Path named = folder.resolve("named.arrow");
        impute("--mode", mode);
        assertEquals(
                0,
                ToolRun.of(new Impute(), args(named, "--mode", mode, "--method", method))
                        .code());
        float[] values = CellMatrixFile.read(output).values().toDense().values();
        float[] others = CellMatrixFile.read(named).values().toDense().values();
        assertEquals(same, java.util.Arrays.equals(values, others));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--method=magic|--method",
                "--method=scfp --beta=NaN|beta not from 0 to 1: NaN",
                "--mode=smooth|--method conditional fills zeros only",
                "--related-cells=40|40 cells are too few for 40 cell neighbours; lower --related-cells",
                "--related-cells=0|related cells < 1: 0",
                "--components=0|components < 1: 0",
                "--rank=0|rank < 1: 0"
            })
    void impossibleOptionsOfConditionalAreOneLine(String option, String message) {
        ToolRun run =
                option.startsWith("--method") ? impute(option.split(" ")) : impute("--method=conditional", option);
        assertEquals(2, run.code());
        assertTrue(run.error().contains(message), run.error());
        assertFalse(Files.exists(output));
    }

    @Test
    void theFileIsTheSameForAnyNumberOfThreads() throws IOException {
        impute("--threads", "1");
        byte[] one = Files.readAllBytes(output);
        impute("--threads", "3");
        assertArrayEquals(one, Files.readAllBytes(output));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--cell-neighbours|40|40 cells are too few for 40 cell neighbours",
                "--gene-neighbours|20|20 genes are too few for 20 gene neighbours",
                "--cell-neighbours|0|cell neighbours < 1: 0",
                "--alpha|1.5|alpha not from 0 to 1: 1.5",
                "--mode|guess|--mode",
                "--gene-step|half|--gene-step"
            })
    void impossibleOptionsAreOneLine(String option, String value, String message) {
        ToolRun run = impute("--method=sccr", option, value);
        assertEquals(2, run.code());
        assertTrue(run.error().contains(message), run.error());
        assertFalse(Files.exists(output));
    }

    @Test
    void genesThatSccrJoinsAreListed() throws IOException {
        Path joined = output.resolveSibling("joined.tsv");
        ToolRun run = impute("--method=sccr", "--gene-relations-output", joined.toString());
        assertEquals(0, run.code(), run.error());
        assertEquals(
                "gene_1\tgene_2\tweight\trelation", Files.readAllLines(joined).get(0));
        ToolRun other = impute("--method=scfp", "--gene-relations-output", joined.toString());
        assertTrue(other.error().contains("--gene-relations-output has no effect"), other.error());
    }

    @Test
    void countsAreSentToPreprocess() {
        CellMatrixFile.write(cells, SmallMatrices.counts(40, 30, 3, 1));
        ToolRun run = impute();
        assertEquals(2, run.code());
        assertTrue(run.error().contains("run screlate-preprocess"), run.error());
        assertFalse(Files.exists(output));
    }

    @Test
    void flaggedGenesAreNeededWhenAskedFor() {
        CellMatrixFile.write(cells, SmallMatrices.lognorm(40, 30, 3, 1));
        ToolRun run = impute("--genes", "hvg");
        assertEquals(2, run.code());
        assertTrue(run.error().contains("highly_variable"), run.error());
    }
}
