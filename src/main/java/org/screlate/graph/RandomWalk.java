package org.screlate.graph;

import java.util.Arrays;
import org.screlate.matrix.Products;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * Random walk with restart from sets of seeds, corrected for how easily each node is reached at all.
 *
 * <p>With weights \(W\), degrees \(D = diag(W 1)\), \(S = D^{-1/2} W D^{-1/2}\), restart \(\rho\) and \(f_0\) 1 on the
 * seeds and 0 elsewhere: \[ f = \rho f_0 + (1 - \rho) S f, \qquad score_i = f_i(f_0) / f_i(1), \] where \(f(1)\) starts
 * from all nodes, so that a score is 1 where only seeds are reached and 0 where none is.
 *
 * <p>\(f\) is found by Chebyshev's iteration: S is symmetric with eigenvalues in [−1, 1], so after k steps the error is at
 * most \(\|f_0\| / \cosh(k \, arcosh(1 / (1 - \rho)))\). The number of steps follows from the tolerance before the first;
 * the plain iteration would need about three times as many. Sets go through all steps in panels of {@value
 * Propagation#WIDTH}, in the processor's cache.
 */
public final class RandomWalk {
    private static final int WIDTH = Propagation.WIDTH;
    private static final int ROWS = 64;

    private final SparseMatrix spread;
    private final Options options;
    private final float[] reach;

    /**
     * Settings.
     *
     * @param restart ρ: chance that a step begins anew at the seeds, above 0 and below 1
     * @param tolerance bound on the Euclidean error of f, as a part of the length of \(f_0\)
     * @param maxIterations cap on the steps
     */
    public record Options(double restart, double tolerance, int maxIterations) {
        /** A walk of five steps in the mean. */
        public static final Options DEFAULTS = new Options(0.2, 1e-6, 300);

        /** Checks them. */
        public Options {
            if (!(restart > 0 && restart < 1)) {
                throw new IllegalArgumentException("--restart must be above 0 and below 1, not " + restart);
            }
            if (!(tolerance > 0 && tolerance < 1)) {
                throw new IllegalArgumentException("--tolerance must be above 0 and below 1, not " + tolerance);
            }
            if (maxIterations < 1) {
                throw new IllegalArgumentException("--max-iterations must be at least 1, not " + maxIterations);
            }
        }

        /** Steps that the tolerance asks for. */
        public int needed() {
            double growth = Math.log((1 + Math.sqrt(1 - (1 - restart) * (1 - restart))) / (1 - restart)); // arcosh
            double steps = Math.log(2 / tolerance) / growth;
            return (int) Math.min(Integer.MAX_VALUE, Math.ceil(steps));
        }

        /** Steps that are made. */
        public int iterations() {
            return Math.min(needed(), maxIterations);
        }

        /** Whether the cap leaves room for all that the tolerance asks for. */
        public boolean converged() {
            return needed() <= maxIterations;
        }
    }

    /** Takes the scores of one set. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Called once for each set, from several threads.
         *
         * @param scores one a node; may be kept
         */
        void take(int set, float[] scores);
    }

    /**
     * Prepares a graph.
     *
     * @param weights {@code [nodes × nodes]}, none negative; the weight between two nodes is the mean of both directions,
     *     and edges from a node to itself are left out
     */
    public RandomWalk(SparseMatrix weights, Options options) {
        this.spread = spread(UndirectedEdges.of(weights));
        this.options = options;
        float[] panel = new float[Sizes.product(spread.rows(), WIDTH)];
        Arrays.fill(panel, 1);
        float[] everywhere = walk(panel);
        this.reach = new float[spread.rows()];
        for (int i = 0; i < reach.length; i++) {
            reach[i] = everywhere[i * WIDTH];
        }
    }

    /** S. */
    static SparseMatrix spread(SparseMatrix edges) {
        double[] roots = new double[edges.rows()];
        for (int r = 0; r < roots.length; r++) {
            double degree = 0;
            for (int e = edges.offsets()[r]; e < edges.offsets()[r + 1]; e++) {
                degree += edges.values()[e];
            }
            roots[r] = Math.sqrt(degree);
        }
        float[] values = new float[edges.stored()];
        for (int r = 0; r < roots.length; r++) {
            for (int e = edges.offsets()[r]; e < edges.offsets()[r + 1]; e++) {
                values[e] = (float) (edges.values()[e] / roots[r] / roots[edges.indices()[e]]);
            }
        }
        return edges.withValues(values);
    }

    /** Number of nodes. */
    public int nodes() {
        return spread.rows();
    }

    /** Whether a node has no edge, so that it is reached from itself only. */
    public boolean isAlone(int node) {
        return spread.offsets()[node] == spread.offsets()[node + 1];
    }

    /**
     * Scores all nodes from each set of seeds.
     *
     * @param seeds nodes of each set, at least one, none twice
     */
    public void scores(int[][] seeds, Reader reader, Workers workers) {
        workers.forBlocks(seeds.length, WIDTH, (from, to) -> {
            float[] start = new float[Sizes.product(nodes(), WIDTH)];
            for (int set = from; set < to; set++) {
                for (int seed : seeds[set]) {
                    start[seed * WIDTH + set - from] = 1;
                }
            }
            float[] end = walk(start);
            for (int set = from; set < to; set++) {
                float[] scores = new float[nodes()];
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = end[i * WIDTH + set - from] / reach[i];
                }
                reader.take(set, scores);
            }
        });
    }

    /** f of each column of a panel. */
    private float[] walk(float[] start) {
        double stay = 1 - options.restart;
        float[] before = new float[start.length];
        float[] now = new float[start.length];
        float[] next = new float[start.length];
        double weight = 1;
        for (int step = 0; step < options.iterations(); step++) {
            weight = step == 0 ? 1 : step == 1 ? 1 / (1 - stay * stay / 2) : 1 / (1 - stay * stay * weight / 4);
            float pull = (float) (weight * options.restart);
            float move = (float) (weight * stay);
            float back = (float) (1 - weight);
            for (int from = 0; from < nodes(); from += ROWS) {
                int to = Math.min(from + ROWS, nodes());
                Products.multiply(spread, from, to, now, WIDTH, next);
                for (int i = from * WIDTH; i < to * WIDTH; i++) {
                    next[i] = move * next[i] + pull * start[i] + back * before[i];
                }
            }
            float[] free = before;
            before = now;
            now = next;
            next = free;
        }
        return now;
    }
}
