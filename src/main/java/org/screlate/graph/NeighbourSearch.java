package org.screlate.graph;

import org.screlate.graph.NearestNeighbours.Metric;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/**
 * Neighbours by cosine, by the way that is shortest for the points: all pairs, by products of what is not zero where that is
 * little ({@link SparsePairs}), of all values else ({@link NearestNeighbours}); and of many points only those pairs that a
 * projection makes likely ({@link ProjectedNeighbours}).
 *
 * @param exactLimit most points of which all pairs are compared; three times as many where most values are zeros
 * @param seed of the start of the projection, which hardly changes what is found
 */
public record NeighbourSearch(int exactLimit, long seed) {
    /** As measured in docs/methods/impute.md. */
    public static final NeighbourSearch DEFAULTS = new NeighbourSearch(10_000, 0);

    // Where the ways cost the same: measured on 20,000 points of 2,000 values, one in twenty not zero.
    private static final int MORE_IF_SPARSE = 3;

    /** Checks the limit. */
    public NeighbourSearch {
        if (exactLimit < 0) {
            throw new IllegalArgumentException("limit of the exact search < 0: " + exactLimit);
        }
    }

    /**
     * Bytes in use beside the points, where the limit is the default.
     *
     * @param stored values that are not zero
     */
    public static long memory(long rows, long columns, long stored, int k) {
        boolean sparse = stored <= rows * columns / SparsePairs.SPARSE;
        boolean all = rows <= (long) DEFAULTS.exactLimit * (sparse ? MORE_IF_SPARSE : 1)
                || !ProjectedNeighbours.suits(rows, columns);
        long pairs = sparse ? 2 * stored * (Integer.BYTES + Float.BYTES) : 0;
        return all ? pairs : ProjectedNeighbours.memory(rows, k);
    }

    /** The k nearest other rows of each row, best first; ties by lower index. */
    public Neighbours nearest(DenseMatrix points, int k, Workers workers) {
        int most = points.rows() - 1;
        boolean sparse = k >= 1 && k <= most && SparsePairs.suits(points);
        long limit = (long) exactLimit * (sparse ? MORE_IF_SPARSE : 1);
        if (points.rows() > limit && ProjectedNeighbours.suits(points)) {
            return ProjectedNeighbours.of(points, k, seed, workers);
        }
        if (sparse) {
            int spared = Math.min(k + NearestNeighbours.SPARE, most);
            Neighbours likely = SparsePairs.of(points, spared, workers);
            return NearestNeighbours.among(points, likely, k, Metric.COSINE, workers);
        }
        return NearestNeighbours.exact(points, k, Metric.COSINE, workers);
    }
}
