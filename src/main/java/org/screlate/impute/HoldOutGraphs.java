package org.screlate.impute;

import org.jspecify.annotations.Nullable;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * What conditional expression and detection share: the observed values parted for a hold-out, and the graphs of related
 * cells found in what is left of them and in all.
 *
 * @param holdOut of one fifth of the observed values
 * @param ofRest {@code [cells × cells]}, not normalised; null where there is too little to hide
 * @param ofAll {@code [cells × cells]}, not normalised
 */
record HoldOutGraphs(HiddenValues holdOut, @Nullable SparseMatrix ofRest, SparseMatrix ofAll) {
    /** Share of the observed values that is hidden. */
    static final double HIDDEN_SHARE = 0.2;

    static HoldOutGraphs of(
            Expression expression, RelatedCells related, long seed, Relations relations, Workers workers) {
        HiddenValues holdOut = HiddenValues.of(expression, HIDDEN_SHARE, seed);
        return new HoldOutGraphs(
                holdOut,
                holdOut.isPossible() ? related.graph(holdOut.rest(), seed, relations, workers) : null,
                related.graph(expression.x(), seed, relations, workers));
    }
}
