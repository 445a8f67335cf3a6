package org.screlate.graph;

import java.util.SplittableRandom;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.random.Streams;

/**
 * Places the nodes of a weighted graph in the plane so that those joined by strong edges lie near each other: the layout
 * of UMAP. With \(d\) the distance of two nodes in the plane, they are taken to touch with chance \[ q = \frac{1}{1 + a
 * d^{2b}}, \] and \(-\sum w \log q - \sum (1 - w) \log(1 - q)\) is made small by stochastic gradient descent: an edge of
 * weight \(w\) pulls its ends together in a share \(w / \max w\) of the epochs, and each pull comes with
 * {@value #REPULSIONS} pushes away from nodes drawn at random.
 *
 * <p>The start is spectral ({@link SpectralStart}). One thread does the whole, so a seed gives one answer. Time O(epochs ·
 * edges).
 *
 * @see <a href="https://arxiv.org/abs/1802.03426">McInnes, Healy and Melville (2018), algorithms 4 and 5</a>
 */
public final class UmapLayout {
    /** Fit of q to 1 below and exp(0.5 − d) above a distance of 0.5, the least that scanpy asks for between cells. */
    private static final double A = 0.58303;

    private static final double B = 1.33417;
    private static final int REPULSIONS = 5;
    private static final double STEEPEST = 4;
    /** Keeps the push between two nodes at one place finite. */
    private static final double SOFTENING = 1e-3;

    private static final int FEW_NODES = 10_000;

    private final double[] x;
    private final double[] y;
    private final SplittableRandom random;

    private UmapLayout(double[] x, double[] y, SplittableRandom random) {
        this.x = x;
        this.y = y;
        this.random = random;
    }

    /**
     * Lays out a graph, in 500 epochs for up to 10,000 nodes and 200 for more.
     *
     * @param weights {@code [nodes × nodes]}, none negative; the mean of both directions counts
     * @return {@code [nodes × 2]}
     */
    public static DenseMatrix of(SparseMatrix weights, long seed) {
        SparseMatrix edges = UndirectedEdges.of(weights);
        double[][] start = SpectralStart.of(edges, Streams.of(seed, "spectral start"));
        UmapLayout layout = new UmapLayout(start[0], start[1], Streams.of(seed, "repulsions"));
        layout.descend(edges, edges.rows() <= FEW_NODES ? 500 : 200);
        DenseMatrix places = DenseMatrix.zeros(edges.rows(), 2);
        for (int i = 0; i < edges.rows(); i++) {
            places.set(i, 0, (float) layout.x[i]);
            places.set(i, 1, (float) layout.y[i]);
        }
        return places;
    }

    private void descend(SparseMatrix edges, int epochs) {
        float heaviest = 0;
        for (float weight : edges.values()) {
            heaviest = Math.max(heaviest, weight);
        }
        double[] due = new double[edges.stored()];
        for (int epoch = 0; epoch < epochs; epoch++) {
            double rate = 1 - (double) epoch / epochs;
            for (int i = 0; i < edges.rows(); i++) {
                for (int e = edges.offsets()[i]; e < edges.offsets()[i + 1]; e++) {
                    due[e] += edges.values()[e] / heaviest;
                    if (due[e] >= 1) {
                        due[e] -= 1;
                        pull(i, edges.indices()[e], rate);
                        push(i, rate);
                    }
                }
            }
        }
    }

    private void pull(int i, int j, double rate) {
        double dx = x[i] - x[j];
        double dy = y[i] - y[j];
        double squared = dx * dx + dy * dy;
        if (squared > 0) {
            double power = Math.pow(squared, B);
            double slope = -2 * A * B * power / squared / (1 + A * power);
            double stepX = rate * clip(slope * dx);
            double stepY = rate * clip(slope * dy);
            x[i] += stepX;
            y[i] += stepY;
            x[j] -= stepX;
            y[j] -= stepY;
        }
    }

    private void push(int i, double rate) {
        for (int n = 0; n < REPULSIONS; n++) {
            int other = random.nextInt(x.length);
            double dx = x[i] - x[other];
            double dy = y[i] - y[other];
            double squared = dx * dx + dy * dy;
            if (squared > 0) {
                double slope = 2 * B / ((SOFTENING + squared) * (1 + A * Math.pow(squared, B)));
                x[i] += rate * clip(slope * dx);
                y[i] += rate * clip(slope * dy);
            }
        }
    }

    private static double clip(double slope) {
        return Math.max(-STEEPEST, Math.min(STEEPEST, slope));
    }
}
