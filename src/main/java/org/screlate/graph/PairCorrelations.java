package org.screlate.graph;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.PackedRows;
import org.screlate.matrix.Products;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * Pearson correlations of all pairs of rows, and the graphs that keep some of them, by blocked products: time O(n² ·
 * width), or by what is stored ({@link SparseCorrelations}), memory O(n · width + edges), never n × n.
 *
 * <p>With rows centred and scaled to length 1, \(r_{ij} = z_i \cdot z_j\) in single precision (error about 1e-7). A pair
 * weighs \(w_{ij} = |r_{ij}|\), or \(r_{ij}\) where the sign counts; only weights above 0 become edges. A row without
 * spread correlates 0 with all.
 */
public final class PairCorrelations {
    private static final int BLOCK = 128;
    private static final int SAMPLED_ROWS = 64;
    /** Spread below this part of the mean square is rounding, not spread. */
    private static final double LEAST_SPREAD = 1e-10;

    private final DenseMatrix rows;
    private final boolean absolute;
    private final boolean[] constant;
    /** Where most values are zero; null: blocks of all are multiplied. */
    private final @Nullable SparseCorrelations sparse;

    private PairCorrelations(
            DenseMatrix rows, boolean absolute, boolean[] constant, @Nullable SparseCorrelations sparse) {
        this.sparse = sparse;
        this.rows = rows;
        this.absolute = absolute;
        this.constant = constant;
    }

    /**
     * Prepares the rows; they are copied.
     *
     * @param points {@code [n × width]}, finite
     * @param absolute whether the sign of a correlation counts for nothing
     */
    public static PairCorrelations of(DenseMatrix points, boolean absolute) {
        DenseMatrix rows = points.copy();
        boolean[] constant = new boolean[rows.rows()];
        for (int r = 0; r < constant.length; r++) {
            constant[r] = !standardise(rows.values(), rows.offset(r), rows.offset(r) + rows.columns());
        }
        return new PairCorrelations(rows, absolute, constant, SparseCorrelations.of(points, constant));
    }

    /** Centres and scales in place; false, and zeros, where there is no spread. */
    private static boolean standardise(float[] values, int from, int to) {
        double sum = 0;
        double meanSquare = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
            meanSquare += (double) values[i] * values[i];
        }
        double mean = sum / (to - from);
        double squares = 0;
        for (int i = from; i < to; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        if (!(squares < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a row holds a value that is not finite, or is too large");
        }
        boolean spread = squares > LEAST_SPREAD * meanSquare;
        double scale = spread ? 1 / Math.sqrt(squares) : 0;
        for (int i = from; i < to; i++) {
            values[i] = (float) ((values[i] - mean) * scale);
        }
        return spread;
    }

    /** Whether a row has no spread. */
    public boolean isConstant(int row) {
        return constant[row];
    }

    /** The correlation of two rows, with its sign. */
    public double correlation(int i, int j) {
        double sum = 0;
        for (int c = 0; c < rows.columns(); c++) {
            sum += (double) rows.get(i, c) * rows.get(j, c);
        }
        return Math.max(-1, Math.min(1, sum));
    }

    /** The correlations of some pairs, with their signs. */
    public double[] of(NodePairs pairs) {
        double[] correlations = new double[pairs.size()];
        Arrays.setAll(correlations, i -> correlation(pairs.first()[i], pairs.second()[i]));
        return correlations;
    }

    /**
     * Percentiles of the weights of all pairs, each pair once; exact, by two passes of counting, with linear
     * interpolation between the two neighbouring weights as numpy has it.
     *
     * @param percents in [0, 100]
     */
    public double[] percentiles(double[] percents, Workers workers) {
        long n = rows.rows();
        if (n < 2) {
            throw new IllegalArgumentException(n + " rows have no pairs");
        }
        WeightRanks ranks = new WeightRanks();
        workers.forBlocks(rows.rows(), BLOCK, (from, to) -> upper(from, to, ranks.coarse()));
        ranks.choose(percents);
        workers.forBlocks(rows.rows(), BLOCK, (from, to) -> upper(from, to, ranks.fine()));
        return ranks.percentiles();
    }

    /**
     * The pairs above a percentile.
     *
     * @param threshold the percentile of the weights of all pairs, as {@link #percentiles} has it
     * @param graph of the pairs that weigh more, and more than 0; of those that weigh as much where, below the 100th, so many
     *     weigh the most that none weighs more; both directions of each edge are stored
     */
    public record Top(double threshold, SparseMatrix graph) {}

    /**
     * The pairs above a percentile, in one pass as a rule: a weight that is likely below the percentile is taken from a sample
     * of rows, pairs above it are kept, and the percentile is found among these, exactly. Where the sample misleads, all pairs
     * are seen again.
     *
     * @param percent in [0, 100]
     */
    public Top top(double percent, Workers workers) {
        long pairs = rows.rows() * (rows.rows() - 1L) / 2;
        double place = (pairs - 1) * percent / 100;
        long needed = pairs - (long) place;
        float bound = lowerBound(percent);
        UpperEdges kept = kept((row, other, weight) -> weight >= bound && weight > 0, workers);
        if (kept.size() < needed || pairs == 0) {
            double threshold = percentiles(new double[] {percent}, workers)[0];
            return top(percent, threshold, above(threshold, workers), workers);
        }
        float[] weights = kept.weights();
        Arrays.sort(weights);
        int at = (int) (weights.length - needed);
        double low = weights[at];
        double high = weights[Math.min(at + 1, weights.length - 1)];
        double threshold = low + (high - low) * (place - (long) place);
        kept.keepAbove(Math.max(threshold, 0));
        return top(percent, threshold, kept.graph(), workers);
    }

    private Top top(double percent, double threshold, SparseMatrix graph, Workers workers) {
        return graph.stored() == 0 && threshold > 0 && percent < 100
                ? new Top(threshold, above(Math.nextDown((float) threshold), workers))
                : new Top(threshold, graph);
    }

    /** A weight above which there are likely half again as many pairs as above the percentile. */
    private float lowerBound(double percent) {
        int number = Math.min(rows.rows(), SAMPLED_ROWS);
        DenseMatrix sample = DenseMatrix.zeros(number, rows.columns());
        for (int s = 0; s < number; s++) {
            int row = (int) ((long) s * rows.rows() / number);
            System.arraycopy(rows.values(), rows.offset(row), sample.values(), sample.offset(s), rows.columns());
        }
        PackedRows packed = Products.pack(sample, 0, number);
        float[] weights = new float[Sizes.product(number, rows.rows())];
        float[] dots = new float[packed.blockLength(BLOCK)];
        for (int first = 0; first < rows.rows(); first += BLOCK) {
            int last = Math.min(first + BLOCK, rows.rows());
            Products.dots(rows, first, last, packed, dots);
            for (int j = first; j < last; j++) {
                System.arraycopy(dots, (j - first) * packed.stride(), weights, j * number, number);
            }
        }
        for (int i = 0; absolute && i < weights.length; i++) {
            weights[i] = Math.abs(weights[i]);
        }
        Arrays.sort(weights);
        double share = Math.min(1, 1.5 * (1 - percent / 100) + 1.0 / rows.rows());
        return weights[(int) Math.max(0, weights.length * (1 - share) - 1)];
    }

    /** The graph of pairs that weigh more than a threshold, and more than 0; both directions of each edge are stored. */
    public SparseMatrix above(double threshold, Workers workers) {
        return keep((row, other, weight) -> weight > threshold && weight > 0, workers);
    }

    /** The graph in which a pair is an edge where one is among the k heaviest of the other, and weighs more than 0. */
    public SparseMatrix topK(int k, Workers workers) {
        Neighbours best = NearestNeighbours.exact(
                rows,
                k,
                absolute ? NearestNeighbours.Metric.ABSOLUTE_COSINE : NearestNeighbours.Metric.COSINE,
                workers);
        UpperEdges edges = new UpperEdges(rows.rows());
        int[][] sought = reversed(best);
        for (int row = 0; row < rows.rows(); row++) {
            int[] mine = Arrays.copyOfRange(best.indices(), row * k, row * k + k);
            int[] both = IntStream.concat(Arrays.stream(mine), Arrays.stream(sought[row]))
                    .sorted()
                    .distinct()
                    .toArray();
            for (int other : both) {
                float weight = (float) weight(correlation(row, other));
                if (other > row && weight > 0) {
                    edges.add(row, other, weight);
                }
            }
        }
        return edges.graph();
    }

    /** For each row, those that hold it among their neighbours. */
    private static int[][] reversed(Neighbours best) {
        int[] counts = new int[best.rows()];
        for (int other : best.indices()) {
            counts[other]++;
        }
        int[][] reversed = new int[best.rows()][];
        Arrays.setAll(reversed, i -> new int[counts[i]]);
        for (int e = 0; e < best.indices().length; e++) {
            int other = best.indices()[e];
            reversed[other][--counts[other]] = e / best.k();
        }
        return reversed;
    }

    /**
     * The disparity filter on the complete graph: an edge stays where, for one of its ends, its share of the end's
     * weight is larger than chance would give, \((1 - w_{ij} / s_i)^{k_i - 1} < \alpha\), with \(s_i\) the sum and
     * \(k_i\) the number of the weights above 0 of row i.
     *
     * @see <a href="https://doi.org/10.1073/pnas.0808904106">Serrano, Boguñá and Vespignani (2009), eq. 2</a>
     */
    public SparseMatrix backbone(double alpha, Workers workers) {
        double[] strengths = new double[rows.rows()];
        int[] degrees = new int[rows.rows()];
        workers.forBlocks(
                rows.rows(),
                BLOCK,
                (from, to) -> all(from, to, (row, first, last, weights, at) -> {
                    for (int j = first; j < last; j++) {
                        float weight = weights[at + j - first];
                        if (j != row && weight > 0) {
                            strengths[row] += weight;
                            degrees[row]++;
                        }
                    }
                }));
        // A weight passes an end where w > s (1 − α^(1 / (k − 1))); an end with one edge keeps none of itself.
        double[] bars = new double[strengths.length];
        Arrays.setAll(
                bars,
                i -> degrees[i] > 1
                        ? -strengths[i] * StrictMath.expm1(Math.log(alpha) / (degrees[i] - 1))
                        : Double.POSITIVE_INFINITY);
        return keep((row, other, weight) -> weight > 0 && (weight > bars[row] || weight > bars[other]), workers);
    }

    /** Says whether a pair becomes an edge. */
    private interface Choice {
        boolean isEdge(int row, int other, float weight);
    }

    private SparseMatrix keep(Choice choice, Workers workers) {
        return kept(choice, workers).graph();
    }

    private UpperEdges kept(Choice choice, Workers workers) {
        UpperEdges edges = new UpperEdges(rows.rows());
        workers.forBlocks(
                rows.rows(),
                BLOCK,
                (from, to) -> upper(from, to, (row, first, last, weights, at) -> {
                    for (int j = Math.max(first, row + 1); j < last; j++) {
                        float weight = weights[at + j - first];
                        if (choice.isEdge(row, j, weight)) {
                            edges.add(row, j, weight);
                        }
                    }
                }));
        return edges;
    }

    /** Is shown the weights of one row with a run of others; those with j ≤ row are to be passed over. */
    interface Visitor {
        void see(int row, int first, int last, float[] weights, int at);

        /** All of a block of rows was shown. */
        default void end() {}
    }

    private void upper(int from, int to, Visitor visitor) {
        sweep(from, to, from, visitor);
    }

    private void all(int from, int to, Visitor visitor) {
        sweep(from, to, 0, visitor);
    }

    private void sweep(int from, int to, int start, Visitor visitor) {
        if (sparse != null) {
            sweepSparse(sparse, from, to, start, visitor);
            return;
        }
        PackedRows own = Products.pack(rows, from, to);
        float[] dots = new float[own.blockLength(BLOCK)];
        float[] weights = new float[Sizes.product(to - from, BLOCK)];
        for (int first = start; first < rows.rows(); first += BLOCK) {
            int last = Math.min(first + BLOCK, rows.rows());
            Products.dots(rows, first, last, own, dots);
            for (int i = 0; i < to - from; i++) {
                for (int j = 0; j < last - first; j++) {
                    float weight = dots[j * own.stride() + i];
                    weights[i * (last - first) + j] = absolute ? Math.abs(weight) : weight;
                }
            }
            for (int row = from; row < to; row++) {
                visitor.see(row, first, last, weights, (row - from) * (last - first));
            }
        }
        visitor.end();
    }

    private void sweepSparse(SparseCorrelations pairs, int from, int to, int start, Visitor visitor) {
        double[] sums = new double[rows.rows()];
        float[] weights = new float[rows.rows()];
        for (int row = from; row < to; row++) {
            pairs.correlate(row, start, sums, weights);
            for (int j = start; absolute && j < weights.length; j++) {
                weights[j] = Math.abs(weights[j]);
            }
            visitor.see(row, start, weights.length, weights, start);
        }
        visitor.end();
    }

    private double weight(double correlation) {
        return absolute ? Math.abs(correlation) : correlation;
    }
}
