package org.screlate.graph;

import org.screlate.graph.NearestNeighbours.Metric;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Products;
import org.screlate.matrix.RowSpace;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.Workers;

/**
 * Neighbours by cosine of points too many to compare all pairs by all values. Of each point the {@value #CANDIDATES} k
 * most alike in {@value #DIMENSIONS} dimensions that hold nearly all of the points ({@link RowSpace}) are compared by all
 * values. What counts in these dimensions is the dot product there by the lengths that the points have in all: the rest of
 * each point is its own, and adds little to the product of two.
 */
final class ProjectedNeighbours {
    // A multiple of the lanes of every processor.
    private static final int DIMENSIONS = 128;
    private static final int CANDIDATES = 16;
    private static final int BLOCK = 64;
    // Standard deviations of what the rest adds, beyond which nothing is expected.
    private static final double SPREADS = 4;

    private ProjectedNeighbours() {}

    /** Whether the points have more dimensions than are looked at first. */
    static boolean suits(DenseMatrix points) {
        return suits(points.rows(), points.columns());
    }

    static boolean suits(long rows, long columns) {
        return Math.min(rows, columns) > DIMENSIONS;
    }

    /** Bytes in use beside the points: the projection, by leaves, and packed; the candidates; and the best of these. */
    static long memory(long rows, int k) {
        long candidates = Math.min((long) CANDIDATES * k, rows) + k + NearestNeighbours.SPARE;
        return rows * (3L * DIMENSIONS * Float.BYTES + candidates * (Integer.BYTES + Float.BYTES));
    }

    /** The k most alike of each that are found, best first; ties by lower index. */
    static Neighbours of(DenseMatrix points, int k, long seed, Workers workers) {
        int most = points.rows() - 1;
        if (k < 1 || k > most) {
            throw new IllegalArgumentException("neighbours not from 1 to " + most + ": " + k);
        }
        double[] lengths = NearestNeighbours.lengths(points);
        int candidates = (int) Math.min((long) CANDIDATES * k, most);
        LeafNeighbours.Found wide =
                LeafNeighbours.of(RowSpace.scores(points, DIMENSIONS, seed, workers), lengths, candidates, workers);
        Neighbours few = best(points, lengths, wide, Math.min(k + NearestNeighbours.SPARE, most), workers);
        return NearestNeighbours.among(points, few, k, Metric.COSINE, workers);
    }

    /** Of the candidates the best by all values, in single precision; those of a leaf together, as they share candidates. */
    private static Neighbours best(
            DenseMatrix points, double[] lengths, LeafNeighbours.Found candidates, int kept, Workers workers) {
        int n = points.rows();
        Neighbours few = new Neighbours(n, kept, new int[Sizes.product(n, kept)], new float[Sizes.product(n, kept)]);
        workers.forBlocks(n, BLOCK, (from, to) -> {
            float[] sums = new float[Products.SUMS];
            for (int i = from; i < to; i++) {
                int row = candidates.order()[i];
                BestFew best = best(points, lengths, candidates.neighbours(), row, kept, sums);
                System.arraycopy(best.indices(0), 0, few.indices(), row * kept, kept);
            }
        });
        return few;
    }

    /**
     * Of the candidates of a row, until the next, by what the rest of the dimensions has added to those before, would not be
     * among the best.
     */
    private static BestFew best(
            DenseMatrix points, double[] lengths, Neighbours candidates, int row, int kept, float[] sums) {
        BestFew best = new BestFew(1, kept);
        float[] x = points.values();
        double added = 0;
        double squares = 0;
        int first = row * candidates.k();
        for (int c = 0; c < candidates.k(); c++) {
            if (c > kept) {
                double mean = added / c;
                double spread = Math.sqrt(Math.max(squares / c - mean * mean, 0));
                if (candidates.values()[first + c] + mean + SPREADS * spread < best.bar(0)) {
                    break;
                }
            }
            int other = candidates.indices()[first + c];
            float dot = Products.dot(x, points.offset(row), x, points.offset(other), points.columns(), sums);
            double cosine = dot / (lengths[row] * lengths[other]);
            double more = cosine - candidates.values()[first + c];
            added += more;
            squares += more * more;
            best.offer(0, other, (float) cosine);
        }
        return best;
    }
}
