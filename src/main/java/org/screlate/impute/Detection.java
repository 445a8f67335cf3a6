package org.screlate.impute;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Progress;
import org.screlate.graph.Propagation.Convergence;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.stats.random.Streams;

/**
 * Detection probability: is a zero a gene that was missed, or one that is not there?
 *
 * <p>π is the probability that the gene would be detected if the cell were sequenced again to the same depth, given how
 * often it is detected in all cells, in this cell, and in related cells ({@link DetectionRates}, {@link RelatedCells}).
 * It is learned by a {@link HiddenValues}: a fifth of the detected places is hidden, and hidden places are told from true
 * zeros by logistic regression on the four rates, weighted so that the odds are those of detected to not detected, and its
 * linear predictor bent to what came true ({@link TailCalibration}). For the answer the rates come from all data, which are denser than those of the hold-out by 1 / 0.8: they are multiplied by 0.8.
 *
 * <p>If a share r of what should have been detected is known to be lost at random, a zero is a loss with probability
 * \(\min(1, \frac{r}{1 - r} \frac{\pi}{1 - \pi})\). r cannot be learned from the data; the order of places by π does not
 * depend on it.
 */
public final class Detection implements Imputation {
    // Enough for five coefficients; more would only cost time.
    private static final int HIDDEN_DRAWN = 40_000;
    private static final int ZEROS_DRAWN = 100_000;

    private final Options options;
    private final RelatedCells related;

    /** Creates the method; nothing is computed until {@link #impute}. */
    public Detection(Options options) {
        this.options = options;
        this.related =
                new RelatedCells(options.cellNeighbours, options.iterations, options.components, options.relatedCells);
    }

    /**
     * The settings; the graph is that of {@link Conditional}.
     *
     * @param cellNeighbours k of the graph by which zeros are filled before related cells are looked for
     * @param iterations of that filling
     * @param components principal components in which related cells are near
     * @param relatedCells k of the graph over which rates are taken
     * @param seed of the hold-out
     */
    public record Options(int cellNeighbours, int iterations, int components, int relatedCells, long seed) {
        /** Checks the ranges. */
        public Options {
            new RelatedCells(cellNeighbours, iterations, components, relatedCells);
        }

        private Options fittedTo(Fitted.Neighbours neighbours, Relations relations) {
            if (relations.graph() != null) {
                return this;
            }
            int first = neighbours.of("--cell-neighbours", cellNeighbours);
            return new Options(first, iterations, components, neighbours.of("--related-cells", relatedCells), seed);
        }
    }

    @Override
    public Fitted fittedTo(CellMatrix expression, Relations relations, Set<String> adaptable) {
        var neighbours = new Fitted.Neighbours(expression.cells().size(), adaptable);
        return new Fitted(new Detection(options.fittedTo(neighbours, relations)), neighbours.notes());
    }

    @Override
    public long memoryBytes(CellMatrix expression, Workers workers) {
        return Expression.memoryOfRelated(expression, options.components, options.relatedCells, workers);
    }

    /** π for every zero, and 1 where the gene was detected. */
    @Override
    public Imputed impute(CellMatrix expression, Relations relations, Workers workers, Progress progress) {
        Expression checked = related.checked(Expression.of(expression), relations);
        HoldOutGraphs graphs = HoldOutGraphs.of(checked, related, options.seed, relations, workers);
        progress.at("detection", 1, 2);
        DenseMatrix probabilities =
                DenseMatrix.zeros(checked.x().rows(), checked.x().columns());
        learn(checked, graphs, workers)
                .forPlaces(
                        workers,
                        (cell, gene, isDetected, logOdds, panel) ->
                                probabilities.set(cell, gene, isDetected ? 1 : (float) probability(logOdds)));
        progress.at("detection", 2, 2);
        return Imputed.of(expression.withValues(probabilities, Layer.DETECTION), Convergence.NONE);
    }

    /** What is told of each place; called from several threads, for each place once. */
    interface Place {
        /**
         * Takes a place.
         *
         * @param logOdds of π, of a zero; without meaning where the gene was detected
         * @param panel the rates around it
         */
        void at(int cell, int gene, boolean isDetected, double logOdds, DetectionRates.Panel panel);
    }

    /** π, of the logarithm of its odds. */
    static double probability(double logOdds) {
        double odds = Math.exp(logOdds);
        return odds / (1 + odds);
    }

    /** Learns from the hold-out, for the places of all data. */
    Learned learn(Expression expression, HoldOutGraphs graphs, Workers workers) {
        Fit fit = fit(expression, graphs, workers);
        return new Learned(DetectionRates.of(expression.x(), graphs.ofAll()), fit.coefficients, fit.calibration);
    }

    /** Coefficients of the logits of the rates, and what their sum says. */
    private record Fit(double[] coefficients, TailCalibration calibration) {}

    private Fit fit(Expression expression, HoldOutGraphs graphs, Workers workers) {
        HiddenValues holdOut = graphs.holdOut();
        long places = (long) expression.x().rows() * expression.x().columns();
        long zeros = places - holdOut.hidden().stored() - holdOut.rest().stored();
        if (graphs.ofRest() == null || zeros == 0) {
            throw new InvalidInputException("there are " + (places - zeros) + " detected places and " + zeros
                    + " zeros; too few of one kind to learn detection from");
        }
        DetectionRates rates = DetectionRates.of(holdOut.rest(), graphs.ofRest());
        SparseMatrix hidden = holdOut.hidden().transpose();
        Sampling sampling = new Sampling(
                PlaceDraws.of(expression.matrix(), Streams.key(options.seed, "detection")),
                Math.min(1, HIDDEN_DRAWN / (double) hidden.stored()),
                Math.min(1, ZEROS_DRAWN / (double) zeros));
        int genes = expression.x().columns();
        Sample[] samples = new Sample[(genes + DetectionRates.WIDTH - 1) / DetectionRates.WIDTH];
        workers.forBlocks(
                genes,
                DetectionRates.WIDTH,
                (from, to) -> samples[from / DetectionRates.WIDTH] = sample(rates, hidden, sampling, from, to));
        return fit(Arrays.asList(samples), hidden.stored() / HoldOutGraphs.HIDDEN_SHARE, (double) zeros);
    }

    /** Which places are looked at: shares of the hidden ones and of the zeros. */
    private record Sampling(PlaceDraws draws, double ofHidden, double ofZeros) {}

    /** Places looked at, {@code [places × features]}, and whether each was hidden. */
    private record Sample(double[] features, boolean[] isHidden) {}

    private static Sample sample(DetectionRates rates, SparseMatrix hidden, Sampling sampling, int from, int to) {
        DetectionRates.Panel panel = rates.panel(from, to);
        int cells = rates.ofCells().length;
        int width = DetectionRates.FEATURES;
        double[] features = new double[Sizes.product(width, 1024)];
        boolean[] isHidden = new boolean[1024];
        int drawn = 0;
        for (int g = from; g < to; g++) {
            int k = hidden.offsets()[g];
            for (int c = 0; c < cells; c++) {
                boolean wasHidden = k < hidden.offsets()[g + 1] && hidden.indices()[k] == c;
                k += wasHidden ? 1 : 0;
                double share = wasHidden ? sampling.ofHidden : sampling.ofZeros;
                if (!panel.isDetected(c, g) && sampling.draws.at(c, g) < share) {
                    if (drawn == isHidden.length) {
                        features = Arrays.copyOf(features, 2 * features.length);
                        isHidden = Arrays.copyOf(isHidden, 2 * drawn);
                    }
                    rates.describe(panel, c, g, 1, features, drawn * width);
                    isHidden[drawn++] = wasHidden;
                }
            }
        }
        return new Sample(Arrays.copyOf(features, drawn * width), Arrays.copyOf(isHidden, drawn));
    }

    /** Weights make the sample speak for all places that are detected and all that are not; their mean is 1. */
    private static Fit fit(List<Sample> samples, double detected, double zeros) {
        int rows = samples.stream().mapToInt(sample -> sample.isHidden.length).sum();
        double[] x = new double[Sizes.product(rows, DetectionRates.FEATURES)];
        boolean[] y = new boolean[rows];
        int at = 0;
        int hidden = 0;
        for (Sample sample : samples) {
            System.arraycopy(sample.features, 0, x, at * DetectionRates.FEATURES, sample.features.length);
            for (boolean isHidden : sample.isHidden) {
                y[at++] = isHidden;
                hidden += isHidden ? 1 : 0;
            }
        }
        double scale = rows / (detected + zeros);
        double[] weights = new double[rows];
        for (int r = 0; r < rows; r++) {
            weights[r] = scale * (y[r] ? detected / hidden : zeros / (rows - hidden));
        }
        double[] coefficients = WeightedLogistic.fit(x, DetectionRates.FEATURES, y, weights);
        double[] scores = new double[rows];
        for (int r = 0; r < rows; r++) {
            scores[r] = WeightedLogistic.logOdds(x, r * DetectionRates.FEATURES, coefficients);
        }
        return new Fit(coefficients, TailCalibration.of(scores, y, weights));
    }

    /**
     * What was learned, and the rates to apply it to.
     *
     * @param rates of all data
     * @param coefficients of their logits
     * @param calibration of the sums
     */
    record Learned(DetectionRates rates, double[] coefficients, TailCalibration calibration) {
        void forPlaces(Workers workers, Place place) {
            int cells = rates.ofCells().length;
            double thinning = 1 - HoldOutGraphs.HIDDEN_SHARE;
            double[] ofCells = new double[cells];
            Arrays.setAll(ofCells, c -> rates.logitOfCell(c, thinning));
            workers.forBlocks(rates.ofGenes().length, DetectionRates.WIDTH, (from, to) -> {
                DetectionRates.Panel panel = rates.panel(from, to);
                double[] features = new double[DetectionRates.FEATURES];
                double[] ofGenes = new double[to - from];
                Arrays.setAll(ofGenes, g -> rates.logitOfGene(from + g, thinning));
                for (int c = 0; c < cells; c++) {
                    for (int g = from; g < to; g++) {
                        if (panel.isDetected(c, g)) {
                            place.at(c, g, true, 0, panel);
                        } else {
                            rates.describe(panel, c, g, thinning, ofCells[c], ofGenes[g - from], features, 0);
                            double score = WeightedLogistic.logOdds(features, 0, coefficients);
                            place.at(c, g, false, calibration.logOdds(score), panel);
                        }
                    }
                }
            });
        }
    }
}
