package org.screlate.io.hdf5;

import io.jhdf.checksum.JenkinsLookup3HashLittle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The pieces of HDF5 metadata that {@link HdfWriter} needs, byte by byte; sections are those of the specification. */
final class HdfMessages {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final long UNDEFINED = -1;
    private static final int DATASPACE = 0x01;
    private static final int LINK_INFO = 0x02;
    private static final int DATATYPE = 0x03;
    private static final int FILL_VALUE = 0x05;
    private static final int LINK = 0x06;
    private static final int LAYOUT = 0x08;
    private static final int GROUP_INFO = 0x0a;
    private static final int ATTRIBUTE = 0x0c;
    private static final byte UTF8 = 1;
    /** Children of a node of chunks, where the superblock says nothing else. */
    static final int MOST_CHUNKS = 64;

    private HdfMessages() {}

    /**
     * What the elements of an array are (IV.A.2.d).
     *
     * @param size bytes of one
     * @param code the bytes of the datatype message
     */
    record Type(int size, byte[] code) {
        static final Type INT32 = whole(4, true);
        static final Type INT64 = whole(8, true);
        static final Type FLOAT32 = real(4, 23, 8);
        static final Type FLOAT64 = real(8, 52, 11);
        /** As h5py writes claims: a byte, 0 named FALSE and 1 named TRUE. */
        static final Type CLAIM = claim();
        /** Words of any length in UTF-8, as h5py writes them. */
        static final Type TEXT = text();

        static Type whole(int size, boolean signed) {
            return new Type(
                    size,
                    little(12)
                            .put((byte) 0x10)
                            .put(new byte[] {(byte) (signed ? 0x08 : 0), 0, 0})
                            .putInt(size)
                            .putShort((short) 0)
                            .putShort((short) (size * Byte.SIZE))
                            .array());
        }

        // IEEE 754: sign, exponent, mantissa with its first bit left out.
        private static Type real(int size, int mantissaBits, int exponentBits) {
            return new Type(
                    size,
                    little(20)
                            .put((byte) 0x11)
                            .put(new byte[] {0x20, (byte) (size * Byte.SIZE - 1), 0})
                            .putInt(size)
                            .putShort((short) 0)
                            .putShort((short) (size * Byte.SIZE))
                            .put((byte) mantissaBits)
                            .put((byte) exponentBits)
                            .put((byte) 0)
                            .put((byte) mantissaBits)
                            .putInt((1 << (exponentBits - 1)) - 1)
                            .array());
        }

        private static Type claim() {
            byte[] base = whole(1, true).code;
            return new Type(
                    1,
                    little(8 + base.length + 18)
                            .put((byte) 0x18)
                            .put(new byte[] {2, 0, 0}) // two members
                            .putInt(1)
                            .put(base)
                            .put("FALSE\0\0\0TRUE\0\0\0\0".getBytes(StandardCharsets.US_ASCII))
                            .put(new byte[] {0, 1})
                            .array());
        }

        private static Type text() {
            byte[] letter = little(12)
                    .put(new byte[] {0x10, 0, 0, 0})
                    .putInt(1)
                    .putShort((short) 0)
                    .putShort((short) Byte.SIZE)
                    .array();
            return new Type(
                    HdfHeap.REFERENCE,
                    little(8 + letter.length)
                            .put((byte) 0x19)
                            .put(new byte[] {1, UTF8, 0}) // a string
                            .putInt(HdfHeap.REFERENCE)
                            .put(letter)
                            .array());
        }
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** II.C: where the root group and the end of the file are. */
    static ByteBuffer superblock(long endOfFile, long root) {
        ByteBuffer block = little(48)
                .put(SIGNATURE)
                .put(new byte[] {2, 8, 8, 0})
                .putLong(0)
                .putLong(UNDEFINED)
                .putLong(endOfFile)
                .putLong(root);
        return withChecksum(block);
    }

    /** IV.A.1.b: the messages of one node, as one chunk. */
    static ByteBuffer objectHeader(List<ByteBuffer> messages) {
        int size = messages.stream().mapToInt(ByteBuffer::remaining).sum();
        ByteBuffer header = little(10 + size + 4)
                .put("OHDR".getBytes(StandardCharsets.US_ASCII))
                .put(new byte[] {2, 2}) // the size of the chunk takes four bytes
                .putInt(size);
        messages.forEach(message -> header.put(message.duplicate()));
        return withChecksum(header);
    }

    // Jenkins' lookup3 of all bytes before.
    private static ByteBuffer withChecksum(ByteBuffer block) {
        byte[] bytes = new byte[block.position()];
        block.duplicate().flip().get(bytes);
        return block.putInt(JenkinsLookup3HashLittle.hash(bytes)).flip();
    }

    private static ByteBuffer message(int type, ByteBuffer body) {
        if (body.position() > 0xffff) {
            throw new IllegalArgumentException("HDF5 metadata of " + body.position() + " bytes, more than 65535");
        }
        return little(4 + body.position())
                .put((byte) type)
                .putShort((short) body.position())
                .put((byte) 0)
                .put(body.flip())
                .flip();
    }

    /** IV.A.2.b: one element. */
    static ByteBuffer scalar() {
        return message(DATASPACE, little(4).put(new byte[] {2, 0, 0, 0}));
    }

    /** IV.A.2.b: elements in rows and columns. */
    static ByteBuffer simple(long... shape) {
        ByteBuffer body = little(4 + 8 * shape.length).put(new byte[] {2, (byte) shape.length, 0, 1});
        for (long extent : shape) {
            body.putLong(extent);
        }
        return message(DATASPACE, body);
    }

    static ByteBuffer datatype(Type type) {
        return message(DATATYPE, little(type.code.length).put(type.code));
    }

    /** IV.A.2.b: elements in a row that may become longer. */
    static ByteBuffer growing(long length) {
        return message(
                DATASPACE,
                little(20).put(new byte[] {2, 1, 1, 1}).putLong(length).putLong(UNDEFINED));
    }

    /** IV.A.2.f: none. */
    static ByteBuffer fillValue(boolean chunked) {
        return message(FILL_VALUE, little(2).put(new byte[] {3, (byte) (chunked ? 0x0b : 0x0a)}));
    }

    /** IV.A.2.i: the bytes of an array in one piece. */
    static ByteBuffer contiguous(long address, long bytes) {
        return message(
                LAYOUT,
                little(18)
                        .put(new byte[] {3, 1})
                        .putLong(bytes == 0 ? UNDEFINED : address)
                        .putLong(bytes));
    }

    /** IV.A.2.i: the elements of a row in chunks of so many, which the tree at an address lists. */
    static ByteBuffer chunked(long tree, int elements, int width) {
        return message(
                LAYOUT,
                little(19)
                        .put(new byte[] {3, 2, 2})
                        .putLong(tree)
                        .putInt(elements)
                        .putInt(width));
    }

    /** III.A.1: a tree of one node, whose chunks lie one behind the other from an address on. */
    static ByteBuffer chunkTree(long address, int chunks, int elements, int width) {
        int bytes = Math.multiplyExact(elements, width);
        ByteBuffer node = little(24 + MOST_CHUNKS * 32 + 24)
                .put("TREE".getBytes(StandardCharsets.US_ASCII))
                .put(new byte[] {1, 0})
                .putShort((short) chunks)
                .putLong(UNDEFINED)
                .putLong(UNDEFINED);
        for (int c = 0; c <= chunks; c++) {
            node.putInt(c < chunks ? bytes : 0)
                    .putInt(0)
                    .putLong((long) c * elements)
                    .putLong(0);
            if (c < chunks) {
                node.putLong(address + (long) c * bytes);
            }
        }
        return node.clear();
    }

    /** IV.A.2.c: links are in the header itself. */
    static ByteBuffer linkInfo() {
        return message(
                LINK_INFO, little(18).putShort((short) 0).putLong(UNDEFINED).putLong(UNDEFINED));
    }

    /** IV.A.2.k: nothing unusual. */
    static ByteBuffer groupInfo() {
        return message(GROUP_INFO, little(2).putShort((short) 0));
    }

    /** IV.A.2.g: a member of a group. */
    static ByteBuffer link(String name, long address) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return message(
                LINK,
                little(5 + bytes.length + 8)
                        .put(new byte[] {1, 0x11, UTF8
                        }) // the character set is given, the name's length takes two bytes
                        .putShort((short) bytes.length)
                        .put(bytes)
                        .putLong(address));
    }

    /** IV.A.2.m: an attribute; {@code space} is a whole dataspace message. */
    static ByteBuffer attribute(String name, Type type, ByteBuffer space, byte[] value) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer extent = space.position(4);
        ByteBuffer body = little(9 + bytes.length + 1 + type.code.length + extent.remaining() + value.length)
                .put(new byte[] {3, 0})
                .putShort((short) (bytes.length + 1))
                .putShort((short) type.code.length)
                .putShort((short) extent.remaining())
                .put(UTF8)
                .put(bytes)
                .put((byte) 0)
                .put(type.code)
                .put(extent)
                .put(value);
        return message(ATTRIBUTE, body);
    }
}
