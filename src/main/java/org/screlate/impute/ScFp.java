package org.screlate.impute;

import java.util.Set;
import org.screlate.data.CellMatrix;
import org.screlate.data.Progress;
import org.screlate.graph.Propagation;
import org.screlate.graph.Propagation.Convergence;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * scFP: fills zeros from related cells, then smooths what was filled over cells that are related in it.
 *
 * <p>With H and F the propagations that hold and that do not hold what was observed ({@link Propagation}), and A(Y) the
 * symmetric graph of each cell's k nearest by cosine: \(X_1 = H(X, A(X))\), result \(F(X_1, A(X_1))\), which starts from
 * X₁ and is drawn back to X₁. A baseline for scCR, whose first stage is the same. Two dense matrices {@code [cells ×
 * genes]} live at once.
 *
 * @see <a href="https://arxiv.org/abs/2307.10037">Yun et al. (2023)</a>
 */
public final class ScFp implements Imputation {
    private static final int STAGES = 2;

    private final SmoothingOptions options;

    /** Creates the method; nothing is computed until {@link #impute}. */
    public ScFp(SmoothingOptions options) {
        this.options = options;
    }

    @Override
    public long memoryBytes(CellMatrix expression, Workers workers) {
        return Expression.memoryBytes(expression, 1, options.cellNeighbours(), workers);
    }

    @Override
    public Fitted fittedTo(CellMatrix expression, Relations relations, Set<String> adaptable) {
        var neighbours = new Fitted.Neighbours(expression.cells().size(), adaptable);
        int k = neighbours.of("--cell-neighbours", options.cellNeighbours());
        return new Fitted(new ScFp(options.withCellNeighbours(k)), neighbours.notes());
    }

    @Override
    public Imputed impute(CellMatrix expression, Relations relations, Workers workers, Progress progress) {
        Expression checked = Expression.of(expression).forCellNeighbours(options.cellNeighbours(), "--cell-neighbours");
        DenseMatrix values = checked.x().toDense();
        SparseMatrix first = relations.first(values, options.cellNeighbours(), workers);
        Convergence filled = relations.over(first, options.iterations()).fillInPlace(values, workers);
        progress.at("imputing", 1, STAGES);
        SparseMatrix second = relations.found(relations.compared(values), options.cellNeighbours(), true, workers);
        Convergence smoothed =
                relations.over(second, options.iterations()).smoothInPlace(values, options.beta(), workers);
        progress.at("imputing", STAGES, STAGES);
        return Imputed.of(checked.result(values, options.mode()), filled.and(smoothed));
    }
}
