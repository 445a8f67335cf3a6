package org.screlate.io.hdf5;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.screlate.matrix.Sizes;

/**
 * Writes HDF5 files of superblock version 2: groups, contiguous arrays and text attributes, which is all that an h5ad
 * needs. jhdf writes such files too, but cannot write claims, empty arrays nor words marked as UTF-8, and puts the
 * platform's name into each file, so that the same data would give other bytes elsewhere. Arrays go straight from memory
 * to the file; a group's header follows its members, the superblock comes last.
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 File Format Specification
 *     Version 3.0</a>
 */
final class HdfWriter implements Closeable {
    private static final int SUPERBLOCK_BYTES = 48;
    private static final int BUFFER = 1 << 20;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

    /** Begins a new file. */
    HdfWriter(Path path) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.position(SUPERBLOCK_BYTES);
    }

    /** Puts members into a group. */
    @FunctionalInterface
    interface Members {
        void into(Group group) throws IOException;
    }

    /** Writes the root group, and with it the whole file. */
    void root(Members members) throws IOException {
        Group root = new Group();
        members.into(root);
        long address = root.finish();
        ByteBuffer block = HdfMessages.superblock(channel.position(), address);
        channel.write(block, 0);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** A node under way: the messages of its header so far. */
    class Node {
        final List<ByteBuffer> messages = new ArrayList<>();

        /** A text attribute. */
        final void attribute(String name, String value) {
            byte[][] word = {utf8(value)};
            messages.add(HdfMessages.attribute(name, HdfMessages.Type.text(word), HdfMessages.scalar(), padded(word)));
        }

        /** An attribute of several words. */
        final void attribute(String name, List<String> values) {
            byte[][] words = utf8(values.toArray(new String[0]));
            messages.add(HdfMessages.attribute(
                    name, HdfMessages.Type.text(words), HdfMessages.simple(words.length), padded(words)));
        }

        /** A claim as an attribute. */
        final void attribute(String name, boolean claim) {
            byte[] value = {(byte) (claim ? 1 : 0)};
            messages.add(HdfMessages.attribute(name, HdfMessages.Type.CLAIM, HdfMessages.scalar(), value));
        }

        /** An attribute of whole numbers. */
        final void attribute(String name, long... values) {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asLongBuffer().put(values);
            messages.add(HdfMessages.attribute(
                    name, HdfMessages.Type.INT64, HdfMessages.simple(values.length), bytes.array()));
        }

        /** Writes the header; its place. */
        final long finish() throws IOException {
            long address = channel.position();
            ByteBuffer header = HdfMessages.objectHeader(messages);
            while (header.hasRemaining()) {
                channel.write(header);
            }
            return address;
        }
    }

    /** Writes the bytes of an array from the buffer's start on, in as many steps as it takes. */
    private interface Fill {
        /** Puts elements {@code from <= i < to} into the buffer and sets its position behind them. */
        void put(ByteBuffer buffer, int from, int to);
    }

    /** A group under way. */
    final class Group extends Node {
        private Group() {
            messages.add(HdfMessages.linkInfo());
            messages.add(HdfMessages.groupInfo());
        }

        /** A group in this group, of an encoding of anndata's. */
        void group(String name, String encoding, String version, Members members) throws IOException {
            Group group = new Group();
            encode(group, encoding, version);
            members.into(group);
            messages.add(HdfMessages.link(name, group.finish()));
        }

        void floats(String name, float[] values, long... shape) throws IOException {
            dataset(name, "array", HdfMessages.Type.FLOAT32, values.length, shape, (bytes, from, to) -> {
                bytes.asFloatBuffer().put(values, from, to - from);
                bytes.position((to - from) * Float.BYTES);
            });
        }

        void doubles(String name, double[] values) throws IOException {
            dataset(
                    name,
                    "array",
                    HdfMessages.Type.FLOAT64,
                    values.length,
                    new long[] {values.length},
                    (bytes, from, to) -> {
                        bytes.asDoubleBuffer().put(values, from, to - from);
                        bytes.position((to - from) * Double.BYTES);
                    });
        }

        void ints(String name, int[] values) throws IOException {
            dataset(
                    name,
                    "array",
                    HdfMessages.Type.INT32,
                    values.length,
                    new long[] {values.length},
                    (bytes, from, to) -> {
                        bytes.asIntBuffer().put(values, from, to - from);
                        bytes.position((to - from) * Integer.BYTES);
                    });
        }

        void longs(String name, long[] values) throws IOException {
            dataset(
                    name,
                    "array",
                    HdfMessages.Type.INT64,
                    values.length,
                    new long[] {values.length},
                    (bytes, from, to) -> {
                        bytes.asLongBuffer().put(values, from, to - from);
                        bytes.position((to - from) * Long.BYTES);
                    });
        }

        void claims(String name, boolean[] values) throws IOException {
            dataset(
                    name,
                    "array",
                    HdfMessages.Type.CLAIM,
                    values.length,
                    new long[] {values.length},
                    (bytes, from, to) -> {
                        for (int i = from; i < to; i++) {
                            bytes.put((byte) (values[i] ? 1 : 0));
                        }
                    });
        }

        void words(String name, String[] values) throws IOException {
            byte[][] words = utf8(values);
            HdfMessages.Type type = HdfMessages.Type.text(words);
            if (type.size() > BUFFER) {
                throw new IllegalArgumentException("a word of " + type.size() + " bytes in '" + name + "'");
            }
            dataset(name, "string-array", type, words.length, new long[] {words.length}, (bytes, from, to) -> {
                for (int i = from; i < to; i++) {
                    bytes.put(words[i]).put(new byte[type.size() - words[i].length]);
                }
            });
        }

        /** One text, of any length. */
        void text(String name, String value) throws IOException {
            byte[][] word = {utf8(value)};
            dataset(
                    name,
                    "string",
                    HdfMessages.Type.text(word),
                    padded(word).length,
                    new long[0],
                    (bytes, from, to) -> bytes.put(padded(word), from, to - from));
        }

        private void dataset(String name, String encoding, HdfMessages.Type type, int length, long[] shape, Fill fill)
                throws IOException {
            long address = channel.position();
            // One text is stored as so many bytes of a single element.
            int width = shape.length == 0 ? 1 : type.size();
            int step = BUFFER / width;
            for (int from = 0; from < length; from = Math.min(length, from + step)) {
                buffer.clear();
                fill.put(buffer, from, Math.min(length, from + step));
                buffer.flip();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
            Node node = new Node();
            node.messages.add(shape.length == 0 ? HdfMessages.scalar() : HdfMessages.simple(shape));
            node.messages.add(HdfMessages.datatype(type));
            node.messages.add(HdfMessages.fillValue());
            node.messages.add(HdfMessages.contiguous(address, (long) length * width));
            encode(node, encoding, "0.2.0");
            messages.add(HdfMessages.link(name, node.finish()));
        }
    }

    /** What anndata wants to know of every node. */
    static void encode(Node node, String encoding, String version) {
        node.attribute("encoding-type", encoding);
        node.attribute("encoding-version", version);
    }

    private static byte[] utf8(String word) {
        return word.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[][] utf8(String[] words) {
        byte[][] bytes = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            bytes[i] = utf8(words[i]);
        }
        return bytes;
    }

    /** Words of one width, filled with zeros behind. */
    private static byte[] padded(byte[][] words) {
        int width = HdfMessages.Type.text(words).size();
        byte[] all = new byte[Sizes.product(words.length, width)];
        for (int i = 0; i < words.length; i++) {
            System.arraycopy(words[i], 0, all, i * width, words[i].length);
        }
        return all;
    }
}
