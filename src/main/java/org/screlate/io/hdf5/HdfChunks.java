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
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;

/** The content of chunked datasets of one or two dimensions; chunks that were never written hold the fill value. */
final class HdfChunks {
    /** What jhdf says of chunks that were never written, by the kind of index. */
    private static final String NOT_WRITTEN = "No chunk with offset";

    private static final String NOWHERE = "at address -1";

    /** So many chunks may be missing from a dataset; more are a damaged file, which would be filled in without an end. */
    private static final int MOST_MISSING = 20_000;

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
        shape[0] = rows;
        return values(dataset, ByteBuffer.wrap(bytes(from, rows)), shape);
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

    private byte[] bytes(int from, int rows) {
        int[] shape = dataset.getDimensions();
        int[] chunk = dataset.getChunkDimensions();
        int width = dataset.getDataType().getSize();
        int row = shape.length == 1 ? width : Math.multiplyExact(shape[1], width);
        int chunkRow = chunk.length == 1 ? width : Math.multiplyExact(chunk[1], width);
        byte[] out = new byte[Math.multiplyExact(rows, row)];
        for (int r = from / chunk[0] * chunk[0]; r < from + rows; r += chunk[0]) {
            for (int c = 0; c < row; c += chunkRow) {
                ByteBuffer piece = chunk(shape.length == 1 ? new int[] {r} : new int[] {r, c / width});
                int length = Math.min(chunkRow, row - c);
                for (int i = Math.max(r, from); i < Math.min(r + chunk[0], from + rows); i++) {
                    piece.get((i - r) * chunkRow, out, (i - from) * row + c, length);
                }
            }
        }
        return out;
    }

    /** All bytes of the chunk that begins at a place, also where it reaches beyond the dataset. */
    ByteBuffer chunk(int... at) {
        int size = Arrays.stream(dataset.getChunkDimensions())
                .reduce(dataset.getDataType().getSize(), Math::multiplyExact);
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
