package org.screlate.io.text;

import java.io.FilterInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.screlate.data.InvalidInputException;

/**
 * What no text of data exceeds, so that a file of another kind, or one made to do harm, ends in one line and not for want of
 * memory: how far gzip packs it, and how long a line is.
 */
final class TextLimits {
    /** The most characters in a line of any text but a table of counts. */
    static final int LINE = 1 << 24;
    /** Tables of nothing but zeros are packed about a thousandfold; those with a value in every hundredth place below a hundredfold. */
    private static final int MOST_PACKED = 400;
    /** Bytes that may be unpacked before their number is compared. */
    private static final long UNPACKED = 4 << 20;
    /** The same of a table of counts, which may begin with genes that no cell has. */
    private static final long TABLE_UNPACKED = 256 << 20;

    /** Packed bytes that are taken at once, few enough that what they unpack to is below what is free. */
    private static final int PACKED_BUFFER = 1 << 13;

    private TextLimits() {}

    /** The most characters in a line of a table of counts, whose columns may be millions of cells: by the memory that there is. */
    static int tableLine() {
        return (int) Math.max(LINE + 1, Math.min(1 << 28, Runtime.getRuntime().maxMemory() / 8));
    }

    /** What a packed stream holds; the user's error where that is far more than data give. */
    static InputStream unpacked(InputStream packed, int longestLine) throws IOException {
        long[] taken = {0};
        long free = longestLine > LINE ? TABLE_UNPACKED : UNPACKED;
        InputStream counted = new FilterInputStream(packed) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                taken[0] += one < 0 ? 0 : 1;
                return one;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int number = super.read(bytes, from, length);
                taken[0] += Math.max(0, number);
                return number;
            }
        };
        return new GZIPInputStream(counted, PACKED_BUFFER) {
            private long given;

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int number = super.read(bytes, from, length);
                given += Math.max(0, number);
                if (given > free && given / MOST_PACKED > taken[0]) {
                    throw new InvalidInputException(String.format(
                            Locale.ROOT,
                            "its first %,d bytes unpack to more than %,d, %d times as many: it holds one thing over and over, no data;"
                                    + " unpack it by gunzip if it is right all the same",
                            taken[0],
                            given,
                            MOST_PACKED));
                }
                return number;
            }
        };
    }

    /** Characters whose lines are no longer than a limit. */
    static Reader lines(Reader reader, int longest) {
        return new FilterReader(reader) {
            private int line;

            @Override
            public int read() throws IOException {
                char[] one = new char[1];
                return read(one, 0, 1) < 0 ? -1 : one[0];
            }

            @Override
            public int read(char[] into, int from, int length) throws IOException {
                int number = super.read(into, from, length);
                int last = from + number - 1;
                while (last >= from && into[last] != '\n' && into[last] != '\r') {
                    last--;
                }
                line = last >= from ? from + number - 1 - last : line + Math.max(0, number);
                if (line > longest) {
                    throw new InvalidInputException(String.format(
                            Locale.ROOT,
                            "a line of it has more than %,d characters; is it the right file, with its lines apart?",
                            longest));
                }
                return number;
            }
        };
    }
}
