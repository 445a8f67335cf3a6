package org.screlate.graph;

import java.util.Arrays;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Products;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/** The nearest points of one set to each of another, by Euclidean distance; exact, by blocked products. */
public final class CrossNeighbours {
    private static final int BLOCK = 128;

    private CrossNeighbours() {}

    /**
     * Finds them.
     *
     * @param points {@code [points × coordinates]}
     * @param candidates {@code [candidates × coordinates]}
     * @param number of neighbours of each point, at most that of the candidates
     * @return {@code [points × candidates]}, 1 where a candidate is a neighbour
     */
    public static SparseMatrix of(DenseMatrix points, DenseMatrix candidates, int number, Workers workers) {
        if (number < 1 || number > candidates.rows()) {
            throw new IllegalArgumentException("neighbours not from 1 to " + candidates.rows() + ": " + number);
        }
        float[] squares = squares(candidates);
        int[] indices = new int[Math.multiplyExact(points.rows(), number)];
        workers.forBlocks(points.rows(), BLOCK, (from, to) -> {
            BestFew best = new BestFew(to - from, number);
            float[] dots = new float[(to - from) * BLOCK];
            for (int first = 0; first < candidates.rows(); first += BLOCK) {
                int last = Math.min(first + BLOCK, candidates.rows());
                Products.dots(points, from, to, candidates, first, last, dots);
                for (int i = 0; i < to - from; i++) {
                    for (int j = first; j < last; j++) {
                        // Of |x − y|² = |x|² + |y|² − 2 x · y, what differs between candidates.
                        float score = 2 * dots[i * (last - first) + j - first] - squares[j];
                        if (score > best.bar(i)) {
                            best.offer(i, j, score);
                        }
                    }
                }
            }
            for (int i = from; i < to; i++) {
                int[] found = best.indices(i - from);
                Arrays.sort(found);
                System.arraycopy(found, 0, indices, i * number, number);
            }
        });
        int[] offsets = new int[points.rows() + 1];
        Arrays.setAll(offsets, i -> i * number);
        float[] weights = new float[indices.length];
        Arrays.fill(weights, 1);
        return new SparseMatrix(points.rows(), candidates.rows(), offsets, indices, weights);
    }

    /** Squared length of each row. */
    static float[] squares(DenseMatrix rows) {
        float[] squares = new float[rows.rows()];
        for (int r = 0; r < squares.length; r++) {
            double sum = 0;
            for (int i = rows.offset(r); i < rows.offset(r) + rows.columns(); i++) {
                sum += (double) rows.values()[i] * rows.values()[i];
            }
            squares[r] = (float) sum;
        }
        return squares;
    }
}
