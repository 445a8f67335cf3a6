package org.screlate.io.hdf5;

import io.jhdf.exceptions.HdfFilterException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/** Chunks that are packed block by block: bitshuffle (32008) and Blosc (32001), after the layouts in their documentation. */
final class HdfBlocks {
    private static final int LZ4 = 2;
    private static final int ZSTD = 3;
    /** Bytes of a block of bitshuffle, unless the file says otherwise; its least number of elements. */
    private static final int USUAL_BLOCK = 8192;

    private static final int LEAST_ELEMENTS = 128;
    /** What a Blosc chunk begins with. */
    private static final int BLOSC_HEADER = 16;

    private static final int MOST_SPLITS = 16;
    private static final String[] CODECS = {"blosclz", "lz4", "snappy", "zlib", "zstd"};

    private HdfBlocks() {}

    /**
     * Bits of all elements by their place, block by block, perhaps packed.
     *
     * @param settings two of a version, bytes of an element, elements of a block, 0 or how blocks are packed
     */
    static byte[] bitshuffle(byte[] packed, int[] settings, int size) {
        int width = settings[2];
        int kind = settings.length > 4 ? settings[4] : 0;
        ByteBuffer in = ByteBuffer.wrap(packed);
        int usual = Math.max(USUAL_BLOCK / width / 8 * 8, LEAST_ELEMENTS);
        int block = (settings.length > 3 && settings[3] > 0 ? settings[3] : usual) * width;
        if (kind != 0) {
            if (in.getLong() != size) {
                throw new HdfFilterException("a bitshuffle chunk is not of the size that its chunk should have");
            }
            block = in.getInt();
        }
        if (block <= 0) {
            throw new HdfFilterException("a bitshuffle chunk has blocks of no size");
        }
        byte[] out = new byte[size];
        int to = 0;
        while (size - to >= 8 * width) {
            int length = Math.min(block, (size - to) / (8 * width) * 8 * width);
            byte[] bits = kind == 0
                    ? plain(in, length)
                    : unpacked(in, packed, kind == LZ4 ? 1 : kind == ZSTD ? 4 : -1, length);
            System.arraycopy(bitsBack(bits, width), 0, out, to, length);
            to += length;
        }
        in.get(out, to, size - to);
        return out;
    }

    private static byte[] plain(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** Elements of whose bits the lowest come first, of all elements; what does not fill eight stands as it is. */
    private static byte[] bitsBack(byte[] bits, int width) {
        int row = bits.length / width / 8;
        byte[] out = new byte[bits.length];
        for (int bit = 0; bit < 8 * width; bit++) {
            for (int j = 0; j < row; j++) {
                int eight = bits[bit * row + j] & 0xff;
                for (int to = 8 * j * width + bit / 8; eight != 0; eight >>= 1, to += width) {
                    out[to] |= (byte) ((eight & 1) << bit % 8);
                }
            }
        }
        int done = 8 * row * width;
        System.arraycopy(bits, done, out, done, bits.length - done);
        return out;
    }

    // A length, then so many bytes of one codec of Blosc's.
    private static byte[] unpacked(ByteBuffer in, byte[] packed, int codec, int size) {
        int length = in.getInt();
        byte[] bytes = unpacked(codec, packed, in.position(), length, size);
        in.position(in.position() + length);
        return bytes;
    }

    private static byte[] unpacked(int codec, byte[] packed, int from, int length, int size) {
        if (length < 0 || length > packed.length - from) {
            throw new HdfFilterException("a block is longer than its chunk");
        }
        return switch (codec) {
            case 1 -> lz4(packed, from, length, size);
            case 3 -> HdfFilters.inflated(packed, from, length, size);
            case 4 -> HdfFilters.unzstd(packed, from, length, size);
            default ->
                throw new HdfFilterException("A required filter is not available: name='blosc with "
                        + (codec >= 0 && codec < CODECS.length ? CODECS[codec] : "an unknown codec") + "' id=32001");
        };
    }

    private static byte[] lz4(byte[] packed, int from, int length, int size) {
        byte[] plain = new byte[size];
        try {
            if (LZ4Factory.safeInstance().safeDecompressor().decompress(packed, from, length, plain, 0) == size) {
                return plain;
            }
        } catch (LZ4Exception e) {
            throw new HdfFilterException("an LZ4 block is damaged", e);
        }
        throw new HdfFilterException("an LZ4 block is damaged");
    }

    /** A header, the starts of the blocks, and of each block one packed piece, or one for each byte of an element. */
    static byte[] blosc(byte[] packed, int size) {
        ByteBuffer in = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        if (packed.length < BLOSC_HEADER || in.getInt(12) != packed.length || in.getInt(4) != size) {
            if (packed.length == size) {
                return packed; // what does not shrink is stored as it is
            }
            throw new HdfFilterException("a Blosc chunk is damaged");
        }
        int flags = packed[2];
        if ((flags & 2) != 0) {
            return Arrays.copyOfRange(packed, BLOSC_HEADER, BLOSC_HEADER + size);
        }
        int width = packed[3] & 0xff;
        int block = in.getInt(8);
        if (block <= 0 || width == 0) {
            throw new HdfFilterException("a Blosc chunk is damaged");
        }
        byte[] out = new byte[size];
        for (int to = 0, b = 0; to < size; b++) {
            int length = Math.min(block, size - to);
            boolean split =
                    (flags & 16) == 0 && length == block && width <= MOST_SPLITS && block / width >= LEAST_ELEMENTS;
            byte[] bytes =
                    pieces(packed, in.getInt(BLOSC_HEADER + 4 * b), length, split ? width : 1, (flags & 0xff) >> 5);
            if ((flags & 1) != 0) {
                bytes = HdfFilters.unshuffled(bytes, width);
            } else if ((flags & 4) != 0
                    && length / width % 8 == 0) { // Blosc leaves other numbers of elements as they are
                bytes = bitsBack(bytes, width);
            }
            System.arraycopy(bytes, 0, out, to, length);
            to += length;
        }
        return out;
    }

    private static byte[] pieces(byte[] packed, int start, int size, int count, int codec) {
        ByteBuffer in = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        byte[] out = new byte[size];
        int from = start;
        int each = size / count;
        for (int p = 0; p < count; p++) {
            int length = in.getInt(from);
            from += Integer.BYTES;
            byte[] piece = length == each
                    ? Arrays.copyOfRange(packed, from, from + length)
                    : unpacked(codec, packed, from, length, each);
            System.arraycopy(piece, 0, out, p * each, each);
            from += length;
        }
        return out;
    }
}
