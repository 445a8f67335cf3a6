package org.screlate.io;

import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.io.arrow.ArrowBatches;
import org.screlate.io.arrow.ArrowMetadata;

/** The two lists of each cell in a batch of a sparse matrix, genes and values, held against each other. */
final class CellMatrixLists {
    private final ListVector indices;
    private final ListVector data;
    private final int rows;

    private CellMatrixLists(ListVector indices, ListVector data, int rows) {
        this.indices = indices;
        this.data = data;
        this.rows = rows;
    }

    /** Those of a batch, which must be of the types that a layer has. */
    static CellMatrixLists of(VectorSchemaRoot root, Layer layer) {
        ListVector indices = ArrowBatches.Contents.typed(root, CellMatrixFile.INDICES, ListVector.class);
        ListVector data = ArrowBatches.Contents.typed(root, CellMatrixFile.DATA, ListVector.class);
        boolean fits = items(indices) instanceof IntVector
                && (layer == Layer.COUNTS ? items(data) instanceof IntVector : items(data) instanceof Float4Vector);
        if (!fits) {
            throw new InvalidInputException("its column 'data' holds "
                    + items(data).getField().getType()
                    + " of genes " + items(indices).getField().getType() + ", which this program does not write as "
                    + layer.word());
        }
        return new CellMatrixLists(indices, data, root.getRowCount());
    }

    /** Refuses missing values; not for what {@link ArrowBatches#readWithoutItems} leaves out. */
    CellMatrixLists complete() {
        if (items(indices).getNullCount() > 0 || items(data).getNullCount() > 0) {
            throw new InvalidInputException("its lists hold missing values, which this program does not write there");
        }
        return this;
    }

    /**
     * Where the lists of each cell begin and end.
     *
     * @param from number of the first cell, for messages
     */
    int[] offsets(int from) {
        int[] offsets = new int[rows + 1];
        for (int r = 0; r <= rows && rows > 0; r++) {
            offsets[r] = indices.getOffsetBuffer().getInt(4L * r);
            boolean falls = r == 0 ? offsets[0] != 0 : offsets[r] < offsets[r - 1];
            if (falls || data.getOffsetBuffer().getInt(4L * r) != offsets[r]) {
                throw new InvalidInputException(
                        "row " + (from + Math.max(0, r - 1)) + " has another number of genes than of values");
            }
        }
        if (offsets[rows] > items(indices).getValueCount()
                || offsets[rows] > items(data).getValueCount()) {
            throw new InvalidInputException("its lists are longer than what they hold");
        }
        return offsets;
    }

    /** Refuses another number of values than the metadata promise. */
    static void checkStored(ArrowBatches.Contents contents, long stored) {
        int promised = contents.number(ArrowMetadata.STORED);
        if (promised != stored) {
            throw new InvalidInputException("it holds " + stored + " values, not the " + promised + " it promises");
        }
    }

    IntVector indices() {
        return (IntVector) items(indices);
    }

    BaseFixedWidthVector values() {
        return (BaseFixedWidthVector) items(data);
    }

    private static FieldVector items(ListVector list) {
        return list.getDataVector();
    }

    /** The 32 bits of each of the first items. */
    static IntBuffer words(BaseFixedWidthVector items, int length) {
        ArrowBuf buffer = items.getDataBuffer();
        return buffer.nioBuffer(0, Math.multiplyExact(Integer.BYTES, length))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer();
    }
}
