package org.screlate.network;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.screlate.graph.Leiden;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.random.Streams;

/**
 * Communities of a network by the Leiden algorithm, the best of some starts.
 *
 * @param numbers of each node, from 0, by falling size; −1 for a node without edges
 * @param count how many there are, nodes without edges apart
 * @param modularity of these communities; nodes without edges change nothing of it
 * @param converged whether the algorithm ended by itself, not at its cap
 */
public record Communities(int[] numbers, int count, double modularity, boolean converged) {
    /**
     * Settings.
     *
     * @param starts how often to begin anew; the greatest modularity is kept, of equal ones the first
     * @param unweighted whether every edge counts 1
     */
    public record Options(Leiden.Options leiden, int starts, boolean unweighted) {
        /** Three starts: one alone is now and then 0.01 below the others. */
        public static final Options DEFAULTS = new Options(Leiden.Options.DEFAULTS, 3, false);

        /** Checks them. */
        public Options {
            if (starts < 1) {
                throw new IllegalArgumentException("--starts must be at least 1, not " + starts);
            }
        }
    }

    /** Finds them. */
    static Communities of(SparseMatrix edges, Options options) {
        Leiden.Result found = best(options.unweighted ? ones(edges) : edges, options);
        int[] sizes = new int[edges.rows()];
        for (int i = 0; i < edges.rows(); i++) {
            sizes[found.communities()[i]] += hasEdge(edges, i) ? 1 : 0;
        }
        int[] order = IntStream.range(0, sizes.length)
                .filter(c -> sizes[c] > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(c -> -sizes[c]).thenComparingInt(c -> c))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] ranks = new int[sizes.length];
        Arrays.fill(ranks, -1);
        for (int rank = 0; rank < order.length; rank++) {
            ranks[order[rank]] = rank;
        }
        int[] numbers = Arrays.stream(found.communities()).map(c -> ranks[c]).toArray();
        return new Communities(numbers, order.length, found.modularity(), found.converged());
    }

    private static Leiden.Result best(SparseMatrix edges, Options options) {
        Leiden.Options leiden = options.leiden;
        Leiden.Result best = Leiden.of(edges, leiden);
        for (int start = 1; start < options.starts; start++) {
            Leiden.Result other = Leiden.of(
                    edges,
                    new Leiden.Options(
                            leiden.resolution(), leiden.maxIterations(), Streams.key(leiden.seed(), "start", start)));
            best = other.modularity() > best.modularity() ? other : best;
        }
        return best;
    }

    static boolean hasEdge(SparseMatrix edges, int node) {
        return edges.offsets()[node] < edges.offsets()[node + 1];
    }

    static SparseMatrix ones(SparseMatrix edges) {
        float[] ones = new float[edges.stored()];
        Arrays.fill(ones, 1);
        return edges.withValues(ones);
    }
}
