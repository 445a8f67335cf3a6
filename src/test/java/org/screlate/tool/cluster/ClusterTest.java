package org.screlate.tool.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Embedding;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.graph.FuzzyGraph;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.EmbeddingFile;
import org.screlate.io.GraphFile;
import org.screlate.io.TableFile;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.tool.ToolRun;

final class ClusterTest {
    private static final List<String> CELLS =
            IntStream.range(0, 40).mapToObj(i -> "c" + i).toList();
    private static final List<String> GENES = List.of("g1", "g2", "g3");

    @TempDir
    Path folder;

    /** Cells 0 to 14 about 0, 15 to 39 about 20. */
    private static DenseMatrix values() {
        SplittableRandom random = new SplittableRandom(1);
        DenseMatrix values = DenseMatrix.zeros(40, 3);
        for (int i = 0; i < values.values().length; i++) {
            values.values()[i] = (float) (random.nextDouble() + (i / 3 < 15 ? 0 : 20));
        }
        return values;
    }

    @BeforeEach
    void writeInputs() {
        DenseMatrix values = values();
        CellMatrixFile.write(
                folder.resolve("matrix.arrow"), CellMatrix.of(CELLS, GENES, values.toSparse(), Layer.LOGNORM));
        EmbeddingFile.write(
                folder.resolve("points.arrow"), new Embedding(CELLS, GENES, values, "pca", Provenance.NONE));
        GraphFile.write(
                folder.resolve("graph.arrow"),
                new CellGraph(CELLS, FuzzyGraph.of(values, 8, Workers.ONE), "knn", Provenance.NONE));
        DenseMatrix broken = values.copy();
        broken.set(2, 1, Float.NaN);
        EmbeddingFile.write(
                folder.resolve("broken.arrow"), new Embedding(CELLS, GENES, broken, "pca", Provenance.NONE));
    }

    private ToolRun run(String... args) {
        return ToolRun.of(
                new Cluster(),
                Arrays.stream((String.join(" ", args) + " --output out.tsv").split(" "))
                        .map(arg -> arg.matches(".*\\.(arrow|tsv)")
                                ? folder.resolve(arg).toString()
                                : arg)
                        .toArray(String[]::new));
    }

    private Table table(String name) {
        return TableFile.read(folder.resolve(name)).table();
    }

    private void assertTwoGroups(String column) {
        String[] labels = table("out.tsv").labels(column);
        for (int i = 0; i < labels.length; i++) {
            assertEquals(i < 15 ? "1" : "0", labels[i]);
        }
    }

    @Test
    void kmeansOfAMatrixAndOfAnEmbedding() {
        assertEquals(0, run("--cells matrix.arrow --method kmeans --k 2").code());
        assertTwoGroups("kmeans");
        assertEquals(
                0,
                run("--cells points.arrow --method kmeans --k 2 --quality-output quality.tsv")
                        .code());
        assertTwoGroups("kmeans");
        assertArrayEquals(CELLS.toArray(), table("out.tsv").labels("cell"));
        assertEquals("2", table("quality.tsv").labels("clusters")[0]);
        assertEquals("true", table("quality.tsv").labels("converged")[0]);
    }

    @Test
    void asManyClustersAsAColumnHasValuesAndTheColumnBesideTheCoordinates() throws IOException {
        String[] halves =
                IntStream.range(0, 40).mapToObj(i -> i < 15 ? "a" : "b").toArray(String[]::new);
        CellMatrixFile.write(
                folder.resolve("labelled.arrow"),
                CellMatrix.of(CELLS, GENES, values(), Layer.SMOOTHED)
                        .withCellMetadata(Table.ofRows(40).with("type", new Column.Text(halves))));
        assertEquals(
                0,
                run("--cells labelled.arrow --method kmeans --k-column type --neighbours 8 --umap-output umap.tsv")
                        .code());
        assertTwoGroups("kmeans");
        Table umap = table("umap.tsv");
        assertEquals(List.of("cell", "umap_1", "umap_2", "type"), umap.names());
        assertArrayEquals(halves, umap.labels("type"));
        Files.delete(folder.resolve("out.tsv"));
        assertRefused("--cells labelled.arrow --method kmeans --k-column colour", "no column 'colour'");
        assertRefused("--cells points.arrow --method kmeans --k-column type", "no column 'type'");
        assertRefused("--cells labelled.arrow --method kmeans --k-column type --k 2", "one of both");
    }

    @Test
    void theTableIsWrittenAsTextTooAndOnlyUnderANameOfText() throws IOException {
        String asked = "--cells points.arrow --method kmeans --k 2 --tsv-output ";
        assertEquals(0, run(asked + "both.tsv").code());
        assertEquals(-1, Files.mismatch(folder.resolve("both.tsv"), folder.resolve("out.tsv")));
        Files.delete(folder.resolve("out.tsv"));
        assertRefused(asked + "both.xlsx", "--tsv-output is a table as text; end its name in .tsv or .csv");
        assertRefused("--cells points.arrow --method kmeans --k 2 --tsv-escape", "--tsv-escape needs --tsv-output");
    }

    @Test
    void leidenOfAGraphAndOfPoints() {
        assertEquals(
                0,
                run("--graph graph.arrow --method leiden --resolution 0.05,0.1").code());
        assertEquals(
                List.of("cell", "leiden_0.05", "leiden_0.1"), table("out.tsv").names());
        assertTwoGroups("leiden_0.05");
        assertEquals(
                0,
                run("--cells points.arrow --method LEIDEN --resolution 0.05 --neighbours 8")
                        .code());
        assertTwoGroups("leiden_0.05");
    }

    @Test
    void umapIsAnEmbeddingOfTheSameCellsAndRepeatsItself() throws IOException {
        assertEquals(
                0,
                run("--cells points.arrow --method kmeans --k 2 --umap-output umap.arrow --threads 1")
                        .code());
        Embedding umap = EmbeddingFile.read(folder.resolve("umap.arrow"));
        assertEquals(CELLS, umap.cells());
        assertEquals(List.of("umap_1", "umap_2"), umap.dimensions());
        assertEquals("screlate-cluster", umap.provenance().steps().get(0).tool());
        assertEquals(
                0,
                run("--cells points.arrow --method kmeans --k 2 --umap-output again.arrow --threads 2")
                        .code());
        assertEquals(-1, Files.mismatch(folder.resolve("umap.arrow"), folder.resolve("again.arrow")));
    }

    @Test
    void umapIsWrittenAsTextBesideTheEmbeddingWithTheSameNumbers() throws IOException {
        String asked = "--cells points.arrow --method kmeans --k 2 --umap-tsv-output ";
        assertEquals(0, run(asked + "umap.tsv --umap-output umap.arrow").code());
        Embedding umap = EmbeddingFile.read(folder.resolve("umap.arrow"));
        Table text = table("umap.tsv");
        assertEquals(List.of("cell", "umap_1", "umap_2"), text.names());
        for (int c = 0; c < CELLS.size(); c++) {
            assertEquals(
                    Float.toString(umap.values().get(c, 1)),
                    text.column("umap_2").text(c));
        }
        assertEquals(0, run(asked + "alone.tsv").code());
        assertEquals(41, Files.readAllLines(folder.resolve("alone.tsv")).size());
        Files.delete(folder.resolve("out.tsv"));
        assertRefused(asked + "umap.arrow", "--umap-tsv-output is a table as text; end its name in .tsv or .csv");
    }

    private void assertRefused(String args, String message) {
        ToolRun run = run(args);
        assertTrue(run.error().contains(message), run.error());
        assertEquals(1, run.error().lines().count(), run.error());
        assertEquals(2, run.code());
        assertFalse(Files.exists(folder.resolve("out.tsv")));
    }

    @Test
    void wrongOptionsEndWithOneLine() {
        assertRefused("--method kmeans --k 2", "give either --cells or --graph");
        assertRefused("--cells points.arrow --graph graph.arrow --method kmeans --k 2", "not both");
        assertRefused("--graph graph.arrow --method kmeans --k 2", "--method kmeans needs --cells");
        assertRefused("--cells points.arrow --method kmeans", "--method kmeans needs --k");
        assertRefused("--cells points.arrow --method kmeans --k 0", "--k must be at least 1, not 0");
        assertRefused("--cells points.arrow --method kmeans --k 41", "41 clusters of 40 cells");
        assertRefused("--cells points.arrow --method kmeans --k 2 --starts 0", "--starts must be at least 1");
        assertRefused("--graph graph.arrow --method leiden --resolution 0", "--resolution must be above 0");
        assertRefused("--graph graph.arrow --method leiden --resolution 1,x", "--resolution");
        assertRefused("--cells points.arrow --method leiden --neighbours 40", "40 neighbours of a cell among 40");
        assertRefused("--cells points.arrow --method louvain", "louvain");
        assertRefused("--cells points.arrow --k 2", "--k needs --method kmeans");
        assertRefused("--cells points.arrow --starts 5", "--starts needs --method kmeans");
        assertRefused(
                "--cells points.arrow --method kmeans --k 2 --resolution 2", "--resolution needs --method leiden");
        assertRefused("--cells points.arrow --method kmeans --k 2 --neighbours 5", "--neighbours needs --cells and");
        assertRefused("--graph graph.arrow --neighbours 5", "--neighbours needs --cells and");
    }

    @Test
    void wrongFilesEndWithOneLine() {
        assertRefused("--cells broken.arrow --method kmeans --k 2", "cell 'c2' has a value of NaN in 'g2'");
        assertRefused("--cells graph.arrow --method kmeans --k 2", "holds a graph, but an embedding is needed");
        assertRefused("--graph points.arrow --method leiden", "holds an embedding, but a graph is needed");
        assertRefused("--cells absent.arrow --method kmeans --k 2", "no such file");
    }
}
