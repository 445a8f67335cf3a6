package org.screlate.impute;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.data.Progress;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * Expected expression: what a zero would be if the cell were sequenced again, absent genes included.
 *
 * <p>A zero becomes \(\pi v\), with v its conditional expression ({@link Conditional}) and π its detection probability
 * ({@link Detection}), where detection is more probable than not, \(\pi \ge \pi_0\), or where related cells detect the
 * gene more often than all cells do, \(z \ge z_0\) ({@link DetectionRates#evidence}); every other zero stays zero.
 * Observed values are kept, or shrunken to what the fit of conditional expression has in their place.
 *
 * <p>Both parts share their graphs ({@link HoldOutGraphs}). One dense matrix {@code [cells × genes]} and one for each
 * further layer.
 */
public final class Expected implements Imputation {
    /** From some log odds above on, a probability is rounded to 1. */
    private static final double LEAST_OF_ONE = 36;

    private static final double ROUNDING = 1e-6;

    private final Options options;
    private final Conditional conditional;
    private final Detection detection;

    /** Creates the method; nothing is computed until {@link #impute}. */
    public Expected(Options options) {
        this.options = options;
        this.conditional = new Conditional(options.conditional);
        this.detection = new Detection(options.conditional.detection());
    }

    /** What becomes of observed values. */
    public enum Observed {
        /** They stay as they are. */
        KEEP,
        /** They become what the fit has in their place. */
        SHRINK;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The settings.
     *
     * @param conditional of conditional expression, whose graph is that of detection too
     * @param observed what becomes of observed values
     * @param leastDetection π₀; 0: every zero is filled
     * @param leastEvidence z₀, in standard errors
     * @param layers further ones to answer, of conditional and detection
     */
    public record Options(
            Conditional.Options conditional,
            Observed observed,
            double leastDetection,
            double leastEvidence,
            List<Layer> layers) {
        /** As measured in docs/methods/impute.md. */
        public static final Options DEFAULTS =
                new Options(Conditional.Options.DEFAULTS, Observed.KEEP, 0.5, 2.5, List.of());

        /** Checks the ranges. */
        public Options {
            Ranges.share("least detection", leastDetection);
            if (!(leastEvidence >= 0)) {
                throw new IllegalArgumentException("least evidence not from 0 up: " + leastEvidence);
            }
            layers = List.copyOf(layers);
        }

        private Options with(Conditional.Options other) {
            return new Options(other, observed, leastDetection, leastEvidence, layers);
        }
    }

    @Override
    public long memoryBytes(CellMatrix expression, Workers workers) {
        long layer = (long) expression.cells().size() * expression.genes().size() * Float.BYTES;
        // Beside the matrix that it is made of: the stored values, and about as many that are filled in.
        long sparse =
                answersSparse() ? 2L * expression.values().toSparse().stored() * (Integer.BYTES + Float.BYTES) : 0;
        return conditional.memoryBytes(expression, workers) + layer * options.layers.size() + sparse;
    }

    @Override
    public boolean answersSparse() {
        return options.layers.isEmpty();
    }

    @Override
    public Fitted fittedTo(CellMatrix expression, Relations relations, Set<String> adaptable) {
        var neighbours = new Fitted.Neighbours(expression.cells().size(), adaptable);
        Conditional.Options fitted = options.conditional.fittedTo(neighbours, relations);
        return new Fitted(new Expected(options.with(fitted)), neighbours.notes());
    }

    @Override
    public Imputed impute(CellMatrix expression, Relations relations, Workers workers, Progress progress) {
        Expression checked = conditional.checked(expression, relations);
        HoldOutGraphs graphs = conditional.graphs(checked, relations, workers);
        Detection.Learned learned = detection.learn(checked, graphs, workers);
        Conditional.Filled filled = conditional.fill(checked, graphs, relations, workers, progress);
        Parts parts = new Parts(checked.x(), filled.values());
        double least = leastLogOdds(options.leastDetection);
        learned.forPlaces(workers, (cell, gene, isDetected, logOdds, panel) -> {
            boolean isFilled = !isDetected
                    && ((logOdds >= least && Detection.probability(logOdds) >= options.leastDetection)
                            || learned.rates().isEvident(panel, cell, gene, options.leastEvidence));
            parts.put(cell, gene, isDetected, logOdds, isFilled);
        });
        return new Imputed(parts.layers(expression), filled.convergence());
    }

    /** Below these log odds a probability is less, however both are rounded: most places are told without the probability. */
    static double leastLogOdds(double probability) {
        double exact = Math.log(probability / (1 - probability));
        return Math.min(exact, LEAST_OF_ONE) - ROUNDING;
    }

    /** The layers in the making. */
    private final class Parts {
        private final SparseMatrix x;
        private final DenseMatrix expected;
        private final @Nullable DenseMatrix conditionals;
        private final @Nullable DenseMatrix probabilities;

        /** Takes the fit at all places, which is overwritten. */
        Parts(SparseMatrix x, DenseMatrix fit) {
            this.x = x;
            this.expected = fit;
            this.conditionals = options.layers.contains(Layer.CONDITIONAL) ? fit.copy() : null;
            this.probabilities =
                    options.layers.contains(Layer.DETECTION) ? DenseMatrix.zeros(x.rows(), x.columns()) : null;
        }

        void put(int cell, int gene, boolean isDetected, double logOdds, boolean isFilled) {
            if (probabilities == null && !isDetected && !isFilled) {
                expected.set(cell, gene, 0);
                return;
            }
            double probability = isDetected ? 1 : Detection.probability(logOdds);
            if (probabilities != null) {
                probabilities.set(cell, gene, (float) probability);
            }
            if (!isDetected) {
                expected.set(cell, gene, isFilled ? (float) (probability * expected.get(cell, gene)) : 0);
            }
        }

        List<CellMatrix> layers(CellMatrix expression) {
            if (options.observed == Observed.KEEP) {
                Expression.keepIn(x, expected);
            }
            List<CellMatrix> layers = new ArrayList<>();
            layers.add(expression.withValues(expected.toSparse(), Layer.EXPECTED));
            if (conditionals != null) {
                layers.add(new Expression(expression, x).kept(conditionals, Layer.CONDITIONAL));
            }
            if (probabilities != null) {
                layers.add(expression.withValues(probabilities, Layer.DETECTION));
            }
            return layers;
        }
    }
}
