package org.screlate.graph;

import java.util.Arrays;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.LeadingEigen;
import org.screlate.matrix.Products;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * What a network alone says of its nodes: factors of the logarithm of a short random walk.
 *
 * <p>With degrees d, \(vol = \sum_i d_i\) and \(M = D^{-1/2} W D^{-1/2}\) of a network without weights, T steps give
 * \(S = \sum_{t=1}^{T} M^t\) and \[ L_{ij} = \log \max\left(1, \frac{vol}{T} \frac{S_{ij}}{\sqrt{d_i d_j}}\right), \] how much
 * more often the walk goes from one node to the other than degrees alone would have it. Of the largest positive eigenvalues
 * λ and eigenvectors U of L, \(y = U \sqrt{\lambda}\), and the vector of a node is \(z_i = y_i |y_i|^{-1/2} d_i^{0.2}\): the
 * inner product of two is high where an edge is likely.
 *
 * <p>L is never held: blocks of its rows are made when the eigensolver asks for them.
 *
 * @see <a href="https://doi.org/10.1145/3159652.3159706">Qiu et al. (2018), Network embedding as matrix factorization</a>
 */
public final class LogWalk {
    /** Steps of the walk: more changed held-out scores by .002 at most. */
    private static final int STEPS = 3;

    private static final double DEGREE_POWER = 0.2;
    /** Growth of the sum of eigenvalues at which they are good enough for scores of three digits. */
    private static final double TOLERANCE = 1e-4;

    private final SparseMatrix spread;
    private final int[] degrees;

    /**
     * Prepares a network.
     *
     * @param network {@code [nodes × nodes]}, symmetric; weights are not used
     */
    public LogWalk(SparseMatrix network) {
        float[] ones = new float[network.stored()];
        Arrays.fill(ones, 1);
        spread = RandomWalk.spread(network.withValues(ones));
        degrees = new int[network.rows()];
        Arrays.setAll(degrees, i -> network.offsets()[i + 1] - network.offsets()[i]);
    }

    /**
     * A vector for each node; zeros for a node without an edge.
     *
     * @param dimensions at most; fewer where L has fewer positive eigenvalues
     * @return {@code [nodes × dimensions]}
     */
    public DenseMatrix vectors(int dimensions, long seed, Workers workers) {
        int nodes = degrees.length;
        LeadingEigen pairs =
                LeadingEigen.of(this::logRows, nodes, Math.min(dimensions, nodes), TOLERANCE, seed, workers);
        DenseMatrix vectors = DenseMatrix.zeros(nodes, Math.min(dimensions, nodes));
        for (int i = 0; i < nodes; i++) {
            double squared = 0;
            for (int k = 0; k < pairs.values().length; k++) {
                double value = pairs.vectors()[k][i] * Math.sqrt(Math.max(0, pairs.values()[k]));
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

    /** How often a walk of few steps goes from one node of each pair to the other: S, by nodes' order of pairs. */
    public double[] scores(NodePairs pairs, Workers workers) {
        double[] scores = new double[pairs.size()];
        int[][] places = placesByNode(pairs);
        workers.forBlocks(degrees.length, Propagation.WIDTH, (from, to) -> {
            boolean wanted = false;
            for (int i = from; i < to; i++) {
                wanted |= places[i].length > 0;
            }
            float[] walked = wanted ? walked(from, to) : new float[0];
            for (int i = from; i < to; i++) {
                for (int place : places[i]) {
                    scores[place] = walked[pairs.second()[place] * Propagation.WIDTH + i - from];
                }
            }
        });
        return scores;
    }

    private int[][] placesByNode(NodePairs pairs) {
        int[] counts = new int[degrees.length];
        for (int node : pairs.first()) {
            counts[node]++;
        }
        int[][] places = new int[degrees.length][];
        Arrays.setAll(places, i -> new int[counts[i]]);
        for (int p = 0; p < pairs.size(); p++) {
            int node = pairs.first()[p];
            places[node][--counts[node]] = p;
        }
        return places;
    }

    /** Rows of L. */
    private DenseMatrix logRows(int from, int to) {
        DenseMatrix rows = DenseMatrix.zeros(to - from, degrees.length);
        float[] walked = walked(from, to);
        double volume = spread.stored() / (double) STEPS;
        for (int j = 0; j < degrees.length; j++) {
            for (int i = from; i < to; i++) {
                float reached = walked[j * Propagation.WIDTH + i - from];
                if (reached > 0) {
                    double ratio = volume * reached / Math.sqrt((double) degrees[i] * degrees[j]);
                    if (ratio > 1) {
                        rows.set(i - from, j, log((float) ratio));
                    }
                }
            }
        }
        return rows;
    }

    /** S from nodes {@code from <= i < to}, {@code [nodes × WIDTH]}. */
    private float[] walked(int from, int to) {
        int width = Propagation.WIDTH;
        float[] sum = new float[Sizes.product(degrees.length, width)];
        float[] at = new float[sum.length];
        float[] next = new float[sum.length];
        for (int i = from; i < to; i++) {
            at[i * width + i - from] = 1;
        }
        for (int step = 0; step < STEPS; step++) {
            Products.multiply(spread, 0, degrees.length, at, width, next);
            for (int k = 0; k < sum.length; k++) {
                sum[k] += next[k];
            }
            float[] spare = at;
            at = next;
            next = spare;
        }
        return sum;
    }

    /**
     * Natural logarithm of a normal number above 0 to seven digits, an eighth of the time of the exact one: exponent times
     * log 2, and of the mantissa m in [√½, √2) the series \(2 (s + s^3/3 + s^5/5 + s^7/7 + s^9/9), s = (m - 1)/(m + 1)\).
     */
    static float log(float x) {
        int bits = Float.floatToRawIntBits(x);
        int exponent = (bits - 0x3f3504f3) >> 23;
        float m = Float.intBitsToFloat(bits - (exponent << 23));
        float s = (m - 1) / (m + 1);
        float q = s * s;
        return exponent * 0.6931472f + 2 * s * (1 + q * (1 / 3f + q * (0.2f + q * (1 / 7f + q / 9f))));
    }
}
