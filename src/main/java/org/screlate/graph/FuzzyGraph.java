package org.screlate.graph;

import java.util.Arrays;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * The weighted graph of UMAP: how sure it is that two points touch, from the distances of each to its nearest neighbours.
 *
 * <p>With {@code k} neighbours, the point itself counted first, {@code ρ_i} the least distance above 0 and {@code σ_i}
 * such that {@code Σ_j exp(−max(0, d_ij − ρ_i) / σ_i) = log₂ k} over the others, point {@code i} says
 * {@code p_ij = exp(−max(0, d_ij − ρ_i) / σ_i)}; the weight of an edge is the probability that at least one end says yes,
 * {@code w_ij = p_ij + p_ji − p_ij p_ji}, so the graph is symmetric, with weights in (0, 1] and nothing on the diagonal.
 *
 * @see <a href="https://arxiv.org/abs/1802.03426">McInnes, Healy and Melville (2018), algorithms 2 and 3</a>
 */
public final class FuzzyGraph {
    private static final int MAX_STEPS = 64;
    private static final double TOLERANCE = 1e-5;
    /** Least σ, as a part of the mean distance. */
    private static final double LEAST_SCALE = 1e-3;

    private FuzzyGraph() {}

    /**
     * The graph of points under Euclidean distance.
     *
     * @param points {@code [points × coordinates]}
     * @param neighbours of each point, itself counted, as in UMAP and scanpy; 2 up to the number of points
     * @return {@code [points × points]}
     */
    public static SparseMatrix of(DenseMatrix points, int neighbours, Workers workers) {
        if (neighbours < 2 || neighbours > points.rows()) {
            throw new IllegalArgumentException(neighbours + " neighbours, the point itself counted, of " + points.rows()
                    + " points: 2 to " + points.rows() + " can be had");
        }
        return of(NearestNeighbours.exact(points, neighbours - 1, NearestNeighbours.Metric.EUCLIDEAN, workers));
    }

    /** The graph of given neighbours, themselves not among them, with their distances rising. */
    static SparseMatrix of(Neighbours others) {
        int n = others.rows();
        int k = others.k();
        double meanDistance = mean(others.values(), 0, n * k, (double) n * (k + 1));
        int[] offsets = new int[n + 1];
        Arrays.setAll(offsets, i -> i * k);
        int[] indices = new int[Sizes.product(n, k)];
        float[] memberships = new float[Sizes.product(n, k)];
        for (int i = 0; i < n; i++) {
            membershipsOf(others, i, meanDistance, memberships);
            sortRow(others, i, memberships, indices);
        }
        return union(new SparseMatrix(n, n, offsets, indices, memberships));
    }

    // SparseMatrix wants columns rising; neighbours come by distance.
    private static void sortRow(Neighbours others, int i, float[] memberships, int[] indices) {
        int k = others.k();
        long[] row = new long[k];
        for (int j = 0; j < k; j++) {
            row[j] = (long) others.indices()[i * k + j] << 32 | Float.floatToIntBits(memberships[i * k + j]);
        }
        Arrays.sort(row);
        for (int j = 0; j < k; j++) {
            indices[i * k + j] = (int) (row[j] >>> 32);
            memberships[i * k + j] = Float.intBitsToFloat((int) row[j]);
        }
    }

    private static void membershipsOf(Neighbours others, int i, double meanDistance, float[] memberships) {
        int k = others.k();
        float[] distances = others.values();
        int from = i * k;
        int to = from + k;
        double rho = 0;
        for (int j = to - 1; j >= from; j--) {
            rho = distances[j] > 0 ? distances[j] : rho;
        }
        double least = LEAST_SCALE * (rho > 0 ? mean(distances, from, to, k + 1) : meanDistance);
        double sigma = Math.max(least, scale(distances, from, to, rho, Math.log(k + 1) / Math.log(2)));
        for (int j = from; j < to; j++) {
            double beyond = distances[j] - rho;
            memberships[j] = beyond <= 0 || sigma == 0 ? 1 : (float) Math.exp(-beyond / sigma);
        }
    }

    // σ by bisection: the sum of memberships rises with it.
    private static double scale(float[] distances, int from, int to, double rho, double target) {
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double sigma = 1;
        for (int step = 0; step < MAX_STEPS; step++) {
            double sum = 0;
            for (int j = from; j < to; j++) {
                double beyond = distances[j] - rho;
                sum += beyond > 0 ? Math.exp(-beyond / sigma) : 1;
            }
            if (Math.abs(sum - target) < TOLERANCE) {
                break;
            } else if (sum > target) {
                high = sigma;
            } else {
                low = sigma;
            }
            sigma = high == Double.POSITIVE_INFINITY ? 2 * sigma : (low + high) / 2;
        }
        return sigma;
    }

    private static double mean(float[] distances, int from, int to, double number) {
        double sum = 0;
        for (int j = from; j < to; j++) {
            sum += distances[j];
        }
        return sum / number;
    }

    // P + Pᵀ − P ∘ Pᵀ: each row merges two lists of rising columns.
    private static SparseMatrix union(SparseMatrix p) {
        SparseMatrix q = p.transpose();
        int[] offsets = new int[p.rows() + 1];
        int[] indices = new int[Sizes.product(2, p.stored())];
        float[] weights = new float[Sizes.product(2, p.stored())];
        int next = 0;
        for (int r = 0; r < p.rows(); r++) {
            int a = p.offsets()[r];
            int b = q.offsets()[r];
            while (a < p.offsets()[r + 1] || b < q.offsets()[r + 1]) {
                int left = a < p.offsets()[r + 1] ? p.indices()[a] : Integer.MAX_VALUE;
                int right = b < q.offsets()[r + 1] ? q.indices()[b] : Integer.MAX_VALUE;
                float mine = left <= right ? p.values()[a++] : 0;
                float theirs = right <= left ? q.values()[b++] : 0;
                if (mine > 0 || theirs > 0) {
                    indices[next] = Math.min(left, right);
                    weights[next++] = mine + theirs - mine * theirs;
                }
            }
            offsets[r + 1] = next;
        }
        return new SparseMatrix(
                p.rows(), p.columns(), offsets, Arrays.copyOf(indices, next), Arrays.copyOf(weights, next));
    }
}
