package org.screlate.impute;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.screlate.data.CellMatrix;
import org.screlate.data.Progress;
import org.screlate.data.Table;
import org.screlate.graph.NearestNeighbours;
import org.screlate.graph.NearestNeighbours.Metric;
import org.screlate.graph.NeighbourGraph;
import org.screlate.graph.Neighbours;
import org.screlate.graph.Propagation;
import org.screlate.graph.Propagation.Convergence;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Sizes;
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
     * @param symmetric whether the last cell graph, A(M), counts edges both ways as the others do; the paper did so on some
     *     data sets and not on others
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
                new Options(Mode.RECOVER, 15, 2, 40, 0.05, 0.99, 0.01, false, GeneStep.FULL);

        /** Checks the ranges. */
        public Options {
            Ranges.atLeastOne("cell neighbours", cellNeighbours);
            Ranges.atLeastOne("gene neighbours", geneNeighbours);
            Ranges.atLeastOne("iterations", iterations);
            Ranges.share("alpha", alpha);
            Ranges.share("beta", beta);
            Ranges.share("gamma", gamma);
        }

        private Options withCellNeighbours(int other) {
            return new Options(mode, other, geneNeighbours, iterations, alpha, beta, gamma, symmetric, geneStep);
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
    public Fitted fittedTo(CellMatrix expression, Relations relations, Set<String> adaptable) {
        var neighbours = new Fitted.Neighbours(expression.cells().size(), adaptable);
        int k = neighbours.of("--cell-neighbours", options.cellNeighbours());
        return new Fitted(new Sccr(options.withCellNeighbours(k)), neighbours.notes());
    }

    @Override
    public Imputed impute(CellMatrix expression, Relations relations, Workers workers, Progress progress) {
        Expression checked = Expression.of(expression).forCellNeighbours(options.cellNeighbours, "--cell-neighbours");
        if (options.geneStep != GeneStep.NONE) {
            checked.forGeneNeighbours(options.geneNeighbours, relations);
        }
        Run run = new Run(checked.x(), relations, workers, progress, Witness.NONE);
        return Imputed.of(checked.result(run.result(), options.mode), run.convergence);
    }

    /** The numbers alone, stages shown to a witness. */
    DenseMatrix impute(SparseMatrix x, Workers workers, Witness witness) {
        return new Run(x, Relations.DEFAULTS, workers, Progress.SILENT, witness).result();
    }

    /**
     * The genes that stage 2 joins, each pair once: {@code gene_1}, {@code gene_2}, {@code weight} (|r|, halved where only one
     * of them chose the other) and whether they are associating, or dissociating as r is negative.
     */
    public Table geneRelations(CellMatrix expression, Relations relations, Workers workers) {
        Expression checked = Expression.of(expression)
                .forCellNeighbours(options.cellNeighbours, "--cell-neighbours")
                .forGeneNeighbours(options.geneNeighbours, relations);
        Run run = new Run(checked.x(), relations, workers, Progress.SILENT, Witness.NONE);
        DenseMatrix compared = relations.compared(run.filled());
        SparseMatrix graph = run.geneGraph(run.byGene(compared, run.scale(compared)));
        boolean all = relations.genes().length == 0;
        return GeneRelations.table(graph, (all ? expression : expression.selectGenes(relations.genes())).genes());
    }

    /** One run on one matrix. */
    private final class Run {
        private final SparseMatrix x;
        private final Relations relations;
        private final Workers workers;
        private final Progress progress;
        private final Witness witness;
        private Convergence convergence = Convergence.NONE;
        private int stage;

        Run(SparseMatrix x, Relations relations, Workers workers, Progress progress, Witness witness) {
            this.x = x;
            this.relations = relations;
            this.workers = workers;
            this.progress = progress;
            this.witness = witness;
        }

        /** Stage 1. */
        private DenseMatrix filled() {
            DenseMatrix x1 = x.toDense();
            SparseMatrix first = relations.first(x1, options.cellNeighbours, workers);
            reached("graph 1", first);
            reached(relations.over(first, options.iterations).fillInPlace(x1, workers));
            reached("x1", x1);
            return x1;
        }

        DenseMatrix result() {
            DenseMatrix x1 = filled();
            DenseMatrix compared = relations.compared(x1);
            DenseMatrix p = options.geneStep == GeneStep.NONE ? compared : genePropagated(compared);
            reached("p", p);
            SparseMatrix related = relations.found(p, options.cellNeighbours, true, workers);
            reached("graph 3", related);
            // P is of no more use, and its memory serves where it fits.
            boolean fits = p != x1 && p.columns() == x.columns();
            DenseMatrix x2 = fits ? p : DenseMatrix.zeros(x.rows(), x.columns());
            Expression.putInto(x, x2);
            reached(relations.over(related, options.iterations).fillInPlace(x2, workers));
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
            SparseMatrix last =
                    relations.found(relations.compared(m), options.cellNeighbours, options.symmetric, workers);
            reached("graph 4", last);
            Expression.putInto(x, memory);
            reached(relations.over(last, options.iterations).smoothInPlace(memory, options.beta, workers));
            reached("s", memory);
            blendInto(m, 1 - options.gamma, memory);
            return m;
        }

        /**
         * Stage 2.
         *
         * @param x1 of the genes by which cells are compared, {@code [cells × genes]}
         */
        private DenseMatrix genePropagated(DenseMatrix x1) {
            Standardisation scale = scale(x1);
            Propagation overGenes = genePropagation(x1, scale);
            SparseMatrix observed = relations.compared(x);
            DenseMatrix p = DenseMatrix.zeros(x1.rows(), x1.columns());
            workers.forBlocks(
                    x.rows(),
                    Propagation.WIDTH,
                    (from, to) -> genePropagate(overGenes, scale, x1, observed, p, from, to));
            return p;
        }

        // Standardised by gene, a cosine of two genes is their correlation. The published code joins 2 × genes nodes, Z
        // and −Z; the second half mirrors the first, so that an edge to a mirrored gene is one of negative weight here.
        private Propagation genePropagation(DenseMatrix x1, Standardisation scale) {
            DenseMatrix z = byGene(x1, scale);
            witness.see("z", z);
            SparseMatrix graph = geneGraph(z);
            reached("graph 2", graph);
            return relations.over(graph, options.iterations);
        }

        private Standardisation scale(DenseMatrix x1) {
            return options.geneStep == GeneStep.NO_STANDARDISATION
                    ? Standardisation.none(x1.columns())
                    : Standardisation.of(x1);
        }

        /** Z, {@code [genes × cells]}. */
        private DenseMatrix byGene(DenseMatrix x1, Standardisation scale) {
            int genes = x1.columns();
            DenseMatrix z = DenseMatrix.zeros(genes, x1.rows());
            workers.forBlocks(x1.rows(), Propagation.WIDTH, (from, to) -> {
                for (int g = 0; g < genes; g++) {
                    for (int c = from; c < to; c++) {
                        z.set(g, c, scale.standardised(g, x1.get(c, g)));
                    }
                }
            });
            return z;
        }

        private SparseMatrix geneGraph(DenseMatrix z) {
            boolean opposites = options.geneStep != GeneStep.NO_CONCATENATION;
            Metric metric = opposites ? Metric.ABSOLUTE_COSINE : Metric.COSINE;
            Neighbours nearest = NearestNeighbours.exact(z, options.geneNeighbours, metric, workers);
            return opposites ? NeighbourGraph.signed(nearest, true) : NeighbourGraph.positive(nearest, true);
        }

        /** Stage 2 for the cells {@code from <= c < to}, as a panel [genes × cells]. */
        private void genePropagate(
                Propagation overGenes,
                Standardisation scale,
                DenseMatrix x1,
                SparseMatrix observed,
                DenseMatrix p,
                int from,
                int to) {
            int width = Propagation.WIDTH;
            float[] panel = new float[Sizes.product(x1.columns(), width)];
            float[] held = new float[panel.length];
            Arrays.fill(held, Float.NaN);
            for (int c = from; c < to; c++) {
                for (int g = 0; g < x1.columns(); g++) {
                    panel[g * width + c - from] = scale.standardised(g, x1.get(c, g));
                }
                for (int k = observed.offsets()[c]; k < observed.offsets()[c + 1]; k++) {
                    if (observed.values()[k] != 0) {
                        int place = observed.indices()[k] * width + c - from;
                        held[place] = panel[place];
                    }
                }
            }
            Propagation.Panel propagated = overGenes.fill(panel, held);
            reached(propagated.convergence());
            for (int c = from; c < to; c++) {
                for (int g = 0; g < x1.columns(); g++) {
                    p.set(c, g, scale.restored(g, propagated.values()[g * width + c - from]));
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

        private synchronized void reached(Convergence part) {
            convergence = convergence.and(part);
        }

        private void reached(String name, Object shown) {
            witness.see(name, shown);
            progress.at("imputing", ++stage, options.mode == Mode.RECOVER ? STAGES : STAGES_SMOOTHED);
        }
    }
}
