package org.screlate.tool.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Embedding;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.EmbeddingFile;
import org.screlate.io.TableFile;
import org.screlate.matrix.DenseMatrix;
import org.screlate.testing.Python;
import org.screlate.testing.SmallMatrices;
import org.screlate.tool.ToolRun;
import org.screlate.tool.import_.Import;

final class ExportTest {
    @TempDir
    private Path folder;

    private CellMatrix counts;

    @BeforeEach
    void inputs() {
        counts = SmallMatrices.counts(6, 4, 2, 1);
        CellMatrixFile.write(folder.resolve("counts.arrow"), counts);
        CellMatrixFile.write(
                folder.resolve("imputed.arrow"),
                counts.withValues(counts.values().toDense(), Layer.FILLED).selectGenes(new int[] {0, 2}));
        Table clusters = Table.ofRows(6)
                .with("cell", new Column.Text(counts.cells().toArray(new String[0])))
                .with("kmeans", new Column.Whole(new long[] {0, 1, 0, 1, 0, 1}));
        TableFile.write(folder.resolve("clusters.arrow"), clusters, "clusters", Provenance.NONE);
        DenseMatrix coordinates = new DenseMatrix(6, 1, new float[] {1, 2, 3, 4, 5, 6});
        EmbeddingFile.write(
                folder.resolve("pca.arrow"),
                new Embedding(counts.cells(), List.of("pc1"), coordinates, "pca", Provenance.NONE));
        DenseMatrix places = new DenseMatrix(3, 2, new float[] {1, 2, 5, 6, 3, 4});
        EmbeddingFile.writeGenes(
                folder.resolve("genes.arrow"),
                new GeneEmbedding(
                        List.of(counts.genes().get(2), "OTHER", counts.genes().get(0)),
                        List.of("d1", "d2"),
                        places,
                        "scnet",
                        Provenance.NONE));
    }

    private ToolRun export(String output, String... more) {
        List<String> arguments =
                new java.util.ArrayList<>(List.of("--cells", path("counts.arrow"), "--output", path(output)));
        arguments.addAll(List.of(more));
        return ToolRun.of(new Export(), arguments.toArray(new String[0]));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void oneNameForTwoLayersIsRefused() {
        ToolRun run =
                export("all.h5ad", "--layer", "a=" + path("imputed.arrow"), "--layer", "a=" + path("counts.arrow"));
        assertEquals(2, run.code());
        assertTrue(
                run.error().startsWith("screlate-export: --layer has one name twice; give each its own: "),
                run.error());
    }

    @Test
    void everyPartReachesAnndata() {
        ToolRun run = export(
                "all.h5ad",
                "--layer",
                "imputed=" + path("imputed.arrow"),
                "--cell-table",
                path("clusters.arrow"),
                "--obsm",
                "X_pca=" + path("pca.arrow"),
                "--varm",
                "scnet=" + path("genes.arrow"));
        assertEquals(0, run.code(), run.error());
        // Of GENE0 to GENE3 the embedding has two, in another order, and one that is not there.
        assertEquals(
                "['counts', 'imputed'] ['type', 'kmeans'] ['X_pca'] ['in_imputed'] screlate-export"
                        + " [[3.0, 4.0], [nan, nan], [1.0, 2.0], [nan, nan]]",
                Python.run(
                        "anndata",
                        """
                        a = anndata.read_h5ad(sys.argv[1])
                        print(sorted(a.layers), list(a.obs), list(a.obsm), list(a.var),
                              json.loads(a.uns['screlate_provenance'])[-1]['tool'], a.varm['scnet'].tolist())
                        """,
                        path("all.h5ad")));
    }

    @Test
    void whatWasExportedImportsAsTheSameCounts() {
        for (String output : List.of("again.h5ad", "again", "again.csv", "again.tsv.gz")) {
            assertEquals(0, export(output).code());
            ToolRun run = ToolRun.of(new Import(), "--input", path(output), "--output", path("again.arrow"));
            assertEquals(0, run.code(), run.error());
            CellMatrix again = CellMatrixFile.read(folder.resolve("again.arrow"));
            assertEquals(counts.cells(), again.cells());
            assertEquals(counts.genes(), again.genes());
            assertArrayEquals(
                    counts.values().toDense().values(), again.values().toDense().values());
        }
    }

    @Test
    void theSameInputsGiveTheSameBytes() throws IOException {
        export("one.h5ad", "--layer", "imputed=" + path("imputed.arrow"));
        export("two.h5ad", "--layer", "imputed=" + path("imputed.arrow"));
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("one.h5ad")), Files.readAllBytes(folder.resolve("two.h5ad")));
    }

    @Test
    void badInputIsOneLineAndNoFile() {
        CellMatrixFile.write(folder.resolve("others.arrow"), SmallMatrices.counts(5, 4, 2, 1));
        assertRefused(export("bad.h5ad", "--layer", "x=" + path("others.arrow")), "another set of cells");
        assertRefused(export("bad.h5ad", "--layer", "x=" + path("pca.arrow")), "holds an embedding");
        assertRefused(export("bad.h5ad", "--obsm", "x=" + path("absent.arrow")), "no such file");
        assertRefused(export("bad.csv", "--obsm", "x=" + path("pca.arrow")), "fit into h5ad only");
        assertRefused(export("bad.csv", "--varm", "x=" + path("genes.arrow")), "fit into h5ad only");
        assertRefused(export("bad.h5ad", "--varm", "x=" + path("pca.arrow")), "holds an embedding");
        CellMatrixFile.write(
                folder.resolve("counts.arrow"), counts.selectGenes(new int[] {1, 3})); // which have no place
        assertRefused(export("bad.h5ad", "--varm", "x=" + path("genes.arrow")), "has none of the genes of --cells");
        assertRefused(export("bad.loom"), "is a file for other programs; end its name in .h5ad");
        assertRefused(export("bad.version2"), "give --format");
        assertRefused(export("bad.csv", "--format", "h5ad"), "bad.csv says csv, but --format is h5ad");
    }

    private void assertRefused(ToolRun run, String part) {
        assertEquals(2, run.code(), run.error());
        assertTrue(run.error().contains(part), run.error());
        assertFalse(run.error().contains("\tat "), run.error());
        assertFalse(Files.exists(folder.resolve("bad.h5ad")), "a file was left");
    }
}
