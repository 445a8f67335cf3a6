package org.screlate.impute;

import java.util.Arrays;
import java.util.Locale;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Progress;
import org.screlate.graph.NearestNeighbours;
import org.screlate.graph.NearestNeighbours.Metric;
import org.screlate.graph.NeighbourGraph;
import org.screlate.graph.Neighbours;
import org.screlate.graph.Propagation;
import org.screlate.matrix.BitMask;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * scCR: fills zeros by related cells, which are found with the help of related genes.
 *
 * <p>X is log-normalised expression {@code [cells × genes]}; every zero counts as missing. With H(X, A) the propagation
 * that holds what was observed, F(X, A) the one that does not ({@link Propagation}), and A(Y) the graph of each cell's k
 * nearest by cosine ({@link NeighbourGraph}):
 *
 * <ol>
 *   <li>\(X_1 = H(X, A(X))\);
 *   <li>Z: X₁ standardised by gene; genes joined to those of highest |r|, sign kept; Z propagated over them, observed
 *       places held, and brought back to the scale of X₁: P;
 *   <li>\(X_2 = H(X, A(P))\);
 *   <li>\(M = \alpha X_1 + (1 - \alpha) X_2\): the result that keeps what was observed;
 *   <li>\((1 - \gamma) F(X, A(M)) + \gamma M\): the smoothed result.
 * </ol>
 *
 * <p>Two dense matrices {@code [cells × genes]} live at once, and never one of cells × cells.
 *
 * @see <a href="https://openreview.net/forum?id=gW0znG5JCG">Um et al. (2024), NeurIPS</a>; docs/methods/impute.md says
 *     which formulas were shortened
 */
public final class Sccr {
    // Of the progress shown: graphs and propagations, without and with the last two.
    private static final int STAGES = 7;
    private static final int STAGES_SMOOTHED = 9;

    private final Options options;

    /** Creates the method; nothing is computed until {@link #impute}. */
    public Sccr(Options options) {
        this.options = options;
    }

    /** What the result is for. */
    public enum Mode {
        /** Fills zeros and keeps what was observed. */
        RECOVER(Layer.IMPUTED),
        /** Averages all values over related cells, for clustering. */
        SMOOTH(Layer.SMOOTHED);

        private final Layer layer;

        Mode(Layer layer) {
            this.layer = layer;
        }
        ;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The settings; defaults as published.
     *
     * @param mode what the result is for
     * @param cellNeighbours k of the cell graphs
     * @param geneNeighbours k of the gene graph
     * @param iterations of each propagation
     * @param alpha weight of X₁ in M, in [0, 1]
     * @param beta weight of the neighbours in F, in [0, 1]
     * @param gamma weight of M in the smoothed result, in [0, 1]
     * @param symmetric whether the last cell graph, A(M), counts edges both ways as the others do
     */
    public record Options(
            Mode mode,
            int cellNeighbours,
            int geneNeighbours,
            int iterations,
            double alpha,
            double beta,
            double gamma,
            boolean symmetric) {
        /** The published values. */
        public static final Options DEFAULTS = new Options(Mode.RECOVER, 15, 2, 40, 0.05, 0.99, 0.01, true);

        /** Checks the ranges. */
        public Options {
            atLeastOne("cell neighbours", cellNeighbours);
            atLeastOne("gene neighbours", geneNeighbours);
            atLeastOne("iterations", iterations);
            share("alpha", alpha);
            share("beta", beta);
            share("gamma", gamma);
        }

        private static void atLeastOne(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " < 1: " + value);
            }
        }

        private static void share(String name, double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(name + " not from 0 to 1: " + value);
            }
        }
    }

    /** Sees the stages in passing; what it is shown is overwritten afterwards. */
    interface Witness {
        Witness NONE = (stage, shown) -> {};

        void see(String stage, Object shown);
    }

    /** Bytes needed at the peak, input and result included, the JVM's own not. */
    public long memoryBytes(CellMatrix expression, Workers workers) {
        int cells = expression.cells().size();
        int genes = expression.genes().size();
        long stored = expression.values().toSparse().stored();
        long dense = 2L * cells * genes * Float.BYTES + (long) cells * genes / Byte.SIZE;
        long input = stored * (Integer.BYTES + Float.BYTES);
        long graphs = 5L * cells * (options.cellNeighbours + 1) * (Integer.BYTES + Float.BYTES);
        long panels = 3L * Math.max(cells, genes) * Propagation.WIDTH * Float.BYTES;
        return dense + input + graphs + panels * workers.threads();
    }

    /** Fills the zeros of log-normalised expression; the mask tells the places that were zero and no longer are. */
    public CellMatrix impute(CellMatrix expression, Workers workers, Progress progress) {
        SparseMatrix x = expression.values().toSparse();
        check(expression, x);
        DenseMatrix result = new Run(x, workers, progress, Witness.NONE).result();
        return expression.withValues(result, options.mode.layer).withImputed(filled(x, result));
    }

    /** The numbers alone, stages shown to a witness. */
    DenseMatrix impute(SparseMatrix x, Workers workers, Witness witness) {
        return new Run(x, workers, Progress.SILENT, witness).result();
    }

    private void check(CellMatrix expression, SparseMatrix x) {
        int cells = expression.cells().size();
        int genes = expression.genes().size();
        if (cells <= options.cellNeighbours) {
            throw new InvalidInputException(cells + " cells are too few for " + options.cellNeighbours
                    + " cell neighbours; lower --cell-neighbours or give more cells");
        }
        if (genes <= options.geneNeighbours) {
            throw new InvalidInputException(genes + " genes are too few for " + options.geneNeighbours
                    + " gene neighbours; lower --gene-neighbours or give more genes");
        }
        boolean anything = false;
        for (int c = 0; c < cells; c++) {
            for (int k = x.offsets()[c]; k < x.offsets()[c + 1]; k++) {
                float value = x.values()[k];
                if (!(value >= 0 && value <= Float.MAX_VALUE)) {
                    throw new InvalidInputException(
                            "cell '" + expression.cells().get(c) + "' has " + value
                                    + " for gene '" + expression.genes().get(x.indices()[k])
                                    + "'; log-normalised expression is finite and never negative");
                }
                anything |= value > 0;
            }
        }
        if (!anything) {
            throw new InvalidInputException("every value is zero; there is nothing to impute from");
        }
    }

    private static BitMask filled(SparseMatrix x, DenseMatrix result) {
        BitMask filled = new BitMask(result.rows(), result.columns());
        for (int c = 0; c < result.rows(); c++) {
            int k = x.offsets()[c];
            for (int g = 0; g < result.columns(); g++) {
                boolean stored = k < x.offsets()[c + 1] && x.indices()[k] == g;
                boolean wasZero = !stored || x.values()[k] == 0;
                k += stored ? 1 : 0;
                if (wasZero && result.get(c, g) != 0) {
                    filled.set(c, g);
                }
            }
        }
        return filled;
    }

    /** One run on one matrix. */
    private final class Run {
        private final SparseMatrix x;
        private final Workers workers;
        private final Progress progress;
        private final Witness witness;
        private int stage;

        Run(SparseMatrix x, Workers workers, Progress progress, Witness witness) {
            this.x = x;
            this.workers = workers;
            this.progress = progress;
            this.witness = witness;
        }

        DenseMatrix result() {
            DenseMatrix x1 = DenseMatrix.zeros(x.rows(), x.columns());
            putExpression(x1);
            cellPropagation("1", x1, true).fillInPlace(x1, workers);
            reached("x1", x1);
            DenseMatrix p = genePropagated(x1);
            reached("p", p);
            Propagation overRelated = cellPropagation("3", p, true);
            DenseMatrix x2 = p; // from here on P is of no more use, and its memory is
            putExpression(x2);
            overRelated.fillInPlace(x2, workers);
            reached("x2", x2);
            blendInto(x2, options.alpha, x1);
            keepExpression(x2);
            reached("m", x2);
            return options.mode == Mode.RECOVER ? x2 : smoothed(x2, x1);
        }

        /** (1 − γ) F(X, A(M)) + γ M, for which the second matrix gives its memory. */
        private DenseMatrix smoothed(DenseMatrix m, DenseMatrix memory) {
            if (options.gamma == 1) {
                return m;
            }
            putExpression(memory);
            cellPropagation("4", m, options.symmetric).smoothInPlace(memory, options.beta, workers);
            reached("s", memory);
            blendInto(m, 1 - options.gamma, memory);
            return m;
        }

        private Propagation cellPropagation(String number, DenseMatrix cells, boolean symmetric) {
            Neighbours nearest = NearestNeighbours.exact(cells, options.cellNeighbours, Metric.COSINE, workers);
            SparseMatrix graph = NeighbourGraph.positive(nearest, symmetric);
            reached("graph " + number, graph);
            return new Propagation(NeighbourGraph.normalised(graph), options.iterations);
        }

        private DenseMatrix genePropagated(DenseMatrix x1) {
            Standardisation scale = Standardisation.of(x1);
            Propagation overGenes = genePropagation(x1, scale);
            DenseMatrix p = DenseMatrix.zeros(x.rows(), x.columns());
            workers.forBlocks(
                    x.rows(), Propagation.WIDTH, (from, to) -> genePropagate(overGenes, scale, x1, p, from, to));
            return p;
        }

        // Standardised by gene, a cosine of two genes is their correlation. The published code joins 2 × genes nodes, Z
        // and
        // −Z; the second half mirrors the first, so that an edge to a mirrored gene is one of negative weight here.
        private Propagation genePropagation(DenseMatrix x1, Standardisation scale) {
            int genes = x.columns();
            DenseMatrix z = DenseMatrix.zeros(genes, x1.rows());
            workers.forBlocks(x.rows(), Propagation.WIDTH, (from, to) -> {
                for (int g = 0; g < genes; g++) {
                    for (int c = from; c < to; c++) {
                        z.set(g, c, scale.standardised(g, x1.get(c, g)));
                    }
                }
            });
            witness.see("z", z);
            Neighbours nearest = NearestNeighbours.exact(z, options.geneNeighbours, Metric.ABSOLUTE_COSINE, workers);
            SparseMatrix graph = NeighbourGraph.signed(nearest, true);
            reached("graph 2", graph);
            return new Propagation(NeighbourGraph.normalised(graph), options.iterations);
        }

        /** Stage 2 for the cells {@code from <= c < to}, as a panel [genes × cells]. */
        private void genePropagate(
                Propagation overGenes, Standardisation scale, DenseMatrix x1, DenseMatrix p, int from, int to) {
            int width = Propagation.WIDTH;
            float[] panel = new float[x.columns() * width];
            float[] held = new float[panel.length];
            Arrays.fill(held, Float.NaN);
            for (int c = from; c < to; c++) {
                for (int g = 0; g < x.columns(); g++) {
                    panel[g * width + c - from] = scale.standardised(g, x1.get(c, g));
                }
                for (int k = x.offsets()[c]; k < x.offsets()[c + 1]; k++) {
                    if (x.values()[k] != 0) {
                        int place = x.indices()[k] * width + c - from;
                        held[place] = panel[place];
                    }
                }
            }
            float[] propagated = overGenes.fill(panel, held);
            for (int c = from; c < to; c++) {
                for (int g = 0; g < x.columns(); g++) {
                    p.set(c, g, scale.restored(g, propagated[g * width + c - from]));
                }
            }
        }

        private void putExpression(DenseMatrix target) {
            Arrays.fill(target.values(), 0);
            keepExpression(target);
        }

        private void keepExpression(DenseMatrix target) {
            for (int c = 0; c < x.rows(); c++) {
                for (int k = x.offsets()[c]; k < x.offsets()[c + 1]; k++) {
                    if (x.values()[k] != 0) {
                        target.set(c, x.indices()[k], x.values()[k]);
                    }
                }
            }
        }

        /** target ← weight · other + (1 − weight) · target. */
        private void blendInto(DenseMatrix target, double weight, DenseMatrix other) {
            float[] to = target.values();
            float[] from = other.values();
            for (int i = 0; i < to.length; i++) {
                to[i] = (float) (weight * from[i] + (1 - weight) * to[i]);
            }
        }

        private void reached(String name, Object shown) {
            witness.see(name, shown);
            progress.at("imputing", ++stage, options.mode == Mode.RECOVER ? STAGES : STAGES_SMOOTHED);
        }
    }
}
