package org.screlate.io;

import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.io.arrow.ArrowBatches;
import org.screlate.io.arrow.ArrowColumns;

/** The rows of the parts of a matrix in their order, read batch by batch, with genes put in their places. */
final class CellMatrixRows implements AutoCloseable {
    private final Iterator<CellMatrixParts.Part> parts;
    private final BufferAllocator allocator = new RootAllocator();
    private @Nullable Open open;
    // Of a row under way.
    private int[] indices = new int[0];
    private int[] words = new int[0];

    CellMatrixRows(List<CellMatrixParts.Part> parts) {
        this.parts = parts.iterator();
    }

    /** Hands over all rows that are left. */
    void forEachRow(Consumer<CellMatrixParts.Row> use) {
        for (CellMatrixParts.Row row = nextRow(); row != null; row = nextRow()) {
            use.accept(row);
        }
    }

    /**
     * Puts the next rows into a batch as they are stored, each sorted by its place.
     *
     * @param offsets where the values of each row begin and end
     */
    void put(VectorSchemaRoot root, int[] offsets) {
        ListVector indexLists = (ListVector) root.getVector(CellMatrixFile.INDICES);
        ListVector dataLists = (ListVector) root.getVector(CellMatrixFile.DATA);
        int rows = offsets.length - 1;
        CellMatrixFile.putOffsets(indexLists, offsets, 0, rows);
        CellMatrixFile.putOffsets(dataLists, offsets, 0, rows);
        BaseFixedWidthVector data = (BaseFixedWidthVector) dataLists.getDataVector();
        IntBuffer toIndices = ArrowColumns.words((BaseFixedWidthVector) indexLists.getDataVector(), offsets[rows]);
        IntBuffer toWords = ArrowColumns.words(data, offsets[rows]);
        for (int r = 0; r < rows; r++) {
            CellMatrixParts.Row row = nextRow();
            if (row == null
                    || row.isCounts() != data instanceof IntVector
                    || put(row, toIndices, toWords, offsets[r]) != offsets[r + 1]) {
                throw new IllegalStateException("row " + r + " of a batch has not the values that were counted");
            }
        }
    }

    /** @return where the row's values end */
    private int put(CellMatrixParts.Row row, IntBuffer toIndices, IntBuffer toWords, int from) {
        int length = row.length();
        if (row.places() == null) {
            toIndices.put(from, row.indices(), row.at(), length);
            toWords.put(from, row.words(), row.at(), length);
            return from + length;
        }
        if (indices.length < length) {
            indices = new int[length];
            words = new int[length];
        }
        row.indices().get(row.at(), indices, 0, length);
        row.words().get(row.at(), words, 0, length);
        int kept = place(row.places(), length);
        toIndices.put(from, indices, 0, kept);
        toWords.put(from, words, 0, kept);
        return from + kept;
    }

    private int place(int[] places, int length) {
        int kept = 0;
        boolean rising = true;
        int last = -1;
        for (int k = 0; k < length; k++) {
            int place = places[indices[k]];
            if (place >= 0) {
                indices[kept] = place;
                words[kept++] = words[k];
                rising &= place > last;
                last = place;
            }
        }
        if (!rising) {
            sort(kept);
        }
        return kept;
    }

    // A place and the bits of its value as one long each: those sort without objects.
    private void sort(int length) {
        long[] both = new long[length];
        for (int k = 0; k < length; k++) {
            both[k] = ((long) indices[k] << 32) | (words[k] & 0xffffffffL);
        }
        Arrays.sort(both);
        for (int k = 0; k < length; k++) {
            indices[k] = (int) (both[k] >> 32);
            words[k] = (int) both[k];
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

    /** One file under way; its frame was checked when it was outlined. */
    private static final class Open implements AutoCloseable {
        private final CellMatrixParts.Part part;
        private final FileChannel channel;
        private final ArrowReader reader;
        private @Nullable Batch batch;
        private int batchFrom;
        private int batchTo;
        private int taken;

        Open(CellMatrixParts.Part part, BufferAllocator allocator) {
            this.part = part;
            try {
                channel = FileChannel.open(part.path(), StandardOpenOption.READ);
                reader = ArrowBatches.again(channel, allocator);
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
            try {
                return batch == null ? null : batch.row(wanted - batchFrom, part);
            } catch (InvalidInputException e) {
                throw new InvalidInputException(
                        part.path() + " is damaged: row " + wanted + " " + e.getMessage() + "; make it anew", e);
            }
        }

        private boolean load() {
            try {
                if (!reader.loadNextBatch()) {
                    return false;
                }
                VectorSchemaRoot root = reader.getVectorSchemaRoot();
                batch = new Batch(
                        CellMatrixLists.of(root, part.frame().layer()).complete(), root.getRowCount(), batchTo);
                batchFrom = batchTo;
                batchTo += root.getRowCount();
                return true;
            } catch (InvalidInputException e) {
                throw new InvalidInputException(part.path() + ": " + e.getMessage(), e);
            } catch (IOException e) {
                throw CellMatrixParts.unreadable(part.path(), e);
            } catch (RuntimeException e) {
                throw ArrowBatches.damaged(part.path(), e);
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
        private final int[] offsets;
        private final IntBuffer indices;
        private final IntBuffer words;
        private final boolean isCounts;

        Batch(CellMatrixLists lists, int rows, int from) {
            this.offsets = lists.offsets(from);
            this.indices = CellMatrixLists.words(lists.indices(), offsets[rows]);
            this.words = CellMatrixLists.words(lists.values(), offsets[rows]);
            this.isCounts = lists.values() instanceof IntVector;
        }

        CellMatrixParts.Row row(int row, CellMatrixParts.Part part) {
            int at = offsets[row];
            int end = offsets[row + 1];
            checkGenes(at, end, part.frame().genes().size());
            checkValues(at, end, part.frame().layer());
            return new CellMatrixParts.Row(indices, words, isCounts, at, end - at, part.places());
        }

        // First without a branch, which the processor does several at once: a sign tells that something is wrong
        // somewhere.
        private void checkGenes(int at, int end, int genes) {
            int wrong = end > at ? indices.get(at) : 0;
            for (int k = at + 1; k < end; k++) {
                int before = indices.get(k - 1);
                int index = indices.get(k);
                // Of two that are not negative the difference cannot overflow; one that is negative has the sign
                // itself.
                wrong |= index | (index - before - 1);
            }
            if (wrong >= 0 && (end == at || indices.get(end - 1) < genes)) {
                return;
            }
            int last = -1;
            for (int k = at; k < end; k++) {
                int index = indices.get(k);
                if (index <= last) {
                    throw new InvalidInputException("names gene " + index + " after gene " + last);
                }
                last = index;
            }
            throw new InvalidInputException("names gene " + last + " of " + genes);
        }

        // Floats that are not negative are in the order of their bits, and those that are no number come last.
        private boolean areWithin(int at, int end, float greatest) {
            int most = isCounts ? (int) greatest : Float.floatToIntBits(greatest);
            int wrong = 0;
            for (int k = at; k < end; k++) {
                int word = words.get(k);
                wrong |= word | (most - word);
            }
            return wrong >= 0;
        }

        private void checkValues(int at, int end, Layer layer) {
            if (layer.least() == 0 && areWithin(at, end, layer.greatest())) {
                return;
            }
            float least = layer.least();
            float greatest = layer.greatest();
            for (int k = at; k < end; k++) {
                float value = isCounts ? words.get(k) : Float.intBitsToFloat(words.get(k));
                if (!(value >= least && value <= greatest)) {
                    throw new InvalidInputException("holds the value " + value + ", which no " + layer.word() + " is");
                }
            }
        }
    }
}
