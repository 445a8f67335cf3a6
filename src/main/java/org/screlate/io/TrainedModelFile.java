package org.screlate.io;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.screlate.data.InvalidInputException;
import org.screlate.data.TrainedModel;
import org.screlate.io.arrow.ArrowBatches;
import org.screlate.io.arrow.ArrowColumns;
import org.screlate.io.arrow.ArrowMetadata;
import org.screlate.io.file.Compression;
import org.screlate.io.file.Json;

/**
 * Trained models as Arrow files of kind {@value #KIND}, one row an array: {@code name}, {@code type} (float32, int32,
 * float64) and {@code data}, its numbers in little-endian order; lists of words are JSON in the schema.
 */
public final class TrainedModelFile {
    /** The kind in the file. */
    public static final String KIND = "trained model";

    private static final String WORDS = "screlate.words";

    private TrainedModelFile() {}

    private record Entry(String name, String type, int length, int width, Consumer<ByteBuffer> put) {
        byte[] bytes() {
            ByteBuffer buffer =
                    ByteBuffer.allocate(Math.multiplyExact(length, width)).order(ByteOrder.LITTLE_ENDIAN);
            put.accept(buffer);
            return buffer.array();
        }
    }

    /** Writes a model. */
    public static void write(Path path, TrainedModel model) {
        List<Entry> entries = entries(model);
        Map<String, String> metadata = ArrowMetadata.of(KIND, model.method(), entries.size(), model.provenance());
        metadata.put(WORDS, Json.of(model.words()));
        Schema schema = new Schema(
                List.of(
                        ArrowColumns.required("name", ArrowType.Utf8.INSTANCE),
                        ArrowColumns.required("type", ArrowType.Utf8.INSTANCE),
                        ArrowColumns.required("data", ArrowType.Binary.INSTANCE)),
                metadata);
        try (BufferAllocator allocator = new RootAllocator()) {
            ArrowBatches.write(
                    path,
                    schema,
                    new DictionaryProvider.MapDictionaryProvider(),
                    allocator,
                    IntStream.rangeClosed(1, entries.size()).toArray(),
                    (root, from, to) -> put(root, entries.get(from)),
                    Compression.NONE);
        }
    }

    private static List<Entry> entries(TrainedModel model) {
        List<Entry> entries = new ArrayList<>();
        model.floats()
                .forEach((name, values) -> entries.add(
                        new Entry(name, "float32", values.length, Float.BYTES, buffer -> buffer.asFloatBuffer()
                                .put(values))));
        model.integers()
                .forEach((name, values) -> entries.add(
                        new Entry(name, "int32", values.length, Integer.BYTES, buffer -> buffer.asIntBuffer()
                                .put(values))));
        model.doubles()
                .forEach((name, values) -> entries.add(
                        new Entry(name, "float64", values.length, Double.BYTES, buffer -> buffer.asDoubleBuffer()
                                .put(values))));
        return entries;
    }

    private static void put(VectorSchemaRoot root, Entry entry) {
        root.clear();
        ((VarCharVector) root.getVector(0)).setSafe(0, entry.name.getBytes(StandardCharsets.UTF_8));
        ((VarCharVector) root.getVector(1)).setSafe(0, entry.type.getBytes(StandardCharsets.UTF_8));
        byte[] bytes = entry.bytes();
        VarBinaryVector data = (VarBinaryVector) root.getVector(2);
        data.allocateNew(bytes.length, 1);
        data.set(0, bytes);
    }

    /** Reads a model. */
    public static TrainedModel read(Path path) {
        return ArrowBatches.read(path, List.of(KIND), contents -> {
            Map<String, float[]> floats = new TreeMap<>();
            Map<String, int[]> integers = new TreeMap<>();
            Map<String, double[]> doubles = new TreeMap<>();
            Set<String> seen = new HashSet<>();
            contents.forEachBatch((root, from) -> {
                for (int r = 0; r < root.getRowCount(); r++) {
                    String name = ArrowColumns.word(contents.vector(root, "name", VarCharVector.class), r);
                    String type = ArrowColumns.word(contents.vector(root, "type", VarCharVector.class), r);
                    ByteBuffer data = ByteBuffer.wrap(contents.vector(root, "data", VarBinaryVector.class)
                                    .get(r))
                            .order(ByteOrder.LITTLE_ENDIAN);
                    if (!seen.add(name) || data.remaining() % (type.equals("float64") ? Double.BYTES : 4) != 0) {
                        throw new InvalidInputException(
                                "array '" + name + "' appears twice or is not whole; make it anew");
                    }
                    switch (type) {
                        case "float32" -> {
                            float[] values = new float[data.remaining() / Float.BYTES];
                            data.asFloatBuffer().get(values);
                            int unfit = EmbeddingFile.firstUnfit(values);
                            if (unfit >= 0) {
                                throw new InvalidInputException(
                                        values[unfit] + " stands in its array '" + name + "'; make it anew");
                            }
                            floats.put(name, values);
                        }
                        case "int32" -> {
                            int[] values = new int[data.remaining() / Integer.BYTES];
                            data.asIntBuffer().get(values);
                            integers.put(name, values);
                        }
                        case "float64" -> {
                            double[] values = new double[data.remaining() / Double.BYTES];
                            data.asDoubleBuffer().get(values);
                            doubles.put(name, values);
                        }
                        default -> throw new InvalidInputException("array '" + name + "' is of unknown type " + type);
                    }
                }
            });
            return new TrainedModel(
                    contents.metadata().getOrDefault(ArrowMetadata.LAYER, ""),
                    floats,
                    integers,
                    doubles,
                    ArrowMetadata.parse(contents.metadata(), WORDS, new TypeReference<Map<String, List<String>>>() {}),
                    ArrowMetadata.provenance(contents.metadata()));
        });
    }
}
