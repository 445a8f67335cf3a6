package org.screlate.impute;

import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.matrix.BitMask;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;

/**
 * Leaves small values out of a result: \(y_{ij} = 0\) where \(y_{ij} < t\), except observed values where the result keeps
 * them.
 *
 * @param limit t, in the unit of the result
 */
public record Threshold(double limit) {
    /** Checks the limit. */
    public Threshold {
        if (!(limit >= 0 && limit <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("threshold not from 0 up: " + limit);
        }
    }

    /**
     * What is left.
     *
     * @param cells the result, sparse; no mask of what was filled
     * @param dropped values that were not zero before
     */
    public record Result(CellMatrix cells, long dropped) {}

    /** Leaves small values out. */
    public Result apply(CellMatrix result) {
        DenseMatrix values = result.values().toDense();
        BitMask filled = result.layer() == Layer.SMOOTHED ? null : result.imputed();
        int[] offsets = new int[values.rows() + 1];
        long dropped = 0;
        for (int r = 0; r < values.rows(); r++) {
            int kept = 0;
            for (int c = 0; c < values.columns(); c++) {
                boolean isKept = isKept(values, filled, r, c);
                kept += isKept ? 1 : 0;
                dropped += !isKept && values.get(r, c) != 0 ? 1 : 0;
            }
            offsets[r + 1] = offsets[r] + kept;
        }
        int[] indices = new int[offsets[values.rows()]];
        float[] data = new float[indices.length];
        for (int r = 0, next = 0; r < values.rows(); r++) {
            for (int c = 0; c < values.columns(); c++) {
                if (isKept(values, filled, r, c)) {
                    indices[next] = c;
                    data[next++] = values.get(r, c);
                }
            }
        }
        SparseMatrix sparse = new SparseMatrix(values.rows(), values.columns(), offsets, indices, data);
        return new Result(result.withValues(sparse, result.layer()), dropped);
    }

    private boolean isKept(DenseMatrix values, @Nullable BitMask filled, int r, int c) {
        float value = values.get(r, c);
        boolean observed = filled != null && !filled.get(r, c);
        return value != 0 && (observed || value >= limit);
    }
}
