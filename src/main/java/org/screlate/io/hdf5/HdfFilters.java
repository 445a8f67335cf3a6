package org.screlate.io.hdf5;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.Filter;
import io.jhdf.filter.FilterManager;
import io.jhdf.filter.Lz4Filter;
import io.jhdf.filter.PipelineFilterWithData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/**
 * Compression of HDF5 chunks, by the numbers of the registry of HDF5 filters. A filter that could do nothing for a chunk is
 * left out of it, which its mask tells. A chunk whose elements have no width (text of variable length) is not shuffled.
 */
final class HdfFilters {
    private static final int SHUFFLE = 2;

    private static final Map<Integer, Unpack> ALL = Map.of(
            1,
            (packed, settings, size) -> inflated(packed, size),
            SHUFFLE,
            (packed, settings, size) -> settings.length == 0 ? packed : unshuffled(packed, settings[0]),
            3,
            (packed, settings, size) -> summed(packed),
            307,
            (packed, settings, size) -> bunzipped(packed, size),
            32000,
            (packed, settings, size) -> HdfLzf.unpack(packed, settings, size),
            32001,
            (packed, settings, size) -> HdfBlocks.blosc(packed, size),
            32004,
            (packed, settings, size) -> new Lz4Filter().decode(packed, settings),
            32008,
            (packed, settings, size) -> HdfBlocks.bitshuffle(packed, settings, size),
            32015,
            (packed, settings, size) -> unzstd(packed, size));

    private HdfFilters() {}

    /** Undoes one filter. */
    private interface Unpack {
        /**
         * The bytes before the filter.
         *
         * @param settings those of the file
         * @param size of the chunk when nothing is packed, in bytes
         */
        byte[] of(byte[] packed, int[] settings, int size);
    }

    /** Makes the filters known to jhdf, which asks for them before it gives any chunk; doing so again changes nothing. */
    static void register() {
        ALL.keySet().forEach(id -> FilterManager.addFilter(new Named(id)));
    }

    /**
     * The bytes of a chunk.
     *
     * @param filters of the dataset, in the order in which it was written
     * @param leftOut places of the filters that were not applied to this chunk
     * @param size of the chunk when nothing is packed, in bytes
     */
    static byte[] unpack(byte[] packed, List<PipelineFilterWithData> filters, BitSet leftOut, int size) {
        byte[] bytes = packed;
        for (int i = filters.size() - 1; i >= 0; i--) {
            if (!leftOut.get(i)) {
                bytes = unpack(filters.get(i).getId(), bytes, filters.get(i).getFilterData(), size);
            }
        }
        if (bytes.length != size) {
            throw new HdfFilterException("a chunk of " + bytes.length + " bytes where " + size + " were expected");
        }
        return bytes;
    }

    private static byte[] unpack(int filter, byte[] packed, int[] settings, int size) {
        Unpack unpack = ALL.get(filter);
        if (unpack == null) {
            throw new HdfFilterException("A required filter is not available: name='' id=" + filter);
        }
        try {
            return unpack.of(packed, settings, size);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new HdfFilterException("a chunk is damaged", e);
        }
    }

    private static byte[] inflated(byte[] packed, int size) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] plain = new byte[size];
            int length = 0;
            while (!inflater.finished() && length < size) {
                int more = inflater.inflate(plain, length, size - length);
                if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    break;
                }
                length += more;
            }
            if (!inflater.finished() && inflater.inflate(new byte[1]) > 0) {
                throw new HdfFilterException("a gzip chunk unpacks to more than its size");
            }
            return length == size ? plain : Arrays.copyOf(plain, length);
        } catch (DataFormatException e) {
            throw new HdfFilterException("a gzip chunk is damaged", e);
        } finally {
            inflater.end();
        }
    }

    /** First bytes of all elements, then second ones, and so on; what is left at the end stands as it is. */
    static byte[] unshuffled(byte[] shuffled, int width) {
        if (width <= 1) {
            return shuffled;
        }
        int elements = shuffled.length / width;
        byte[] plain = new byte[shuffled.length];
        int from = 0;
        for (int b = 0; b < width; b++) {
            for (int to = b; to < elements * width; to += width) {
                plain[to] = shuffled[from++];
            }
        }
        System.arraycopy(shuffled, from, plain, from, shuffled.length - from);
        return plain;
    }

    /** Fletcher's sum of two-byte numbers, highest byte first, in the last four bytes, lowest first; h5py checks it so. */
    private static byte[] summed(byte[] bytes) {
        int length = bytes.length - Integer.BYTES;
        long sum1 = 0;
        long sum2 = 0;
        for (int i = 0; i < length; i += 2) {
            int low = i + 1 < length ? bytes[i + 1] & 0xff : 0;
            sum1 = (sum1 + ((bytes[i] & 0xff) << Byte.SIZE) + low) % 65535;
            sum2 = (sum2 + sum1) % 65535;
        }
        int told = ByteBuffer.wrap(bytes, length, Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        if (!equal(sum1, told & 0xffff) || !equal(sum2, told >>> Short.SIZE)) {
            throw new HdfFilterException("a chunk does not fit its checksum");
        }
        return Arrays.copyOf(bytes, length);
    }

    // HDF5 folds its sums, so that 65535 may stand for 0.
    private static boolean equal(long sum, int told) {
        return sum % 65535 == told % 65535;
    }

    private static byte[] bunzipped(byte[] packed, int size) {
        try (BZip2CompressorInputStream in = new BZip2CompressorInputStream(new ByteArrayInputStream(packed))) {
            return in.readNBytes(size);
        } catch (IOException e) {
            throw new HdfFilterException("a bzip2 chunk is damaged", e);
        }
    }

    /** One frame, as hdf5plugin writes it. */
    private static byte[] unzstd(byte[] packed, int size) {
        if (Zstd.getFrameContentSize(packed) != size) {
            throw new HdfFilterException("a zstd chunk does not have the size that its chunk should");
        }
        return unzstd(packed, 0, packed.length, size);
    }

    static byte[] unzstd(byte[] packed, int from, int length, int size) {
        byte[] plain = new byte[size];
        try {
            if (Zstd.decompressByteArray(plain, 0, size, packed, from, length) == size) {
                return plain;
            }
        } catch (ZstdException e) {
            throw new HdfFilterException("a zstd chunk is damaged", e);
        }
        throw new HdfFilterException("a zstd chunk is damaged");
    }

    static byte[] inflated(byte[] packed, int from, int length, int size) {
        return inflated(Arrays.copyOfRange(packed, from, from + length), size);
    }

    /** Where jhdf unpacks chunks itself, which it does for records only, the size is that of the data. */
    private record Named(int id) implements Filter {
        private static final int UNKNOWN = 1 << 24;

        @Override
        public int getId() {
            return id;
        }

        @Override
        public String getName() {
            return "filter " + id;
        }

        @Override
        public byte[] decode(byte[] packed, int[] settings) {
            return HdfFilters.unpack(id, packed, settings, UNKNOWN);
        }
    }
}
