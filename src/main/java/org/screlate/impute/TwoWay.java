package org.screlate.impute;

import org.screlate.data.CellMatrix;
import org.screlate.data.Progress;
import org.screlate.graph.Propagation.Convergence;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/**
 * The mean of each gene's non-zeros, plus each cell's mean deviation from those: \(y_{ij} = \max(g_j + c_i, 0)\), with
 * \(g_j\) the mean of \(x_{ij}\) and \(c_i\) the mean of \(x_{ij} - g_j\) over the places observed. A gene that no cell
 * expresses stays 0. It knows no relation between cells or genes, so a method that cannot beat it has found none.
 * One dense matrix {@code [cells × genes]}.
 */
public final class TwoWay implements Imputation {
    private static final int BLOCK = 256;

    private final Options options;

    /** Creates the method; nothing is computed until {@link #impute}. */
    public TwoWay(Options options) {
        this.options = options;
    }

    /**
     * The settings.
     *
     * @param mode what the result is for
     */
    public record Options(Mode mode) {}

    @Override
    public long memoryBytes(CellMatrix expression, Workers workers) {
        return Expression.memoryBytes(expression, 1, 0, workers);
    }

    @Override
    public Imputed impute(CellMatrix expression, Relations relations, Workers workers, Progress progress) {
        Expression checked = Expression.of(expression);
        TwoWayFit fit = TwoWayFit.onePass(checked.x());
        DenseMatrix values = DenseMatrix.zeros(checked.x().rows(), checked.x().columns());
        workers.forBlocks(values.rows(), BLOCK, (from, to) -> {
            for (int c = from; c < to; c++) {
                for (int g = 0; g < values.columns(); g++) {
                    // The mean of values above zero is above zero: 0 says that the gene has none.
                    values.set(c, g, fit.genes()[g] == 0 ? 0 : (float) Math.max(0, fit.at(c, g)));
                }
            }
        });
        progress.at("imputing", 1, 1);
        return Imputed.of(checked.result(values, options.mode), Convergence.NONE);
    }
}
