package org.screlate.embed;

import org.jspecify.annotations.Nullable;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.nn.Aggregation;
import org.screlate.nn.Links;

/**
 * The cells of one step and the edges between them.
 *
 * @param cells their numbers, or null for all
 * @param expression standardised, {@code [genes × cells]}
 * @param target the same, standardised over these cells only
 * @param aggregation of the convolutions
 * @param narrowing of the step to the head
 * @param links of the attention
 */
record CellBatch(
        int @Nullable [] cells,
        DenseMatrix expression,
        DenseMatrix target,
        Aggregation aggregation,
        Aggregation narrowing,
        Links links) {

    /** The batch of some cells. */
    static CellBatch of(
            int @Nullable [] cells,
            DenseMatrix expression,
            DenseMatrix target,
            SparseMatrix graph,
            ScNetOptions.Form form) {
        Aggregation symmetric = Aggregation.symmetric(graph);
        return new CellBatch(
                cells,
                expression,
                target,
                form == ScNetOptions.Form.SAGE ? Aggregation.mean(graph) : symmetric,
                symmetric,
                new Links(graph));
    }
}
