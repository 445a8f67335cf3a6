package org.screlate.impute;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.data.Progress;
import org.screlate.graph.Propagation;
import org.screlate.graph.Propagation.Convergence;
import org.screlate.matrix.BitMask;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.LowRank;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.stats.random.Streams;

/**
 * Conditional expression: what the value of a zero would be, had the gene been detected in the cell.
 *
 * <p>A gene's mean and a cell's offset tell most of it; relations between cells are asked only for the rest:
 *
 * <ol>
 *   <li>\(b_{ij} = \mu + g_j + c_i\), fitted to the observed values and drawn to zero by λ ({@link TwoWayFit});
 *   <li>\(E = X - b\) where observed, 0 elsewhere; F = E propagated over {@link RelatedCells}, observed places held;
 *   <li>L = the closest matrix to F of low rank ({@link LowRank});
 *   <li>zeros become \(\max(b + (1 - w) L + w F,\; m_i)\), with \(m_i\) the cell's smallest observed value, which is that
 *       of one count: a value that was detected cannot be less.
 * </ol>
 *
 * <p>λ and w are chosen on a {@link HiddenValues}: a fifth of the observed values is hidden from the method, and the pair
 * that restores it with the least MAE + RMSE, of at most {@value #TRIED_GENES} genes, is taken. A gene that no cell expresses stays 0; in a cell without values
 * \(c_i = 0\) and \(m_i\) is the median of the other cells'. Two dense matrices {@code [cells × genes]} live at once.
 */
public final class Conditional implements Imputation {
    private static final double[] SHRINKAGES = {5, 20};
    private static final double[] WEIGHTS = {0, 0.5};
    private static final int SWEEPS = 10;
    private static final int BLOCK = 64;
    private static final int STAGES = 4;
    // Of which settings are tried where there are more; on 512 of mouse pancreas another pair than on all was chosen,
    // with more error.
    private static final int TRIED_GENES = 2048;

    private final Options options;
    private final RelatedCells related;

    /** Creates the method; nothing is computed until {@link #impute}. */
    public Conditional(Options options) {
        this.options = options;
        this.related = options.related();
    }

    /**
     * The settings.
     *
     * @param cellNeighbours k of the graph by which zeros are filled before related cells are looked for
     * @param iterations of each propagation
     * @param components principal components in which related cells are near
     * @param relatedCells k of the graph over which residuals are propagated
     * @param rank of L
     * @param seed of the hold-out
     */
    public record Options(int cellNeighbours, int iterations, int components, int relatedCells, int rank, long seed) {
        /** As measured in docs/methods/impute.md. */
        public static final Options DEFAULTS = new Options(15, 40, 30, 30, 20, 0);

        /** Checks the ranges. */
        public Options {
            new RelatedCells(cellNeighbours, iterations, components, relatedCells);
            Ranges.atLeastOne("rank", rank);
        }

        private RelatedCells related() {
            return new RelatedCells(cellNeighbours, iterations, components, relatedCells);
        }

        /** Of detection on the same graph. */
        Detection.Options detection() {
            return new Detection.Options(cellNeighbours, iterations, components, relatedCells, seed);
        }

        Options fittedTo(Fitted.Neighbours neighbours, Relations relations) {
            if (relations.graph() != null) {
                return this;
            }
            int first = neighbours.of("--cell-neighbours", cellNeighbours);
            return new Options(
                    first, iterations, components, neighbours.of("--related-cells", relatedCells), rank, seed);
        }
    }

    /**
     * What the hold-out chose.
     *
     * @param shrinkage λ of both effects
     * @param residualWeight w
     */
    record Choice(double shrinkage, double residualWeight) {
        /** For data too small to hide any of. */
        static final Choice UNTRIED = new Choice(SHRINKAGES[0], WEIGHTS[0]);
    }

    @Override
    public long memoryBytes(CellMatrix expression, Workers workers) {
        return Expression.memoryOfRelated(expression, options.components, options.relatedCells, workers);
    }

    @Override
    public Fitted fittedTo(CellMatrix expression, Relations relations, Set<String> adaptable) {
        var neighbours = new Fitted.Neighbours(expression.cells().size(), adaptable);
        return new Fitted(new Conditional(options.fittedTo(neighbours, relations)), neighbours.notes());
    }

    @Override
    public Imputed impute(CellMatrix expression, Relations relations, Workers workers, Progress progress) {
        Expression checked = checked(expression, relations);
        Filled filled = fill(checked, graphs(checked, relations, workers), relations, workers, progress);
        return Imputed.of(checked.kept(filled.values, Layer.CONDITIONAL), filled.convergence);
    }

    Expression checked(CellMatrix expression, Relations relations) {
        return related.checked(Expression.of(expression), relations);
    }

    HoldOutGraphs graphs(Expression expression, Relations relations, Workers workers) {
        return HoldOutGraphs.of(expression, related, options.seed, relations, workers);
    }

    /**
     * What a zero would be at each place, and the fit where something was observed.
     *
     * @param values {@code [cells × genes]}
     * @param convergence of the propagation
     */
    record Filled(DenseMatrix values, Convergence convergence) {}

    Filled fill(Expression expression, HoldOutGraphs graphs, Relations relations, Workers workers, Progress progress) {
        Choice choice = choose(expression, graphs, relations, workers, progress);
        Propagation overRelated = relations.over(graphs.ofAll(), options.iterations, Relations.NEARLY);
        Residuals residuals = residuals(expression.x(), overRelated, choice.shrinkage, workers);
        DenseMatrix filled = filled(expression.x(), residuals, choice.residualWeight, workers);
        progress.at("imputing", STAGES, STAGES);
        return new Filled(filled, residuals.convergence);
    }

    /** The values at all places, observed ones too, by settings already chosen, as exact as propagation can be. */
    DenseMatrix fill(SparseMatrix x, Choice choice, Workers workers) {
        SparseMatrix graph = related.graph(x, options.seed, Relations.DEFAULTS, Propagation.ERROR, workers);
        Propagation overRelated = Relations.DEFAULTS.over(graph, options.iterations);
        return filled(x, residuals(x, overRelated, choice.shrinkage, workers), choice.residualWeight, workers);
    }

    /** Tries all settings on values hidden from the method, of some genes; the first of equals is taken. */
    private Choice choose(
            Expression expression, HoldOutGraphs graphs, Relations relations, Workers workers, Progress progress) {
        SparseMatrix rest = graphs.holdOut().rest();
        Choice best = Choice.UNTRIED;
        if (graphs.ofRest() == null) {
            return best;
        }
        Propagation overRelated = relations.over(graphs.ofRest(), options.iterations, Relations.NEARLY);
        int[] genes = tried(expression);
        SparseMatrix some = rest.selectColumns(genes);
        SparseMatrix hidden = graphs.holdOut().hidden().selectColumns(genes);
        if (hidden.stored() == 0) {
            return best;
        }
        float[] least = least(rest);
        progress.at("imputing", 1, STAGES);
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < SHRINKAGES.length; i++) {
            TwoWayFit fit = TwoWayFit.shrunken(rest, SHRINKAGES[i], SWEEPS).ofGenes(genes);
            Residuals residuals = residuals(some, fit, least, overRelated, workers);
            for (double weight : WEIGHTS) {
                double error = error(hidden, residuals, weight);
                if (error < lowest) {
                    lowest = error;
                    best = new Choice(SHRINKAGES[i], weight);
                }
            }
            progress.at("imputing", 2 + i, STAGES);
        }
        return best;
    }

    /** All genes, or {@value #TRIED_GENES} drawn by their names where there are more. */
    private int[] tried(Expression expression) {
        List<String> names = expression.matrix().genes();
        long key = Streams.key(options.seed, "tried");
        long[] keys = names.stream().mapToLong(name -> Streams.key(key, name)).toArray();
        return IntStream.range(0, keys.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer gene) -> keys[gene]).thenComparing(names::get))
                .limit(TRIED_GENES)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    /** What the relations between cells are asked for: F and L, with the fit they belong to. */
    private record Residuals(
            TwoWayFit fit, DenseMatrix propagated, Convergence convergence, LowRank smooth, float[] least) {
        double at(int cell, int gene, double weight, double smoothed) {
            double residual = (1 - weight) * smoothed + weight * propagated.get(cell, gene);
            return Math.max(fit.at(cell, gene) + residual, least[cell]);
        }
    }

    private Residuals residuals(SparseMatrix x, Propagation overRelated, double shrinkage, Workers workers) {
        return residuals(x, TwoWayFit.shrunken(x, shrinkage, SWEEPS), least(x), overRelated, workers);
    }

    private Residuals residuals(
            SparseMatrix x, TwoWayFit fit, float[] least, Propagation overRelated, Workers workers) {
        DenseMatrix residuals = DenseMatrix.zeros(x.rows(), x.columns());
        for (int c = 0; c < x.rows(); c++) {
            for (int k = x.offsets()[c]; k < x.offsets()[c + 1]; k++) {
                if (x.values()[k] != 0) {
                    residuals.set(c, x.indices()[k], (float) (x.values()[k] - fit.at(c, x.indices()[k])));
                }
            }
        }
        Convergence convergence = overRelated.fillInPlace(residuals, BitMask.nonZeros(x), workers);
        int most = Math.min(options.rank, Math.min(x.rows(), x.columns()));
        LowRank smooth = LowRank.of(residuals, most, options.seed, workers);
        return new Residuals(fit, residuals, convergence, smooth, least);
    }

    private static double error(SparseMatrix hidden, Residuals residuals, double weight) {
        double absolute = 0;
        double squares = 0;
        for (int c = 0; c < hidden.rows(); c++) {
            for (int k = hidden.offsets()[c]; k < hidden.offsets()[c + 1]; k++) {
                int gene = hidden.indices()[k];
                double smoothed = residuals.smooth.get(c, gene);
                double difference = residuals.at(c, gene, weight, smoothed) - hidden.values()[k];
                absolute += Math.abs(difference);
                squares += difference * difference;
            }
        }
        return absolute / hidden.stored() + Math.sqrt(squares / hidden.stored());
    }

    /** The result at all places, in the memory of F. */
    private static DenseMatrix filled(SparseMatrix x, Residuals residuals, double weight, Workers workers) {
        boolean[] isExpressed = new boolean[x.columns()];
        for (int k = 0; k < x.stored(); k++) {
            isExpressed[x.indices()[k]] |= x.values()[k] != 0;
        }
        DenseMatrix filled = residuals.propagated;
        workers.forBlocks(x.rows(), BLOCK, (from, to) -> {
            float[] smoothed = new float[Sizes.product(to - from, x.columns())];
            residuals.smooth.rows(from, to, smoothed);
            for (int c = from; c < to; c++) {
                for (int g = 0; g < x.columns(); g++) {
                    double value = residuals.at(c, g, weight, smoothed[(c - from) * x.columns() + g]);
                    filled.set(c, g, isExpressed[g] ? (float) value : 0);
                }
            }
        });
        return filled;
    }

    /** The smallest value observed in each cell; the median of those in a cell without any. */
    private static float[] least(SparseMatrix x) {
        float[] least = new float[x.rows()];
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        for (int c = 0; c < x.rows(); c++) {
            for (int k = x.offsets()[c]; k < x.offsets()[c + 1]; k++) {
                least[c] = x.values()[k] == 0 ? least[c] : Math.min(least[c], x.values()[k]);
            }
        }
        float[] sorted = least.clone();
        Arrays.sort(sorted);
        int known = 0;
        while (known < sorted.length && sorted[known] < Float.POSITIVE_INFINITY) {
            known++;
        }
        float median = (sorted[(known - 1) / 2] + sorted[known / 2 < known ? known / 2 : known - 1]) / 2;
        for (int c = 0; c < least.length; c++) {
            least[c] = least[c] == Float.POSITIVE_INFINITY ? median : least[c];
        }
        return least;
    }
}
