package org.screlate.io.hdf5;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes HDF5 files of superblock version 2: groups, arrays and text attributes, which is all that an h5ad needs. Words
 * are of variable length, as anndata demands where it compares them; arrays are contiguous, or chunked where anndata
 * may append to them. jhdf writes such files too, but cannot write claims, empty arrays nor words marked as UTF-8, and puts the
 * platform's name into each file, so that the same data would give other bytes elsewhere. Arrays go straight from memory
 * to the file; a group's header follows its members, the superblock comes last.
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 File Format Specification
 *     Version 3.0</a>
 */
final class HdfWriter implements Closeable {
    private static final int SUPERBLOCK_BYTES = 48;
    private static final int BUFFER = 1 << 20;

    /** Elements of a chunk, where that gives few enough of them. */
    private static final int CHUNK = 1 << 18;

    private final FileChannel channel;
    private final HdfHeap heap;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

    /** Begins a new file. */
    HdfWriter(Path path) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.position(SUPERBLOCK_BYTES);
        heap = new HdfHeap(channel);
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
        heap.finish();
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
        final void attribute(String name, String value) throws IOException {
            byte[] word = heap.put(value).array();
            messages.add(HdfMessages.attribute(name, HdfMessages.Type.TEXT, HdfMessages.scalar(), word));
        }

        /** An attribute of several words. */
        final void attribute(String name, List<String> values) throws IOException {
            byte[] words = heap.put(values.toArray(new String[0])).array();
            messages.add(HdfMessages.attribute(name, HdfMessages.Type.TEXT, HdfMessages.simple(values.size()), words));
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

    /** Puts some elements of an array into the buffer. */
    private interface Fill {
        /** Puts elements {@code from <= i < from + n} and sets the buffer's position behind them. */
        void put(ByteBuffer buffer, int from, int n);
    }

    /** Makes the rows of a matrix. */
    @FunctionalInterface
    interface Row {
        /** Overwrites all values of a row. */
        void put(int row, float[] values);
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

        /** Numbers in rows and columns. */
        void floats(String name, float[] values, long rows, long columns) throws IOException {
            dataset(name, HdfMessages.Type.FLOAT32, values.length, HdfMessages.simple(rows, columns), ofFloats(values));
        }

        /** Rows that are made one by one. */
        void rows(String name, int rows, int columns, Row source) throws IOException {
            long address = channel.position();
            float[] row = new float[columns];
            for (int r = 0; r < rows; r++) {
                source.put(r, row);
                fill(columns, Float.BYTES, ofFloats(row));
            }
            array(
                    name,
                    "array",
                    HdfMessages.Type.FLOAT32,
                    HdfMessages.simple(rows, columns),
                    HdfMessages.fillValue(false),
                    HdfMessages.contiguous(address, (long) rows * columns * Float.BYTES));
        }

        /** Numbers in a row, to which others may be appended. */
        void growingFloats(String name, float[] values) throws IOException {
            growing(name, HdfMessages.Type.FLOAT32, values.length, ofFloats(values));
        }

        /** Whole numbers in a row, to which others may be appended. */
        void growingInts(String name, int[] values) throws IOException {
            growing(name, HdfMessages.Type.INT32, values.length, ofInts(values));
        }

        void reals(String name, double[] values, boolean single) throws IOException {
            if (single) {
                dataset(
                        name,
                        HdfMessages.Type.FLOAT32,
                        values.length,
                        HdfMessages.simple(values.length),
                        (to, from, n) -> {
                            for (int i = from; i < from + n; i++) {
                                to.putFloat((float) values[i]);
                            }
                        });
                return;
            }
            dataset(name, HdfMessages.Type.FLOAT64, values.length, HdfMessages.simple(values.length), (to, from, n) -> {
                to.asDoubleBuffer().put(values, from, n);
                to.position(n * Double.BYTES);
            });
        }

        void ints(String name, int[] values) throws IOException {
            dataset(name, HdfMessages.Type.INT32, values.length, HdfMessages.simple(values.length), ofInts(values));
        }

        /** Whole numbers of a type such as uint8, within whose range they are. */
        void whole(String name, long[] values, String type) throws IOException {
            int bytes = Integer.parseInt(type.replaceAll("\\D", "")) / Byte.SIZE;
            HdfMessages.Type of = HdfMessages.Type.whole(bytes, !type.startsWith("u"));
            dataset(name, of, values.length, HdfMessages.simple(values.length), (to, from, n) -> {
                for (int i = from; i < from + n; i++) {
                    for (int b = 0; b < bytes; b++) {
                        to.put((byte) (values[i] >> (Byte.SIZE * b)));
                    }
                }
            });
        }

        void claims(String name, boolean[] values) throws IOException {
            dataset(name, HdfMessages.Type.CLAIM, values.length, HdfMessages.simple(values.length), (to, from, n) -> {
                for (int i = from; i < from + n; i++) {
                    to.put((byte) (values[i] ? 1 : 0));
                }
            });
        }

        void words(String name, String[] values) throws IOException {
            text(name, "string-array", HdfMessages.simple(values.length), values);
        }

        /** One text, of any length. */
        void text(String name, String value) throws IOException {
            text(name, "string", HdfMessages.scalar(), value);
        }

        private void text(String name, String encoding, ByteBuffer space, String... words) throws IOException {
            ByteBuffer references = heap.put(words);
            long address = channel.position();
            int bytes = references.remaining();
            while (references.hasRemaining()) {
                channel.write(references);
            }
            array(
                    name,
                    encoding,
                    HdfMessages.Type.TEXT,
                    space,
                    HdfMessages.fillValue(false),
                    HdfMessages.contiguous(address, bytes));
        }

        private void dataset(String name, HdfMessages.Type type, int length, ByteBuffer space, Fill fill)
                throws IOException {
            long address = channel.position();
            fill(length, type.size(), fill);
            array(
                    name,
                    "array",
                    type,
                    space,
                    HdfMessages.fillValue(false),
                    HdfMessages.contiguous(address, (long) length * type.size()));
        }

        // Chunks as large as it takes for one node of a tree to list them; the last one is filled up.
        private void growing(String name, HdfMessages.Type type, int length, Fill fill) throws IOException {
            int chunk = Math.max(Math.min(Math.max(length, 1 << 10), CHUNK), length / HdfMessages.MOST_CHUNKS + 1);
            int chunks = (int) (((long) length + chunk - 1) / chunk);
            long address = channel.position();
            fill(length, type.size(), fill);
            long end = address + (long) chunks * chunk * type.size();
            ByteBuffer tree = HdfMessages.chunkTree(address, chunks, chunk, type.size());
            channel.position(end);
            while (tree.hasRemaining()) {
                channel.write(tree);
            }
            array(
                    name,
                    "array",
                    type,
                    HdfMessages.growing(length),
                    HdfMessages.fillValue(true),
                    HdfMessages.chunked(end, chunk, type.size()));
        }

        private void fill(int length, int width, Fill fill) throws IOException {
            int step = BUFFER / width;
            for (int from = 0; from < length; ) {
                int n = Math.min(step, length - from);
                buffer.clear();
                fill.put(buffer, from, n);
                buffer.flip();
                from += n;
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        }

        private void array(
                String name,
                String encoding,
                HdfMessages.Type type,
                ByteBuffer space,
                ByteBuffer fillValue,
                ByteBuffer layout)
                throws IOException {
            Node node = new Node();
            node.messages.add(space);
            node.messages.add(HdfMessages.datatype(type));
            node.messages.add(fillValue);
            node.messages.add(layout);
            encode(node, encoding, "0.2.0");
            messages.add(HdfMessages.link(name, node.finish()));
        }
    }

    private static Fill ofFloats(float[] values) {
        return (to, from, n) -> {
            to.asFloatBuffer().put(values, from, n);
            to.position(n * Float.BYTES);
        };
    }

    private static Fill ofInts(int[] values) {
        return (to, from, n) -> {
            to.asIntBuffer().put(values, from, n);
            to.position(n * Integer.BYTES);
        };
    }

    /** What anndata wants to know of every node. */
    static void encode(Node node, String encoding, String version) throws IOException {
        node.attribute("encoding-type", encoding);
        node.attribute("encoding-version", version);
    }
}
