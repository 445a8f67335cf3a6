package org.screlate.impute;

import java.util.Arrays;
import java.util.Locale;
import org.screlate.data.CellMatrix;
import org.screlate.data.Progress;
import org.screlate.graph.NearestNeighbours;
import org.screlate.graph.NearestNeighbours.Metric;
import org.screlate.graph.NeighbourGraph;
import org.screlate.graph.Neighbours;
import org.screlate.graph.Propagation;
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
public final class Sccr implements Imputation {
    // Of the progress shown: graphs and propagations, without and with the last two.
    private static final int STAGES = 7;
    private static final int STAGES_SMOOTHED = 9;

    private final Options options;

    /** Creates the method; nothing is computed until {@link #impute}. */
    public Sccr(Options options) {
        this.options = options;
    }

    /** What is done of stage 2: all, or what the paper's ablations leave of it. */
    public enum GeneStep {
        /** As published. */
        FULL,
        /** Genes are joined to those of highest positive r only: the paper's "without concatenation" of X and −X. */
        NO_CONCATENATION,
        /** Means 0 and deviations 1 instead of each gene's; no value is negative then, so no gene is another's opposite. */
        NO_STANDARDISATION,
        /** None: P is X₁. */
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
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
     * @param geneStep what is done of stage 2
     */
    public record Options(
            Mode mode,
            int cellNeighbours,
            int geneNeighbours,
            int iterations,
            double alpha,
            double beta,
            double gamma,
            boolean symmetric,
            GeneStep geneStep) {
        /** The published values. */
        public static final Options DEFAULTS =
                new Options(Mode.RECOVER, 15, 2, 40, 0.05, 0.99, 0.01, true, GeneStep.FULL);

        /** Checks the ranges. */
        public Options {
            Ranges.atLeastOne("cell neighbours", cellNeighbours);
            Ranges.atLeastOne("gene neighbours", geneNeighbours);
            Ranges.atLeastOne("iterations", iterations);
            Ranges.share("alpha", alpha);
            Ranges.share("beta", beta);
            Ranges.share("gamma", gamma);
        }
    }

    /** Sees the stages in passing; what it is shown is overwritten afterwards. */
    interface Witness {
        Witness NONE = (stage, shown) -> {};

        void see(String stage, Object shown);
    }

    @Override
    public long memoryBytes(CellMatrix expression, Workers workers) {
        return Expression.memoryBytes(expression, 2, options.cellNeighbours, workers);
    }

    @Override
    public CellMatrix impute(CellMatrix expression, Workers workers, Progress progress) {
        Expression checked = Expression.of(expression)
                .forCellNeighbours(options.cellNeighbours, "--cell-neighbours")
                .forGeneNeighbours(options.geneNeighbours);
        DenseMatrix result = new Run(checked.x(), workers, progress, Witness.NONE).result();
        return checked.result(result, options.mode);
    }

    /** The numbers alone, stages shown to a witness. */
    DenseMatrix impute(SparseMatrix x, Workers workers, Witness witness) {
        return new Run(x, workers, Progress.SILENT, witness).result();
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
            Expression.putInto(x, x1);
            cellPropagation("1", x1, true).fillInPlace(x1, workers);
            reached("x1", x1);
            DenseMatrix p = options.geneStep == GeneStep.NONE ? x1.copy() : genePropagated(x1);
            reached("p", p);
            Propagation overRelated = cellPropagation("3", p, true);
            DenseMatrix x2 = p; // from here on P is of no more use, and its memory is
            Expression.putInto(x, x2);
            overRelated.fillInPlace(x2, workers);
            reached("x2", x2);
            blendInto(x2, options.alpha, x1);
            Expression.keepIn(x, x2);
            reached("m", x2);
            return options.mode == Mode.RECOVER ? x2 : smoothed(x2, x1);
        }

        /** (1 − γ) F(X, A(M)) + γ M, for which the second matrix gives its memory. */
        private DenseMatrix smoothed(DenseMatrix m, DenseMatrix memory) {
            if (options.gamma == 1) {
                return m;
            }
            Expression.putInto(x, memory);
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
            Standardisation scale = options.geneStep == GeneStep.NO_STANDARDISATION
                    ? Standardisation.none(x.columns())
                    : Standardisation.of(x1);
            Propagation overGenes = genePropagation(x1, scale);
            DenseMatrix p = DenseMatrix.zeros(x.rows(), x.columns());
            workers.forBlocks(
                    x.rows(), Propagation.WIDTH, (from, to) -> genePropagate(overGenes, scale, x1, p, from, to));
            return p;
        }

        // Standardised by gene, a cosine of two genes is their correlation. The published code joins 2 × genes nodes, Z
        // and −Z; the second half mirrors the first, so that an edge to a mirrored gene is one of negative weight here.
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
            SparseMatrix graph = geneGraph(z);
            reached("graph 2", graph);
            return new Propagation(NeighbourGraph.normalised(graph), options.iterations);
        }

        private SparseMatrix geneGraph(DenseMatrix z) {
            boolean opposites = options.geneStep != GeneStep.NO_CONCATENATION;
            Metric metric = opposites ? Metric.ABSOLUTE_COSINE : Metric.COSINE;
            Neighbours nearest = NearestNeighbours.exact(z, options.geneNeighbours, metric, workers);
            return opposites ? NeighbourGraph.signed(nearest, true) : NeighbourGraph.positive(nearest, true);
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
