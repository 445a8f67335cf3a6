package org.screlate.tool.impute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Provenance;
import org.screlate.graph.NearestNeighbours;
import org.screlate.graph.NearestNeighbours.Metric;
import org.screlate.graph.NeighbourGraph;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.GraphFile;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.SmallMatrices;
import org.screlate.tool.ToolRun;

/** The options of impute that choose genes, cells, graphs and what is stored. */
final class ImputeOptionsTest {
    private static final CellMatrix EXPRESSION = expression();

    @TempDir
    private Path folder;

    private Path cells;

    /** 60 cells of 3 types in turn, 30 genes, of which the first 20 are flagged; sample a holds the first 30 cells. */
    private static CellMatrix expression() {
        CellMatrix matrix = SmallMatrices.lognorm(60, 30, 3, 1);
        boolean[] flags = new boolean[30];
        Arrays.fill(flags, 0, 20, true);
        String[] samples = new String[60];
        Arrays.fill(samples, 0, 30, "a");
        Arrays.fill(samples, 30, 60, "b");
        return matrix.withGeneMetadata(matrix.geneMetadata().with("highly_variable", new Column.Flag(flags)))
                .withCellMetadata(matrix.cellMetadata().with("sample", new Column.Text(samples)));
    }

    @BeforeEach
    void writeExpression() {
        cells = folder.resolve("expression.arrow");
        CellMatrixFile.write(cells, EXPRESSION);
    }

    private ToolRun run(Path output, String... more) {
        List<String> args = new ArrayList<>(List.of("--cells", cells.toString(), "--output", output.toString()));
        args.addAll(List.of(more));
        return ToolRun.of(new Impute(), args.toArray(new String[0]));
    }

    private CellMatrix impute(String... more) {
        Path output = folder.resolve("imputed.arrow");
        ToolRun run = run(output, more);
        assertEquals(0, run.code(), run.error());
        return CellMatrixFile.read(output);
    }

    private String list(String... genes) throws IOException {
        return Files.writeString(folder.resolve("genes.txt"), String.join("\n", genes))
                .toString();
    }

    private void assertRefused(String message, String... more) {
        Path output = folder.resolve("refused.arrow");
        ToolRun run = run(output, more);
        assertEquals(2, run.code(), run.error());
        assertTrue(run.error().contains(message), run.error());
        assertFalse(Files.exists(output));
    }

    @ParameterizedTest
    @CsvSource({"sccr,recover", "sccr,smooth", "scfp,smooth", "diffusion,smooth"})
    void genesThatCellsAreNotComparedByChangeNothingOfTheOthers(String method, String mode) {
        CellMatrix few = impute("--method", method, "--mode", mode, "--genes", "hvg");
        CellMatrix all = impute("--method", method, "--mode", mode, "--genes", "all", "--graph-genes", "hvg");
        assertEquals(30, all.genes().size());
        int[] flagged = IntStream.range(0, 20).toArray();
        assertArrayEquals(
                values(few), all.values().selectColumns(flagged).toDense().values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sccr", "conditional"})
    void cellsAreComparedByGenesThatAreNotWritten(String method) throws IOException {
        CellMatrix result =
                impute("--method", method, "--graph-genes", "hvg", "--genes", list("GENE29", "GENE21", "", "GENE29"));
        assertEquals(List.of("GENE21", "GENE29"), result.genes());
        assertTrue(result.imputed().count() > 0);
        CellMatrix byThemselves = impute("--method", method, "--genes", list("GENE21", "GENE22", "GENE23", "GENE29"));
        assertFalse(Arrays.equals(column(result, "GENE29"), column(byThemselves, "GENE29")));
    }

    @Test
    void genesWrittenAreAPartOfThoseImputedMaskAndDetectionToo() throws IOException {
        CellMatrix whole = impute("--method=conditional");
        Path detection = folder.resolve("detection.arrow");
        CellMatrix part = impute(
                "--method=conditional",
                "--output-genes",
                list("GENE7", "GENE3"),
                "--detection-output",
                detection.toString());
        assertEquals(List.of("GENE3", "GENE7"), part.genes());
        assertArrayEquals(column(whole, "GENE7"), column(part, "GENE7"));
        for (int c = 0; c < 60; c++) {
            assertEquals(whole.imputed().get(c, 7), part.imputed().get(c, 1));
        }
        assertEquals(part.genes(), CellMatrixFile.read(detection).genes());
        assertEquals("list", part.provenance().steps().get(0).options().get("output-genes"));
        assertTrue(part.provenance().steps().get(0).inputs().containsKey("output-genes"));
    }

    @Test
    void listsOfGenesAreCheckedAgainstTheData() throws IOException {
        ToolRun run = run(folder.resolve("some.arrow"), "--genes", list("GENE1", "GENE2", "GENE3", "GENE4", "Xist"));
        assertEquals(0, run.code(), run.error());
        assertRefused("none of the genes of", "--genes", list("Xist", "Tsix"));
        assertRefused("holds no name", "--genes", list(""));
        assertRefused("none of the genes of --output-genes is imputed", "--output-genes", list("GENE25"));
        assertRefused("cannot read", "--genes", folder.resolve("absent.txt").toString());
        String genes = list("GENE1");
        assertEquals(2, run(Path.of(genes), "--genes", genes).code(), "an output over the list itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sccr", "conditional", "two-way"})
    void samplesAreImputedAsIfEachWereAlone(String method) {
        Path detection = folder.resolve("detection.arrow");
        String[] more = {"--method", method, "--detection-output", detection.toString(), "--related-cells", "10"};
        String[] sampled = Arrays.copyOf(more, more.length + 1);
        sampled[more.length] = "--sample-column=sample";
        CellMatrix both = impute(sampled);
        CellMatrix bothDetected = CellMatrixFile.read(detection);
        for (int sample = 0; sample < 2; sample++) {
            int[] own = IntStream.range(30 * sample, 30 * sample + 30).toArray();
            CellMatrixFile.write(cells, EXPRESSION.selectCells(own));
            CellMatrix alone = impute(more);
            assertArrayEquals(
                    values(alone), both.values().selectRows(own).toDense().values());
            assertEquals(alone.imputed().get(0, 3), both.imputed().get(own[0], 3));
            assertArrayEquals(
                    values(CellMatrixFile.read(detection)),
                    bothDetected.values().selectRows(own).toDense().values());
        }
    }

    @Test
    void samplesThatCannotBeAreNamed() {
        assertRefused("no column 'donor'; there are: type, sample", "--sample-column", "donor");
        assertRefused(
                "sample 'a': 30 cells are too few for 30 cell neighbours; lower --related-cells",
                "--sample-column=sample",
                "--related-cells=30");
        assertRefused("leave out it or --sample-column", "--sample-column=sample", "--graph=" + graph(3));
    }

    /** A default is no wish: it is lowered where there are fewer cells, and each small sample is named. */
    @Test
    void neighboursThatNobodyAskedForAreLoweredInSmallSamples() {
        Path output = folder.resolve("imputed.arrow");
        ToolRun run = run(output, "--sample-column=sample");
        assertEquals(0, run.code(), run.error());
        float[] lowered = values(CellMatrixFile.read(output));
        assertArrayEquals(lowered, values(impute("--sample-column=sample", "--related-cells=29")));
    }

    @Test
    void smallFilledValuesAreLeftOutOfASparseFile() {
        CellMatrix whole = impute("--method=sccr");
        Path output = folder.resolve("sparse.arrow");
        ToolRun run = run(output, "--method=sccr", "--threshold=0.5");
        assertEquals(0, run.code(), run.error());
        CellMatrix sparse = CellMatrixFile.read(output);
        assertInstanceOf(SparseMatrix.class, sparse.values());
        assertNull(sparse.imputed());
        for (int c = 0; c < 60; c++) {
            for (int g = 0; g < 20; g++) {
                float value = whole.values().get(c, g);
                boolean kept = EXPRESSION.values().get(c, g) != 0 || value >= 0.5;
                assertEquals(kept ? value : 0, sparse.values().get(c, g));
            }
        }
    }

    @Test
    void smoothedValuesBelowTheThresholdAreLeftOutObservedPlacesToo() {
        float[] whole = values(impute("--mode=smooth"));
        float[] cut = values(impute("--mode=smooth", "--threshold=0.5"));
        for (int i = 0; i < whole.length; i++) {
            assertEquals(whole[i] >= 0.5 ? whole[i] : 0, cut[i]);
        }
        assertRefused("threshold not from 0 up: -1.0", "--mode=smooth", "--threshold=-1");
        assertRefused("threshold not from 0 up: NaN", "--mode=smooth", "--threshold=NaN");
        assertRefused("--threshold has no effect with --method expected", "--threshold=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sccr", "scfp", "diffusion", "conditional"})
    void propagationStopsAtTheToleranceNearWhereItWouldEnd(String method) {
        float[] longRun = values(impute("--method", method, "--iterations=2000"));
        float[] settled = values(impute("--method", method, "--iterations=2000", "--tolerance=1e-5"));
        assertArrayEquals(longRun, settled, 0.02f);
        assertFalse(Arrays.equals(longRun, settled), "it stopped before");
        assertRefused("tolerance not from 0 to below 1: 2.0", "--method", method, "--tolerance=2");
    }

    /** The graph that diffusion finds, written by hand: the same result, in whatever order its nodes are. */
    @Test
    void aGraphGivenIsUsedAsIfItWereFound() {
        CellMatrix found = impute("--method=diffusion", "--cell-neighbours=3");
        CellMatrix given = impute("--method=diffusion", "--graph=" + graph(3));
        assertArrayEquals(values(found), values(given), 1e-6f);
        assertEquals(
                List.of("cells", "graph"),
                List.copyOf(given.provenance().steps().get(0).inputs().keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sccr", "scfp", "conditional"})
    void otherMethodsTakeTheGraphGivenInPlaceOfTheirFirst(String method) {
        CellMatrix close = impute("--method", method, "--graph=" + graph(3));
        CellMatrix wide = impute("--method", method, "--graph=" + graph(40));
        assertFalse(Arrays.equals(values(close), values(wide)));
    }

    @Test
    void graphsOfOtherCellsAreRefused() {
        DenseMatrix points = EXPRESSION.values().toDense();
        SparseMatrix weights =
                NeighbourGraph.positive(NearestNeighbours.exact(points, 3, Metric.COSINE, Workers.ONE), true);
        List<String> renamed = new ArrayList<>(EXPRESSION.cells());
        renamed.set(4, "stranger");
        Path path = folder.resolve("other.arrow");
        GraphFile.write(path, new CellGraph(renamed, weights, "knn", Provenance.NONE));
        assertRefused("the graph has no node for cell 'cell4'", "--method=diffusion", "--graph=" + path);
        float[] negative = weights.values().clone();
        negative[1] = -1;
        GraphFile.write(path, new CellGraph(EXPRESSION.cells(), weights.withValues(negative), "knn", Provenance.NONE));
        assertRefused("the graph has a weight of -1.0", "--method=diffusion", "--graph=" + path);
    }

    @ParameterizedTest
    @CsvSource({
        "two-way,recover,--graph=x",
        "two-way,recover,--tolerance=0.1",
        "two-way,smooth,--cell-neighbours=3",
        "two-way,recover,--graph-genes=all",
        "two-way,recover,--exact-limit=5",
        "two-way,recover,--iterations=5",
        "conditional,recover,--alpha=0.1",
        "conditional,recover,--beta=0.1",
        "conditional,recover,--gamma=0.1",
        "conditional,recover,--gene-neighbours=3",
        "conditional,recover,--gene-step=none",
        "conditional,recover,--symmetric=true",
        "sccr,recover,--gamma=0.1",
        "sccr,recover,--beta=0.1",
        "sccr,recover,--symmetric=false",
        "sccr,recover,--rank=3",
        "sccr,smooth,--components=3",
        "scfp,smooth,--related-cells=3",
        "diffusion,smooth,--alpha=0.1"
    })
    void optionsThatWouldBeIgnoredAreRefused(String method, String mode, String option) {
        String name = option.substring(0, option.indexOf('='));
        assertRefused(
                name + " has no effect with --method " + method + " --mode " + mode + "; leave it out",
                "--method",
                method,
                "--mode",
                mode,
                option);
    }

    @Test
    void aGraphGivenLeavesNothingToFindForSomeMethods() {
        String given = "--graph=" + graph(3);
        assertRefused("--cell-neighbours has no effect", "--method=diffusion", given, "--cell-neighbours=5");
        assertRefused("--graph-genes has no effect", "--method=conditional", given, "--graph-genes=hvg");
        impute("--method=sccr", given, "--cell-neighbours=5", "--graph-genes=hvg", "--exact-limit=10");
    }

    /** The graph of nearest neighbours of the flagged genes, nodes turned round. */
    private Path graph(int k) {
        DenseMatrix points = EXPRESSION
                .selectGenes(IntStream.range(0, 20).toArray())
                .values()
                .toDense();
        SparseMatrix weights = NeighbourGraph.withoutSelf(
                NeighbourGraph.positive(NearestNeighbours.exact(points, k, Metric.COSINE, Workers.ONE), true));
        int[] turned = IntStream.range(0, 60).map(i -> 59 - i).toArray();
        List<String> names = new ArrayList<>(EXPRESSION.cells());
        Collections.reverse(names);
        Path path = folder.resolve("graph" + k + ".arrow");
        GraphFile.write(
                path, new CellGraph(names, weights.selectRows(turned).selectColumns(turned), "knn", Provenance.NONE));
        return path;
    }

    private static float[] column(CellMatrix matrix, String gene) {
        return matrix.selectGenes(new int[] {matrix.genes().indexOf(gene)})
                .values()
                .toDense()
                .values();
    }

    private static float[] values(CellMatrix matrix) {
        return matrix.values().toDense().values();
    }
}
