package org.screlate.io.arrow;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.compression.CompressionUtil;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageChannelReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.ValueVectorUtility;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.io.file.AtomicFile;
import org.screlate.io.file.Compression;

/** Arrow IPC files as batches of rows: opens, checks, loops, closes; what the columns mean is for the callers. */
public final class ArrowBatches {
    /** Among the kinds of {@link #read}: files that other programs wrote are taken, too. */
    public static final String FOREIGN = "table of another program";

    private static final int MAX_ROWS = 1 << 16;
    /** Numbers in one list column of a batch at most: 4 MiB of float32, which the allocator hands out again and again without asking the system. */
    private static final int MAX_VALUES = 1 << 20;

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
    public record Contents(
            ArrowReader reader, Schema schema, Map<String, String> metadata, ArrowFrame.Messages messages)
            implements DictionaryProvider {
        /** Number of rows, as the metadata has it. */
        public int rows() {
            return number(ArrowMetadata.ROWS);
        }

        /** A number of rows or values that the batches can hold. */
        public int number(String key) {
            String text = metadata.getOrDefault(key, "");
            if (!text.matches("\\d{1,10}")) {
                throw new InvalidInputException("it has no number '" + key + "' in its schema metadata");
            }
            long number = Long.parseLong(text);
            checkFits(number);
            return (int) number;
        }

        /** Refuses a number of values that no file of this size can hold, before memory is asked for them. */
        public void checkFits(long values) {
            if (values > Integer.MAX_VALUE || !messages.canHold(values)) {
                throw new InvalidInputException(
                        "promises " + values + " rows or values, which it does not hold; make it anew");
            }
        }

        /** The vector of a column, which must be there and of the type that our writer gives it. */
        public <V extends ValueVector> V vector(VectorSchemaRoot root, String name, Class<V> type) {
            return typed(root, name, type);
        }

        /** The same of any root. */
        public static <V extends ValueVector> V typed(VectorSchemaRoot root, String name, Class<V> type) {
            return typed(root.getVector(name), name, type);
        }

        /** The vector of the values in the lists of a column. */
        public static <V extends ValueVector> V items(FieldVector list, Class<V> type) {
            return typed(list.getChildrenFromFields().get(0), list.getName(), type);
        }

        /** Checks what a checksum vouches for otherwise; Arrow's own check does not know lists of a fixed size. */
        private static void validate(FieldVector vector) {
            if (vector instanceof FixedSizeListVector list) {
                ValueVectorUtility.validateFull(list.getDataVector());
            } else {
                ValueVectorUtility.validateFull(vector);
            }
        }

        private static <V extends ValueVector> V typed(@Nullable ValueVector vector, String name, Class<V> type) {
            if (vector == null) {
                throw new InvalidInputException("it has no column '" + name + "'");
            }
            if (!type.isInstance(vector) || vector.getNullCount() > 0) {
                throw new InvalidInputException("its column '" + name + "' is of type "
                        + vector.getField().getType() + (vector.getNullCount() > 0 ? " with missing values" : "")
                        + ", which this program does not write there");
            }
            return type.cast(vector);
        }

        /** Hands over each batch in turn. */
        public void forEachBatch(Take take) throws IOException {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            int from = 0;
            int rows = rows();
            while (reader.loadNextBatch()) {
                if (!messages.verified()) {
                    root.getFieldVectors().forEach(Contents::validate);
                }
                if (root.getRowCount() > rows - from) {
                    throw new InvalidInputException("it holds more rows than the " + rows + " it promises");
                }
                take.rows(root, from);
                from += root.getRowCount();
            }
            if (from != rows) {
                throw new InvalidInputException("it holds " + from + " rows, not the " + rows + " it promises");
            }
        }

        @Override
        public org.apache.arrow.vector.dictionary.Dictionary lookup(long id) {
            return reader.lookup(id);
        }

        @Override
        public Set<Long> getDictionaryIds() {
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
            Map<String, String> footer = new TreeMap<>();
            try (VectorSchemaRoot root = VectorSchemaRoot.create(ArrowMetadata.settled(schema), allocator);
                    ArrowFrame.Summing channel = new ArrowFrame.Summing(
                            FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
                    ArrowFileWriter writer = writer(root, dictionaries, channel, footer, compression)) {
                writer.start();
                int from = 0;
                for (int to : ends) {
                    fill.rows(root, from, to);
                    root.setRowCount(to - from);
                    writer.writeBatch();
                    from = to;
                }
                footer.put(ArrowFrame.CHECKSUM, channel.checksum());
                writer.end();
            }
        });
    }

    private static ArrowFileWriter writer(
            VectorSchemaRoot root,
            DictionaryProvider dictionaries,
            WritableByteChannel channel,
            Map<String, String> footer,
            Compression compression) {
        if (compression == Compression.NONE) {
            return new ArrowFileWriter(root, dictionaries, channel, footer);
        }
        return new ArrowFileWriter(
                root,
                dictionaries,
                channel,
                footer,
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
        return read(path, kinds, null, ArrowBatches::reader, body);
    }

    /**
     * Reads a file but for what is in its lists, which are as long as they are and hold anything.
     *
     * @param digest takes the bytes of the file
     */
    public static <R> R readWithoutItems(Path path, List<String> kinds, MessageDigest digest, Body<R> body) {
        return read(
                path,
                kinds,
                digest,
                (messages, allocator) -> messages.verified()
                        ? new ArrowStreamReader(
                                new MessageChannelReader(new WithoutItems(messages), allocator),
                                allocator,
                                CommonsCompressionFactory.INSTANCE)
                        : reader(messages, allocator),
                body);
    }

    /** A file that was read and found right before, as it lies. */
    public static ArrowReader again(FileChannel channel, BufferAllocator allocator) throws IOException {
        return reader(ArrowFrame.again(channel), allocator);
    }

    /** What Arrow's decoder, which meets damage with exceptions of every kind, threw of a file. */
    public static InvalidInputException damaged(Path path, RuntimeException e) {
        return new InvalidInputException(path + " is damaged: its Arrow content cannot be read; make it anew", e);
    }

    private static ArrowReader reader(ArrowFrame.Messages messages, BufferAllocator allocator) {
        return new ArrowStreamReader(messages, allocator, CommonsCompressionFactory.INSTANCE);
    }

    private static <R> R read(
            Path path,
            List<String> kinds,
            @Nullable MessageDigest digest,
            BiFunction<ArrowFrame.Messages, BufferAllocator, ArrowReader> open,
            Body<R> body) {
        NotArrow.refuse(path, kinds);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
                ArrowFrame.Messages messages = ArrowFrame.open(channel, digest);
                BufferAllocator allocator = new RootAllocator(messages.memoryLimit());
                ArrowReader reader = open.apply(messages, allocator)) {
            Schema schema = reader.getVectorSchemaRoot().getSchema();
            checkKind(schema, kinds);
            return body.of(new Contents(reader, schema, schema.getCustomMetadata(), messages));
        } catch (NoSuchFileException e) {
            throw new InvalidInputException("no such file: " + path, e);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(path + separator(e) + e.getMessage(), e);
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + path + ": " + AtomicFile.reason(e), e);
        } catch (RuntimeException e) {
            throw damaged(path, e);
        }
    }

    /** A sentence that has the file for its subject goes on after its name. */
    private static String separator(InvalidInputException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("is ") || message.startsWith("holds ") || message.startsWith("promises ")
                ? " "
                : ": ";
    }

    private static String article(String noun) {
        return (noun.startsWith("e") ? "an " : "a ") + noun;
    }

    private static void checkKind(Schema schema, List<String> kinds) {
        Map<String, String> metadata = schema.getCustomMetadata();
        String kind = metadata.get(ArrowMetadata.KIND);
        if (kind == null && kinds.contains(FOREIGN)) {
            return;
        }
        if (kind == null) {
            throw new InvalidInputException("an Arrow file of another program (no '" + ArrowMetadata.KIND
                    + "'), of which only tables are read; here " + article(String.join(" or ", kinds))
                    + " of screlate is needed");
        }
        if (!kinds.contains(kind)) {
            List<String> ours =
                    kinds.stream().filter(wanted -> !wanted.equals(FOREIGN)).toList();
            throw new InvalidInputException(
                    "holds " + article(kind) + ", but " + article(String.join(" or ", ours)) + " is needed");
        }
        String version = metadata.getOrDefault(ArrowMetadata.SCHEMA, "");
        int number = version.matches("\\d{1,6}") ? Integer.parseInt(version) : 0;
        if (number < 1 || number > ArrowMetadata.SCHEMA_VERSION) {
            throw new InvalidInputException("its layout is version '" + version + "', this program reads up to "
                    + ArrowMetadata.SCHEMA_VERSION + "; use a newer screlate");
        }
        Set<String> names = new HashSet<>();
        for (Field field : schema.getFields()) {
            if (!names.add(field.getName())) {
                throw new InvalidInputException("its column '" + field.getName() + "' appears twice; make it anew");
            }
        }
    }
}
