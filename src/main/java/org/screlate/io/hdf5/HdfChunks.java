package org.screlate.io.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.DatasetReader;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.data.NotEnoughMemoryException;
import org.screlate.matrix.Sizes;

/** The content of chunked datasets of one or two dimensions; chunks that were never written hold the fill value. */
final class HdfChunks {
    /** What jhdf says of chunks that were never written, by the kind of index. */
    private static final String NOT_WRITTEN = "No chunk with offset";

    private static final String NOWHERE = "at address -1";

    /** So many chunks may be missing from a dataset; more are a damaged file, which would be filled in without an end. */
    private static final int MOST_MISSING = 20_000;

    /** Bytes of a chunk that is worth being named where memory ends. */
    private static final int LARGE = 1 << 24;
    /** A chunk of so many times its dataset is empty but for its beginning; no memory should be needed for that. */
    private static final int MOST_EMPTY = 4;

    private final ChunkedDataset dataset;
    private int missing;

    HdfChunks(ChunkedDataset dataset) {
        this.dataset = dataset;
    }

    /**
     * Rows as jhdf makes them of bytes: an array of the dataset's type, or of such arrays.
     *
     * @param from first row
     * @param rows how many
     */
    Object rows(int from, int rows) {
        int[] shape = dataset.getDimensions();
        if (shape.length == 2) {
            return window(from, rows, 0, shape[1]);
        }
        return values(dataset, ByteBuffer.wrap(bytes(from, rows, 0, 1)), new int[] {rows});
    }

    /** Rows of some columns of two dimensions, each an array of the dataset's type. */
    Object window(int from, int rows, int column, int columns) {
        return values(dataset, ByteBuffer.wrap(bytes(from, rows, column, columns)), new int[] {rows, columns});
    }

    /** Bytes of a dataset as an array of its type; of an enumeration the words, null for codes without one. */
    static Object values(Dataset dataset, ByteBuffer bytes, int[] shape) {
        HdfBackingStorage storage = dataset.getHdfFile().getHdfBackingStorage();
        if (!(dataset.getDataType() instanceof EnumDataType type) || shape.length != 1) {
            return DatasetReader.readDataset(dataset.getDataType(), bytes, shape, storage);
        }
        // jhdf stumbles over codes below zero, as R writes missing ones.
        long[] codes = HdfNumbers.longs(DatasetReader.readDataset(type.getBaseType(), bytes, shape, storage));
        return Arrays.stream(codes)
                .mapToObj(code -> type.getEnumMapping().get((int) code))
                .toArray(String[]::new);
    }

    private byte[] bytes(int from, int rows, int column, int columns) {
        int[] chunk = dataset.getChunkDimensions();
        int width = dataset.getDataType().getSize();
        int across = chunk.length == 1 ? 1 : chunk[1];
        byte[] out = array(length((long) rows * width, columns));
        // In long numbers, for the last chunk may reach beyond the largest int.
        for (long r = (long) from - from % chunk[0]; r < from + (long) rows; r += chunk[0]) {
            for (long c = (long) column - column % across; c < column + (long) columns; c += across) {
                ByteBuffer piece = chunk(chunk.length == 1 ? new int[] {(int) r} : new int[] {(int) r, (int) c});
                int first = (int) Math.max(c, column);
                int length = (int) (Math.min(c + across, column + (long) columns) - first) * width;
                for (int i = (int) Math.max(r, from); i < Math.min(r + chunk[0], from + (long) rows); i++) {
                    piece.get(
                            (int) ((i - r) * across + first - c) * width,
                            out,
                            ((i - from) * columns + first - column) * width,
                            length);
                }
            }
        }
        return out;
    }

    private int length(long a, long b) {
        if (b > 0 && a > Sizes.MOST / b) {
            throw new NotEnoughMemoryException(said("more than can be unpacked at once"), false, null);
        }
        return (int) (a * b);
    }

    /** Values of a chunk. */
    long values() {
        return Arrays.stream(dataset.getChunkDimensions()).asLongStream().reduce(1, (a, b) -> a * b);
    }

    /** All bytes of the chunk that begins at a place, also where it reaches beyond the dataset. */
    ByteBuffer chunk(int... at) {
        int size = length(values(), dataset.getDataType().getSize());
        try {
            return chunk(size, at);
        } catch (OutOfMemoryError e) {
            throw lacking(size, e);
        }
    }

    private byte[] array(int length) {
        try {
            return new byte[length];
        } catch (OutOfMemoryError e) {
            throw lacking(values(), e);
        }
    }

    // Only where chunks are at fault.
    private NotEnoughMemoryException lacking(long size, OutOfMemoryError e) {
        if (size < LARGE) {
            throw e;
        }
        boolean full = size / MOST_EMPTY <= dataset.getSizeInBytes();
        return new NotEnoughMemoryException(
                said((full ? "" : "far more than it holds and ") + "more than fits in memory here"), full, e);
    }

    private String said(String what) {
        long bytes = values() * dataset.getDataType().getSize();
        return String.format(
                Locale.ROOT,
                "'%s' is packed in chunks of %s values, %,d MB each, %s; write smaller ones: h5repack -l %s:CHUNK=%s OLD NEW",
                dataset.getPath(),
                Arrays.stream(dataset.getChunkDimensions())
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" × ")),
                bytes >> 20,
                what,
                dataset.getPath(),
                dataset.getDimensions().length == 2 ? "100x1000" : "100000");
    }

    private ByteBuffer chunk(int size, int... at) {
        ByteBuffer raw;
        try {
            raw = dataset.getRawChunkBuffer(at);
        } catch (HdfException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.startsWith(NOT_WRITTEN) && !message.endsWith(NOWHERE)) {
                throw e;
            }
            return filled(size);
        }
        if (dataset.getFilters().isEmpty()) {
            if (raw.remaining() < size) {
                throw new InvalidInputException("a chunk of '" + dataset.getPath() + "' is cut short");
            }
            return raw;
        }
        byte[] packed = new byte[raw.remaining()];
        raw.get(packed);
        return ByteBuffer.wrap(HdfFilters.unpack(packed, dataset.getFilters(), HdfMasks.of(dataset, at), size));
    }

    private ByteBuffer filled(int size) {
        if (++missing > MOST_MISSING) {
            throw new InvalidInputException("most of '" + dataset.getPath() + "' was never written; write it anew");
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        byte[] fill = fill();
        while (fill != null && bytes.remaining() >= fill.length) {
            bytes.put(fill);
        }
        return bytes.rewind();
    }

    // The bytes of an element; null where they are zero. Zeros stand for an empty word, too.
    private byte @Nullable [] fill() {
        boolean whole = dataset.getDataType() instanceof FixedPoint;
        boolean real = dataset.getDataType() instanceof FloatingPoint;
        if (!(whole || real)
                || !(dataset.getFillValue() instanceof Number number)
                || (number.doubleValue() == 0 && number.longValue() == 0)) {
            return null;
        }
        int width = dataset.getDataType().getSize();
        if (dataset.getDataType() instanceof FixedPoint type) {
            byte[] wide = ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(number.longValue())
                    .array();
            byte[] bytes = Arrays.copyOf(wide, width);
            return type.getByteOrder() == ByteOrder.LITTLE_ENDIAN ? bytes : reversed(bytes);
        }
        ByteBuffer bytes = ByteBuffer.allocate(width).order(((FloatingPoint) dataset.getDataType()).getByteOrder());
        if (width == Float.BYTES) {
            return bytes.putFloat(number.floatValue()).array();
        } else if (width == Double.BYTES) {
            return bytes.putDouble(number.doubleValue()).array();
        }
        throw new InvalidInputException(
                "'" + dataset.getPath() + "' has parts that were never written, and half as wide"
                        + " numbers as can be filled in here; write it anew");
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] other = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            other[i] = bytes[bytes.length - 1 - i];
        }
        return other;
    }
}
