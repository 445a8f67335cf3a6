package org.screlate.io.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.exceptions.HdfException;
import io.jhdf.links.ExternalLink;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import org.screlate.data.NotEnoughMemoryException;
import org.screlate.io.file.AtomicFile;
import org.screlate.io.foreign.CompressedRows;

/** HDF5 files: opens, finds, converts; what the nodes mean is for the callers. */
final class Hdf {
    /** Numbers converted at a time, so that a second copy of a large array is never in memory. */
    static final int SLICE = 1 << 20;

    /** A file that asks for more memory than so many times its size is damaged; counts are packed to a tenth, seldom to a hundredth. */
    private static final int HIGHEST_RATIO = 200;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    private Hdf() {}

    /** Reads something of a file; what goes wrong in its bytes is the user's error. */
    static <R> R read(Path path, Function<HdfFile, R> body) {
        checkWhole(path);
        HdfFilters.register();
        try (FileChannel channel = HdfChannel.open(path)) {
            HdfFile file = new HdfFile(channel); // closing it fails without a path; the channel is all that it holds
            long promised = file.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
            long size = Files.size(path);
            if (size < promised) {
                throw new InvalidInputException(
                        "it is cut short, " + size + " of " + promised + " bytes; fetch or make it again");
            }
            return body.apply(file);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(path + ": " + e.getMessage(), e);
        } catch (NotEnoughMemoryException e) {
            throw new NotEnoughMemoryException(path + ": " + e.getMessage(), e.curedByMore(), e);
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + path + ": " + AtomicFile.reason(e), e);
        } catch (HdfException
                | UncheckedIOException
                | BufferUnderflowException
                | IndexOutOfBoundsException
                | NegativeArraySizeException
                | ArithmeticException
                | IllegalArgumentException e) {
            throw new InvalidInputException(path + " " + HdfFaults.explain(e), e);
        } catch (RuntimeException e) {
            if (!HdfFaults.isOfTheReader(e)) {
                throw e;
            }
            throw new InvalidInputException(path + " " + HdfFaults.explain(e), e);
        } catch (StackOverflowError e) {
            throw new InvalidInputException(
                    path + " is damaged: its links lead to themselves, or are nested without an end", e);
        } catch (OutOfMemoryError e) {
            if (size(path) > Runtime.getRuntime().maxMemory() / HIGHEST_RATIO) {
                throw e;
            }
            throw new InvalidInputException(path + " " + HdfFaults.explain(e), e);
        }
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + path + ": " + AtomicFile.reason(e), e);
        }
    }

    /** Whether a file begins as HDF5 files do; not so if it cannot be read, which its reader tells better. */
    public static boolean isHdf(Path path) {
        try (InputStream bytes = Files.newInputStream(path)) {
            return Arrays.equals(bytes.readNBytes(SIGNATURE.length), SIGNATURE);
        } catch (IOException e) {
            return false;
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

    /** A child of a group, or null; links are followed, but not into other files. */
    static @Nullable Node child(Group group, String name) {
        Node node = group.getChildren().get(name);
        if (!(node instanceof Link link)) {
            // How anndata writes None.
            return node instanceof Dataset dataset && dataset.isScalar() && dataset.isEmpty() ? null : node;
        }
        if (link instanceof ExternalLink) {
            throw new InvalidInputException("'" + path(group, name) + "' is a link into another file ("
                    + link.getTargetPath() + "), which is not followed; copy what it leads to into the file");
        }
        if (link.isBrokenLink()) {
            throw new InvalidInputException(
                    "'" + path(group, name) + "' is a link to '" + link.getTargetPath() + "', which is not there");
        }
        return link.getTarget();
    }

    /** What a path such as {@code a/b} leads to, or null. */
    static @Nullable Node descend(Group group, String path) {
        Node node = group;
        for (String name : path.split("/", -1)) {
            node = node instanceof Group parent ? child(parent, name) : null;
        }
        return node;
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
        return (parent.getPath() + "/" + name).replaceAll("/+", "/").replaceFirst("^/", "");
    }

    /** The names of a group's children, in order. */
    static List<String> names(Group group) {
        return List.copyOf(group.getChildren().keySet());
    }

    /** Words of a one-dimensional dataset; numbers are written out, missing words are null. */
    static @Nullable String[] words(Dataset dataset) {
        if (isEmpty(dataset)) {
            return new String[0];
        }
        Object data = data(dataset);
        if (data instanceof String[] words) {
            return words;
        }
        if (data instanceof String word) {
            return new String[] {word};
        }
        if (data instanceof float[] || data instanceof double[]) {
            return Arrays.stream(HdfNumbers.doubles(data))
                    .mapToObj(Double::toString)
                    .toArray(String[]::new);
        }
        return Arrays.stream(HdfNumbers.longs(data)).mapToObj(Long::toString).toArray(String[]::new);
    }

    /** Words that are all there. */
    static List<String> names(Dataset dataset) {
        return Arrays.stream(words(dataset))
                .map(word -> Objects.requireNonNullElse(word, ""))
                .toList();
    }

    /** All of a dataset of one dimension; where none was ever written, its fill value. */
    static Object data(Dataset dataset) {
        if (dataset.getStorageInBytes() == 0) {
            return unwritten(dataset, (int) dataset.getSize());
        }
        boolean simple = dataset.getDimensions().length == 1 && !dataset.isCompound();
        if (simple && dataset instanceof ChunkedDataset) {
            return rows(dataset, chunks(dataset), 0, length(dataset));
        }
        if (simple && dataset.getDataType() instanceof EnumDataType && dataset instanceof ContiguousDataset words) {
            return HdfChunks.values(dataset, words.getBuffer(), dataset.getDimensions());
        }
        if (dataset instanceof ChunkedDataset chunked) {
            HdfMasks.refuseAny(chunked);
        }
        Object data = dataset.getData();
        return data != null ? data : unwritten(dataset, (int) dataset.getSize());
    }

    static @Nullable HdfChunks chunks(Dataset dataset) {
        return dataset instanceof ChunkedDataset chunked ? new HdfChunks(chunked) : null;
    }

    private static Object rows(Dataset dataset, @Nullable HdfChunks chunks, int from, int length) {
        if (dataset.getStorageInBytes() == 0) {
            return unwritten(dataset, length);
        }
        return chunks != null ? chunks.rows(from, length) : dataset.getData(new long[] {from}, new int[] {length});
    }

    static Object unwritten(Dataset dataset, int length) {
        if (dataset.isVariableLength() || dataset.getDataType() instanceof StringData) {
            String[] words = new String[length];
            Arrays.fill(words, "");
            return words;
        }
        Object fill = dataset.getFillValue();
        double value = fill instanceof Number number ? number.doubleValue() : 0;
        if (dataset.getDataType() instanceof EnumDataType type) {
            String[] words = new String[length];
            Arrays.fill(words, type.getEnumMapping().get((int) value));
            return words;
        }
        if (dataset.getDataType() instanceof FloatingPoint) {
            double[] reals = new double[length];
            Arrays.fill(reals, value);
            return reals;
        }
        long[] whole = new long[length];
        Arrays.fill(whole, fill instanceof Number number ? number.longValue() : 0);
        return whole;
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
            forEachSlice(
                    dataset, (slice, from, length) -> System.arraycopy(HdfNumbers.floats(slice), 0, all, from, length));
        }
        return all;
    }

    /** The first numbers of a dataset of one dimension. */
    static float[] first(Dataset dataset) {
        int length = (int) Math.min(dataset.getSize(), SLICE / 8);
        return length == 0 ? new float[0] : HdfNumbers.floats(rows(dataset, chunks(dataset), 0, length));
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
            forEachSlice(
                    dataset, (slice, from, length) -> System.arraycopy(HdfNumbers.ints(slice), 0, all, from, length));
        }
        return all;
    }

    static int length(Dataset dataset) {
        if (dataset.getDimensions().length != 1) {
            throw new InvalidInputException("'" + dataset.getPath() + "' does not have one dimension");
        }
        if (dataset.getSize() > Integer.MAX_VALUE - 8) {
            throw CompressedRows.tooMany(dataset.getSize());
        }
        return (int) dataset.getSize();
    }

    private static boolean isMappable(Dataset dataset) {
        return dataset.getStorageInBytes() > 0
                && (dataset instanceof ChunkedDataset
                        || (dataset instanceof ContiguousDataset && dataset.getSizeInBytes() < Integer.MAX_VALUE));
    }

    private interface Take<S> {
        void slice(S numbers, int from, int length);
    }

    // The bytes as they lie in the file, which saves jhdf's three copies of them.
    private static void forEachChunk(Dataset dataset, ByteOrder order, Take<ByteBuffer> take) {
        int size = length(dataset);
        if (dataset instanceof ChunkedDataset chunked) {
            int step = rowsOfChunk(dataset);
            HdfChunks chunks = new HdfChunks(chunked);
            for (long from = 0; from < size; from += step) {
                ByteBuffer bytes = chunks.chunk((int) from);
                take.slice(bytes.order(order), (int) from, (int) Math.min(step, size - from));
            }
        } else if (dataset instanceof ContiguousDataset contiguous && size > 0) {
            take.slice(contiguous.getBuffer().order(order), 0, size);
        }
    }

    // Slices end where chunks end, so that no chunk is unpacked twice.
    private static void forEachSlice(Dataset dataset, Take<Object> take) {
        int chunk = rowsOfChunk(dataset);
        long step = (long) chunk * Math.max(1, SLICE / chunk);
        int size = length(dataset);
        HdfChunks chunks = chunks(dataset);
        for (long from = 0; from < size; from += step) {
            int length = (int) Math.min(step, size - from);
            take.slice(rows(dataset, chunks, (int) from, length), (int) from, length);
        }
    }

    /** Bytes of a chunk when unpacked, no more than its dataset has; 0 where there are no chunks. */
    static long bytesOfChunk(Dataset dataset) {
        HdfChunks chunks = chunks(dataset);
        double bytes = chunks == null
                ? 0
                : (double) chunks.values() * dataset.getDataType().getSize();
        return (long) Math.min(bytes, (double) dataset.getSizeInBytes());
    }

    /** How many rows a chunk holds; one where there are no chunks. */
    static int rowsOfChunk(Dataset dataset) {
        int rows = dataset instanceof ChunkedDataset chunked ? chunked.getChunkDimensions()[0] : 1;
        if (rows < 1) {
            throw new InvalidInputException("'" + dataset.getPath() + "' has chunks of " + rows + " rows");
        }
        return rows;
    }
}
