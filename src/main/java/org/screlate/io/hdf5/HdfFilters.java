package org.screlate.io.hdf5;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.Filter;
import io.jhdf.filter.FilterManager;
import java.util.Arrays;

/** Compression of HDF5 chunks beyond what jhdf has: zstd, and LZF of chunks whose size is not told. */
final class HdfFilters {
    private HdfFilters() {}

    /** Makes them known; doing so again changes nothing. */
    static void register() {
        FilterManager.addFilter(new Lzf());
        FilterManager.addFilter(new Zstandard());
    }

    /** Number 32015, as hdf5plugin writes it: one frame of zstd a chunk. */
    private static final class Zstandard implements Filter {
        /** A chunk of more than this, in bytes, is believed only where it is not packed beyond the ratio below. */
        private static final int LARGEST = 1 << 26;

        private static final int HIGHEST_RATIO = 20_000;

        @Override
        public int getId() {
            return 32015;
        }

        @Override
        public String getName() {
            return "zstd";
        }

        @Override
        public byte[] decode(byte[] packed, int[] settings) {
            long size = Zstd.getFrameContentSize(packed);
            if (size < 0 || size > Math.min(Integer.MAX_VALUE - 8, LARGEST + packed.length * (long) HIGHEST_RATIO)) {
                throw new HdfFilterException("a zstd chunk does not tell its size");
            }
            byte[] plain = new byte[(int) size];
            try {
                if (Zstd.decompress(plain, packed) == size) {
                    return plain;
                }
            } catch (ZstdException e) {
                throw new HdfFilterException("a zstd chunk is damaged", e);
            }
            throw new HdfFilterException("a zstd chunk is damaged");
        }
    }

    /** Number 32000, as h5py writes it; it leaves the size of chunks of variable-length text out. */
    private static final class Lzf implements Filter {
        @Override
        public int getId() {
            return 32000;
        }

        @Override
        public String getName() {
            return "lzf";
        }

        @Override
        public byte[] decode(byte[] packed, int[] settings) {
            int told = settings.length > 2 ? settings[2] : 0;
            if (told > 0 && told == packed.length) {
                return packed; // what does not shrink is stored as it is
            }
            return unpack(packed, told > 0 ? told : 4 * packed.length);
        }

        // A control byte below 32: so many bytes + 1 follow as they are. Else: copy from what came before.
        private static byte[] unpack(byte[] in, int expected) {
            byte[] out = new byte[Math.max(64, expected)];
            int to = 0;
            for (int i = 0; i < in.length; ) {
                int control = in[i++] & 0xff;
                int length;
                int from;
                if (control < 32) {
                    length = control + 1;
                    from = -1;
                } else {
                    length = (control >> 5) + 2;
                    if (length == 9) {
                        length += in[i++] & 0xff;
                    }
                    from = to - 1 - (((control & 31) << 8) | (in[i++] & 0xff));
                    if (from < 0) {
                        throw new HdfFilterException("an LZF chunk is damaged");
                    }
                }
                if (to + length > out.length) {
                    out = Arrays.copyOf(out, 2 * (to + length));
                }
                if (from < 0) {
                    System.arraycopy(in, i, out, to, length);
                    i += length;
                    to += length;
                } else {
                    // Byte by byte, as the copy may overlap itself.
                    for (int end = to + length; to < end; ) {
                        out[to++] = out[from++];
                    }
                }
            }
            return to == out.length ? out : Arrays.copyOf(out, to);
        }
    }
}
