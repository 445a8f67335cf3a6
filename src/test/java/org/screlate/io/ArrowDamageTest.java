package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Embedding;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.data.TrainedModel;
import org.screlate.io.arrow.ArrowColumns;
import org.screlate.io.arrow.ArrowFrame;
import org.screlate.io.arrow.ArrowMetadata;
import org.screlate.io.file.Compression;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.testing.Mutations;
import org.screlate.testing.Tally;

/** Damaged Arrow files: refused in one line or read as they were, never with a trace and never with other numbers. */
final class ArrowDamageTest {
    private static final List<String> CELLS = List.of("a", "ß", "c");
    private static final List<String> GENES = List.of("G1", "G2", "G3", "G4");
    private static final Provenance HISTORY = Provenance.NONE.then(
            new Provenance.Step("screlate-import", "0", Map.of("values", "counts"), 7, Map.of("input", "00ff")));
    private static final Table ABOUT_CELLS = Table.ofRows(3)
            .with("type", new Column.Text(new String[] {"beta", null, "alpha"}))
            .with("n", new Column.Whole(new long[] {3, 0, -1}))
            .with("share", new Column.Real(new double[] {0.5, Double.NaN, 2}))
            .with("kept", new Column.Flag(new boolean[] {true, false, true}));

    private static final Tally TALLY = new Tally("damaged Arrow files");

    /** Whether {@link #foreign} writes a checksum. */
    private boolean summed;

    @TempDir
    private Path folder;

    /** One kind of file: written, and read and written again. */
    private enum Kind {
        SPARSE(
                path -> CellMatrixFile.write(path, sparse(), Compression.NONE),
                (from, to) -> CellMatrixFile.write(to, CellMatrixFile.read(from), Compression.NONE)),
        ZSTD(
                path -> CellMatrixFile.write(path, sparse(), Compression.ZSTD),
                (from, to) -> CellMatrixFile.write(to, CellMatrixFile.read(from), Compression.ZSTD)),
        DENSE(
                path -> CellMatrixFile.write(path, dense(), Compression.NONE),
                (from, to) -> CellMatrixFile.write(to, CellMatrixFile.read(from), Compression.NONE)),
        EMBEDDING(
                path -> EmbeddingFile.write(path, embedding()),
                (from, to) -> EmbeddingFile.write(to, EmbeddingFile.read(from))),
        GENE_EMBEDDING(
                path -> EmbeddingFile.writeGenes(path, geneEmbedding()),
                (from, to) -> EmbeddingFile.writeGenes(to, EmbeddingFile.readGenes(from))),
        GRAPH(path -> GraphFile.write(path, graph()), (from, to) -> GraphFile.write(to, GraphFile.read(from))),
        TABLE(path -> TableFile.write(path, ABOUT_CELLS, "qc", HISTORY), (from, to) -> {
            TableFile.Contents contents = TableFile.read(from);
            TableFile.write(to, contents.table(), contents.name(), contents.provenance());
        }),
        MODEL(
                path -> TrainedModelFile.write(path, model()),
                (from, to) -> TrainedModelFile.write(to, TrainedModelFile.read(from)));

        private final java.util.function.Consumer<Path> write;
        private final BiConsumer<Path, Path> again;

        Kind(java.util.function.Consumer<Path> write, BiConsumer<Path, Path> again) {
            this.write = write;
            this.again = again;
        }
    }

    @AfterAll
    static void say() throws IOException {
        TALLY.end();
    }

    private static CellMatrix sparse() {
        SparseMatrix values =
                new SparseMatrix(3, 4, new int[] {0, 2, 2, 3}, new int[] {0, 3, 1}, new float[] {1, 2, 5});
        Table genes = Table.ofRows(4).with("gene_ids", new Column.Text(new String[] {"E1", "E2", null, "E4"}));
        return new CellMatrix(CELLS, GENES, values, Layer.COUNTS, ABOUT_CELLS, genes, null, HISTORY);
    }

    private static CellMatrix dense() {
        DenseMatrix values = new DenseMatrix(3, 4, new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0.5f});
        return new CellMatrix(CELLS, GENES, values, Layer.LOGNORM, ABOUT_CELLS, Table.ofRows(4), null, HISTORY);
    }

    private static Embedding embedding() {
        return new Embedding(
                CELLS, List.of("pc1", "pc2"), new DenseMatrix(3, 2, new float[] {1, 2, 3, 4, 5, 6}), "pca", HISTORY);
    }

    private static GeneEmbedding geneEmbedding() {
        return new GeneEmbedding(
                GENES, List.of("scnet1"), new DenseMatrix(4, 1, new float[] {1, 2, 3, 4}), "scnet", HISTORY);
    }

    private static CellGraph graph() {
        SparseMatrix weights =
                new SparseMatrix(3, 3, new int[] {0, 1, 1, 3}, new int[] {1, 0, 1}, new float[] {1, 0.5f, 2});
        return new CellGraph(CELLS, weights, "knn", HISTORY);
    }

    private static TrainedModel model() {
        return new TrainedModel(
                "scnet",
                Map.of("weights", new float[] {1, 2, 3}),
                Map.of("sizes", new int[] {4, 5}),
                Map.of("means", new double[] {0.5}),
                Map.of("genes", GENES),
                HISTORY);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aDamagedFileIsRefusedOrReadAsItWas(Kind kind) throws IOException {
        Path whole = folder.resolve("whole.arrow");
        kind.write.accept(whole);
        byte[] bytes = Files.readAllBytes(whole);
        Path again = folder.resolve("again.arrow");
        int[] refused = new int[1];
        attack(kind, bytes, again, () -> refused[0]++, () -> {
            assertArrayEquals(bytes, Files.readAllBytes(again), "other values");
            return null;
        });
        assertTrue(refused[0] > Mutations.COUNT / 2, refused[0] + " of " + Mutations.COUNT + " refused");
    }

    private void attack(Kind kind, byte[] whole, Path again, Runnable refused, Callable<@Nullable Void> accepted)
            throws IOException {
        Path damaged = folder.resolve("damaged.arrow");
        Map<String, Long> failures = new TreeMap<>();
        for (long seed = Mutations.SEED; seed < Mutations.SEED + Mutations.COUNT; seed++) {
            Files.write(damaged, Mutations.of(whole, seed));
            String failure = "";
            try {
                kind.again.accept(damaged, again);
                accepted.call();
            } catch (InvalidInputException e) {
                refused.run();
                failure = e.getMessage().lines().count() == 1 ? "" : e.getMessage();
            } catch (Exception | AssertionError | OutOfMemoryError | StackOverflowError e) {
                failure = e.toString();
            }
            TALLY.count(failure, kind + ", seed " + seed);
            if (!failure.isEmpty()) {
                failures.putIfAbsent(failure, seed);
            }
        }
        assertEquals(Map.of(), failures, "the first seed of each failure");
    }

    /** As another program may write it, that keeps our metadata but knows no checksum. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void damageWithoutAChecksumIsNeverOurFailure(Kind kind) throws IOException {
        Path whole = folder.resolve("whole.arrow");
        kind.write.accept(whole);
        byte[] bytes = new String(Files.readAllBytes(whole), java.nio.charset.StandardCharsets.ISO_8859_1)
                .replace(ArrowFrame.CHECKSUM, "another.checksum1")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        Path damaged = folder.resolve("damaged.arrow");
        Files.write(damaged, bytes);
        kind.again.accept(damaged, folder.resolve("again.arrow"));
        attack(kind, bytes, folder.resolve("again.arrow"), () -> {}, () -> null);
    }

    @Test
    void listsOfDifferentLengthsAreRefused() throws IOException {
        Path path =
                foreign("lists.arrow", List.of(List.of(0, 1), List.of(2)), List.of(List.of(1), List.of(2, 3)), 2, 3);
        refused(path, "another number of genes than of values");
    }

    @Test
    void countsThatAreNoneAreRefused() throws IOException {
        refused(foreign("nan.arrow", List.of(List.of(0)), List.of(List.of(Float.NaN)), 1, 1), "column 'data'");
        refused(foreign("minus.arrow", List.of(List.of(0)), List.of(List.of(-1)), 1, 1), "the count -1");
        refused(foreign("large.arrow", List.of(List.of(0)), List.of(List.of(Integer.MAX_VALUE)), 1, 1), "the count");
    }

    @ParameterizedTest
    @CsvSource({"2000000000, 1, promises 2000000000", "1, 2000000000, promises 2000000000", "1, 2, promises 2"})
    void whatIsPromisedIsHeldAgainstTheSizeOfTheFile(int rows, int stored, String message) throws IOException {
        refused(foreign("promise.arrow", List.of(List.of(0)), List.of(List.of(1)), rows, stored), message);
    }

    @Test
    void genesOutOfOrderOrUnknownAreRefused() throws IOException {
        refused(foreign("order.arrow", List.of(List.of(1, 0)), List.of(List.of(1, 1)), 1, 2), "damaged");
        refused(foreign("range.arrow", List.of(List.of(0, 9)), List.of(List.of(1, 1)), 1, 2), "damaged");
    }

    /** By those that read it whole, and by those that pass its rows on. */
    private static void refused(Path path, String part) {
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> CellMatrixFile.read(path));
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertThrows(InvalidInputException.class, () -> passedOn(path, path.resolveSibling("passed.arrow")));
    }

    private static void passedOn(Path path, Path target) {
        CellMatrixParts.Outline outline = CellMatrixParts.outline(path);
        int[] cells = IntStream.range(0, outline.frame().cells().size()).toArray();
        new CellMatrixSubset(path, outline, null).write(target, cells);
    }

    /** Files of another writer may carry a checksum that is right, and numbers that are not. */
    @Test
    void aRightChecksumDoesNotMakeNumbersRight() throws IOException {
        summed = true;
        refused(foreign("rise.arrow", List.of(List.of(2, 1)), List.of(List.of(2, 3)), 1, 2), "damaged");
        refused(foreign("least.arrow", List.of(List.of(-1)), List.of(List.of(1)), 1, 1), "damaged");
        refused(foreign("most.arrow", List.of(List.of(0)), List.of(List.of(1 << 24)), 1, 1), "the count 1.6777216E7");
        refused(
                foreign("ends.arrow", List.of(List.of(0, 1), List.of(2)), List.of(List.of(1), List.of(2, 3)), 2, 3),
                "another number of genes than of values");
        refused(foreign("rows.arrow", List.of(List.of(0)), List.of(List.of(1)), 2000000000, 1), "promises");
    }

    @Test
    void namesThatBreakLinesAndColumnsThereTwiceAreRefused() throws IOException {
        String tab = metadataOf(Map.of(ArrowMetadata.GENES, "[\"x\",\"y\\tz\",\"z\"]"), List.of());
        assertTrue(tab.contains("holds a tab or a line break"), tab);
        String missing = metadataOf(Map.of(ArrowMetadata.GENES, "[\"x\",null,\"z\"]"), List.of());
        assertTrue(missing.contains("lacks a name"), missing);
        String history = metadataOf(Map.of("screlate.provenance", "[{}]"), List.of());
        assertTrue(history.contains("not the JSON that was expected"), history);
        String twice = metadataOf(Map.of(), List.of(ArrowColumns.required("cell", ArrowType.Utf8.INSTANCE)));
        assertTrue(twice.contains("'cell' appears twice"), twice);
        String old = metadataOf(Map.of("screlate.schema", "0"), List.of());
        assertTrue(old.contains("version '0'"), old);
    }

    /** What is said of a matrix without cells with some metadata of its own. */
    private String metadataOf(Map<String, String> changed, List<Field> more) throws IOException {
        Map<String, String> metadata =
                new TreeMap<>(ArrowMetadata.of(CellMatrixFile.SPARSE, "counts", 0, Provenance.NONE));
        metadata.putAll(Map.of(ArrowMetadata.STORED, "0", ArrowMetadata.GENES, "[]", "screlate.var", "[]"));
        metadata.putAll(changed);
        List<Field> fields = new ArrayList<>(more);
        fields.add(ArrowColumns.required("cell", ArrowType.Utf8.INSTANCE));
        for (String list : List.of("indices", "data")) {
            fields.add(ArrowColumns.required(
                    list, ArrowType.List.INSTANCE, ArrowColumns.required("item", ArrowColumns.INT32)));
        }
        Path path = folder.resolve("metadata.arrow");
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(fields, metadata), allocator);
                FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                ArrowFileWriter writer =
                        new ArrowFileWriter(root, new DictionaryProvider.MapDictionaryProvider(), channel)) {
            writer.start();
            writer.end();
        }
        String message = assertThrows(InvalidInputException.class, () -> CellMatrixFile.read(path))
                .getMessage();
        assertThrows(InvalidInputException.class, () -> CellMatrixParts.outline(path));
        Files.delete(path);
        return message;
    }

    /** A sparse matrix with three genes as another writer makes it, with a checksum or without, and whatever it is told. */
    private Path foreign(
            String name, List<List<Integer>> indices, List<? extends List<? extends Number>> data, int rows, int stored)
            throws IOException {
        boolean real = data.stream().flatMap(List::stream).anyMatch(Float.class::isInstance);
        Map<String, String> metadata =
                new TreeMap<>(ArrowMetadata.of(CellMatrixFile.SPARSE, "counts", rows, Provenance.NONE));
        metadata.put(ArrowMetadata.STORED, Integer.toString(stored));
        metadata.put(ArrowMetadata.GENES, "[\"x\",\"y\",\"z\"]");
        metadata.put("screlate.var", "[]");
        Schema schema = new Schema(
                List.of(
                        ArrowColumns.required("cell", ArrowType.Utf8.INSTANCE),
                        ArrowColumns.required(
                                "indices", ArrowType.List.INSTANCE, ArrowColumns.required("item", ArrowColumns.INT32)),
                        ArrowColumns.required(
                                "data",
                                ArrowType.List.INSTANCE,
                                ArrowColumns.required("item", real ? ArrowColumns.FLOAT32 : ArrowColumns.INT32))),
                metadata);
        Path path = folder.resolve(name);
        Map<String, String> footer = new TreeMap<>();
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
                FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                ArrowFileWriter writer =
                        new ArrowFileWriter(root, new DictionaryProvider.MapDictionaryProvider(), channel, footer)) {
            String[] cells = Stream.iterate(0, i -> i + 1)
                    .limit(indices.size())
                    .map(i -> "c" + i)
                    .toArray(String[]::new);
            ArrowColumns.putWords((VarCharVector) root.getVector("cell"), cells, 0, cells.length);
            fill((ListVector) root.getVector("indices"), indices);
            fill((ListVector) root.getVector("data"), data);
            root.setRowCount(indices.size());
            writer.start();
            writer.writeBatch();
            if (summed) {
                CRC32C sum = new CRC32C();
                sum.update(Files.readAllBytes(path));
                String word = String.format(Locale.ROOT, "crc32c:%08x:%d", sum.getValue(), Files.size(path));
                footer.put(ArrowFrame.CHECKSUM, word);
            }
            writer.end();
        }
        return path;
    }

    private static void fill(ListVector list, List<? extends List<? extends Number>> rows) {
        list.allocateNew();
        List<Number> all = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            list.startNewValue(r);
            all.addAll(rows.get(r));
            list.endValue(r, rows.get(r).size());
        }
        FieldVector items = list.getDataVector();
        for (int i = 0; i < all.size(); i++) {
            if (items instanceof IntVector ints) {
                ints.setSafe(i, all.get(i).intValue());
            } else {
                ((Float4Vector) items).setSafe(i, all.get(i).floatValue());
            }
        }
        list.setValueCount(rows.size());
    }
}
