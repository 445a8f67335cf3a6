package org.screlate.io.hdf5;

import io.jhdf.checksum.JenkinsLookup3HashLittle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets what HDF5 2.0 writes with {@code libver='latest'} pass for what jhdf knows: data layouts of version 5 for version 4,
 * which differ only in the width of the sizes of packed chunks, and that width the index of the chunks tells; and datatypes,
 * see {@link HdfTypes}. An object header with such a part is handed out changed, with a new checksum (sections IV.A.1.b and
 * IV.A.2.i of the specification); one whose own checksum is wrong as it is.
 */
final class HdfLayouts {
    private static final byte[] HEADER = {'O', 'H', 'D', 'R'};
    private static final byte[] CONTINUED = {'O', 'C', 'H', 'K'};
    private static final int DATATYPE = 0x03;
    private static final int LAYOUT = 0x08;
    private static final int ATTRIBUTE = 0x0c;
    private static final int CONTINUATION = 0x10;
    private static final byte NEWEST = 5;
    private static final byte KNOWN = 4;
    /** Of the flags of a message: its content is elsewhere. */
    private static final int SHARED = 2;

    private static final int CHECKSUM = Integer.BYTES;
    private static final int LARGEST = 1 << 20;
    private static final int DEEPEST = 64;

    private final FileChannel file;
    private final TreeMap<Long, byte[]> changed = new TreeMap<>();

    HdfLayouts(FileChannel file) {
        this.file = file;
    }

    /** Brings what was read up to date: {@code length} bytes from {@code position} of the file, at {@code start} of the buffer. */
    void correct(ByteBuffer buffer, int start, int length, long position) throws IOException {
        if (length > HEADER.length && begins(buffer, start) && !changed.containsKey(position)) {
            header(position);
        }
        for (Map.Entry<Long, byte[]> block : changed.headMap(position + length).entrySet()) {
            long from = Math.max(position, block.getKey());
            long to = Math.min(position + length, block.getKey() + block.getValue().length);
            if (from < to) {
                ByteBuffer target = buffer.duplicate();
                target.position(start + (int) (from - position));
                target.put(block.getValue(), (int) (from - block.getKey()), (int) (to - from));
            }
        }
    }

    private static boolean begins(ByteBuffer buffer, int start) {
        for (int i = 0; i < HEADER.length; i++) {
            if (buffer.get(start + i) != HEADER[i]) {
                return false;
            }
        }
        return true;
    }

    // Signature, version, flags, times and attribute limits where the flags say so, then the size of the messages.
    private void header(long position) throws IOException {
        byte[] first = bytes(position, 6);
        if (first == null || first[4] != 2) {
            return;
        }
        int flags = first[5];
        int before = 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
        int width = 1 << (flags & 3);
        byte[] size = bytes(position + before, width);
        long messages = size == null ? -1 : number(size, 0, width);
        if (messages < 0 || messages > LARGEST) {
            return;
        }
        block(position, before + width, (int) messages, (flags & 4) != 0 ? 6 : 4, 0);
    }

    /**
     * Looks through one block of messages and those it leads to.
     *
     * @param lead bytes before the first message
     * @param head bytes of each message before its content
     */
    private void block(long position, int lead, int messages, int head, int depth) throws IOException {
        byte[] block = bytes(position, lead + messages + CHECKSUM);
        if (block == null || depth > DEEPEST || checksum(block) != stored(block)) {
            return;
        }
        boolean found = false;
        int next;
        for (int at = lead; at + head <= lead + messages; at = next) {
            int type = block[at] & 0xff;
            int length = (int) number(block, at + 1, Short.BYTES);
            next = at + head + length;
            if (next > lead + messages) {
                break;
            }
            int content = at + head;
            if (type == LAYOUT && length > 1 && block[content] == NEWEST) {
                block[content] = KNOWN;
                found = true;
            } else if (type == DATATYPE && (block[at + 3] & SHARED) == 0) {
                found |= HdfTypes.correct(block, content, next);
            } else if (type == ATTRIBUTE && length > 9 && block[content] == 3 && (block[content + 1] & 1) == 0) {
                // Version, flags, lengths of name, type and extent, character set, then the name, then the type.
                int from = content + 9 + (int) number(block, content + 2, Short.BYTES);
                found |= HdfTypes.correct(block, from, next);
            } else if (type == CONTINUATION && length == 2 * Long.BYTES) {
                continued(
                        number(block, content, Long.BYTES),
                        number(block, content + Long.BYTES, Long.BYTES),
                        head,
                        depth);
            }
        }
        if (found) {
            little(block).putInt(block.length - CHECKSUM, checksum(block));
            changed.put(position, block);
        }
    }

    private void continued(long position, long length, int head, int depth) throws IOException {
        int around = CONTINUED.length + CHECKSUM;
        byte[] first = length > around && length < LARGEST ? bytes(position, CONTINUED.length) : null;
        if (first != null && Arrays.equals(first, CONTINUED)) {
            block(position, CONTINUED.length, (int) length - around, head, depth + 1);
        }
    }

    private static int checksum(byte[] block) {
        return JenkinsLookup3HashLittle.hash(Arrays.copyOf(block, block.length - CHECKSUM));
    }

    private static int stored(byte[] block) {
        return little(block).getInt(block.length - CHECKSUM);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long number(byte[] bytes, int at, int width) {
        long number = 0;
        for (int i = width - 1; i >= 0; i--) {
            number = number << Byte.SIZE | (bytes[at + i] & 0xff);
        }
        return number;
    }

    // Null where the file ends before.
    private byte @Nullable [] bytes(long position, int length) throws IOException {
        if (position < 0 || position > file.size() - length) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, position + buffer.position()) <= 0) {
                return null;
            }
        }
        return buffer.array();
    }
}
