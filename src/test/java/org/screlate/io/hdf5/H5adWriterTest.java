package org.screlate.io.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Embedding;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.IoResources;
import org.screlate.io.foreign.AnnotatedMatrix;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.testing.Python;

final class H5adWriterTest {
    private static final List<String> CELLS = List.of("cell-1", "Zelle-ä", "cell-3");
    private static final List<String> GENES = List.of("G1", "G2", "G3");

    @TempDir
    private Path folder;

    private static CellMatrix counts() {
        SparseMatrix values =
                new SparseMatrix(3, 3, new int[] {0, 2, 2, 3}, new int[] {0, 2, 1}, new float[] {1, 2, 70000});
        return CellMatrix.of(CELLS, GENES, values, Layer.COUNTS)
                .withCellMetadata(Table.ofRows(3)
                        .with("type", new Column.Text(new String[] {"beta", null, "Größe"}))
                        .with("barcode", new Column.Text(new String[] {"x", "y", "z"}))
                        .with("a/b", new Column.Whole(new long[] {1L << 40, 0, -1}))
                        .with("share", new Column.Real(new double[] {0.5, Double.NaN, 2}))
                        .with("kept", new Column.Flag(new boolean[] {true, false, true})))
                .withGeneMetadata(
                        Table.ofRows(3).with("highly_variable", new Column.Flag(new boolean[] {true, false, true})))
                .withProvenance(Provenance.NONE.then(
                        new Provenance.Step("screlate-import", "0", Map.of(), 7, Map.of("input", "00ff"))));
    }

    private static AnnotatedMatrix everything() {
        AnnotatedMatrix all = new AnnotatedMatrix(counts(), false);
        DenseMatrix few = new DenseMatrix(3, 2, new float[] {1, 2, 3, 4, 5, 0});
        // Genes of the layer in another order, cells turned round.
        all.addLayer(
                "imputed",
                CellMatrix.of(List.of("cell-3", "Zelle-ä", "cell-1"), List.of("G3", "G1"), few, Layer.FILLED));
        all.addLayer("dense", CellMatrix.of(CELLS, GENES, counts().values().toDense(), Layer.SMOOTHED));
        DenseMatrix coordinates = new DenseMatrix(3, 2, new float[] {1, 2, 3, 4, 5, 6});
        all.addCoordinates("X_pca", new Embedding(CELLS, List.of("pc1", "pc2"), coordinates, "pca", Provenance.NONE));
        SparseMatrix weights = new SparseMatrix(3, 3, new int[] {0, 1, 1, 2}, new int[] {1, 0}, new float[] {0.5f, 2});
        all.addGraph("connectivities", new CellGraph(CELLS, weights, "knn", Provenance.NONE));
        return all;
    }

    private Path write(String name, AnnotatedMatrix data) {
        Path path = folder.resolve(name);
        H5adWriter.write(path, data);
        return path;
    }

    @Test
    void anndataFindsEveryPartInItsPlace() {
        String read = Python.run(
                "anndata",
                """
                a = anndata.read_h5ad(sys.argv[1])
                out = {'cells': list(a.obs_names), 'genes': list(a.var_names), 'x': a.X.toarray().tolist()}
                out['layers'] = {k: (v if isinstance(v, __import__('numpy').ndarray) else v.toarray()).tolist()
                                 for k, v in a.layers.items()}
                out['type'] = [None if x != x else x for x in a.obs['type'].astype(object)]
                out['dtypes'] = [str(t) for t in a.obs.dtypes] + [str(t) for t in a.var.dtypes]
                out['columns'] = list(a.obs.columns) + list(a.var.columns)
                out['ab'] = a.obs['a_b'].tolist()
                out['kept'] = a.obs['kept'].tolist()
                out['pca'] = a.obsm['X_pca'].tolist()
                out['graph'] = a.obsp['connectivities'].toarray().tolist()
                out['covered'] = a.var['in_imputed'].tolist()
                out['history'] = json.loads(a.uns['screlate_provenance'])[0]['seed']
                a.write_h5ad(sys.argv[1] + '.again')
                print(json.dumps(out, ensure_ascii=False))
                """,
                write("all.h5ad", everything()));
        for (String part : List.of(
                "\"cells\": [\"cell-1\", \"Zelle-ä\", \"cell-3\"], \"genes\": [\"G1\", \"G2\", \"G3\"]",
                "\"x\": [[1.0, 0.0, 2.0], [0.0, 0.0, 0.0], [0.0, 70000.0, 0.0]]",
                "\"counts\": [[1.0, 0.0, 2.0], [0.0, 0.0, 0.0], [0.0, 70000.0, 0.0]]",
                "\"imputed\": [[0.0, 0.0, 5.0], [4.0, 0.0, 3.0], [2.0, 0.0, 1.0]]",
                "\"dense\": [[1.0, 0.0, 2.0], [0.0, 0.0, 0.0], [0.0, 70000.0, 0.0]]",
                "\"type\": [\"beta\", null, \"Größe\"]",
                "\"columns\": [\"type\", \"barcode\", \"a_b\", \"share\", \"kept\", \"highly_variable\", \"in_imputed\"]",
                "\"int64\", \"float64\", \"bool\", \"bool\", \"bool\"]",
                "\"ab\": [1099511627776, 0, -1], \"kept\": [true, false, true]",
                "\"pca\": [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]",
                "\"graph\": [[0.0, 0.5, 0.0], [0.0, 0.0, 0.0], [2.0, 0.0, 0.0]]",
                "\"covered\": [true, false, true], \"history\": 7")) {
            assertTrue(read.contains(part), () -> part + "\nis not in\n" + read);
        }
    }

    @Test
    void theIndependentReaderFindsWhatWasWritten() {
        Path path = write("all.h5ad", everything());
        ForeignMatrix read = IoResources.read(path, ForeignOptions.DEFAULTS);
        assertEquals(CELLS, read.cells());
        assertEquals(GENES, read.genes());
        assertArrayEquals(IoResources.values(counts().values()), IoResources.values(read.values()));
        assertArrayEquals(
                new String[] {"beta", null, "Größe"},
                ((Column.Text) read.cellMetadata().column("type")).values());
        assertArrayEquals(
                new long[] {1L << 40, 0, -1},
                ((Column.Whole) read.cellMetadata().column("a_b")).values());
        assertArrayEquals(
                new boolean[] {true, false, true},
                ((Column.Flag) read.cellMetadata().column("kept")).values());
        assertArrayEquals(
                new float[] {0, 0, 5, 4, 0, 3, 2, 0, 1},
                IoResources.values(
                        IoResources.read(path, IoResources.layer("imputed")).values()));
    }

    @Test
    void neitherColumnsNorValuesAreNeeded() {
        SparseMatrix zero = new SparseMatrix(3, 3, new int[4], new int[0], new float[0]);
        Path path = write("zero.h5ad", new AnnotatedMatrix(CellMatrix.of(CELLS, GENES, zero, Layer.COUNTS), false));
        ForeignMatrix read = IoResources.read(path, ForeignOptions.DEFAULTS);
        assertEquals(0, read.values().stored());
        assertEquals(List.of(), read.cellMetadata().names());
        assertEquals(
                "(3, 3) 0 0.0",
                Python.run(
                        "anndata",
                        """
                        a = anndata.read_h5ad(sys.argv[1])
                        print(a.shape, len(a.obs.columns), a.X.sum())
                        """,
                        path));
    }

    @Test
    void theSameDataGiveTheSameBytes() throws IOException {
        assertArrayEquals(
                Files.readAllBytes(write("one.h5ad", everything())),
                Files.readAllBytes(write("two.h5ad", everything())));
    }

    @Test
    void aWriteThatFailsLeavesNothing() throws IOException {
        AnnotatedMatrix data = everything();
        assertThrows(
                InvalidInputException.class,
                () -> H5adWriter.write(folder.resolve("no").resolve("a.h5ad"), data));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }
}
