package org.screlate.preprocess;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.screlate.data.CellMatrix;
import org.screlate.data.Embedding;
import org.screlate.data.InvalidInputException;
import org.screlate.graph.NearestNeighbours;
import org.screlate.graph.NearestNeighbours.Metric;
import org.screlate.graph.NeighbourGraph;
import org.screlate.graph.SharedNeighbours;
import org.screlate.matrix.ColumnMoments;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.PrincipalAxes;
import org.screlate.matrix.Products;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * Principal components drawn towards those of cells with the same neighbours.
 *
 * <p>With L the log-normalised counts (totals over all genes, brought to their median) of the {@value #GENES} genes of highest
 * variance of L, S their leading {@value #WIDE} components and A the graph of shared neighbours ({@link SharedNeighbours}) of
 * the k nearest cells in the first components, rows brought to 1, the result are the leading components of \[ (1 - a) S + a
 * A^t S. \]
 *
 * <p>k, t and a are chosen without labels, by molecules: counts are parted into halves, each normalised on its own and
 * brought to the axes of the first (those of all counts would know the noise of both): \(S_1\) and \(S_2\), with A from the first. Of \(d = A^t S_1 - S_1\) the blend is \(a = \langle d, S_2 -
 * S_1 \rangle / \langle d, d \rangle\), cut to [0, 1], and the k and t of the least \(\|S_1 + a d - S_2\|\) are taken.
 */
public final class DenoisedComponents {
    private static final int GENES = 2000;
    private static final int WIDE = 100;
    // Components in which halves are compared: those beyond are mostly noise of both.
    private static final int COMPARED = 50;
    private static final int[] NEIGHBOURS = {15, 30};
    private static final int MOST_STEPS = 4;

    private final Options options;

    /** Creates it; nothing is computed until {@link #find}. */
    public DenoisedComponents(Options options) {
        this.options = options;
    }

    /**
     * Settings.
     *
     * @param number of components, of the result and of those in which neighbours are near
     * @param seed of the halves
     */
    public record Options(int number, long seed) {
        /** As measured in docs/methods/preprocess.md. */
        public static final Options DEFAULTS = new Options(30, 0);

        /** Checks the number. */
        public Options {
            if (number < 1 || number > WIDE) {
                throw new IllegalArgumentException("denoised components not from 1 to " + WIDE + ": " + number);
            }
        }
    }

    /**
     * What the halves chose.
     *
     * @param neighbours k
     * @param steps t
     * @param blend a, from 0 to 1
     */
    public record Choice(int neighbours, int steps, double blend) {}

    /**
     * What was found.
     *
     * @param coordinates {@code [cells × components]}
     * @param choice of the halves
     */
    public record Result(Embedding coordinates, Choice choice) {
        /** The choice, in one line. */
        public String account() {
            return String.format(
                    Locale.ROOT,
                    "denoised components: %d neighbours, %d steps, blended by %.2f",
                    choice.neighbours,
                    choice.steps,
                    choice.blend);
        }
    }

    /**
     * Bytes in use at the peak, the counts not counted: two halves of them, their logs and those of all, and the components of
     * each.
     */
    public static long memory(long cells, long stored, int genes) {
        return (6L * Float.BYTES + 2) * stored
                + PrincipalAxes.memory(stored, Math.min(GENES, genes))
                + 10 * cells * WIDE * Float.BYTES;
    }

    /** Finds them from counts; none of the cells may be empty. */
    public Result find(CellMatrix counts, Workers workers) {
        SparseMatrix whole = counts.values().toSparse();
        if (whole.rows() <= NEIGHBOURS[0] || PrincipalAxes.limit(whole.rows(), whole.columns()) < options.number) {
            throw new InvalidInputException(whole.rows() + " cells and " + whole.columns() + " genes are too few for "
                    + options.number + " denoised components and " + NEIGHBOURS[0] + " neighbours");
        }
        SparseMatrix logs = logs(whole);
        int[] genes = variable(logs);
        SparseMatrix chosen = logs.selectColumns(genes);
        int width = Math.min(WIDE, PrincipalAxes.limit(chosen.rows(), chosen.columns()));
        PrincipalAxes axes = PrincipalAxes.of(chosen, width, options.seed, workers);
        Choice choice = choose(counts, genes, width, workers);
        DenseMatrix points = axes.coordinates();
        DenseMatrix blended = blended(
                points, spread(graph(points, choice.neighbours, workers), points, choice.steps, workers), choice.blend);
        PrincipalAxes result = PrincipalAxes.of(blended.toSparse(), options.number, options.seed, workers);
        List<String> names = IntStream.rangeClosed(1, options.number)
                .mapToObj(i -> String.format(Locale.ROOT, "dc%d", i))
                .toList();
        return new Result(
                new Embedding(counts.cells(), names, result.coordinates(), "denoised", counts.provenance()), choice);
    }

    private Choice choose(CellMatrix counts, int[] genes, int width, Workers workers) {
        CountHalves halves = CountHalves.of(counts, options.seed);
        SparseMatrix logsOfFirst = logs(halves.first()).selectColumns(genes);
        PrincipalAxes axes = PrincipalAxes.of(logsOfFirst, width, options.seed, workers);
        DenseMatrix first = axes.coordinates();
        DenseMatrix second = projected(halves.second(), genes, axes.loadings(), workers);
        Choice best = new Choice(NEIGHBOURS[0], 1, 0);
        double least = Double.POSITIVE_INFINITY;
        for (int k : NEIGHBOURS) {
            if (k >= first.rows()) {
                continue;
            }
            SparseMatrix graph = graph(first, k, workers);
            DenseMatrix moved = first;
            for (int t = 1; t <= MOST_STEPS; t++) {
                moved = spread(graph, moved, 1, workers);
                Blend blend = Blend.of(first, moved, second, Math.min(COMPARED, first.columns()));
                if (blend.error < least) {
                    least = blend.error;
                    best = new Choice(k, t, blend.share);
                }
            }
        }
        return best;
    }

    /** The blend of least squared error, and that error. */
    private record Blend(double share, double error) {
        static Blend of(DenseMatrix from, DenseMatrix to, DenseMatrix target, int columns) {
            double along = 0;
            double length = 0;
            double left = 0;
            for (int c = 0; c < from.rows(); c++) {
                for (int j = 0; j < columns; j++) {
                    double d = to.get(c, j) - from.get(c, j);
                    double rest = target.get(c, j) - from.get(c, j);
                    along += d * rest;
                    length += d * d;
                    left += rest * rest;
                }
            }
            double share = length > 0 ? Math.max(0, Math.min(1, along / length)) : 0;
            return new Blend(share, left - 2 * share * along + share * share * length);
        }
    }

    private SparseMatrix graph(DenseMatrix points, int k, Workers workers) {
        int[] leading =
                IntStream.range(0, Math.min(options.number, points.columns())).toArray();
        DenseMatrix compared = points.selectColumns(leading).toDense();
        return NeighbourGraph.normalised(
                SharedNeighbours.jaccard(NearestNeighbours.exact(compared, k, Metric.EUCLIDEAN, workers)));
    }

    /** Aᵗ S. */
    private static DenseMatrix spread(SparseMatrix graph, DenseMatrix points, int steps, Workers workers) {
        DenseMatrix spread = points;
        for (int t = 0; t < steps; t++) {
            spread = Products.multiply(graph, spread, workers);
        }
        return spread;
    }

    private static DenseMatrix blended(DenseMatrix from, DenseMatrix to, double share) {
        float[] values = new float[from.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((1 - share) * from.values()[i] + share * to.values()[i]);
        }
        return new DenseMatrix(from.rows(), from.columns(), values);
    }

    /** Log-normalised counts on axes, centred. */
    private static DenseMatrix projected(SparseMatrix counts, int[] genes, DenseMatrix loadings, Workers workers) {
        DenseMatrix points = Products.multiply(logs(counts).selectColumns(genes), loadings, workers);
        for (int j = 0; j < points.columns(); j++) {
            double mean = 0;
            for (int c = 0; c < points.rows(); c++) {
                mean += points.get(c, j) / (double) points.rows();
            }
            for (int c = 0; c < points.rows(); c++) {
                points.set(c, j, (float) (points.get(c, j) - mean));
            }
        }
        return points;
    }

    /** Totals over all genes brought to their median; a cell without counts stays empty. */
    private static SparseMatrix logs(SparseMatrix counts) {
        boolean[] all = new boolean[counts.columns()];
        Arrays.fill(all, true);
        double[] sizes = LibrarySize.sums(counts, all);
        for (int c = 0; c < sizes.length; c++) {
            sizes[c] = Math.max(sizes[c], 1);
        }
        return new LibrarySize(LibrarySize.Options.DEFAULTS).normalise(counts, sizes);
    }

    private static int[] variable(SparseMatrix logs) {
        ColumnMoments moments = ColumnMoments.of(logs);
        return IntStream.range(0, logs.columns())
                .boxed()
                .sorted(Comparator.comparingDouble(g -> -moments.unbiasedVariance(g)))
                .limit(GENES)
                .mapToInt(g -> g)
                .sorted()
                .toArray();
    }
}
