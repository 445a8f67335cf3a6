package org.screlate.io;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.jspecify.annotations.Nullable;

/** The rows of the parts of a matrix in their order, read batch by batch, with genes put in their places. */
final class CellMatrixRows implements AutoCloseable {
    private final Iterator<CellMatrixParts.Part> parts;
    private final BufferAllocator allocator = new RootAllocator();
    private @Nullable Open open;
    private int[] indices = new int[0];
    private float[] values = new float[0];

    CellMatrixRows(List<CellMatrixParts.Part> parts) {
        this.parts = parts.iterator();
    }

    /** The number of values of a row. */
    static int length(VectorSchemaRoot root, int row) {
        return length((ListVector) root.getVector(CellMatrixFile.INDICES), row);
    }

    private static int length(ListVector lists, int row) {
        return lists.getOffsetBuffer().getInt(4L * (row + 1))
                - lists.getOffsetBuffer().getInt(4L * row);
    }

    /** Hands over all rows that are left. */
    void forEachRow(Consumer<CellMatrixParts.Row> use) {
        for (CellMatrixParts.Row row = nextRow(); row != null; row = nextRow()) {
            use.accept(row);
        }
    }

    /** Reads the next rows into {@link #indices} and {@link #values}, each sorted by its place. */
    void next(int[] offsets) {
        reserve(offsets[offsets.length - 1]);
        for (int r = 0; r + 1 < offsets.length; r++) {
            CellMatrixParts.Row row = nextRow();
            if (row == null || put(row, offsets[r]) != offsets[r + 1]) {
                throw new IllegalStateException("row " + r + " of a batch has not the values that were counted");
            }
        }
    }

    int[] indices() {
        return indices;
    }

    float[] values() {
        return values;
    }

    private void reserve(int length) {
        if (indices.length < length) {
            indices = Arrays.copyOf(indices, length);
            values = Arrays.copyOf(values, length);
        }
    }

    private int put(CellMatrixParts.Row row, int from) {
        // A row is read whole, also what will have no place.
        reserve(from + row.length());
        row.indices().get(row.at(), indices, from, row.length());
        if (row.counts() != null) {
            for (int k = 0; k < row.length(); k++) {
                values[from + k] = row.counts().get(row.at() + k);
            }
        } else if (row.reals() != null) {
            row.reals().get(row.at(), values, from, row.length());
        }
        return row.places() == null ? from + row.length() : place(row.places(), from, from + row.length());
    }

    private int place(int[] places, int from, int to) {
        int kept = from;
        boolean rising = true;
        int last = -1;
        for (int k = from; k < to; k++) {
            int place = places[indices[k]];
            if (place >= 0) {
                indices[kept] = place;
                values[kept++] = values[k];
                rising &= place > last;
                last = place;
            }
        }
        if (!rising) {
            sort(from, kept);
        }
        return kept;
    }

    // A place and the bits of its value as one long each: those sort without objects.
    private void sort(int from, int to) {
        long[] both = new long[to - from];
        for (int k = from; k < to; k++) {
            both[k - from] = ((long) indices[k] << 32) | (Float.floatToRawIntBits(values[k]) & 0xffffffffL);
        }
        Arrays.sort(both);
        for (int k = from; k < to; k++) {
            indices[k] = (int) (both[k - from] >> 32);
            values[k] = Float.intBitsToFloat((int) both[k - from]);
        }
    }

    private CellMatrixParts.@Nullable Row nextRow() {
        while (true) {
            if (open == null) {
                if (!parts.hasNext()) {
                    return null;
                }
                open = new Open(parts.next(), allocator);
            }
            CellMatrixParts.Row row = open.next();
            if (row != null) {
                return row;
            }
            open.close();
            open = null;
        }
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
        }
        allocator.close();
    }

    /** One file under way. */
    private static final class Open implements AutoCloseable {
        private final CellMatrixParts.Part part;
        private final FileChannel channel;
        private final ArrowFileReader reader;
        private @Nullable Batch batch;
        private int batchFrom;
        private int batchTo;
        private int taken;

        Open(CellMatrixParts.Part part, BufferAllocator allocator) {
            this.part = part;
            try {
                channel = FileChannel.open(part.path(), StandardOpenOption.READ);
                reader = new ArrowFileReader(channel, allocator, CommonsCompressionFactory.INSTANCE);
            } catch (IOException e) {
                throw CellMatrixParts.unreadable(part.path(), e);
            }
        }

        CellMatrixParts.@Nullable Row next() {
            int[] rows = part.rows();
            if (rows != null && taken == rows.length) {
                return null;
            }
            int wanted = rows == null ? taken : rows[taken];
            while (wanted >= batchTo) {
                if (!load()) {
                    return null;
                }
            }
            taken++;
            return batch == null ? null : batch.row(wanted - batchFrom, part.places());
        }

        private boolean load() {
            try {
                if (!reader.loadNextBatch()) {
                    return false;
                }
                batch = new Batch(
                        (ListVector) reader.getVectorSchemaRoot().getVector(CellMatrixFile.INDICES),
                        (ListVector) reader.getVectorSchemaRoot().getVector(CellMatrixFile.DATA));
                batchFrom = batchTo;
                batchTo += reader.getVectorSchemaRoot().getRowCount();
                return true;
            } catch (IOException e) {
                throw CellMatrixParts.unreadable(part.path(), e);
            }
        }

        @Override
        public void close() {
            try {
                reader.close();
                channel.close();
            } catch (IOException e) {
                throw CellMatrixParts.unreadable(part.path(), e);
            }
        }
    }

    /** The buffers of a batch, as they lie in the file. */
    private static final class Batch {
        private final ListVector lists;
        private final IntBuffer indices;
        private final @Nullable IntBuffer counts;
        private final @Nullable FloatBuffer reals;

        Batch(ListVector lists, ListVector data) {
            this.lists = lists;
            this.indices = buffer(lists.getDataVector().getDataBuffer(), lists).asIntBuffer();
            boolean whole = data.getDataVector() instanceof IntVector;
            java.nio.ByteBuffer values = buffer(data.getDataVector().getDataBuffer(), lists);
            this.counts = whole ? values.asIntBuffer() : null;
            this.reals = whole ? null : values.asFloatBuffer();
        }

        private static java.nio.ByteBuffer buffer(ArrowBuf buffer, ListVector lists) {
            long bytes = 4L * lists.getOffsetBuffer().getInt(4L * lists.getValueCount());
            return buffer.nioBuffer(0, Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
        }

        CellMatrixParts.Row row(int row, int @Nullable [] places) {
            int at = lists.getOffsetBuffer().getInt(4L * row);
            return new CellMatrixParts.Row(indices, counts, reals, at, length(lists, row), places);
        }
    }
}
