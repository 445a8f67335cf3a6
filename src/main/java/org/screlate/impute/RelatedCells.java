package org.screlate.impute;

import org.screlate.graph.NeighbourGraph;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.LowRank;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * The graph of cells that are near in the principal components of filled expression: zeros of X are filled by propagation
 * over the nearest cells (scCR's first stage), genes are centred, and cells joined by the cosine of their leading
 * components.
 *
 * @param cellNeighbours k of the graph to fill by
 * @param iterations of the filling
 * @param components principal components; fewer where the matrix is smaller
 * @param neighbours k of the result
 */
record RelatedCells(int cellNeighbours, int iterations, int components, int neighbours) {
    RelatedCells {
        Ranges.atLeastOne("cell neighbours", cellNeighbours);
        Ranges.atLeastOne("iterations", iterations);
        Ranges.atLeastOne("components", components);
        Ranges.atLeastOne("related cells", neighbours);
    }

    /**
     * Symmetric similarities, {@code [cells × cells]}, not normalised; or the graph given.
     *
     * @param x the expression, of which the genes named in relations are looked at
     */
    SparseMatrix graph(SparseMatrix x, long seed, Relations relations, Workers workers) {
        return graph(x, seed, relations, Relations.NEARLY, workers);
    }

    /** With another error of the filling. */
    SparseMatrix graph(SparseMatrix x, long seed, Relations relations, double error, Workers workers) {
        if (relations.graph() != null) {
            return NeighbourGraph.withSelf(relations.graph());
        }
        DenseMatrix filled = relations.compared(x).toDense();
        SparseMatrix first = relations.found(filled, cellNeighbours, true, workers);
        relations.over(first, iterations, error).fillInPlace(filled, workers);
        centreInPlace(filled);
        int most = Math.min(components, Math.min(filled.rows(), filled.columns()));
        DenseMatrix scores = LowRank.of(filled, most, seed, workers).scores();
        return relations.found(scores, neighbours, true, workers);
    }

    /** Refuses fewer cells than the graphs need, where they are to be found. */
    Expression checked(Expression expression, Relations relations) {
        return relations.graph() != null
                ? expression
                : expression
                        .forCellNeighbours(cellNeighbours, "--cell-neighbours")
                        .forCellNeighbours(neighbours, "--related-cells");
    }

    private static void centreInPlace(DenseMatrix x) {
        double[] means = new double[x.columns()];
        for (int r = 0; r < x.rows(); r++) {
            for (int c = 0; c < means.length; c++) {
                means[c] += x.get(r, c) / (double) x.rows();
            }
        }
        for (int r = 0; r < x.rows(); r++) {
            for (int c = 0; c < means.length; c++) {
                x.set(r, c, (float) (x.get(r, c) - means[c]));
            }
        }
    }
}
