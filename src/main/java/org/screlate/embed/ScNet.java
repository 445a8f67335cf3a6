package org.screlate.embed;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Progress;
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
        ScNetTraining training = new ScNetTraining(options, input, workers);
        if (from != null) {
            training.restore(from);
        }
        training.run(progress, checkpoint);
        return training.result();
    }

    /** What a trained model says of the input it was trained on, without training. */
    public ScNetResult evaluate(ScNetInput input, ScNetState state, Workers workers) {
        ScNetTraining training = new ScNetTraining(options, input, workers);
        training.restore(state);
        return training.result();
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
