package org.screlate.io.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.ipc.message.ArrowFooter;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;

/**
 * The frame of an Arrow IPC file: magic words, messages (schema, dictionaries, batches), footer. Our files carry the
 * checksum of everything before the footer in the footer's own metadata, so damage is found before a number is believed; of
 * other files at least what each message promises is held against the size of the file.
 */
public final class ArrowFrame {
    /** The key of the checksum, {@code crc32c:<8 hex digits>:<number of bytes from the start of the file>}. */
    public static final String CHECKSUM = "screlate.checksum";

    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
    /** Magic word and two bytes of padding; the messages begin here. */
    private static final int START = 8;
    /** Length of the footer (int32) and magic word. */
    private static final int TAIL = 10;

    private static final int CONTINUATION = -1;

    private static final long LEAST_MEMORY = 1L << 26;
    /** How much larger than a file its content may be, compression and rounding up to powers of two together. */
    private static final long EXPANSION = 64;
    /** How many values a byte of a compressed file may hold; more is taken for damage. */
    private static final int COMPRESSIBLE = 1 << 14;

    /** Bytes that are read or written at a time. */
    private static final int SLICE = 1 << 18;

    private static final String DAMAGED = "is damaged: ";

    private ArrowFrame() {}

    /** Passes bytes on and keeps their checksum. */
    static final class Summing implements WritableByteChannel {
        private final FileChannel out;
        private final CRC32C sum = new CRC32C();
        private long bytes;

        Summing(FileChannel out) {
            this.out = out;
        }

        /** In slices that are still in the processor's memory when the system copies them. */
        @Override
        public int write(ByteBuffer source) throws IOException {
            int from = source.position();
            int end = source.limit();
            while (source.position() < end) {
                source.limit(Math.min(end, source.position() + SLICE));
                sum.update(source.duplicate());
                while (source.hasRemaining()) {
                    out.write(source);
                }
            }
            bytes += end - from;
            return end - from;
        }

        @Override
        public boolean isOpen() {
            return out.isOpen();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        /** The checksum of what was written until now. */
        String checksum() {
            return describe(sum.getValue(), bytes);
        }
    }

    /** The messages of a file, from the first to the footer. */
    public static final class Messages implements ReadableByteChannel {
        private final FileChannel file;
        private final long end;
        private final boolean verified;
        private final long values;

        private Messages(FileChannel file, long end, boolean verified, long values) {
            this.file = file;
            this.end = end;
            this.verified = verified;
            this.values = values;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            long left = end - file.position();
            if (left <= 0) {
                return -1;
            }
            if (target.remaining() <= left) {
                return file.read(target);
            }
            int limit = target.limit();
            target.limit(target.position() + (int) left);
            int read = file.read(target);
            target.limit(limit);
            return read;
        }

        /** Passes over bytes that nobody will look at. */
        void skip(long number) throws IOException {
            file.position(file.position() + number);
        }

        /** Number of bytes of all messages. */
        private long bytes() {
            return end - START;
        }

        /** Whether so many rows or values can be in the batches, by what those say of themselves and by their size. */
        boolean canHold(long number) {
            return number <= values;
        }

        /** Bytes that the vectors may take: where no checksum speaks for the lengths, a multiple of the file's own. */
        long memoryLimit() {
            return verified ? Long.MAX_VALUE : Math.max(LEAST_MEMORY, EXPANSION * bytes());
        }

        /** Whether a checksum of ours was there, and right. */
        boolean verified() {
            return verified;
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /**
     * Opens the messages of a file after its checksum, or without one its messages' lengths, were found right.
     *
     * @param digest takes the bytes of the whole file; null where it is not wanted
     */
    static Messages open(FileChannel file, @Nullable MessageDigest digest) throws IOException {
        long size = file.size();
        if (!isMagic(file, 0) || size < START + TAIL) {
            throw new InvalidInputException("is not an Arrow file, or is cut short; make it anew");
        }
        if (!isMagic(file, size - MAGIC.length)) {
            throw new InvalidInputException("is cut short: an Arrow file without its end; make it anew");
        }
        int length = bytes(file, size - TAIL, Integer.BYTES).getInt();
        long footer = size - TAIL - length;
        if (length <= 0 || footer < START) {
            throw damaged("its footer has an impossible length");
        }
        Map<String, String> metadata = footerMetadata(bytes(file, footer, length));
        String checksum = metadata.get(CHECKSUM);
        long values = checkLengths(file, footer);
        if (checksum == null) {
            take(file, 0, size, null, digest);
        } else {
            verify(file, footer, checksum, digest);
        }
        file.position(START);
        return new Messages(file, footer, checksum != null, values);
    }

    /** The messages of a file that was opened before and found right, without looking again. */
    static Messages again(FileChannel file) throws IOException {
        long size = file.size();
        long footer = size - TAIL - bytes(file, size - TAIL, Integer.BYTES).getInt();
        file.position(START);
        return new Messages(file, footer, true, 0);
    }

    private static boolean isMagic(FileChannel file, long at) throws IOException {
        return at >= 0
                && file.size() >= at + MAGIC.length
                && bytes(file, at, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
    }

    private static Map<String, String> footerMetadata(ByteBuffer footer) {
        try {
            return new ArrowFooter(Footer.getRootAsFooter(footer)).getMetaData();
        } catch (RuntimeException e) {
            throw new InvalidInputException(DAMAGED + "its footer cannot be read; make it anew", e);
        }
    }

    private static void verify(FileChannel file, long footer, String checksum, @Nullable MessageDigest digest)
            throws IOException {
        String[] parts = checksum.split(":", -1);
        if (parts.length != 3 || !parts[2].matches("\\d{1,18}") || Long.parseLong(parts[2]) > footer) {
            throw damaged("its checksum cannot be read");
        }
        long bytes = Long.parseLong(parts[2]);
        CRC32C sum = new CRC32C();
        take(file, 0, bytes, sum, digest);
        if (!describe(sum.getValue(), bytes).equals(checksum)) {
            throw damaged("its content does not fit its checksum");
        }
        checkEnd(file, bytes, footer);
        take(file, bytes, file.size(), null, digest);
    }

    /** Has the bytes {@code from <= at < to} read once for all that want them. */
    private static void take(FileChannel file, long from, long to, @Nullable CRC32C sum, @Nullable MessageDigest digest)
            throws IOException {
        if (sum == null && digest == null) {
            return;
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(SLICE, to - from));
        byte[] copy = new byte[digest == null ? 0 : buffer.capacity()];
        for (long at = from; at < to; ) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), to - at));
            int read = file.read(buffer, at);
            if (read <= 0) {
                throw damaged("it ended while it was read");
            }
            buffer.flip();
            if (digest != null) {
                buffer.get(copy, 0, read).rewind();
                digest.update(copy, 0, read);
            }
            if (sum != null) {
                sum.update(buffer);
            }
            at += read;
        }
    }

    /** Between the sum's end and the footer stands only the mark of the end, so nothing else can be read as a batch. */
    private static void checkEnd(FileChannel file, long from, long footer) throws IOException {
        if (footer - from > 2 * Long.BYTES) {
            throw damaged("something stands behind its content");
        }
        ByteBuffer rest = bytes(file, from, (int) (footer - from));
        while (rest.hasRemaining()) {
            byte next = rest.get();
            if (next != 0 && next != -1) {
                throw damaged("something stands behind its content");
            }
        }
    }

    /**
     * Holds what each message promises against what is there, before anything is made to take it.
     *
     * @return the most rows or values of one column that all batches hold
     */
    private static long checkLengths(FileChannel file, long footer) throws IOException {
        long values = 0;
        long at = START;
        while (at + Long.BYTES <= footer) {
            ByteBuffer head = bytes(file, at, Long.BYTES);
            int first = head.getInt();
            boolean marked = first == CONTINUATION;
            int length = marked ? head.getInt() : first;
            at += marked ? Long.BYTES : Integer.BYTES;
            if (length == 0) {
                return values;
            }
            if (length < 0 || length > footer - at) {
                throw damaged("a message is longer than the file");
            }
            ByteBuffer message = bytes(file, at, length);
            if (at == START + Integer.BYTES && !isMessage(message)) {
                throw new InvalidInputException(
                        "is damaged, or of polars, whose Arrow files do not begin with their schema;"
                                + " write it by pyarrow.feather.write_feather(frame.to_arrow(), …), or as .tsv");
            }
            long body = bodyLength(message);
            at += length;
            if (body < 0 || body > footer - at) {
                throw damaged("a batch is longer than the file");
            }
            at += body;
            values += values(message, body);
        }
        return values;
    }

    /** The most values of a column of a batch, none of which takes less than a bit unless it is compressed. */
    private static long values(ByteBuffer bytes, long body) {
        try {
            Message message = Message.getRootAsMessage(bytes);
            if (message.headerType() == MessageHeader.DictionaryBatch) {
                longest(((DictionaryBatch) message.header(new DictionaryBatch())).data());
            }
            if (message.headerType() != MessageHeader.RecordBatch) {
                return 0;
            }
            RecordBatch batch = (RecordBatch) message.header(new RecordBatch());
            return Math.min(longest(batch), body * (batch.compression() == null ? Byte.SIZE : COMPRESSIBLE));
        } catch (InvalidInputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new InvalidInputException(DAMAGED + "a message cannot be read; make it anew", e);
        }
    }

    private static long longest(RecordBatch batch) {
        long longest = batch.length();
        long shortest = longest;
        for (int n = 0; n < batch.nodesLength(); n++) {
            longest = Math.max(longest, batch.nodes(n).length());
            shortest = Math.min(shortest, batch.nodes(n).length());
        }
        if (shortest < 0) {
            throw damaged("a batch has less than no rows");
        }
        return longest;
    }

    private static boolean isMessage(ByteBuffer bytes) {
        try {
            return Message.getRootAsMessage(bytes).bodyLength() >= 0;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static long bodyLength(ByteBuffer message) {
        try {
            return Message.getRootAsMessage(message).bodyLength();
        } catch (RuntimeException e) {
            throw new InvalidInputException(DAMAGED + "a message cannot be read; make it anew", e);
        }
    }

    private static ByteBuffer bytes(FileChannel file, long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, at + buffer.position()) < 0) {
                throw damaged("it ended while it was read");
            }
        }
        return buffer.flip();
    }

    private static String describe(long sum, long bytes) {
        return String.format(Locale.ROOT, "crc32c:%08x:%d", sum, bytes);
    }

    private static InvalidInputException damaged(String why) {
        return new InvalidInputException(DAMAGED + why + "; make it anew");
    }
}
