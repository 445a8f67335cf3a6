package org.screlate.graph;

import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Products;
import org.screlate.matrix.Workers;

/**
 * Exact nearest neighbours by blocked products: time O(n² · width), memory O(n · k) besides the points, never n × n.
 *
 * <p>With dot products \(d_{ij} = x_i \cdot x_j\): cosine similarity \(d_{ij} / (\max(\|x_i\|, 10^{-12}) \max(\|x_j\|,
 * 10^{-12}))\), so that a row of zeros is similar to nothing; squared Euclidean distance \(d_{ii} + d_{jj} - 2 d_{ij}\),
 * computed anew from the differences for the rows chosen, where the cancellation would show.
 */
public final class NearestNeighbours {
    /** What near means. */
    public enum Metric {
        /** Highest cosine similarity. */
        COSINE,
        /** Highest absolute cosine similarity; the values keep their sign. */
        ABSOLUTE_COSINE,
        /** Lowest Euclidean distance. */
        EUCLIDEAN
    }

    private static final int BLOCK = 128;
    // Candidates kept beyond k, so that rounding in the fast distances cannot lose a neighbour.
    private static final int SPARE = 8;
    private static final double TINY = 1e-12;

    private final DenseMatrix points;
    private final int k;
    private final Metric metric;
    private final float[] scale;
    private final Neighbours found;

    private NearestNeighbours(DenseMatrix points, int k, Metric metric) {
        this.points = points;
        this.k = k;
        this.metric = metric;
        this.scale = scales(points, metric);
        this.found = new Neighbours(points.rows(), k, new int[points.rows() * k], new float[points.rows() * k]);
    }

    /**
     * The k nearest other rows of each row, best first, ties by lower index; a row is not its own neighbour.
     *
     * @param points {@code [n × width]}, finite
     * @param k at least 1, less than n
     */
    public static Neighbours exact(DenseMatrix points, int k, Metric metric, Workers workers) {
        if (k < 1 || k >= points.rows()) {
            throw new IllegalArgumentException("neighbours not from 1 to " + (points.rows() - 1) + ": " + k);
        }
        NearestNeighbours search = new NearestNeighbours(points, k, metric);
        workers.forBlocks(points.rows(), BLOCK, search::find);
        return search.found;
    }

    /** Reciprocal norm of each row for the cosines, squared norm for the distance. */
    private static float[] scales(DenseMatrix points, Metric metric) {
        float[] scales = new float[points.rows()];
        for (int r = 0; r < scales.length; r++) {
            double squared = 0;
            for (int i = points.offset(r); i < points.offset(r) + points.columns(); i++) {
                squared += (double) points.values()[i] * points.values()[i];
            }
            if (!(squared <= Float.MAX_VALUE / 4)) {
                throw new IllegalArgumentException("row " + r + " holds a value that is not finite, or is too large");
            }
            scales[r] = (float) (metric == Metric.EUCLIDEAN ? squared : 1 / Math.max(Math.sqrt(squared), TINY));
        }
        return scales;
    }

    private void find(int from, int to) {
        int kept = metric == Metric.EUCLIDEAN ? Math.min(k + SPARE, points.rows() - 1) : k;
        BestFew best = new BestFew(to - from, kept);
        float[] scores = new float[(to - from) * BLOCK];
        for (int first = 0; first < points.rows(); first += BLOCK) {
            int last = Math.min(first + BLOCK, points.rows());
            Products.dots(points, from, to, points, first, last, scores);
            for (int r = from; r < to; r++) {
                score(r, first, last, scores, (r - from) * (last - first));
                offer(best, r - from, r, first, last, scores, (r - from) * (last - first));
            }
        }
        for (int r = from; r < to; r++) {
            settle(r, best.indices(r - from));
        }
    }

    /** Turns dot products of one row into scores, of which the highest are nearest. */
    private void score(int row, int first, int last, float[] scores, int at) {
        float own = scale[row];
        for (int j = first; j < last; j++) {
            float dot = scores[at + j - first];
            scores[at + j - first] = switch (metric) {
                case COSINE -> dot * own * scale[j];
                case ABSOLUTE_COSINE -> Math.abs(dot * own * scale[j]);
                case EUCLIDEAN -> 2 * dot - scale[j];
            };
        }
    }

    private static void offer(BestFew best, int slot, int row, int first, int last, float[] scores, int at) {
        float bar = best.bar(slot);
        for (int j = first; j < last; j++) {
            if (scores[at + j - first] > bar && j != row) {
                best.offer(slot, j, scores[at + j - first]);
                bar = best.bar(slot);
            }
        }
    }

    /** Computes the values of the candidates in double precision and keeps the k best, ties by lower index. */
    private void settle(int row, int[] candidates) {
        double[] values = new double[candidates.length];
        int kept = 0;
        for (int candidate : candidates) {
            double value = value(row, candidate);
            int place = kept++;
            for (; place > 0 && isBetter(value, candidate, values[place - 1], candidates[place - 1]); place--) {
                values[place] = values[place - 1];
                candidates[place] = candidates[place - 1];
            }
            values[place] = value;
            candidates[place] = candidate;
        }
        for (int i = 0; i < k; i++) {
            found.indices()[row * k + i] = candidates[i];
            found.values()[row * k + i] = (float) values[i];
        }
    }

    private double value(int row, int other) {
        float[] x = points.values();
        int i = points.offset(row);
        int j = points.offset(other);
        double sum = 0;
        if (metric == Metric.EUCLIDEAN) {
            for (int c = 0; c < points.columns(); c++) {
                double difference = x[i + c] - x[j + c];
                sum += difference * difference;
            }
            return Math.sqrt(sum);
        }
        for (int c = 0; c < points.columns(); c++) {
            sum += (double) x[i + c] * x[j + c];
        }
        return sum * scale[row] * scale[other];
    }

    private boolean isBetter(double value, int index, double other, int otherIndex) {
        double gain =
                switch (metric) {
                    case COSINE -> value - other;
                    case ABSOLUTE_COSINE -> Math.abs(value) - Math.abs(other);
                    case EUCLIDEAN -> other - value;
                };
        return gain > 0 || (gain == 0 && index < otherIndex);
    }
}
