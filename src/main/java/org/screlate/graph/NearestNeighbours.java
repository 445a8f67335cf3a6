package org.screlate.graph;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.PackedRows;
import org.screlate.matrix.Products;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.Workers;

/**
 * Exact nearest neighbours by blocked products, each pair of rows once: time O(n² · width / 2), memory O(n · k) besides
 * the points, never n × n.
 *
 * <p>With dot products \(d_{ij} = x_i \cdot x_j\): cosine similarity \(d_{ij} / (\max(\|x_i\|, 10^{-12}) \max(\|x_j\|,
 * 10^{-12}))\), so that a row of zeros is similar to nothing; squared Euclidean distance \(d_{ii} + d_{jj} - 2 d_{ij}\),
 * computed anew from the differences for the rows chosen, where the cancellation would show; where it could hide a nearer
 * row, {@link NearestCandidates} looks again.
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

    private static final int BLOCK = 192;
    // Candidates kept beyond k, as the fast values round.
    static final int SPARE = 8;
    private static final double TINY = 1e-12;

    private final DenseMatrix points;
    private final int k;
    private final Metric metric;
    /** The points, for distances moved so that their mean is the origin. */
    private final DenseMatrix compared;

    private final double[] scale;
    /** The same in single precision. */
    private final float[] shortScale;

    private final Neighbours found;

    private NearestNeighbours(DenseMatrix points, int k, Metric metric) {
        if (k < 1 || k >= points.rows()) {
            throw new IllegalArgumentException("neighbours not from 1 to " + (points.rows() - 1) + ": " + k);
        }
        this.points = points;
        this.k = k;
        this.metric = metric;
        this.compared = metric == Metric.EUCLIDEAN ? NearestCandidates.centred(points) : points;
        this.scale = scales(compared, metric);
        this.shortScale = new float[scale.length];
        for (int r = 0; r < scale.length; r++) {
            shortScale[r] = (float) scale[r];
        }
        this.found = new Neighbours(
                points.rows(), k, new int[Sizes.product(points.rows(), k)], new float[Sizes.product(points.rows(), k)]);
    }

    /**
     * The k nearest other rows of each row, best first, ties by lower index; a row is not its own neighbour.
     *
     * @param points {@code [n × width]}, finite
     * @param k at least 1, less than n
     */
    public static Neighbours exact(DenseMatrix points, int k, Metric metric, Workers workers) {
        NearestNeighbours search = new NearestNeighbours(points, k, metric);
        BestFew[] best = search.bestOfBlocks(workers);
        boolean[] isDoubtful = new boolean[points.rows()];
        double longest = Math.sqrt(Arrays.stream(search.scale).max().orElse(0));
        workers.forBlocks(points.rows(), BLOCK, (from, to) -> {
            for (int r = from; r < to; r++) {
                BestFew few = best[from / BLOCK];
                search.settle(r, few.indices(r - from));
                isDoubtful[r] = metric == Metric.EUCLIDEAN && search.isDoubtful(r, few.bar(r - from), longest);
            }
        });
        int[] doubtful =
                IntStream.range(0, points.rows()).filter(r -> isDoubtful[r]).toArray();
        if (doubtful.length > 0) {
            new NearestCandidates(points.selectRows(doubtful), points)
                    .find(k, i -> doubtful[i], (i, nearest) -> search.settle(doubtful[i], nearest), workers);
        }
        return search.found;
    }

    /** Whether a row that was left out may be nearer than the last that was kept, for all that single precision tells. */
    private boolean isDoubtful(int row, float bar, double longest) {
        double distance = Math.nextUp(found.values()[row * k + k - 1]);
        double error = NearestCandidates.error(points.columns(), Math.sqrt(scale[row]), longest);
        return k + SPARE < points.rows() - 1 && bar >= scale[row] - distance * distance - 2 * error;
    }

    /**
     * The k nearest of some candidates of each row, best first, ties by lower index.
     *
     * @param points {@code [n × width]}, finite
     * @param candidates at least k of each row, found by something cheaper; their values are not looked at
     */
    public static Neighbours among(DenseMatrix points, Neighbours candidates, int k, Metric metric, Workers workers) {
        NearestNeighbours search = new NearestNeighbours(points, k, metric);
        int each = candidates.k();
        workers.forBlocks(points.rows(), BLOCK, (from, to) -> {
            for (int r = from; r < to; r++) {
                search.settle(r, Arrays.copyOfRange(candidates.indices(), r * each, (r + 1) * each));
            }
        });
        return search.found;
    }

    /** Reciprocal norm of each row for the cosines, squared norm for the distance. */
    private static double[] scales(DenseMatrix points, Metric metric) {
        return metric == Metric.EUCLIDEAN
                ? squares(points)
                : Arrays.stream(lengths(points)).map(length -> 1 / length).toArray();
    }

    /** The length of each row, at least 10⁻¹², by which cosines divide. */
    static double[] lengths(DenseMatrix points) {
        return Arrays.stream(squares(points))
                .map(squared -> Math.max(Math.sqrt(squared), TINY))
                .toArray();
    }

    private static double[] squares(DenseMatrix points) {
        double[] squares = new double[points.rows()];
        for (int r = 0; r < squares.length; r++) {
            double squared = 0;
            for (int i = points.offset(r); i < points.offset(r) + points.columns(); i++) {
                squared += (double) points.values()[i] * points.values()[i];
            }
            if (!(squared <= Float.MAX_VALUE / 4)) {
                throw new IllegalArgumentException("row " + r + " holds a value that is not finite, or is too large");
            }
            squares[r] = squared;
        }
        return squares;
    }

    /** The candidates of all rows, in blocks of these; each pair of blocks is multiplied once and serves both. */
    private BestFew[] bestOfBlocks(Workers workers) {
        int n = points.rows();
        int kept = Math.min(k + SPARE, n - 1);
        BestFew[] best = new BestFew[(n + BLOCK - 1) / BLOCK];
        Arrays.setAll(best, b -> new BestFew(Math.min(BLOCK, n - b * BLOCK), kept));
        workers.forBlocks(n, BLOCK, (from, to) -> {
            PackedRows own = Products.pack(compared, from, to);
            float[] dots = new float[own.blockLength(BLOCK)];
            float[] turned = new float[dots.length];
            for (int first = from; first < n; first += BLOCK) {
                int last = Math.min(first + BLOCK, n);
                Products.dots(compared, first, last, own, dots);
                offer(best[first / BLOCK], first, last, from, to, dots, own.stride());
                if (first > from) {
                    turn(dots, last - first, own.stride(), turned);
                    offer(best[from / BLOCK], from, to, first, last, turned, last - first);
                }
            }
        });
        return best;
    }

    private static void turn(float[] values, int rows, int columns, float[] turned) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                turned[c * rows + r] = values[r * columns + c];
            }
        }
    }

    /** Offers the rows {@code first <= j < last} to the rows {@code from <= r < to}, whose block other threads share. */
    private void offer(BestFew best, int from, int to, int first, int last, float[] dots, int stride) {
        float[] scores = new float[last - first];
        synchronized (best) {
            for (int r = from; r < to; r++) {
                score(first, last, dots, (r - from) * stride, scores);
                best.offer(r - from, scores, 0, last - first, first, r);
            }
        }
    }

    /** Turns dot products with one row into scores, of which the highest are nearest to it. */
    private void score(int first, int last, float[] dots, int at, float[] scores) {
        int count = last - first;
        // Each a loop of its own, which Java turns into vector instructions.
        switch (metric) {
            case COSINE -> {
                for (int i = 0; i < count; i++) {
                    scores[i] = dots[at + i] * shortScale[first + i];
                }
            }
            case ABSOLUTE_COSINE -> {
                for (int i = 0; i < count; i++) {
                    scores[i] = Math.abs(dots[at + i]) * shortScale[first + i];
                }
            }
            case EUCLIDEAN -> {
                for (int i = 0; i < count; i++) {
                    scores[i] = 2 * dots[at + i] - shortScale[first + i];
                }
            }
        }
    }

    /** Computes the values of the candidates anew, in double precision, and keeps the k best, ties by lower index. */
    private void settle(int row, int[] candidates) {
        float[] values = new float[candidates.length];
        double[] exact = values(row, candidates);
        for (int i = 0; i < exact.length; i++) {
            int candidate = candidates[i];
            float value = (float) exact[i];
            int place = i;
            for (; place > 0 && isBetter(value, candidate, values[place - 1], candidates[place - 1]); place--) {
                values[place] = values[place - 1];
                candidates[place] = candidates[place - 1];
            }
            values[place] = value;
            candidates[place] = candidate;
        }
        for (int i = 0; i < k; i++) {
            found.indices()[row * k + i] = candidates[i];
            found.values()[row * k + i] = values[i];
        }
    }

    private double[] values(int row, int[] others) {
        double[] values = new double[others.length];
        if (metric == Metric.EUCLIDEAN) {
            Arrays.setAll(values, i -> distance(row, others[i]));
            return values;
        }
        Products.exactDots(points, row, others, values);
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] * scale[row] * scale[others[i]];
        }
        return values;
    }

    private double distance(int row, int other) {
        float[] x = points.values();
        int i = points.offset(row);
        int j = points.offset(other);
        double sum = 0;
        for (int c = 0; c < points.columns(); c++) {
            double difference = x[i + c] - x[j + c];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    private boolean isBetter(float value, int index, float other, int otherIndex) {
        float gain =
                switch (metric) {
                    case COSINE -> value - other;
                    case ABSOLUTE_COSINE -> Math.abs(value) - Math.abs(other);
                    case EUCLIDEAN -> other - value;
                };
        return gain > 0 || (gain == 0 && index < otherIndex);
    }
}
