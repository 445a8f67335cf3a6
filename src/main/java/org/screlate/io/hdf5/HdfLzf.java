package org.screlate.io.hdf5;

import io.jhdf.exceptions.HdfFilterException;
import java.util.Arrays;
import org.screlate.matrix.Sizes;

/** LZF, the filter 32000 of h5py: a control byte below 32 says that so many bytes + 1 follow as they are, else to copy. */
final class HdfLzf {
    private static final int LITERAL = 32;
    private static final int LONG = 9;

    private HdfLzf() {}

    /**
     * The bytes before.
     *
     * @param settings the third is the size, which h5py leaves out for text of variable length
     * @param size of the chunk
     */
    static byte[] unpack(byte[] in, int[] settings, int size) {
        int told = settings.length > 2 && settings[2] > 0 ? settings[2] : size;
        // What does not shrink is stored as it is.
        return told == in.length ? in : unpack(in, told);
    }

    private static byte[] unpack(byte[] in, int most) {
        byte[] out = new byte[Math.min(most, Math.max(64, Sizes.product(8, in.length)))];
        int to = 0;
        for (int i = 0; i < in.length; ) {
            int control = in[i++] & 0xff;
            boolean literal = control < LITERAL;
            int length = literal ? control + 1 : (control >> 5) + 2;
            if (length == LONG && !literal) {
                length += in[i++] & 0xff;
            }
            int from = literal ? i : to - 1 - (((control & 31) << 8) | (in[i++] & 0xff));
            if (from < 0 || to + length > most) {
                throw new HdfFilterException("an LZF chunk is damaged");
            }
            if (to + length > out.length) {
                out = Arrays.copyOf(out, Math.min(most, 2 * (to + length)));
            }
            if (literal) {
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
