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
                "\"imputed\": [[0.0, NaN, 5.0], [4.0, NaN, 3.0], [2.0, NaN, 1.0]]",
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
                new float[] {0, Float.NaN, 5, 4, Float.NaN, 3, 2, Float.NaN, 1},
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
    void wordsAreOfAnyLengthAndTheNotesCanBeRead() {
        String read = Python.run(
                "h5py",
                """
                f = h5py.File(sys.argv[1])
                print(f.attrs['encoding-type'], f['X'].attrs['encoding-type'], f['obs'].attrs['column-order'].tolist())
                print([h5py.check_string_dtype(f[name].dtype) for name in ('obs/_index', 'obs/type/categories')])
                print(f['X/data'].maxshape, f['uns/screlate/X'].asstr()[()])
                print(f['uns/screlate/layers/imputed'].asstr()[()])
                """,
                write("all.h5ad", everything()));
        String text = "string_info(encoding='utf-8', length=None)";
        assertEquals(
                "anndata csr_matrix ['type', 'barcode', 'a_b', 'share', 'kept']\n[" + text + ", " + text
                        + "]\n(None,) counts: molecules or reads counted\nfilled: log-normalised expression with zeros"
                        + " filled from related cells; observed values kept. Values are averages in the place of zeros:"
                        + " not for markers, differential tests, correlations or coexpression. Has 2 of 3 genes; the"
                        + " others are NaN",
                read);
    }

    @Test
    void anndataJoinsTwoFilesOnDisk() {
        CellMatrix other = counts().withCellMetadata(counts().cellMetadata().select(new int[] {2, 1, 0}));
        Path second = write("two.h5ad", new AnnotatedMatrix(other, false));
        assertEquals(
                "(6, 3) ['counts'] 70006.0 ['one', 'one', 'one', 'two', 'two', 'two']",
                Python.run(
                        "anndata",
                        """
                        from anndata.experimental import concat_on_disk
                        files = dict(one=sys.argv[1], two=sys.argv[2])
                        concat_on_disk(files, sys.argv[1] + '.both.h5ad', label='file', index_unique='-')
                        a = anndata.read_h5ad(sys.argv[1] + '.both.h5ad')
                        print(a.shape, list(a.layers), a.X[:, 1].sum() / 2 + a.X[:, 2].sum() + a.X[:, 0].sum(), list(a.obs.file))
                        """,
                        write("one.h5ad", new AnnotatedMatrix(counts(), false)),
                        second));
    }

    @Test
    void anndataAppendsToAFile() {
        assertEquals(
                "(6, 3) [1.0, 70000.0, 2.0, 1.0, 70000.0, 2.0]",
                Python.run(
                        "anndata, h5py",
                        """
                        from anndata.io import sparse_dataset
                        more = anndata.read_h5ad(sys.argv[1]).X
                        with h5py.File(sys.argv[1], 'r+') as f:
                            sparse_dataset(f['X']).append(more)
                            both = sparse_dataset(f['X'])[:]
                        print(both.shape, both.max(axis=0).toarray()[0].tolist() + both[3:].max(axis=0).toarray()[0].tolist())
                        """,
                        write("all.h5ad", everything())));
    }

    /** More words than a collection of the heap takes, and one longer than any. */
    @Test
    void manyAndLongWordsComeBack() {
        int cells = 70_000;
        String[] words = new String[cells];
        java.util.Arrays.setAll(words, c -> "w".repeat(c % 23) + c);
        words[5] = "ä".repeat(700_000);
        CellMatrix matrix = CellMatrix.of(
                        List.of(words),
                        List.of("G"),
                        new SparseMatrix(cells, 1, new int[cells + 1], new int[0], new float[0]),
                        Layer.COUNTS)
                .withCellMetadata(Table.ofRows(cells).with("word", new Column.Text(words)));
        Path path = write("words.h5ad", new AnnotatedMatrix(matrix, false));
        ForeignMatrix read = IoResources.read(path, ForeignOptions.DEFAULTS);
        assertEquals(List.of(words), read.cells());
        assertArrayEquals(words, ((Column.Text) read.cellMetadata().column("word")).values());
        assertEquals(
                "70000 1400000",
                Python.run(
                        "h5py",
                        """
                        names = h5py.File(sys.argv[1])['obs/_index'].asstr()[:]
                        words = ['w' * (c % 23) + str(c) for c in range(len(names))]
                        print(sum(a == b for a, b in zip(names, words)) + 1, len(names[5].encode()))
                        """,
                        path));
    }

    /** Several chunks, the last not full. */
    @Test
    void manyValuesComeBack() {
        int cells = 1000;
        int genes = 700;
        float[] values = new float[cells * genes];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 + i % 1013;
        }
        SparseMatrix sparse = new DenseMatrix(cells, genes, values).toSparse();
        List<String> names = java.util.stream.IntStream.range(0, cells)
                .mapToObj(c -> "c" + c)
                .toList();
        CellMatrix matrix = CellMatrix.of(names, names.subList(0, genes), sparse, Layer.COUNTS);
        Path path = write("many.h5ad", new AnnotatedMatrix(matrix, false));
        assertArrayEquals(
                values,
                IoResources.values(
                        IoResources.read(path, ForeignOptions.DEFAULTS).values()));
        assertEquals(
                "True (262144,) (700000,)",
                Python.run(
                        "h5py, numpy",
                        """
                        data = h5py.File(sys.argv[1])['X/data']
                        print((data[:] == 1 + numpy.arange(700000) % 1013).all(), data.chunks, data.shape)
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
