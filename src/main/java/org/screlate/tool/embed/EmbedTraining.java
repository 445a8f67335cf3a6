package org.screlate.tool.embed;

import org.screlate.embed.ScNetOptions;
import picocli.CommandLine.Option;

/** The options of screlate-embed that say how the model is shaped and trained. */
final class EmbedTraining {
    private static final ScNetOptions.Model MODEL = ScNetOptions.Model.DEFAULTS;
    private static final ScNetOptions.Training TRAINING = ScNetOptions.Training.DEFAULTS;
    private static final ScNetOptions.Pruning PRUNING = ScNetOptions.Pruning.DEFAULTS;

    @Option(
            names = "--form",
            paramLabel = "FORM",
            description = "Convolutions as the published code has them (sage) or the paper (gcn) (default:"
                    + " ${DEFAULT-VALUE}).")
    private ScNetOptions.Form form = MODEL.form();

    @Option(
            names = "--rank",
            paramLabel = "N",
            description = "Rank of the factors of each weight between cells or between genes; 0: full weights, as"
                    + " published (default: ${DEFAULT-VALUE}).")
    private int rank = MODEL.rank();

    @Option(
            names = "--layers",
            paramLabel = "N",
            description = "Convolutions over cells, each followed by one over genes (default: ${DEFAULT-VALUE}).")
    private int layers = MODEL.layers();

    @Option(
            names = "--hidden",
            paramLabel = "N",
            description = "Width between encoder and embedding (default: ${DEFAULT-VALUE}).")
    private int hidden = MODEL.hidden();

    @Option(
            names = "--dimensions",
            paramLabel = "N",
            description = "Dimensions of both embeddings (default: ${DEFAULT-VALUE}).")
    private int dimensions = MODEL.dimensions();

    @Option(
            names = "--dropout",
            paramLabel = "SHARE",
            description = "Values dropped in training (default: ${DEFAULT-VALUE}).")
    private double dropout = MODEL.dropout();

    @Option(names = "--epochs", paramLabel = "N", description = "Epochs of training (default: ${DEFAULT-VALUE}).")
    private int epochs = TRAINING.epochs();

    @Option(names = "--learning-rate", paramLabel = "NUMBER", description = "Of Adam (default: ${DEFAULT-VALUE}).")
    private double learningRate = TRAINING.learningRate();

    @Option(
            names = "--weight-decay",
            paramLabel = "NUMBER",
            description = "L2 penalty in Adam's gradient (default: ${DEFAULT-VALUE}).")
    private double weightDecay = TRAINING.weightDecay();

    @Option(
            names = "--edge-batches",
            paramLabel = "N",
            description = "Parts of the cell graph's edges, one step each (default: ${DEFAULT-VALUE}).")
    private int edgeBatches = TRAINING.edgeBatches();

    @Option(
            names = "--cell-batch",
            paramLabel = "N",
            description = "Cells of a step; all if there are no more (default: ${DEFAULT-VALUE}).")
    private int cellBatch = TRAINING.cellBatch();

    @Option(
            names = "--evaluate-every",
            paramLabel = "N",
            description = "Epochs between evaluations, after each of which the best model is kept and --model-output"
                    + " written (default: ${DEFAULT-VALUE}).")
    private int evaluateEvery = TRAINING.evaluateEvery();

    @Option(
            names = "--patience",
            paramLabel = "N",
            description =
                    "Evaluations in a row by which the genes' vectors, as they would be written, find validation interactions"
                            + " no better than before, after which training ends; 0: all epochs (default:"
                            + " ${DEFAULT-VALUE}).")
    private int patience = TRAINING.patience();

    @Option(
            names = "--edge-weight",
            paramLabel = "NUMBER",
            description =
                    "Weight of the loss of interactions, where those of expression and of correlation have 1 (default:"
                            + " ${DEFAULT-VALUE}).")
    private double edgeWeight = TRAINING.edgeWeight();

    @Option(
            names = "--withheld",
            paramLabel = "SHARE",
            description =
                    "Interactions that a step's convolutions do not see, drawn anew for each step, so that the model"
                            + " learns to find what it has not been told (default: ${DEFAULT-VALUE}).")
    private double withheld = TRAINING.withheld();

    @Option(
            names = "--averaging",
            paramLabel = "SHARE",
            description = "How much of the averaged parameters stays at a step; the averages are what is judged and"
                    + " written. 0: the last step's (default: ${DEFAULT-VALUE}).")
    private double averaging = TRAINING.averaging();

    @Option(
            names = "--matched-negatives",
            paramLabel = "SHARE",
            description =
                    "Of the pairs to tell interactions from: those with ends of like degrees, so that degrees do not"
                            + " give them away; the rest is drawn uniformly (default: ${DEFAULT-VALUE}).")
    private double matchedNegatives = TRAINING.matchedNegatives();

    @Option(
            names = "--prune-every",
            paramLabel = "N",
            description = "Epochs between prunings of the cell graph; 0: none (default: ${DEFAULT-VALUE}).")
    private int pruneEvery = PRUNING.interval();

    @Option(
            names = "--prune-percentile",
            paramLabel = "PERCENT",
            description = "Attention below which an edge is pruned (default: ${DEFAULT-VALUE}).")
    private double prunePercentile = PRUNING.percentile();

    @Option(
            names = "--min-edges",
            paramLabel = "N",
            description = "Edges of each cell that are never pruned (default: ${DEFAULT-VALUE}).")
    private int leastEdges = PRUNING.leastEdges();

    ScNetOptions options(long seed) {
        return new ScNetOptions(
                new ScNetOptions.Model(form, rank, layers, hidden, dimensions, dropout),
                new ScNetOptions.Training(
                        epochs,
                        learningRate,
                        weightDecay,
                        edgeBatches,
                        cellBatch,
                        evaluateEvery,
                        edgeWeight,
                        withheld,
                        averaging,
                        matchedNegatives,
                        patience),
                new ScNetOptions.Pruning(pruneEvery, prunePercentile, leastEdges),
                seed);
    }
}
