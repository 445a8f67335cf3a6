package org.screlate.embed;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Progress;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Matrix;
import org.screlate.matrix.Workers;

/**
 * Embeddings of genes and cells from expression and protein interactions.
 *
 * @see <a href="https://doi.org/10.1038/s41592-025-02627-0">Sheinin, Sharan and Madi (2025)</a>
 */
public final class ScNet {
    /** Bytes of the code that is compiled beyond that of other tools. */
    private static final long CODE = 18 << 20;

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
        ScNetTraining training = new ScNetTraining(options, input, from, workers);
        training.run(progress, checkpoint);
        return training.result();
    }

    /** What a trained model says of the input it was trained on, without training. */
    public ScNetResult evaluate(ScNetInput input, ScNetState state, Workers workers) {
        return new ScNetTraining(options, input, state, workers).result();
    }

    /**
     * Places cells that were not there in training, by the best epoch's model.
     *
     * @param state of the training
     * @param expression {@code [new cells × genes]}, in the units of the training
     * @return {@code [new cells × dimensions]}
     */
    public DenseMatrix embed(TrainedCells known, ScNetState state, Matrix expression, Workers workers) {
        checkThin(options);
        return new NewCells(options, known, known.nearest(expression, workers), workers)
                .embed(state, StandardisedExpression.of(expression, state));
    }

    /** Refuses to place new cells by weights of which each belongs to two cells. */
    public static void checkThin(ScNetOptions options) {
        if (options.model().rank() == 0) {
            throw new InvalidInputException("full weights have no place for new cells; train with --rank");
        }
    }

    /**
     * Bytes in use at the peak: expression twice, the parameters six times (value, gradient, two moments, average, best), and the
     * tables of a step.
     *
     * @param cells of the training
     * @param genes that are embedded
     * @param stored values above zero of all genes
     */
    public static long memory(ScNetOptions options, long cells, long genes, long stored) {
        ScNetOptions.Model model = options.model();
        long nodes = cells + genes;
        long convolutions = 2L * model.layers();
        long sides = model.form() == ScNetOptions.Form.SAGE ? 2 : 1;
        boolean full = model.rank() == 0;
        long weights = full ? cells * cells + genes * genes : 2L * model.rank() * nodes;
        long parameters = model.layers() * sides * weights + model.hidden() * (cells + 2 * genes);
        long table = genes * Math.min(cells, options.training().cellBatch());
        // Of each convolution its output and what fell away, with full weights what it saw, too; six more tables
        // beside.
        long tables = (convolutions * (full ? 3 : 1) + 6) * table + convolutions * table / Float.BYTES;
        long written = model.hidden() * genes; // the largest parameter once more, when the model is written
        long thin = (3L * model.hidden() + 8L * model.dimensions() + convolutions * sides * model.rank()) * nodes;
        return CODE
                + 2 * stored * (Integer.BYTES + Float.BYTES)
                + Float.BYTES * (6 * parameters + tables + thin + written);
    }
}
