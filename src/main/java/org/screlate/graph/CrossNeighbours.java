package org.screlate.graph;

import java.util.Arrays;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/** The nearest points of one set to each of another, by Euclidean distance; exact. */
public final class CrossNeighbours {
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
        int[] indices = new int[Sizes.product(points.rows(), number)];
        new NearestCandidates(points, candidates)
                .find(
                        number,
                        point -> -1,
                        (point, nearest) -> {
                            Arrays.sort(nearest);
                            System.arraycopy(nearest, 0, indices, point * number, number);
                        },
                        workers);
        int[] offsets = new int[points.rows() + 1];
        Arrays.setAll(offsets, i -> i * number);
        float[] weights = new float[indices.length];
        Arrays.fill(weights, 1);
        return new SparseMatrix(points.rows(), candidates.rows(), offsets, indices, weights);
    }
}
