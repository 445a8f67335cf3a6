package org.screlate.graph;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * Each point joined to the nearest points of every group, its own too, so that points of different groups are
 * neighbours even where the groups lie apart. Exact; Euclidean distance.
 *
 * @see <a href="https://doi.org/10.1093/bioinformatics/btz625">Polański et al. (2020), BBKNN</a>
 */
public final class GroupNeighbours {
    private final DenseMatrix points;
    private final int number;

    private GroupNeighbours(DenseMatrix points, int number) {
        this.points = points;
        this.number = number;
    }

    /**
     * The graph of these neighbours, either way round, of weight 1.
     *
     * @param points {@code [points × coordinates]}, finite
     * @param groups of each point, from 0, each with at least one point
     * @param number of neighbours in each group; all of a smaller one
     * @return {@code [points × points]}, symmetric, nothing on the diagonal
     */
    public static SparseMatrix of(DenseMatrix points, int[] groups, int number, Workers workers) {
        if (number < 1 || groups.length != points.rows()) {
            throw new IllegalArgumentException(
                    number + " neighbours of " + points.rows() + " points in groups of " + groups.length);
        }
        GroupNeighbours search = new GroupNeighbours(points, number);
        int count = IntStream.of(groups).max().orElse(-1) + 1;
        int[][] found = new int[points.rows()][0];
        for (int group = 0; group < count; group++) {
            int wanted = group;
            int[] members = IntStream.range(0, groups.length)
                    .filter(i -> groups[i] == wanted)
                    .toArray();
            search.in(members, found, workers);
        }
        int[] first = IntStream.range(0, found.length)
                .flatMap(i -> IntStream.generate(() -> i).limit(found[i].length))
                .toArray();
        int[] second = Arrays.stream(found).flatMapToInt(IntStream::of).toArray();
        float[] weights = new float[first.length];
        Arrays.fill(weights, 1);
        return new NodePairs(first, second).network(points.rows(), weights);
    }

    /** Adds to what was found for each point its neighbours in one group. */
    private void in(int[] members, int[][] found, Workers workers) {
        new NearestCandidates(points, points.selectRows(members))
                .find(
                        number,
                        point -> Arrays.binarySearch(members, point),
                        (point, nearest) -> found[point] = IntStream.concat(
                                        IntStream.of(found[point]),
                                        IntStream.of(nearest).map(near -> members[near]))
                                .toArray(),
                        workers);
    }
}
