package org.screlate.preprocess;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.matrix.ColumnMoments;
import org.screlate.matrix.SparseMatrix;

/**
 * The genes that vary most between cells.
 *
 * <p>{@link Method#SEURAT}, from expression {@code y}: with {@code m} and {@code v} the mean and unbiased variance of
 * {@code exp(y) − 1}, the dispersion {@code d = log(v / m)} of each gene is compared with genes of like expression: genes
 * fall into {@value #BINS} bins of equal width by {@code log(1 + m)}, and the normalised dispersion is
 * {@code (d − mean of the bin) / sd of the bin}. A gene alone in its bin gets 1; one that does not vary gets none. The
 * cut lies at the N-th largest, and genes that tie with it are in.
 *
 * <p>{@link Method#VARIANCE}, from counts: the N largest population variances (divided by the number of cells); of genes
 * that tie at the cut, the first.
 *
 * @see <a href="https://doi.org/10.1038/nbt.3192">Satija et al. (2015)</a>, as in scanpy 1.11
 * @see <a href="https://openreview.net/forum?id=gW0znG5JCG">Um et al. (2024)</a> for the plain variance
 */
public final class HighlyVariableGenes {
    private static final int BINS = 20;
    /** Stands in for a mean of 0, so that the ratio exists. */
    private static final double TINY_MEAN = 1e-12;

    private final Options options;

    /** Creates it; nothing is computed until {@link #find}. */
    public HighlyVariableGenes(Options options) {
        this.options = options;
    }

    /** What variation is. */
    public enum Method {
        /** Dispersion of expression among genes of like mean. */
        SEURAT,
        /** Variance of counts. */
        VARIANCE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Finds them.
     *
     * @param values {@code [cells × genes]}: natural log-normalised expression for SEURAT, counts for VARIANCE
     */
    public Result find(SparseMatrix values) {
        return options.method == Method.SEURAT ? seurat(values) : variance(values);
    }

    private Result variance(SparseMatrix counts) {
        ColumnMoments moments = ColumnMoments.of(counts);
        double[] variances = new double[counts.columns()];
        Arrays.setAll(variances, moments::populationVariance);
        boolean[] chosen = new boolean[variances.length];
        IntStream.range(0, variances.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer g) -> -variances[g]).thenComparing(g -> g))
                .limit(options.number)
                .forEach(g -> chosen[g] = true);
        return new Result(
                chosen,
                Table.ofRows(chosen.length)
                        .with(Result.FLAG, new Column.Flag(chosen))
                        .with("variances", new Column.Real(variances)));
    }

    private Result seurat(SparseMatrix expression) {
        // exp is an instruction of the machine, expm1 is not; above 1e-3 the digits lost do not reach a float.
        ColumnMoments moments = ColumnMoments.of(expression, y -> y > 1e-3 ? Math.exp(y) - 1 : StrictMath.expm1(y));
        double[] means = new double[expression.columns()];
        double[] dispersions = new double[means.length];
        for (int g = 0; g < means.length; g++) {
            double mean = moments.means()[g] == 0 ? TINY_MEAN : moments.means()[g];
            double ratio = moments.unbiasedVariance(g) / mean;
            means[g] = StrictMath.log1p(mean);
            dispersions[g] = ratio == 0 ? Double.NaN : Math.log(ratio);
        }
        double[] normalised = normalised(dispersions, bins(means));
        boolean[] chosen = new boolean[means.length];
        double cut = largest(normalised);
        for (int g = 0; g < chosen.length; g++) {
            chosen[g] = normalised[g] >= cut;
        }
        return new Result(
                chosen,
                Table.ofRows(chosen.length)
                        .with(Result.FLAG, new Column.Flag(chosen))
                        .with("means", new Column.Real(means))
                        .with("dispersions", new Column.Real(dispersions))
                        .with("dispersions_norm", new Column.Real(normalised)));
    }

    // Bins are open below and closed above; the first reaches down by a thousandth of the range, as in pandas.cut.
    static int[] bins(double[] means) {
        double least = Arrays.stream(means).min().orElse(0);
        double most = Arrays.stream(means).max().orElse(0);
        if (least == most) {
            double widening = least == 0 ? 0.001 : 0.001 * Math.abs(least);
            least -= widening;
            most += widening;
        }
        double[] upper = new double[BINS];
        for (int b = 0; b < BINS; b++) {
            upper[b] = b == BINS - 1 ? most : least + (b + 1) * ((most - least) / BINS);
        }
        int[] bins = new int[means.length];
        Arrays.setAll(bins, g -> {
            int found = Arrays.binarySearch(upper, means[g]);
            return found >= 0 ? found : -found - 1;
        });
        return bins;
    }

    private static double[] normalised(double[] dispersions, int[] bins) {
        double[] means = new double[BINS];
        double[] spreads = new double[BINS];
        for (int b = 0; b < BINS; b++) {
            int bin = b;
            double[] members = IntStream.range(0, bins.length)
                    .filter(g -> bins[g] == bin && !Double.isNaN(dispersions[g]))
                    .mapToDouble(g -> dispersions[g])
                    .toArray();
            double mean = Arrays.stream(members).average().orElse(Double.NaN);
            double squares =
                    Arrays.stream(members).map(d -> (d - mean) * (d - mean)).sum();
            boolean alone = members.length == 1;
            means[b] = alone ? 0 : mean;
            spreads[b] = alone ? mean : Math.sqrt(squares / (members.length - 1));
        }
        double[] normalised = new double[dispersions.length];
        Arrays.setAll(normalised, g -> (dispersions[g] - means[bins[g]]) / spreads[bins[g]]);
        return normalised;
    }

    private double largest(double[] normalised) {
        double[] sorted =
                Arrays.stream(normalised).filter(d -> !Double.isNaN(d)).sorted().toArray();
        if (sorted.length == 0) {
            throw new InvalidInputException(
                    "no gene varies more than others of like expression; give more cells, or choose by variance");
        }
        return sorted[Math.max(0, sorted.length - options.number)];
    }

    /**
     * Settings.
     *
     * @param method what variation is
     * @param number N, of genes to choose; all that vary if there are fewer
     */
    public record Options(Method method, int number) {
        /** As scanpy's tutorials. */
        public static final Options DEFAULTS = new Options(Method.SEURAT, 2000);

        /** Checks the number. */
        public Options {
            if (number < 1) {
                throw new IllegalArgumentException("highly variable genes < 1: " + number);
            }
        }
    }

    /**
     * What was found.
     *
     * @param chosen one a gene
     * @param columns gene metadata: {@value #FLAG} and the figures it follows from
     */
    public record Result(boolean[] chosen, Table columns) {
        /** The metadata column of the chosen. */
        public static final String FLAG = "highly_variable";

        /** The numbers of the chosen genes, rising. */
        public int[] genes() {
            return IntStream.range(0, chosen.length).filter(g -> chosen[g]).toArray();
        }
    }
}
