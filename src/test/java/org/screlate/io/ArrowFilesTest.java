package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Embedding;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.file.AtomicFile;
import org.screlate.io.file.Compression;
import org.screlate.matrix.BitMask;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.testing.Python;

/** The file contract: every kind comes back as it went, in the same bytes, and pyarrow reads it. */
final class ArrowFilesTest {
    private static final List<String> CELLS = List.of("a", "ß", "c");
    private static final List<String> GENES = List.of("G1", "G2", "G3", "G4");
    private static final Provenance HISTORY = Provenance.NONE.then(
            new Provenance.Step("screlate-import", "0", Map.of("values", "counts"), 7, Map.of("input", "00ff")));
    private static final Table ABOUT_CELLS = Table.ofRows(3)
            .with("type", new Column.Text(new String[] {"beta", null, "alpha"}))
            .with("n", new Column.Whole(new long[] {3, 0, -1}))
            .with("share", new Column.Real(new double[] {0.5, Double.NaN, 2}))
            .with("kept", new Column.Flag(new boolean[] {true, false, true}));
    private static final Table ABOUT_GENES = Table.ofRows(4)
            .with("gene_ids", new Column.Text(new String[] {"E1", "E2", null, "E4"}))
            .with("highly_variable", new Column.Flag(new boolean[] {true, false, false, true}))
            .with("mean", new Column.Real(new double[] {1, Double.NaN, 3, 4}));

    @TempDir
    private Path folder;

    private static CellMatrix sparse(Layer layer) {
        SparseMatrix values =
                new SparseMatrix(3, 4, new int[] {0, 2, 2, 3}, new int[] {0, 3, 1}, new float[] {1, 2, 5});
        return new CellMatrix(CELLS, GENES, values, layer, ABOUT_CELLS, ABOUT_GENES, null, HISTORY);
    }

    private static CellMatrix imputed() {
        DenseMatrix values = new DenseMatrix(3, 4, new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0.5f});
        BitMask mask = new BitMask(3, 4);
        mask.set(0, 1);
        mask.set(2, 3);
        return new CellMatrix(CELLS, GENES, values, Layer.FILLED, ABOUT_CELLS, ABOUT_GENES, mask, HISTORY);
    }

    private static Embedding embedding() {
        DenseMatrix values = new DenseMatrix(3, 2, new float[] {1, 2, 3, 4, 5, 6});
        return new Embedding(CELLS, List.of("pc1", "pc2"), values, "pca", HISTORY);
    }

    private static GeneEmbedding genes() {
        DenseMatrix values = new DenseMatrix(4, 1, new float[] {1, 2, 3, 4});
        return new GeneEmbedding(GENES, List.of("scnet1"), values, "scnet", HISTORY);
    }

    private static CellGraph graph() {
        SparseMatrix weights =
                new SparseMatrix(3, 3, new int[] {0, 1, 1, 3}, new int[] {1, 0, 1}, new float[] {1, 0.5f, 2});
        return new CellGraph(CELLS, weights, "knn", HISTORY);
    }

    private Path write(String name) {
        Path path = folder.resolve(name);
        switch (name.replaceAll("\\d", "")) {
            case "counts" -> CellMatrixFile.write(path, sparse(Layer.COUNTS));
            case "lognorm" -> CellMatrixFile.write(path, sparse(Layer.LOGNORM), Compression.ZSTD);
            case "imputed" -> CellMatrixFile.write(path, imputed());
            case "embedding" -> EmbeddingFile.write(path, embedding());
            case "genes" -> EmbeddingFile.writeGenes(path, genes());
            case "graph" -> GraphFile.write(path, graph());
            default -> TableFile.write(path, ABOUT_CELLS, "qc", HISTORY);
        }
        return path;
    }

    private static final List<String> KINDS =
            List.of("counts", "lognorm", "imputed", "embedding", "genes", "graph", "table");

    @Test
    void matricesComeBackAsTheyWent() {
        for (CellMatrix matrix : List.of(sparse(Layer.COUNTS), sparse(Layer.LOGNORM), imputed())) {
            Path path = folder.resolve("m.arrow");
            CellMatrixFile.write(path, matrix);
            CellMatrix read = CellMatrixFile.read(path);
            assertEquals(matrix.cells(), read.cells());
            assertEquals(matrix.genes(), read.genes());
            assertEquals(matrix.layer(), read.layer());
            assertEquals(matrix.provenance(), read.provenance());
            assertEquals(matrix.values().getClass(), read.values().getClass());
            assertArrayEquals(IoResources.values(matrix.values()), IoResources.values(read.values()));
            assertSameTable(matrix.cellMetadata(), read.cellMetadata());
            assertSameTable(matrix.geneMetadata(), read.geneMetadata());
        }
        BitMask mask = Objects.requireNonNull(
                CellMatrixFile.read(folder.resolve("m.arrow")).imputed());
        assertEquals(2, mask.count());
        assertTrue(mask.get(0, 1) && mask.get(2, 3));
    }

    @Test
    void coordinatesGraphsAndTablesComeBackAsTheyWent() {
        Embedding embedding = EmbeddingFile.read(write("embedding"));
        assertEquals(CELLS, embedding.cells());
        assertEquals(List.of("pc1", "pc2"), embedding.dimensions());
        assertArrayEquals(embedding().values().values(), embedding.values().values());
        GeneEmbedding genes = EmbeddingFile.readGenes(write("genes"));
        assertEquals(GENES, genes.genes());
        assertEquals(List.of("scnet1"), genes.dimensions());
        assertArrayEquals(genes().values().values(), genes.values().values());
        CellGraph graph = GraphFile.read(write("graph"));
        assertEquals(CELLS, graph.nodes());
        assertArrayEquals(IoResources.values(graph().weights()), IoResources.values(graph.weights()));
        TableFile.Contents table = TableFile.read(write("table"));
        assertSameTable(ABOUT_CELLS, table.table());
        assertEquals("qc", table.name());
        for (Provenance history :
                List.of(embedding.provenance(), genes.provenance(), graph.provenance(), table.provenance())) {
            assertEquals(HISTORY, history);
        }
    }

    @Test
    void moreRowsThanABatchHoldsComeBackInOrder() {
        int rows = 150_000;
        List<String> cells = IntStream.range(0, rows).mapToObj(i -> "c" + i).toList();
        int[] offsets = IntStream.rangeClosed(0, rows).toArray();
        int[] indices = IntStream.range(0, rows).map(i -> i % 4).toArray();
        float[] values = new float[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = rows - i;
        }
        String[] words = cells.stream().map(cell -> "type" + cell.length()).toArray(String[]::new);
        CellMatrix matrix = CellMatrix.of(
                        cells, GENES, new SparseMatrix(rows, 4, offsets, indices, values), Layer.COUNTS)
                .withCellMetadata(Table.ofRows(rows).with("type", new Column.Text(words)));
        CellMatrixFile.write(folder.resolve("large.arrow"), matrix);
        CellMatrix read = CellMatrixFile.read(folder.resolve("large.arrow"));
        assertEquals(cells, read.cells());
        SparseMatrix sparse = read.values().toSparse();
        assertArrayEquals(offsets, sparse.offsets());
        assertArrayEquals(indices, sparse.indices());
        assertArrayEquals(values, sparse.values());
        assertArrayEquals(words, read.cellMetadata().labels("type"));
    }

    @Test
    void theSameDataGiveTheSameBytes() throws IOException {
        for (String kind : KINDS) {
            assertArrayEquals(Files.readAllBytes(write(kind + "1")), Files.readAllBytes(write(kind + "2")), kind);
        }
    }

    @Test
    void everyCutOfAFileIsRefusedInOneLine() throws IOException {
        for (String kind : KINDS) {
            byte[] bytes = Files.readAllBytes(write(kind));
            for (int length : new int[] {0, 5, 100, bytes.length / 2, bytes.length - 7, bytes.length - 1}) {
                Path cut = Files.write(folder.resolve("cut.arrow"), Arrays.copyOf(bytes, length));
                InvalidInputException e =
                        assertThrows(InvalidInputException.class, () -> read(kind, cut), kind + length);
                assertTrue(e.getMessage().contains("cut.arrow"), e.getMessage());
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            }
        }
    }

    @Test
    void anotherKindOrLayerIsRefusedByName() {
        assertMessage(
                "holds a graph, but a sparse cell matrix or dense cell matrix is needed",
                () -> read("counts", write("graph")));
        assertMessage("holds a table, but a graph is needed", () -> read("graph", write("table")));
        assertMessage(
                "holds a sparse cell matrix, but an embedding is needed", () -> read("embedding", write("counts")));
        assertMessage("no such file", () -> read("table", folder.resolve("absent")));
        assertMessage(
                "holds the layer 'filled', but counts is needed: filled values are no counts",
                () -> CellMatrixFile.read(write("imputed"), "filled values are no counts", Layer.COUNTS));
    }

    @Test
    void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
        Path path = write("counts");
        byte[] before = Files.readAllBytes(path);
        Table reserved = Table.ofRows(3).with("data", new Column.Whole(new long[3]));
        assertMessage(
                "cell metadata column 'data' has a name that the file needs",
                () -> CellMatrixFile.write(path, sparse(Layer.COUNTS).withCellMetadata(reserved)));
        assertThrows(
                InvalidInputException.class,
                () -> AtomicFile.write(path, beside -> {
                    Files.writeString(beside, "half");
                    throw new IOException("No space left on device");
                }));
        assertArrayEquals(before, Files.readAllBytes(path));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(path), files.toList());
        }
    }

    @Test
    void aFolderIsNoFile() throws IOException {
        Path path = Files.createDirectory(folder.resolve("taken"));
        assertMessage("it is a folder; name a file", () -> EmbeddingFile.write(path, embedding()));
    }

    @Test
    void pyarrowReadsEveryKind() {
        KINDS.forEach(this::write);
        String read = Python.run(
                "pyarrow.ipc",
                """
                out = {}
                for kind in sys.argv[2:]:
                    table = pyarrow.ipc.open_file(sys.argv[1] + '/' + kind).read_all()
                    assert table.schema.metadata[b'screlate.schema'] == b'1'
                    json.loads(table.schema.metadata[b'screlate.provenance'])
                    out[kind] = table.to_pydict()
                    table.validate(full=True)
                print(json.dumps(out, ensure_ascii=True, sort_keys=True))
                """,
                arguments());
        String about = "\"kept\": [true, false, true], \"n\": [3, 0, -1], \"share\": [0.5, null, 2.0], "
                + "\"type\": [\"beta\", null, \"alpha\"]";
        String cells = "\"cell\": [\"a\", \"\\u00df\", \"c\"]";
        String sparse = ", \"indices\": [[0, 3], [], [1]], ";
        assertContains(read, "\"counts\": {" + cells + ", \"data\": [[1, 2], [], [5]]" + sparse + about);
        assertContains(read, "\"lognorm\": {" + cells + ", \"data\": [[1.0, 2.0], [], [5.0]]" + sparse + about);
        assertContains(
                read,
                "\"imputed\": {" + cells + ", \"imputed\": [[false, true, false, false], "
                        + "[false, false, false, false], [false, false, false, true]]");
        assertContains(read, "\"values\": [[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 0.5]]");
        assertContains(read, "\"embedding\": {" + cells + ", \"values\": [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]}");
        assertContains(read, "\"graph\": {\"source\": [0, 2, 2], \"target\": [1, 0, 1], \"weight\": [1.0, 0.5, 2.0]}");
        assertContains(read, "\"table\": {" + about + "}");
    }

    private Object[] arguments() {
        return Stream.concat(Stream.of((Object) folder), KINDS.stream()).toArray();
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), () -> part + "\nis not in\n" + text);
    }

    private static void assertSameTable(Table expected, Table actual) {
        assertEquals(expected.names(), actual.names());
        expected.columns().forEach((name, column) -> {
            assertEquals(column.getClass(), actual.column(name).getClass(), name);
            for (int r = 0; r < expected.rows(); r++) {
                assertEquals(column.text(r), actual.column(name).text(r), name);
            }
        });
    }

    private static Object read(String kind, Path path) {
        return switch (kind) {
            case "embedding" -> EmbeddingFile.read(path);
            case "genes" -> EmbeddingFile.readGenes(path);
            case "graph" -> GraphFile.read(path);
            case "table" -> TableFile.read(path);
            default -> CellMatrixFile.read(path);
        };
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable executable) {
        InvalidInputException e = assertThrows(InvalidInputException.class, executable);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }
}
