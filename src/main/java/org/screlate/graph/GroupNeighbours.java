package org.screlate.graph;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Products;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * Each point joined to the nearest points of every group, its own too, so that points of different groups are
 * neighbours even where the groups lie apart. Exact, by blocked products; Euclidean distance.
 *
 * @see <a href="https://doi.org/10.1093/bioinformatics/btz625">Polański et al. (2020), BBKNN</a>
 */
public final class GroupNeighbours {
    private static final int BLOCK = 128;

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
        DenseMatrix candidates = points.selectRows(members);
        float[] squares = CrossNeighbours.squares(candidates);
        workers.forBlocks(points.rows(), BLOCK, (from, to) -> {
            // One more than wanted: the point itself may be among them.
            int kept = Math.min(number + 1, members.length);
            BestFew best = new BestFew(to - from, kept);
            float[] dots = new float[(to - from) * BLOCK];
            for (int first = 0; first < members.length; first += BLOCK) {
                int last = Math.min(first + BLOCK, members.length);
                Products.dots(points, from, to, candidates, first, last, dots);
                for (int i = from; i < to; i++) {
                    for (int j = first; j < last; j++) {
                        // Of |x − y|² = |x|² + |y|² − 2 x · y, what differs between candidates.
                        float score = 2 * dots[(i - from) * (last - first) + j - first] - squares[j];
                        if (members[j] != i && score > best.bar(i - from)) {
                            best.offer(i - from, j, score);
                        }
                    }
                }
            }
            for (int i = from; i < to; i++) {
                int[] near = best.indices(i - from);
                int others = Math.min(number, members.length - (isMember(members, i) ? 1 : 0));
                found[i] = IntStream.concat(
                                IntStream.of(found[i]),
                                IntStream.range(0, others).map(k -> members[near[k]]))
                        .toArray();
            }
        });
    }

    private static boolean isMember(int[] members, int point) {
        return Arrays.binarySearch(members, point) >= 0;
    }
}
