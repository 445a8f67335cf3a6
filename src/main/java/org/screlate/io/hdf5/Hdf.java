package org.screlate.io.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.io.file.AtomicFile;

/** HDF5 files: opens, finds, converts; what the nodes mean is for the callers. */
final class Hdf {
    /** Numbers converted at a time, so that a second copy of a large array is never in memory. */
    private static final int SLICE = 1 << 20;

    private Hdf() {}

    /** Reads something of a file; what goes wrong in its bytes is the user's error. */
    static <R> R read(Path path, Function<HdfFile, R> body) {
        checkWhole(path);
        try (HdfFile file = new HdfFile(path)) {
            long promised = file.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
            long size = Files.size(path);
            if (size < promised) {
                throw new InvalidInputException(
                        "it is cut short, " + size + " of " + promised + " bytes; fetch or make it again");
            }
            return body.apply(file);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(path + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + path + ": " + AtomicFile.reason(e), e);
        } catch (HdfException
                | UncheckedIOException
                | BufferUnderflowException
                | IndexOutOfBoundsException
                | NegativeArraySizeException
                | ArithmeticException
                | IllegalArgumentException e) {
            throw new InvalidInputException(path + " is not an HDF5 file, or is damaged; fetch or make it again", e);
        }
    }

    // jhdf wraps a missing file as any other failure.
    private static void checkWhole(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (Files.isDirectory(path)) {
                throw new InvalidInputException(path + " is a folder, not a file");
            }
            if (channel.size() == 0) {
                throw new InvalidInputException(path + " is empty; fetch or make it again");
            }
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + path + ": " + AtomicFile.reason(e), e);
        }
    }

    /** A child of a group, or null. */
    static @Nullable Node child(Group group, String name) {
        return group.getChildren().get(name);
    }

    static Group group(Group parent, String name) {
        if (child(parent, name) instanceof Group group) {
            return group;
        }
        throw new InvalidInputException("it has no group '" + path(parent, name) + "'");
    }

    static Dataset dataset(Group parent, String name) {
        if (child(parent, name) instanceof Dataset dataset) {
            return dataset;
        }
        throw new InvalidInputException("it has no dataset '" + path(parent, name) + "'");
    }

    private static String path(Group parent, String name) {
        return (parent.getPath() + "/" + name).replaceFirst("^/+", "");
    }

    /** The names of a group's children, in order. */
    static List<String> names(Group group) {
        return List.copyOf(group.getChildren().keySet());
    }

    /** A text attribute, or null. */
    static @Nullable String text(Node node, String attribute) {
        Attribute found = node.getAttributes().get(attribute);
        Object data = found == null ? null : found.getData();
        if (data instanceof String[] words && words.length == 1) {
            return words[0];
        }
        return data instanceof String word ? word : null;
    }

    /** An attribute of several words, or none. */
    static List<String> texts(Node node, String attribute) {
        Attribute found = node.getAttributes().get(attribute);
        Object data = found == null || found.isEmpty() ? null : found.getData();
        return data instanceof String[] words ? List.of(words) : List.of();
    }

    /** An attribute of two whole numbers, or null. */
    static int @Nullable [] shape(Node node, String attribute) {
        Attribute found = node.getAttributes().get(attribute);
        return found == null ? null : pair(found.getData());
    }

    /** Two whole numbers, such as the shape of a matrix. */
    static int[] pair(Object data) {
        int[] shape = toInts(data);
        if (shape.length != 2) {
            throw new InvalidInputException("a shape of " + shape.length + " dimensions was found, not 2");
        }
        return shape;
    }

    /** Words of a one-dimensional dataset; numbers are written out, missing words are null. */
    static @Nullable String[] words(Dataset dataset) {
        if (isEmpty(dataset)) {
            return new String[0];
        }
        Object data = dataset.getData();
        if (data instanceof String[] words) {
            return words;
        }
        if (data instanceof String word) {
            return new String[] {word};
        }
        if (data instanceof float[] || data instanceof double[]) {
            return Arrays.stream(toDoubles(data)).mapToObj(Double::toString).toArray(String[]::new);
        }
        return Arrays.stream(toLongs(data)).mapToObj(Long::toString).toArray(String[]::new);
    }

    /** Words that are all there. */
    static List<String> names(Dataset dataset) {
        return Arrays.stream(words(dataset))
                .map(word -> Objects.requireNonNullElse(word, ""))
                .toList();
    }

    static boolean isEmpty(Dataset dataset) {
        return dataset.getSize() == 0;
    }

    /** Single-precision numbers of a one-dimensional dataset of any number type. */
    static float[] floats(Dataset dataset) {
        float[] all = new float[length(dataset)];
        if (dataset.getDataType() instanceof FloatingPoint type
                && type.getSize() == Float.BYTES
                && isMappable(dataset)) {
            forEachChunk(dataset, type.getByteOrder(), (bytes, from, length) -> bytes.asFloatBuffer()
                    .get(all, from, length));
        } else {
            forEachSlice(dataset, (slice, from, length) -> System.arraycopy(toFloats(slice), 0, all, from, length));
        }
        return all;
    }

    /** Whole numbers of a one-dimensional dataset of any whole type. */
    static int[] ints(Dataset dataset) {
        int[] all = new int[length(dataset)];
        if (dataset.getDataType() instanceof FixedPoint type
                && type.getSize() == Integer.BYTES
                && type.isSigned()
                && isMappable(dataset)) {
            forEachChunk(dataset, type.getByteOrder(), (bytes, from, length) -> bytes.asIntBuffer()
                    .get(all, from, length));
        } else {
            forEachSlice(dataset, (slice, from, length) -> System.arraycopy(toInts(slice), 0, all, from, length));
        }
        return all;
    }

    static int length(Dataset dataset) {
        if (dataset.getDimensions().length != 1) {
            throw new InvalidInputException("'" + dataset.getPath() + "' does not have one dimension");
        }
        if (dataset.getSize() > Integer.MAX_VALUE - 8) {
            throw new InvalidInputException("'" + dataset.getPath() + "' holds more than 2^31 numbers");
        }
        return (int) dataset.getSize();
    }

    private static boolean isMappable(Dataset dataset) {
        return dataset instanceof ChunkedDataset
                || (dataset instanceof ContiguousDataset && dataset.getSizeInBytes() < Integer.MAX_VALUE);
    }

    private interface Take<S> {
        void slice(S numbers, int from, int length);
    }

    // The bytes as they lie in the file, which saves jhdf's three copies of them.
    private static void forEachChunk(Dataset dataset, ByteOrder order, Take<ByteBuffer> take) {
        int size = length(dataset);
        if (dataset instanceof ChunkedDataset chunked) {
            int step = chunked.getChunkDimensions()[0];
            boolean plain = dataset.getFilters().isEmpty();
            for (int from = 0; from < size; from += step) {
                int[] at = {from};
                ByteBuffer bytes =
                        plain ? chunked.getRawChunkBuffer(at) : ByteBuffer.wrap(chunked.getDecompressedChunk(at));
                take.slice(bytes.order(order), from, Math.min(step, size - from));
            }
        } else if (dataset instanceof ContiguousDataset contiguous && size > 0) {
            take.slice(contiguous.getBuffer().order(order), 0, size);
        }
    }

    // Slices end where chunks end, so that no chunk is unpacked twice.
    private static void forEachSlice(Dataset dataset, Take<Object> take) {
        int chunk = dataset instanceof ChunkedDataset chunked ? chunked.getChunkDimensions()[0] : 1;
        int step = chunk * Math.max(1, SLICE / chunk);
        int size = length(dataset);
        for (int from = 0; from < size; from += step) {
            int length = Math.min(step, size - from);
            take.slice(dataset.getData(new long[] {from}, new int[] {length}), from, length);
        }
    }

    /** Rows of a two-dimensional dataset, one after another. */
    static void forEachRow(Dataset dataset, TakeRow take) {
        int[] shape = dataset.getDimensions();
        int chunk = dataset instanceof ChunkedDataset chunked ? chunked.getChunkDimensions()[0] : 1;
        int step = chunk * Math.max(1, SLICE / Math.max(1, shape[1]) / chunk);
        for (int from = 0; from < shape[0] && shape[1] > 0; from += step) {
            int length = Math.min(step, shape[0] - from);
            Object[] rows = (Object[]) dataset.getData(new long[] {from, 0}, new int[] {length, shape[1]});
            for (int r = 0; r < length; r++) {
                take.row(from + r, toFloats(rows[r]));
            }
        }
    }

    /** Takes one row. */
    interface TakeRow {
        void row(int row, float[] values);
    }

    private static float[] toFloats(Object numbers) {
        if (numbers instanceof float[] floats) {
            return floats;
        }
        if (numbers instanceof int[] ints) {
            float[] floats = new float[ints.length];
            for (int i = 0; i < ints.length; i++) {
                floats[i] = ints[i];
            }
            return floats;
        }
        double[] doubles = toDoubles(numbers);
        float[] floats = new float[doubles.length];
        for (int i = 0; i < doubles.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    private static int[] toInts(Object numbers) {
        if (numbers instanceof int[] ints) {
            return ints;
        }
        return Arrays.stream(toLongs(numbers)).mapToInt(Math::toIntExact).toArray();
    }

    static double[] toDoubles(Object numbers) {
        if (numbers instanceof double[] doubles) {
            return doubles;
        }
        if (numbers instanceof float[] floats) {
            double[] doubles = new double[floats.length];
            Arrays.setAll(doubles, i -> floats[i]);
            return doubles;
        }
        return Arrays.stream(toLongs(numbers)).asDoubleStream().toArray();
    }

    static long[] toLongs(Object numbers) {
        if (numbers instanceof long[] longs) {
            return longs;
        } else if (numbers instanceof int[] ints) {
            return Arrays.stream(ints).asLongStream().toArray();
        } else if (numbers instanceof short[] shorts) {
            long[] longs = new long[shorts.length];
            Arrays.setAll(longs, i -> shorts[i]);
            return longs;
        } else if (numbers instanceof byte[] bytes) {
            long[] longs = new long[bytes.length];
            Arrays.setAll(longs, i -> bytes[i]);
            return longs;
        } else if (numbers instanceof BigInteger[] large) {
            return Arrays.stream(large).mapToLong(BigInteger::longValueExact).toArray();
        }
        throw new InvalidInputException(
                "numbers were expected where the file has " + numbers.getClass().getSimpleName());
    }
}
