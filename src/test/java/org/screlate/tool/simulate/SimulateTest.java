package org.screlate.tool.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.TableFile;
import org.screlate.testing.SharedData;
import org.screlate.testing.SmallMatrices;
import org.screlate.tool.ToolRun;
import org.screlate.tool.import_.Import;
import org.screlate.tool.preprocess.Preprocess;

final class SimulateTest {
    @TempDir
    private Path folder;

    private Path cells;
    private Path output;
    private Path mask;

    @BeforeEach
    void writeAMatrix() {
        cells = folder.resolve("cells.arrow");
        output = folder.resolve("output.arrow");
        mask = folder.resolve("mask.arrow");
        CellMatrixFile.write(cells, SmallMatrices.lognorm(20, 15, 3, 1));
    }

    private ToolRun dropout(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "dropout",
                "--cells",
                cells.toString(),
                "--output",
                output.toString(),
                "--mask-output",
                mask.toString()));
        args.addAll(List.of(more));
        return ToolRun.of(new Simulate(), args.toArray(new String[0]));
    }

    @Test
    void dropoutWritesTheMaskedMatrixAndItsMask() {
        assertEquals(0, dropout("--rate", "0.5", "--seed", "3").code());
        CellMatrix before = CellMatrixFile.read(cells);
        CellMatrix masked = CellMatrixFile.read(output);
        CellMatrix hidden = CellMatrixFile.read(mask);
        int nonZeros = before.values().toSparse().stored();
        assertEquals(Layer.LOGNORM, masked.layer());
        assertEquals(Layer.MASK, hidden.layer());
        assertEquals(nonZeros / 2, hidden.values().toSparse().stored());
        assertEquals(nonZeros - nonZeros / 2, masked.values().toSparse().stored());
        assertEquals(before.cellMetadata().names(), masked.cellMetadata().names());
    }

    @Test
    void theHistoryTellsTheOptions() {
        assertEquals(0, dropout("--mechanism", "mnar", "--seed", "3").code());
        Provenance.Step step = CellMatrixFile.read(output).provenance().steps().get(0);
        assertEquals("screlate-simulate dropout", step.tool());
        assertEquals(Set.of("rate", "mechanism", "mnar-decay"), step.options().keySet());
        assertEquals(3, step.seed());
        assertEquals(Set.of("cells"), step.inputs().keySet());
    }

    @Test
    void aSecondRunWritesTheSameBytesWithAnyNumberOfThreads() throws IOException {
        assertEquals(0, dropout("--threads", "1").code());
        byte[] first = Files.readAllBytes(mask);
        assertEquals(0, dropout("--threads", "3").code());
        assertArrayEquals(first, Files.readAllBytes(mask));
    }

    @Test
    void studyWritesCountsNetworkSetsAndTruth() throws IOException {
        Path metadata = folder.resolve("metadata.tsv");
        Path network = folder.resolve("ppi.tsv");
        Path sets = folder.resolve("sets.gmt");
        Path truth = folder.resolve("truth.tsv");
        ToolRun run = ToolRun.of(
                new Simulate(),
                "study",
                "--output=" + output,
                "--metadata-output=" + metadata,
                "--network-output=" + network,
                "--gene-sets-output=" + sets,
                "--truth-output=" + truth,
                "--subjects=2",
                "--cells-per-subject=5",
                "--genes=100");
        assertEquals(0, run.code(), run.error());
        CellMatrix counts = CellMatrixFile.read(output);
        assertEquals(Layer.COUNTS, counts.layer());
        assertEquals(20, counts.cells().size());
        assertEquals(100, counts.genes().size());
        assertEquals(
                List.of("cell_type", "subject", "group"), counts.cellMetadata().names());
        Table cellTable = TableFile.read(metadata).table();
        assertEquals(List.of("cell", "cell_type", "subject", "group"), cellTable.names());
        assertEquals(counts.cells(), List.of(cellTable.labels("cell")));
        assertEquals(
                List.of("g1_symbol", "g2_symbol", "conn"),
                TableFile.read(network).table().names());
        Table planted = TableFile.read(truth).table();
        assertEquals(List.of("kind", "gene_1", "gene_2", "name", "control", "treated"), planted.names());
        List<String> lines = Files.readAllLines(sets);
        assertEquals(13, lines.size());
        assertTrue(lines.get(0).startsWith("module_1\tplanted module\t"), lines.get(0));
    }

    private ToolRun coexpression(String... more) {
        List<String> args = new ArrayList<>(List.of("coexpression", "--output=" + output));
        args.addAll(List.of(more));
        return ToolRun.of(new Simulate(), args.toArray(new String[0]));
    }

    @Test
    void coexpressionWritesCountsAndATruthThatServesAsParameters() {
        Path truth = folder.resolve("truth.tsv");
        ToolRun run = coexpression(
                "--subjects=3",
                "--pairs=4",
                "--rho-effect=0.5",
                "--depth-sd=0.2",
                "--preset=plate",
                "--truth-output=" + truth);
        assertEquals(0, run.code(), run.error());
        CellMatrix counts = CellMatrixFile.read(output);
        assertEquals(Layer.COUNTS, counts.layer());
        assertEquals(
                List.of("subject", "group", "n_counts"), counts.cellMetadata().names());
        String step = counts.provenance().steps().get(0).options().toString();
        assertTrue(step.contains("rho-effect=0.5"), step);
        assertFalse(step.contains("mean-count"), step);
        assertEquals(0, coexpression("--pairs=2", "--parameters=" + truth).code());
        assertEquals(4, CellMatrixFile.read(output).genes().size());
    }

    @ParameterizedTest
    @CsvSource({
        "--treated-share=1, 'treated share not in (0, 1): 1.0'",
        "--subjects=1, subjects < 2: 1",
        "--depth=0, 'depth not in [1, 1e9]: 0.0'",
        "--copula=frank, '--copula'",
        "--cells=x.arrow, Unknown option: '--cells'",
        "--pairs=0, pairs < 1: 0",
        "--parameters=absent.tsv, absent.tsv"
    })
    void badOptionsOfCoexpressionAreTheUsersError(String option, String why) {
        ToolRun run = coexpression(option);
        assertEquals(2, run.code());
        assertTrue(run.error().contains(why), run.error());
        assertEquals(1, run.error().lines().count(), run.error());
        assertFalse(Files.exists(output));
    }

    @ParameterizedTest
    @CsvSource({
        "--rate=0, rate not in (0, 1): 0.0",
        "--rate=NaN, rate not in (0, 1): NaN",
        "--mnar-decay=1, --mnar-decay needs --mechanism mnar",
        "--rate=0.00001, masks none of",
        "--network-output=x.tsv, Unknown option: '--network-output'",
        "--mechanism=often, often"
    })
    void badOptionsAreTheUsersError(String option, String why) {
        ToolRun run = dropout(option);
        assertEquals(2, run.code());
        assertTrue(run.error().contains(why), run.error());
        assertEquals(1, run.error().lines().count(), run.error());
        assertFalse(Files.exists(output));
    }

    @Test
    void dropoutNeedsCellsAndAPlaceForTheMask() {
        ToolRun run = ToolRun.of(new Simulate(), "dropout", "--output=" + output, "--cells=" + cells);
        assertEquals(2, run.code());
        assertTrue(run.error().contains("Missing required option: '--mask-output=FILE'"), run.error());
    }

    @Test
    void cellsAreDrawnFromCountsAndFromNothingElse() {
        String counts = Path.of("test-data", "tiny", "counts.arrow").toString();
        ToolRun run =
                ToolRun.of(new Simulate(), "resample", "--output=" + output, "--cells=" + counts, "--cell-number=20");
        assertEquals(0, run.code(), run.error());
        assertEquals(20, CellMatrixFile.read(output).cells().size());
        ToolRun none = ToolRun.of(new Simulate(), "resample", "--output=" + output);
        assertTrue(none.error().contains("Missing required option: '--cells=FILE'"), none.error());
        assertEquals(2, none.code());
        ToolRun masked = ToolRun.of(
                new Simulate(), "resample", "--output=" + output, "--cells=" + counts, "--mask-output=y.arrow");
        assertTrue(masked.error().contains("Unknown option: '--mask-output'"), masked.error());
    }

    @Test
    void aStudyTakesNoCells() {
        ToolRun run = ToolRun.of(new Simulate(), "study", "--output=" + output, "--cells=" + cells);
        assertEquals(2, run.code());
        assertTrue(run.error().contains("Unknown option: '--cells'"), run.error());
    }

    @Test
    void morePairsThanGenesAreRefused() {
        ToolRun run = ToolRun.of(new Simulate(), "study", "--output=" + output, "--pairs=100");
        assertEquals(2, run.code());
        assertTrue(run.error().contains("genes < 261, which"), run.error());
        assertFalse(Files.exists(output));
    }

    @Test
    void imputedValuesAreNotHidden() {
        CellMatrix matrix = SmallMatrices.lognorm(20, 15, 3, 1);
        CellMatrixFile.write(cells, matrix.withValues(matrix.values(), Layer.FILLED));
        ToolRun run = dropout();
        assertEquals(2, run.code());
        assertTrue(run.error().contains("holds the layer 'filled', but lognorm or counts is needed"), run.error());
    }

    @ParameterizedTest
    @CsvSource({"0.2, 20", "0.4, 40", "0.8, 80"})
    void asManyAreHiddenAsByThePublishedCode(String rate, String percent) throws IOException {
        Path published = SharedData.require("reference/sccr/mask_baron_mouse_1_r" + percent + "_s0.tsv.gz");
        Path counts = folder.resolve("counts.arrow");
        String baron = SharedData.require("data/baron_mouse_1.h5ad").toString();
        assertEquals(
                0,
                ToolRun.of(new Import(), "--input=" + baron, "--output=" + counts)
                        .code());
        ToolRun preprocess = ToolRun.of(
                new Preprocess(),
                "--cells=" + counts,
                "--output=" + cells,
                "--hvg-method=variance",
                "--size-factors=hvg",
                "--hvg-only");
        assertEquals(0, preprocess.code(), preprocess.error());
        assertEquals(0, dropout("--rate=" + rate).code());
        assertEquals(
                TableFile.read(published).table().rows(),
                CellMatrixFile.read(mask).values().toSparse().stored());
    }

    @Test
    void aMissingFileIsTheUsersError() throws IOException {
        Files.delete(cells);
        ToolRun run = dropout();
        assertEquals(2, run.code());
        assertTrue(run.error().contains("no such file"), run.error());
    }
}
