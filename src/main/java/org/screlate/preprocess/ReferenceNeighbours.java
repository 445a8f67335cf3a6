package org.screlate.preprocess;

import org.screlate.data.CellMatrix;
import org.screlate.graph.CrossNeighbours;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.PrincipalAxes;
import org.screlate.matrix.Products;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/** The cells of a reference that each of some other cells is like: nearest in the principal components of the reference. */
public final class ReferenceNeighbours {
    private static final int BLOCK = 256;

    private final Options options;

    /** Creates it; nothing is computed until {@link #find}. */
    public ReferenceNeighbours(Options options) {
        this.options = options;
    }

    /**
     * Finds them.
     *
     * @param reference log-normalised expression
     * @param others of the same genes, likewise
     * @return {@code [others × reference]}, 1 where a cell is a neighbour
     */
    public SparseMatrix find(CellMatrix reference, CellMatrix others, Workers workers) {
        SparseMatrix x = reference.values().toSparse();
        int most = PrincipalAxes.limit(x.rows(), x.columns());
        DenseMatrix axes = PrincipalAxes.of(x, Math.min(options.components, most), options.seed, workers)
                .loadings();
        return CrossNeighbours.of(
                projected(others.values().toSparse(), axes, workers),
                projected(x, axes, workers),
                Math.min(options.number, x.rows()),
                workers);
    }

    // Not centred: a shift of both sets changes no distance.
    private static DenseMatrix projected(SparseMatrix x, DenseMatrix axes, Workers workers) {
        DenseMatrix points = DenseMatrix.zeros(x.rows(), axes.columns());
        workers.forBlocks(
                x.rows(),
                BLOCK,
                (from, to) -> Products.multiply(x, from, to, axes.values(), axes.columns(), points.values()));
        return points;
    }

    /**
     * Settings.
     *
     * @param components of the reference in which neighbours are near; fewer if it has not as many
     * @param number of neighbours of a cell; all of a smaller reference
     * @param seed of the random start of the components
     */
    public record Options(int components, int number, long seed) {
        /** Checks the numbers. */
        public Options {
            if (components < 1 || number < 1) {
                throw new IllegalArgumentException("components or neighbours < 1: " + components + ", " + number);
            }
        }
    }
}
