package org.screlate.embed;

import java.util.Locale;

/**
 * Settings of {@link ScNet}.
 *
 * @param model shape of the network
 * @param training how it learns
 * @param pruning how the cell graph is thinned
 * @param seed of all random choices
 */
public record ScNetOptions(Model model, Training training, Pruning pruning, long seed) {
    /** Those of the paper, with factorised weights and one step an epoch. */
    public static final ScNetOptions DEFAULTS =
            new ScNetOptions(Model.DEFAULTS, Training.DEFAULTS, Pruning.DEFAULTS, 0);

    /** How a convolution weighs a node and its neighbours. */
    public enum Form {
        /** Mean of the neighbours and the node itself, with a weight matrix each; as the published code. */
        SAGE,
        /** Symmetrically normalised sum over neighbours and node, with one weight matrix; as the paper. */
        GCN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Shape of the network.
     *
     * @param form of the convolutions
     * @param rank of the factors of each cells × cells and genes × genes weight, which a skip connection then joins; 0
     *     for full weights
     * @param layers of alternating convolutions
     * @param hidden width between encoder and embedding
     * @param dimensions of the embeddings
     * @param dropout part of the values dropped in training
     */
    public record Model(Form form, int rank, int layers, int hidden, int dimensions, double dropout) {
        /** Those of the published code but for rank and dropout. */
        public static final Model DEFAULTS = new Model(Form.SAGE, 32, 3, 250, 75, 0.1);

        /** Checks them. */
        public Model {
            if (rank < 0) {
                throw new IllegalArgumentException("--rank must be at least 0, not " + rank);
            }
            if (layers < 1) {
                throw new IllegalArgumentException("--layers must be at least 1, not " + layers);
            }
            if (hidden < 1) {
                throw new IllegalArgumentException("--hidden must be at least 1, not " + hidden);
            }
            if (dimensions < 1) {
                throw new IllegalArgumentException("--dimensions must be at least 1, not " + dimensions);
            }
            if (!(dropout >= 0 && dropout < 1)) {
                throw new IllegalArgumentException("--dropout must be at least 0 and below 1, not " + dropout);
            }
        }
    }

    /**
     * How the network learns.
     *
     * @param epochs how often all cells and edges are seen
     * @param learningRate of Adam
     * @param weightDecay L2 penalty in Adam's gradient
     * @param edgeBatches parts into which the edges of the cell graph are cut, one step of the optimiser each
     * @param cellBatch cells of a step; all if there are no more
     * @param evaluateEvery epochs between evaluations on the validation edges
     * @param edgeWeight of the loss of edges, beside those of expression and correlation
     * @param withheld part of the edges that no convolution of a step sees, drawn anew for each step; the loss sees all
     * @param averaging how much of the averaged parameters, by which all is judged and written, stays at a step; 0 for none
     * @param matchedNegatives part of the pairs that the edges are told from whose ends are drawn from the ends of edges,
     *     so that degrees do not give them away; the rest is drawn uniformly
     * @param patience evaluations in a row by which the vectors as they would be written tell validation edges no better than
     *     before, after which training ends; 0: all epochs
     */
    public record Training(
            int epochs,
            double learningRate,
            double weightDecay,
            int edgeBatches,
            int cellBatch,
            int evaluateEvery,
            double edgeWeight,
            double withheld,
            double averaging,
            double matchedNegatives,
            int patience) {
        /** One step an epoch, at a rate to match. */
        public static final Training DEFAULTS = new Training(90, 1e-3, 1e-5, 1, 2000, 10, 3, 0.5, 0.8, 0.1, 3);

        /** Checks them. */
        public Training {
            if (epochs < 1) {
                throw new IllegalArgumentException("--epochs must be at least 1, not " + epochs);
            }
            if (!(learningRate > 0 && learningRate < 1)) {
                throw new IllegalArgumentException("--learning-rate must be above 0 and below 1, not " + learningRate);
            }
            if (!(weightDecay >= 0 && weightDecay < 1)) {
                throw new IllegalArgumentException("--weight-decay must be at least 0 and below 1, not " + weightDecay);
            }
            if (edgeBatches < 1) {
                throw new IllegalArgumentException("--edge-batches must be at least 1, not " + edgeBatches);
            }
            if (cellBatch < 2) {
                throw new IllegalArgumentException("--cell-batch must be at least 2, not " + cellBatch);
            }
            if (evaluateEvery < 1) {
                throw new IllegalArgumentException("--evaluate-every must be at least 1, not " + evaluateEvery);
            }
            if (!(edgeWeight > 0 && edgeWeight <= 1000)) {
                throw new IllegalArgumentException("--edge-weight must be above 0 and at most 1000, not " + edgeWeight);
            }
            if (!(withheld >= 0 && withheld < 1)) {
                throw new IllegalArgumentException("--withheld must be at least 0 and below 1, not " + withheld);
            }
            if (!(averaging >= 0 && averaging < 1)) {
                throw new IllegalArgumentException("--averaging must be at least 0 and below 1, not " + averaging);
            }
            if (!(matchedNegatives >= 0 && matchedNegatives <= 1)) {
                throw new IllegalArgumentException("--matched-negatives must be from 0 to 1, not " + matchedNegatives);
            }
            if (patience < 0) {
                throw new IllegalArgumentException("--patience must be at least 0, not " + patience);
            }
        }
    }

    /**
     * How the cell graph is thinned by attention.
     *
     * @param interval epochs between prunings; 0 for none
     * @param percentile of the attention below which an edge goes, in percent
     * @param leastEdges of each cell that stay whatever their attention
     */
    public record Pruning(int interval, double percentile, int leastEdges) {
        /** Those of the published code. */
        public static final Pruning DEFAULTS = new Pruning(30, 10, 10);

        /** Checks them. */
        public Pruning {
            if (interval < 0) {
                throw new IllegalArgumentException("--prune-every must be at least 0, not " + interval);
            }
            if (!(percentile >= 0 && percentile < 100)) {
                throw new IllegalArgumentException("--prune-percentile must be 0 or more and below 100: " + percentile);
            }
            if (leastEdges < 1) {
                throw new IllegalArgumentException("--min-edges must be at least 1, not " + leastEdges);
            }
        }
    }
}
