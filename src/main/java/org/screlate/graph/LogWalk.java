package org.screlate.graph;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.LeadingEigen;
import org.screlate.matrix.Products;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * What a network alone says of its nodes: factors of the logarithm of a short random walk.
 *
 * <p>With degrees d, \(vol = \sum_i d_i\) and \(M = D^{-1/2} W D^{-1/2}\) of a network without weights, few steps give
 * \(S = (M + M^3 + M^5) / 3\) and \[ L_{ij} = \log \max\left(1, \frac{vol}{b} \frac{S_{ij}}{\sqrt{d_i d_j}}\right), \] how much
 * more often than b times what degrees alone would have it the walk goes from one node to the other. The steps are odd, since what
 * interacts need not be alike: partners of my partners' partners may be mine, partners of my partners are like me. Of the largest
 * positive eigenvalues λ and eigenvectors U of L, \(y = U \lambda^{0.65}\), and the vector of a node is
 * \(z_i = y_i |y_i|^{-1/2} d_i^{0.1}\): the inner product of two is high where an edge is likely.
 *
 * <p>L is never held: blocks of its rows are made when the eigensolver asks for them.
 *
 * @see <a href="https://doi.org/10.1145/3159652.3159706">Qiu et al. (2018), Network embedding as matrix factorization</a>
 */
public final class LogWalk {
    /** b: what a walk does less often than this part of what degrees say is as if it never did. */
    private static final double FLOOR = 0.5;

    private static final double EIGENVALUE_POWER = 0.65;
    private static final double DEGREE_POWER = 0.1;
    /** Growth of the sum of eigenvalues at which they are good enough for scores of three digits. */
    private static final double TOLERANCE = 1e-3;
    /** Walks over all nodes for the eigenvectors: the last of them stay rough, but held-out scores no longer change. */
    private static final int PASSES = 3;
    /** Nodes from which on passes are dear. */
    private static final int LARGE = 5000;

    private final ShortWalk walk;
    private final PanelMemory.Pool pool;
    private final int[] degrees;
    /** Of the degrees; 1 where that is 0. */
    private final float[] inverseRoots;

    /**
     * Prepares a network.
     *
     * @param network {@code [nodes × nodes]}, symmetric; weights are not used
     */
    public LogWalk(SparseMatrix network) {
        float[] ones = new float[network.stored()];
        Arrays.fill(ones, 1);
        walk = new ShortWalk(network.withValues(ones));
        pool = walk.pool();
        degrees = new int[network.rows()];
        Arrays.setAll(degrees, i -> network.offsets()[i + 1] - network.offsets()[i]);
        inverseRoots = new float[degrees.length];
        for (int i = 0; i < degrees.length; i++) {
            inverseRoots[i] = (float) (1 / Math.sqrt(Math.max(1, degrees[i])));
        }
    }

    /**
     * A vector for each node; zeros for a node without an edge.
     *
     * @param dimensions at most; fewer where L has fewer positive eigenvalues
     * @return {@code [nodes × dimensions]}
     */
    public DenseMatrix vectors(int dimensions, long seed, Workers workers) {
        int nodes = degrees.length;
        int passes = nodes < LARGE ? LeadingEigen.MOST_STEPS : PASSES;
        LeadingEigen pairs = LeadingEigen.of(
                this::writeLogRows, nodes, Math.min(dimensions, nodes), TOLERANCE, passes, seed, workers);
        double[] lengths = Arrays.stream(pairs.values())
                .map(value -> Math.pow(Math.max(0, value), EIGENVALUE_POWER))
                .toArray();
        DenseMatrix vectors = DenseMatrix.zeros(nodes, Math.min(dimensions, nodes));
        for (int i = 0; i < nodes; i++) {
            double squared = 0;
            for (int k = 0; k < lengths.length; k++) {
                double value = pairs.vectors()[k][i] * lengths[k];
                vectors.set(i, k, (float) value);
                squared += value * value;
            }
            double scale = squared > 0 ? Math.pow(degrees[i], DEGREE_POWER) / Math.sqrt(Math.sqrt(squared)) : 0;
            for (int k = 0; k < vectors.columns(); k++) {
                vectors.set(i, k, (float) (scale * vectors.get(i, k)));
            }
        }
        return vectors;
    }

    /** Bytes in use while {@link #vectors} are sought. */
    public static long memory(long nodes, int dimensions) {
        return dimensions == 0
                ? 0
                : LeadingEigen.memory(nodes, dimensions) + 5L * Float.BYTES * Propagation.WIDTH * nodes;
    }

    /**
     * How often a walk goes from one node of each pair to the other, by steps.
     *
     * @return {@code [steps × pairs]}: entries of \(M^1, M^2, \ldots\)
     */
    public double[][] steps(NodePairs pairs, Workers workers) {
        return walk.steps(pairs, workers);
    }

    /** Rows of L. */
    private void writeLogRows(int from, int to, DenseMatrix into, int row) {
        PanelMemory memory = pool.take();
        float[] walked = walked(memory, from, to);
        float volume = walk.spread().stored() / (float) (FLOOR * (ShortWalk.STEPS / 2 + 1));
        float[] values = into.values();
        for (int first = 0; first < degrees.length; first += Propagation.WIDTH) {
            int last = Math.min(first + Propagation.WIDTH, degrees.length);
            for (int i = from; i < to; i++) {
                int at = into.offset(row + i - from);
                for (int j = first; j < last; j++) {
                    values[at + j] = walked[j * Propagation.WIDTH + i - from];
                }
            }
        }
        pool.giveBack(memory);
        for (int i = from; i < to; i++) {
            float own = volume * inverseRoots[i];
            Products.logAboveOneInPlace(own, inverseRoots, values, into.offset(row + i - from), degrees.length);
        }
    }

    /** 3 S from nodes {@code from <= i < to}, {@code [nodes × WIDTH]}, until the memory is given back. */
    private float[] walked(PanelMemory memory, int from, int to) {
        float[] sum = memory.of(PanelMemory.Use.PANEL);
        walk.walk(memory, IntStream.range(from, to).toArray(), (step, reached) -> {
            if (step == 0) {
                System.arraycopy(reached, 0, sum, 0, sum.length);
            } else if (step % 2 == 0) {
                for (int k = 0; k < sum.length; k++) {
                    sum[k] += reached[k];
                }
            }
        });
        return sum;
    }
}
