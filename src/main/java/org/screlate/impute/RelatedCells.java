package org.screlate.impute;

import org.screlate.graph.NearestNeighbours;
import org.screlate.graph.NearestNeighbours.Metric;
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

    /** Symmetric similarities, {@code [cells × cells]}, not normalised. */
    SparseMatrix graph(SparseMatrix x, long seed, Workers workers) {
        DenseMatrix filled = x.toDense();
        Expression.cellPropagation(filled, cellNeighbours, iterations, workers).fillInPlace(filled, workers);
        centreInPlace(filled);
        int most = Math.min(components, Math.min(x.rows(), x.columns()));
        DenseMatrix scores = LowRank.of(filled, most, seed, workers).scores();
        return NeighbourGraph.positive(NearestNeighbours.exact(scores, neighbours, Metric.COSINE, workers), true);
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
