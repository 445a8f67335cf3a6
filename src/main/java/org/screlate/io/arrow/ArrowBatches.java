package org.screlate.io.arrow;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.compression.CompressionUtil;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.InvalidArrowFileException;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.types.pojo.Schema;
import org.screlate.data.InvalidInputException;
import org.screlate.io.file.AtomicFile;
import org.screlate.io.file.Compression;

/** Arrow IPC files as batches of rows: opens, checks, loops, closes; what the columns mean is for the callers. */
public final class ArrowBatches {
    private static final int MAX_ROWS = 1 << 16;
    /** Numbers in one list column of a batch at most: 16 MiB of float32. */
    private static final int MAX_VALUES = 1 << 22;

    private ArrowBatches() {}

    /** Fills the vectors of a root with rows {@code from <= row < to}. */
    @FunctionalInterface
    public interface Fill {
        void rows(VectorSchemaRoot root, int from, int to);
    }

    /** Takes the vectors of a root as rows from {@code from} on. */
    @FunctionalInterface
    public interface Take {
        void rows(VectorSchemaRoot root, int from);
    }

    /** Makes a result of an open file. */
    @FunctionalInterface
    public interface Body<R> {
        R of(Contents contents) throws IOException;
    }

    /** An open file. */
    public record Contents(ArrowFileReader reader, Schema schema, Map<String, String> metadata)
            implements DictionaryProvider {
        /** Number of rows, as the metadata has it. */
        public int rows() {
            return number(ArrowMetadata.ROWS);
        }

        public int number(String key) {
            String text = metadata.getOrDefault(key, "");
            if (!text.matches("\\d{1,10}")) {
                throw new InvalidInputException("it has no number '" + key + "' in its schema metadata");
            }
            return Math.toIntExact(Long.parseLong(text));
        }

        /** Hands over each batch in turn. */
        public void forEachBatch(Take take) throws IOException {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            int from = 0;
            while (reader.loadNextBatch()) {
                take.rows(root, from);
                from += root.getRowCount();
            }
            if (from != rows()) {
                throw new InvalidInputException("it holds " + from + " rows, not the " + rows() + " it promises");
            }
        }

        @Override
        public org.apache.arrow.vector.dictionary.Dictionary lookup(long id) {
            return reader.lookup(id);
        }

        @Override
        public java.util.Set<Long> getDictionaryIds() {
            return reader.getDictionaryIds();
        }
    }

    /** Where batches of at most {@link #MAX_ROWS} rows and {@link #MAX_VALUES} values end. */
    public static int[] ends(int rows, IntUnaryOperator valuesOfRow) {
        IntStream.Builder ends = IntStream.builder();
        long values = 0;
        int from = 0;
        for (int r = 0; r < rows; r++) {
            int more = valuesOfRow.applyAsInt(r);
            if (r > from && (r - from == MAX_ROWS || values + more > MAX_VALUES)) {
                ends.add(r);
                from = r;
                values = 0;
            }
            values += more;
        }
        if (rows > 0) {
            ends.add(rows);
        }
        return ends.build().toArray();
    }

    /** Writes a whole file; the dictionaries must be full before. */
    public static void write(
            Path path,
            Schema schema,
            DictionaryProvider dictionaries,
            BufferAllocator allocator,
            int[] ends,
            Fill fill,
            Compression compression) {
        AtomicFile.write(path, beside -> {
            try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
                    FileChannel channel =
                            FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    ArrowFileWriter writer = writer(root, dictionaries, channel, compression)) {
                writer.start();
                int from = 0;
                for (int to : ends) {
                    fill.rows(root, from, to);
                    root.setRowCount(to - from);
                    writer.writeBatch();
                    from = to;
                }
                writer.end();
            }
        });
    }

    private static ArrowFileWriter writer(
            VectorSchemaRoot root, DictionaryProvider dictionaries, FileChannel channel, Compression compression) {
        if (compression == Compression.NONE) {
            return new ArrowFileWriter(root, dictionaries, channel);
        }
        return new ArrowFileWriter(
                root,
                dictionaries,
                channel,
                Map.of(),
                IpcOption.DEFAULT,
                CommonsCompressionFactory.INSTANCE,
                CompressionUtil.CodecType.ZSTD);
    }

    /**
     * Reads a file.
     *
     * @param kinds those that the caller can use
     */
    public static <R> R read(Path path, List<String> kinds, Body<R> body) {
        try (BufferAllocator allocator = new RootAllocator();
                FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
                ArrowFileReader reader = new ArrowFileReader(channel, allocator, CommonsCompressionFactory.INSTANCE)) {
            Schema schema = reader.getVectorSchemaRoot().getSchema();
            checkKind(schema.getCustomMetadata(), kinds);
            return body.of(new Contents(reader, schema, schema.getCustomMetadata()));
        } catch (NoSuchFileException e) {
            throw new InvalidInputException("no such file: " + path, e);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(path + ": " + e.getMessage(), e);
        } catch (InvalidArrowFileException e) {
            throw new InvalidInputException(path + " is not an Arrow file, or is cut short; make it anew", e);
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + path + ": " + AtomicFile.reason(e), e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException e) {
            throw new InvalidInputException(path + " is damaged: its Arrow content cannot be read; make it anew", e);
        }
    }

    private static String article(String noun) {
        return (noun.startsWith("e") ? "an " : "a ") + noun;
    }

    private static void checkKind(Map<String, String> metadata, List<String> kinds) {
        String kind = metadata.get(ArrowMetadata.KIND);
        if (kind == null) {
            throw new InvalidInputException("an Arrow file, but not one of screlate's (no '" + ArrowMetadata.KIND
                    + "'); make it with screlate-import");
        }
        if (!kinds.contains(kind)) {
            throw new InvalidInputException(
                    "holds " + article(kind) + ", but " + article(String.join(" or ", kinds)) + " is needed");
        }
        String version = metadata.getOrDefault(ArrowMetadata.SCHEMA, "");
        if (!version.matches("\\d{1,6}") || Integer.parseInt(version) > ArrowMetadata.SCHEMA_VERSION) {
            throw new InvalidInputException("its layout is version '" + version + "', this program reads up to "
                    + ArrowMetadata.SCHEMA_VERSION + "; use a newer screlate");
        }
    }
}
