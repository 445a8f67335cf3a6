package org.screlate.tool.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.Embedding;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.EmbeddingFile;
import org.screlate.io.GraphFile;
import org.screlate.io.TableFile;
import org.screlate.matrix.DenseMatrix;
import org.screlate.tool.ToolRun;
import org.screlate.tool.Tools;

final class PreprocessTest {
    private static final int CELLS = 30;
    private static final int GENES = 40;

    @TempDir
    Path folder;

    @BeforeEach
    void writeCounts() {
        CellMatrixFile.write(path("counts"), counts());
    }

    @Test
    void everyOutputIsWrittenAndCarriesItsHistory() {
        assertEquals(
                0,
                run(
                        "--counts-output",
                        "kept",
                        "--qc-output",
                        "qc",
                        "--gene-qc-output",
                        "genes",
                        "--pca-output",
                        "pca",
                        "--graph-output",
                        "graph",
                        "--scaled-output",
                        "scaled",
                        "--components",
                        "5",
                        "--hvg",
                        "10"));
        CellMatrix expression = CellMatrixFile.read(path("expression"));
        assertEquals(Layer.LOGNORM, expression.layer());
        assertEquals(10, expression.flaggedGenes("highly_variable").length);
        Provenance.Step step = expression.provenance().steps().get(0);
        assertEquals("screlate-preprocess", step.tool());
        assertEquals("5", step.options().get("components"));
        assertNotNull(step.inputs().get("cells"));
        assertEquals(Layer.COUNTS, CellMatrixFile.read(path("kept")).layer());
        CellMatrix scaled = CellMatrixFile.read(path("scaled"));
        assertEquals(Layer.SCALED, scaled.layer());
        assertEquals(10, scaled.genes().size());
        Embedding pca = EmbeddingFile.read(path("pca"));
        assertEquals("pca", pca.name());
        assertEquals(List.of("pc1", "pc2", "pc3", "pc4", "pc5"), pca.dimensions());
        CellGraph graph = GraphFile.read(path("graph"));
        assertEquals("knn", graph.name());
        assertEquals(expression.provenance(), graph.provenance());
        assertEquals(CELLS, TableFile.read(path("qc")).table().rows());
        assertEquals(GENES, TableFile.read(path("genes")).table().rows());
    }

    @Test
    void componentsAreWrittenAsTextBesideTheEmbeddingOrWithout() throws IOException {
        Path beside = folder.resolve("pca.tsv");
        Path alone = folder.resolve("alone.tsv");
        assertEquals(0, preprocess("--pca-output", path("pca"), "--pca-tsv-output", beside, "--components", "3"));
        Embedding pca = EmbeddingFile.read(path("pca"));
        Table text = TableFile.read(beside).table();
        assertEquals(List.of("cell", "pc1", "pc2", "pc3"), text.names());
        assertEquals(pca.cells(), List.of(text.labels("cell")));
        for (int c = 0; c < pca.cells().size(); c++) {
            assertEquals(
                    pca.values().get(c, 2), Float.parseFloat(text.column("pc3").text(c)));
        }
        assertEquals(0, preprocess("--pca-tsv-output", alone, "--components", "3"));
        assertEquals(-1, Files.mismatch(beside, alone));
        Path wrong = folder.resolve("wrong.arrow");
        ToolRun refused = ToolRun.of(
                new Preprocess(),
                "--cells",
                path("counts").toString(),
                "--output",
                path("expression").toString(),
                "--pca-tsv-output",
                wrong.toString());
        assertEquals(2, refused.code());
        assertTrue(refused.error().contains("--pca-tsv-output is a table as text; end its name in .tsv or .csv"));
        assertFalse(Files.exists(wrong));
    }

    private int preprocess(Object... options) {
        List<String> all = new ArrayList<>(List.of("--cells", path("counts").toString(), "--output"));
        all.add(path("expression").toString());
        Stream.of(options).map(Object::toString).forEach(all::add);
        return Tools.run(new Preprocess(), all.toArray(new String[0]));
    }

    @Test
    void onlyWhatIsAskedForIsWritten() throws IOException {
        assertEquals(0, run());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void sameInputsGiveTheSameBytesWhateverTheThreads() throws IOException {
        assertEquals(0, run("--pca-output", "pca", "--graph-output", "graph", "--components", "4", "--threads", "1"));
        byte[] expression = Files.readAllBytes(path("expression"));
        byte[] pca = Files.readAllBytes(path("pca"));
        byte[] graph = Files.readAllBytes(path("graph"));
        assertEquals(0, run("--pca-output", "pca", "--graph-output", "graph", "--components", "4", "--threads", "2"));
        assertArrayEquals(expression, Files.readAllBytes(path("expression")));
        assertArrayEquals(pca, Files.readAllBytes(path("pca")));
        assertArrayEquals(graph, Files.readAllBytes(path("graph")));
    }

    @Test
    void onlyVariableGenesCanBeWritten() {
        assertEquals(0, run("--hvg-only", "--hvg", "7", "--hvg-method", "variance", "--size-factors", "hvg"));
        CellMatrix expression = CellMatrixFile.read(path("expression"));
        assertEquals(7, expression.genes().size());
        assertEquals(7, expression.flaggedGenes("highly_variable").length);
        assertTrue(expression.geneMetadata().names().contains("variances"));
    }

    @Test
    void geneWithoutDispersionStaysSoInTheFile() {
        // Both cells hold 10 counts, 5 of them in the first gene.
        CellMatrix even = CellMatrix.of(
                List.of("a", "b"),
                List.of("even", "x", "y"),
                new DenseMatrix(2, 3, new float[] {5, 4, 1, 5, 0, 5}).toSparse(),
                Layer.COUNTS);
        CellMatrixFile.write(path("counts"), even);
        assertEquals(0, run());
        Table genes = CellMatrixFile.read(path("expression")).geneMetadata();
        assertEquals("", genes.column("dispersions").text(0));
        assertEquals("false", genes.column("highly_variable").text(0));
        assertEquals("true", genes.column("highly_variable").text(1));
    }

    @Test
    void otherLayersAreRefused() {
        assertEquals(0, run());
        String message = failure("--cells", path("expression").toString());
        assertTrue(message.contains("holds the layer 'lognorm', but counts is needed"), message);
    }

    @Test
    void whatCannotBeDoneIsOneLineAndLeavesNoFile() {
        assertFailure("at most 29 can be had", "--pca-output", path("pca").toString(), "--components", "30");
        assertFailure(
                "at most 29 can be had",
                "--pca-output",
                path("pca").toString(),
                "--graph-output",
                path("graph").toString(),
                "--components",
                "3",
                "--neighbours",
                "30");
        assertFailure("30 with counts < 100000", "--min-counts", "100000");
        assertFailure("neighbours < 1", "--graph-output", path("graph").toString(), "--neighbours", "0");
        assertFailure("target sum", "--target-sum", "much");
        assertFailure("max value", "--scaled-output", path("scaled").toString(), "--max-value", "0");
        assertFailure("no such file", "--cells", path("absent").toString());
    }

    private void assertFailure(String part, String... arguments) {
        String message = failure(arguments);
        assertTrue(message.contains(part), message);
        String prefix = "screlate-preprocess: ";
        assertEquals(1, message.lines().filter(line -> line.startsWith(prefix)).count(), message);
        assertTrue(
                message.lines().toList().get((int) message.lines().count() - 1).startsWith(prefix), message);
        assertFalse(Files.exists(path("other")), message);
        assertFalse(Files.exists(path("pca")), message);
        assertFalse(Files.exists(path("graph")), message);
    }

    private String failure(String... options) {
        List<String> all = new ArrayList<>(List.of("--output", path("other").toString()));
        if (!List.of(options).contains("--cells")) {
            all.addAll(List.of("--cells", path("counts").toString()));
        }
        all.addAll(List.of(options));
        ToolRun run = ToolRun.of(new Preprocess(), all.toArray(new String[0]));
        assertEquals(2, run.code());
        return run.error();
    }

    private int run(String... options) {
        String[] paths = options.clone();
        for (int i = 0; i + 1 < paths.length; i++) {
            paths[i + 1] = paths[i].endsWith("-output") ? path(paths[i + 1]).toString() : paths[i + 1];
        }
        List<String> all = Stream.concat(
                        Stream.of(
                                "--cells",
                                path("counts").toString(),
                                "--output",
                                path("expression").toString()),
                        Stream.of(paths))
                .toList();
        return Tools.run(new Preprocess(), all.toArray(new String[0]));
    }

    private Path path(String name) {
        return folder.resolve(name + ".arrow");
    }

    private static CellMatrix counts() {
        SplittableRandom random = new SplittableRandom(1);
        DenseMatrix values = DenseMatrix.zeros(CELLS, GENES);
        for (int i = 0; i < values.values().length; i++) {
            values.values()[i] = random.nextInt(i % 5 + 2);
        }
        return CellMatrix.of(
                IntStream.range(0, CELLS).mapToObj(c -> "cell" + c).toList(),
                IntStream.range(0, GENES).mapToObj(g -> "gene" + g).toList(),
                values.toSparse(),
                Layer.COUNTS);
    }
}
