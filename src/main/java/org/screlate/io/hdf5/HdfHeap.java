package org.screlate.io.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.screlate.matrix.Sizes;

/**
 * Words of any length in a file: collections of the global heap (III.E of the specification), and the references that
 * stand for the words in arrays and attributes. Each word is an object of its own, so that whoever replaces one in the
 * file frees no other.
 */
final class HdfHeap {
    /** Bytes of a reference: length, address of the collection, number in it. */
    static final int REFERENCE = 16;

    private static final byte[] SIGNATURE = {'G', 'C', 'O', 'L', 1, 0, 0, 0};
    private static final int HEADER = 16;
    private static final int LEAST = 1 << 12;
    /** Numbers of objects have two bytes: in so many bytes there is no place for more. */
    private static final int MOST = 1 << 20;

    private final FileChannel channel;
    private ByteBuffer collection = ByteBuffer.allocate(0);
    private long address;
    private int objects;
    private int next = LEAST;

    HdfHeap(FileChannel channel) {
        this.channel = channel;
    }

    /** Stores words; their references, one behind the other. A new collection takes its place at the channel's position. */
    ByteBuffer put(String... words) throws IOException {
        ByteBuffer references =
                ByteBuffer.allocate(Sizes.product(REFERENCE, words.length)).order(ByteOrder.LITTLE_ENDIAN);
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            int size = HEADER + (bytes.length + 7) / 8 * 8;
            reserve(size);
            collection.putShort((short) ++objects).putShort((short) 0).putInt(0).putLong(bytes.length);
            collection.put(bytes).position(collection.position() + size - HEADER - bytes.length);
            references.putInt(bytes.length).putLong(address).putInt(objects);
        }
        return references.flip();
    }

    // What stays free at the end has a header of its own, for which there must be room.
    private void reserve(int size) throws IOException {
        int left = collection.remaining() - size;
        if (left == 0 || left >= HEADER) {
            return;
        }
        finish();
        collection = ByteBuffer.allocate(Math.max(next, 2 * HEADER + size)).order(ByteOrder.LITTLE_ENDIAN);
        address = channel.position();
        channel.position(address + collection.capacity());
        collection.put(SIGNATURE).putLong(collection.capacity());
        objects = 0;
        next = Math.min(MOST, 2 * next);
    }

    /** Writes the collection under way to its place. */
    void finish() throws IOException {
        if (collection.capacity() == 0) {
            return;
        }
        if (collection.remaining() >= HEADER) {
            collection.putLong(0).putLong(collection.remaining() + Long.BYTES);
        }
        collection.clear();
        for (long at = address; collection.hasRemaining(); ) {
            at += channel.write(collection, at);
        }
        collection = ByteBuffer.allocate(0);
    }
}
