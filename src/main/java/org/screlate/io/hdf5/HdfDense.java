package org.screlate.io.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.io.foreign.CompressedRows;
import org.screlate.matrix.Sizes;

/** Numbers of datasets of two dimensions, read so that each chunk is unpacked once. */
final class HdfDense {
    /** Bytes of rows that may be held at once before columns are tried. */
    private static final long BAND = 64 << 20;
    /** Values that tell what a matrix holds. */
    private static final int FIRST = Hdf.SLICE / 8;

    private HdfDense() {}

    /** The values that are not zero, by rows. */
    static CompressedRows nonZero(Dataset dataset) {
        int[] shape = dataset.getDimensions();
        if (isTall(dataset)) {
            CompressedRows.Builder builder = new CompressedRows.Builder(shape[0]);
            forEachColumn((ChunkedDataset) dataset, builder);
            return builder.build().transposed();
        }
        CompressedRows.Builder builder = new CompressedRows.Builder(shape[1]);
        forEachRow(dataset, (r, values) -> {
            for (int c = 0; c < shape[1]; c++) {
                builder.add(c, values[c]);
            }
            builder.endRow();
        });
        return builder.build();
    }

    /** Whether rows of whole chunks take much memory, and columns of whole chunks less. */
    private static boolean isTall(Dataset dataset) {
        if (!(dataset instanceof ChunkedDataset chunked) || dataset.getStorageInBytes() == 0) {
            return false;
        }
        int[] shape = dataset.getDimensions();
        int[] chunk = chunked.getChunkDimensions();
        long width = dataset.getDataType().getSize();
        long rows = width * Math.min(chunk[0], shape[0]) * shape[1];
        return rows > BAND && width * shape[0] * Math.min(chunk[1], shape[1]) < rows;
    }

    /** Rows, one after another. */
    static void forEachRow(Dataset dataset, TakeRow take) {
        int[] shape = dataset.getDimensions();
        int chunk = Hdf.rowsOfChunk(dataset);
        long step = (long) chunk * Math.max(1, Hdf.SLICE / Math.max(1, shape[1]) / chunk);
        HdfChunks chunks = Hdf.chunks(dataset);
        for (long from = 0; from < shape[0] && shape[1] > 0; from += step) {
            int length = (int) Math.min(step, shape[0] - from);
            boolean written = dataset.getStorageInBytes() > 0;
            Object[] rows = written ? rows(dataset, chunks, (int) from, length, shape[1]) : new Object[0];
            for (int r = 0; r < length; r++) {
                take.row((int) from + r, HdfNumbers.floats(written ? rows[r] : Hdf.unwritten(dataset, shape[1])));
            }
        }
    }

    // Rows of the builder are columns of the dataset.
    private static void forEachColumn(ChunkedDataset dataset, CompressedRows.Builder builder) {
        refuseRecords(dataset);
        int[] shape = dataset.getDimensions();
        int chunk = dataset.getChunkDimensions()[1];
        long step = (long) chunk * Math.max(1, Hdf.SLICE / shape[0] / chunk);
        HdfChunks chunks = new HdfChunks(dataset);
        for (long from = 0; from < shape[1]; from += step) {
            int length = (int) Math.min(step, shape[1] - from);
            float[][] rows = new float[shape[0]][];
            Object[] found = (Object[]) chunks.window(0, shape[0], (int) from, length);
            for (int r = 0; r < rows.length; r++) {
                rows[r] = HdfNumbers.floats(found[r]);
            }
            for (int c = 0; c < length; c++) {
                for (int r = 0; r < rows.length; r++) {
                    builder.add(r, rows[r][c]);
                }
                builder.endRow();
            }
        }
    }

    /** Some of its first numbers: of the first rows, or where that is much to unpack, of the first chunk. */
    static float[] first(Dataset dataset) {
        int[] shape = dataset.getDimensions();
        int columns = isTall(dataset) ? ((ChunkedDataset) dataset).getChunkDimensions()[1] : shape[1];
        columns = Math.min(columns, shape[1]);
        int rows = Math.min(shape[0], Math.max(1, FIRST / columns));
        float[] all = new float[Sizes.product(rows, columns)];
        HdfChunks chunks = Hdf.chunks(dataset);
        Object[] found = dataset.getStorageInBytes() == 0
                ? new Object[0]
                : columns == shape[1] || chunks == null
                        ? rows(dataset, chunks, 0, rows, columns)
                        : (Object[]) chunks.window(0, rows, 0, columns);
        for (int r = 0; r < found.length; r++) {
            System.arraycopy(HdfNumbers.floats(found[r]), 0, all, r * columns, columns);
        }
        return all;
    }

    private static Object[] rows(Dataset dataset, @Nullable HdfChunks chunks, int from, int length, int columns) {
        refuseRecords(dataset);
        return (Object[])
                (chunks != null
                        ? chunks.rows(from, length)
                        : dataset.getData(new long[] {from, 0}, new int[] {length, columns}));
    }

    private static void refuseRecords(Dataset dataset) {
        if (dataset.isCompound()) {
            throw new InvalidInputException("'" + dataset.getPath() + "' holds records, not numbers");
        }
    }

    /** Takes one row. */
    interface TakeRow {
        void row(int row, float[] values);
    }
}
