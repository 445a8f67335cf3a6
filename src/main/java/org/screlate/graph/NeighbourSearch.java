package org.screlate.graph;

import org.screlate.graph.NearestNeighbours.Metric;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.LowRank;
import org.screlate.matrix.Workers;

/**
 * Neighbours by cosine: all pairs are compared up to a number of points; beyond that only those that a projection makes
 * likely. The projection is onto the {@value #DIMENSIONS} leading singular vectors ({@link LowRank}); of each point the
 * {@value #CANDIDATES} k nearest that {@link LeafNeighbours} finds in it are compared by all their values, and the k nearest of
 * those are taken. Time in proportion to n, instead of O(n² · width / 2).
 *
 * @param exactLimit most points of which all pairs are compared
 * @param seed of the start of the singular vectors, which does not change them beyond rounding
 */
public record NeighbourSearch(int exactLimit, long seed) {
    /** As measured in docs/methods/impute.md. */
    public static final NeighbourSearch DEFAULTS = new NeighbourSearch(20_000, 0);

    // A multiple of the lanes of every processor.
    private static final int DIMENSIONS = 64;
    private static final int CANDIDATES = 4;

    /** Checks the limit. */
    public NeighbourSearch {
        if (exactLimit < 0) {
            throw new IllegalArgumentException("limit of the exact search < 0: " + exactLimit);
        }
    }

    /** The k nearest other rows of each row, best first; ties by lower index. */
    public Neighbours nearest(DenseMatrix points, int k, Workers workers) {
        int side = Math.min(points.rows(), points.columns());
        if (points.rows() <= exactLimit || side <= DIMENSIONS) {
            return NearestNeighbours.exact(points, k, Metric.COSINE, workers);
        }
        DenseMatrix projected = LowRank.of(points, DIMENSIONS, seed, workers).scores();
        Neighbours candidates = LeafNeighbours.of(projected, Math.min(CANDIDATES * k, points.rows() - 1), workers);
        return NearestNeighbours.among(points, candidates, k, Metric.COSINE, workers);
    }
}
