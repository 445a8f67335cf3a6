package org.screlate.impute;

import java.util.List;
import java.util.Set;
import org.screlate.data.CellMatrix;
import org.screlate.data.Progress;
import org.screlate.graph.Propagation.Convergence;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * Diffusion over related cells, zeros counted as measured: \(Y \leftarrow \beta A Y + (1 - \beta) X\) from \(Y = X\), with
 * A the symmetric graph of each cell's k nearest by cosine. The plainest smoother on scCR's graph, and a baseline for
 * it; in kind, though not in detail, what MAGIC does. One dense matrix {@code [cells × genes]}.
 */
public final class Diffusion implements Imputation {
    private final SmoothingOptions options;

    /** Creates the method; nothing is computed until {@link #impute}. */
    public Diffusion(SmoothingOptions options) {
        this.options = options;
    }

    @Override
    public long memoryBytes(CellMatrix expression, Workers workers) {
        return Expression.memoryBytes(expression, 1, options.cellNeighbours(), workers);
    }

    @Override
    public Fitted fittedTo(CellMatrix expression, Relations relations, Set<String> adaptable) {
        if (relations.graph() != null) {
            return new Fitted(this, List.of());
        }
        var neighbours = new Fitted.Neighbours(expression.cells().size(), adaptable);
        int k = neighbours.of("--cell-neighbours", options.cellNeighbours());
        return new Fitted(new Diffusion(options.withCellNeighbours(k)), neighbours.notes());
    }

    @Override
    public Imputed impute(CellMatrix expression, Relations relations, Workers workers, Progress progress) {
        Expression checked = Expression.of(expression);
        if (relations.graph() == null) {
            checked.forCellNeighbours(options.cellNeighbours(), "--cell-neighbours");
        }
        DenseMatrix values = checked.x().toDense();
        SparseMatrix graph = relations.first(values, options.cellNeighbours(), workers);
        Convergence convergence =
                relations.over(graph, options.iterations()).smoothInPlace(values, options.beta(), workers);
        progress.at("imputing", 1, 1);
        return Imputed.of(checked.result(values, options.mode()), convergence);
    }
}
