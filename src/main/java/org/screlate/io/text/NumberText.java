package org.screlate.io.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.screlate.data.ShortestDecimal;

/** Numbers as text, through a buffer of bytes. */
final class NumberText {
    private static final int LONGEST = 32;
    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 16];
    private int length;

    NumberText(OutputStream out) {
        this.out = out;
    }

    NumberText put(char ascii) throws IOException {
        room();
        buffer[length++] = (byte) ascii;
        return this;
    }

    /** A whole number that is not negative. */
    NumberText put(int number) throws IOException {
        room();
        int digits = 1;
        for (int rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        length += digits;
        int rest = number;
        for (int i = 1; i <= digits; i++) {
            buffer[length - i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return this;
    }

    /** Any number; whole ones without a point. */
    NumberText put(float number) throws IOException {
        if (number >= 0 && number == (int) number && number < 1e9f) {
            return put((int) number);
        }
        room();
        for (byte b : ShortestDecimal.of(number).getBytes(StandardCharsets.US_ASCII)) {
            buffer[length++] = b;
        }
        return this;
    }

    private void room() throws IOException {
        if (length + LONGEST > buffer.length) {
            flush();
        }
    }

    void flush() throws IOException {
        out.write(buffer, 0, length);
        length = 0;
    }
}
