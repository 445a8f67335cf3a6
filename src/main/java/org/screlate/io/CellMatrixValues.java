package org.screlate.io;

import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.io.arrow.ArrowBatches;
import org.screlate.io.arrow.ArrowColumns;
import org.screlate.matrix.BitMask;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Matrix;
import org.screlate.matrix.SparseMatrix;

/** The values of a cell matrix, gathered over the batches of its Arrow file. */
interface CellMatrixValues {
    /** Takes those of a batch, whose first row is {@code from}. */
    void take(ArrowBatches.Contents contents, VectorSchemaRoot root, int from);

    Matrix matrix();

    /** The values as they are stored: all of a dense matrix. */
    float[] stored();

    /** Which values an imputation filled, or null. */
    default @Nullable BitMask imputed() {
        return null;
    }

    /** Of compressed rows. */
    final class Sparse implements CellMatrixValues {
        private final int genes;
        private final Layer layer;
        private final int[] offsets;
        private final int[] indices;
        private final float[] data;

        Sparse(int rows, int stored, int genes, Layer layer) {
            this.genes = genes;
            this.layer = layer;
            this.offsets = new int[rows + 1];
            this.indices = new int[stored];
            this.data = new float[stored];
        }

        @Override
        public void take(ArrowBatches.Contents contents, VectorSchemaRoot root, int from) {
            CellMatrixLists lists = CellMatrixLists.of(root, layer).complete();
            int[] ofBatch = lists.offsets(from);
            int first = offsets[from];
            int length = ofBatch[root.getRowCount()];
            if (length > indices.length - first) {
                throw new InvalidInputException("it holds more values than the " + indices.length + " it promises");
            }
            for (int r = 0; r < root.getRowCount(); r++) {
                offsets[from + r + 1] = first + ofBatch[r + 1];
            }
            ArrowColumns.takeInts(lists.indices(), indices, first, length);
            if (lists.values() instanceof IntVector counts) {
                ArrowColumns.takeCounts(counts, data, first, length);
            } else {
                ArrowColumns.takeFloats((Float4Vector) lists.values(), data, first, length);
            }
        }

        @Override
        public float[] stored() {
            return data;
        }

        @Override
        public Matrix matrix() {
            return new SparseMatrix(offsets.length - 1, genes, offsets, indices, data);
        }
    }

    /** Of full rows. */
    final class Dense implements CellMatrixValues {
        private final DenseMatrix dense;
        private final @Nullable BitMask imputed;

        Dense(int rows, int genes, boolean masked) {
            dense = DenseMatrix.zeros(rows, genes);
            imputed = masked ? new BitMask(rows, genes) : null;
        }

        @Override
        public void take(ArrowBatches.Contents contents, VectorSchemaRoot root, int from) {
            takeDense(
                    contents.vector(root, CellMatrixFile.VALUES, FixedSizeListVector.class),
                    dense,
                    from,
                    root.getRowCount());
            if (imputed != null) {
                FixedSizeListVector masks = contents.vector(root, CellMatrixFile.IMPUTED, FixedSizeListVector.class);
                checkWidth(masks, dense.columns());
                BitVector bits = ArrowBatches.Contents.items(masks, BitVector.class);
                for (int r = 0; r < root.getRowCount(); r++) {
                    for (int c = 0; c < dense.columns(); c++) {
                        if (bits.get(r * dense.columns() + c) != 0) {
                            imputed.set(from + r, c);
                        }
                    }
                }
            }
        }

        @Override
        public float[] stored() {
            return dense.values();
        }

        @Override
        public Matrix matrix() {
            return dense;
        }

        @Override
        public @Nullable BitMask imputed() {
            return imputed;
        }
    }

    /** Takes the rows of one batch into a matrix, from a row on. */
    static void takeDense(FixedSizeListVector list, DenseMatrix dense, int from, int rows) {
        checkWidth(list, dense.columns());
        Float4Vector values = ArrowBatches.Contents.items(list, Float4Vector.class);
        ArrowColumns.takeFloats(values, dense.values(), dense.offset(from), rows * dense.columns());
    }

    private static void checkWidth(FixedSizeListVector list, int width) {
        if (list.getListSize() != width) {
            throw new InvalidInputException("its column '" + list.getName() + "' holds " + list.getListSize()
                    + " numbers a row, but " + width + " are named");
        }
    }
}
