package org.screlate.preprocess;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.screlate.data.CellMatrix;
import org.screlate.data.Embedding;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.PrincipalAxes;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * Coordinates of cells along the directions of largest variance: {@link PrincipalAxes} of log-normalised expression,
 * centred gene by gene, or of scaled expression.
 */
public final class PrincipalComponents {
    private final Options options;

    /** Creates it; nothing is computed until {@link #find}. */
    public PrincipalComponents(Options options) {
        this.options = options;
    }

    /** What the components are of. */
    public enum Input {
        /** Log-normalised expression. */
        LOGNORM,
        /** Each gene divided by its standard deviation, and cut. */
        SCALED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Finds them.
     *
     * @param expression of the genes to use; layer lognorm
     */
    public Result find(CellMatrix expression, Workers workers) {
        SparseMatrix values = expression.values().toSparse();
        int most = PrincipalAxes.limit(values.rows(), values.columns());
        if (options.number > most) {
            throw new InvalidInputException(options.number + " components of " + values.rows() + " cells and "
                    + values.columns() + " genes: at most " + Math.max(0, most) + " can be had; lower --components");
        }
        PrincipalAxes axes = PrincipalAxes.of(
                options.input == Input.SCALED ? new Scaling(options.scaling).scaleShifted(values) : values,
                options.number,
                options.seed,
                workers);
        List<String> names = IntStream.rangeClosed(1, options.number)
                .mapToObj(i -> String.format(Locale.ROOT, "pc%d", i))
                .toList();
        return new Result(
                new Embedding(expression.cells(), names, axes.coordinates(), "pca", expression.provenance()), axes);
    }

    /**
     * Bytes in use at the peak, the expression not counted.
     *
     * @param stored values of all genes
     * @param genes that are used
     */
    public static long memory(long stored, int genes) {
        return PrincipalAxes.memory(stored, genes);
    }

    /**
     * Settings.
     *
     * @param number of components
     * @param input what they are of
     * @param scaling how, if input is SCALED
     * @param seed of the random start of the iteration; components do not depend on it beyond rounding
     */
    public record Options(int number, Input input, Scaling.Options scaling, long seed) {
        /** As scanpy. */
        public static final Options DEFAULTS = new Options(50, Input.LOGNORM, Scaling.Options.DEFAULTS, 0);

        /** Checks the number. */
        public Options {
            if (number < 1) {
                throw new IllegalArgumentException("components < 1: " + number);
            }
        }
    }

    /**
     * What was found.
     *
     * @param coordinates {@code [cells × components]}
     * @param axes variances, loadings and whether all converged
     */
    public record Result(Embedding coordinates, PrincipalAxes axes) {
        /** How much of the variance the components hold, in one line. */
        public String account() {
            return String.format(
                    Locale.ROOT,
                    "%d components hold %.1f %% of the variance%s",
                    axes.variances().length,
                    100 * Arrays.stream(varianceRatios()).sum(),
                    axes.converged() ? "" : "; the last of them are not found to full precision");
        }

        /** Share of the total variance along each component; 0 if nothing varies. */
        public double[] varianceRatios() {
            double[] ratios = new double[axes.variances().length];
            for (int i = 0; i < ratios.length; i++) {
                ratios[i] = axes.totalVariance() > 0 ? axes.variances()[i] / axes.totalVariance() : 0;
            }
            return ratios;
        }
    }
}
