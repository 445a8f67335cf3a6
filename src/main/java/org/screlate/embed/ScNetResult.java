package org.screlate.embed;

import java.util.List;
import java.util.Map;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;

/**
 * What the best epoch's model says, in evaluation mode, from all edges, for every cell and gene in the input's order.
 *
 * @param genes {@code [genes × dimensions]}; the inner product of two is the logit of their interaction
 * @param cells {@code [cells × dimensions]}
 * @param cellGraph the pruned graph; the weight of an edge is its attention, in (0, 1)
 * @param reconstruction of expression
 * @param log one row an epoch
 * @param state the last epoch's, with the best one's parameters
 * @param bestEpoch the epoch kept, from 1
 * @param known what the best epoch's model must know to place new cells
 */
public record ScNetResult(
        DenseMatrix genes,
        DenseMatrix cells,
        SparseMatrix cellGraph,
        Reconstruction reconstruction,
        List<ScNetEpoch> log,
        ScNetState state,
        int bestEpoch,
        Known known) {

    /** Without what a model file needs, the largest part of it. */
    public ScNetResult withoutModel() {
        ScNetState none = new ScNetState(state.epoch(), state.steps(), Map.of(), cellGraph, log);
        return new ScNetResult(genes, cells, cellGraph, reconstruction, log, none, bestEpoch, how -> {
            throw new IllegalStateException("the model was let go");
        });
    }

    /** Expression as the decoder sees it, made a block of cells at a time. */
    public interface Reconstruction {
        /**
         * Cells {@code from <= c < to}.
         *
         * @return {@code [(to − from) × genes]}, in the units of the input
         */
        DenseMatrix cells(int from, int to);
    }

    /** Found where it is asked for; the user's error of a model with full weights. */
    public interface Known {
        /** What the model knows of its cells. */
        TrainedCells cells(TrainedCells.Options how);
    }
}
