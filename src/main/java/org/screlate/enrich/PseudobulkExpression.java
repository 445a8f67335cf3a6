package org.screlate.enrich;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.data.formula.Formula;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.stats.fit.LinearFit;
import org.screlate.stats.fit.ModeratedVariance;
import org.screlate.stats.test.MultipleTesting;
import org.screlate.stats.test.StudentT;

/**
 * Genes whose expression differs between groups of cells, each subject taken as one observation: the counts of the cells
 * of a subject on a side are summed, genes with enough counts are chosen ({@link TestedGenes}), libraries normalised
 * ({@link LibraryFactors}), a linear model fitted to each gene ({@link SubjectDesign}, {@link SubjectFits}), and the
 * coefficient of the group compared with its standard error from a moderated variance ({@link ModeratedVariance}), by
 * Student's t. P-values are adjusted by Benjamini and Hochberg over the genes tested; others have none.
 *
 * @see <a href="https://doi.org/10.1093/nar/gkv007">Ritchie et al. (2015), limma</a>
 * @see <a href="https://doi.org/10.1038/s41467-021-25960-2">Squair et al. (2021), for why subjects are compared</a>
 */
public final class PseudobulkExpression {
    // With a smaller share of all counts in the file, its genes were chosen, and may well all differ.
    private static final double MOST_GENES = 0.5;

    private final Options options;

    /**
     * What is compared with what.
     *
     * @param group the group to compare, or null for each in turn
     * @param reference the group to compare with, or null for all other cells
     * @param leastCells subjects with fewer cells on a side are left out there
     * @param leastCount counts that a gene needs in a sample of median library size
     * @param formula covariates of the model, such as {@code ~ group + batch + (1 | donor)}, or null
     * @param variance how variances depend on counts
     */
    public record Options(
            @Nullable String group,
            @Nullable String reference,
            int leastCells,
            double leastCount,
            @Nullable String formula,
            Variance variance) {
        /** Each group against the rest. */
        public static final Options DEFAULTS = new Options(null, null, 10, 10, null, Variance.TREND);

        /** Checks the numbers. */
        public Options {
            if (leastCells < 1) {
                throw new IllegalArgumentException("least cells of a subject < 1: " + leastCells);
            }
            if (!(leastCount >= 0) || Double.isInfinite(leastCount)) {
                throw new IllegalArgumentException("least count of a gene < 0: " + leastCount);
            }
        }
    }

    /**
     * Whose the cells are.
     *
     * @param groupColumn name of the groups
     * @param groups of each cell, empty where it has none
     * @param subjectColumn name of the subjects
     * @param subjects of each cell, empty where it has none
     * @param depth what each cell counted in all, or null for the sum of its counts
     */
    public record Origins(
            String groupColumn, String[] groups, String subjectColumn, String[] subjects, double @Nullable [] depth) {}

    /**
     * What was found.
     *
     * @param table one row for each comparison and gene, comparisons by name, genes by falling t
     * @param notes how each comparison was done, and what was left out and why, one line each
     */
    public record Result(Table table, List<String> notes) {}

    public PseudobulkExpression(Options options) {
        this.options = options;
    }

    /**
     * Compares.
     *
     * @param cells counts
     */
    public Result compare(CellMatrix cells, Origins origins, Workers workers) {
        if (cells.layer() != Layer.COUNTS) {
            throw new InvalidInputException("the cells are of the layer '"
                    + cells.layer().word() + "': sums over a subject's cells need counts");
        }
        Formula formula = Formula.parse(options.formula() == null ? "~ 1" : options.formula());
        SparseMatrix counts = cells.values().toSparse();
        double[] sums = rowSums(counts);
        double[] depth = origins.depth() == null ? sums : origins.depth();
        boolean normalise =
                Arrays.stream(sums).sum() >= MOST_GENES * Arrays.stream(depth).sum();
        List<String> notes = notes(cells, origins, normalise);
        List<Table> tables = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        List<Comparison> all = Comparison.of(cells.cells(), origins.groups(), options.group(), options.reference());
        notes.addAll(Comparison.mirrored(all));
        for (Comparison comparison : all) {
            SubjectSamples samples =
                    SubjectSamples.of(counts, comparison, origins.subjects(), depth, options.leastCells(), notes);
            String name = comparison.group() + " against " + comparison.reference();
            String obstacle = tooFew(samples);
            SubjectDesign design = obstacle != null
                    ? null
                    : SubjectDesign.of(
                            samples, cells.cellMetadata(), formula, origins.groupColumn(), origins.subjectColumn());
            obstacle = design == null ? obstacle : design.obstacle();
            if (design == null || obstacle != null) {
                skipped.add(name + " was not tested: " + obstacle);
                continue;
            }
            design.notes().forEach(note -> notes.add(name + ": " + note));
            tables.add(table(cells.genes(), comparison, samples, normalise, design, notes, workers));
        }
        return result(tables, notes, skipped);
    }

    private static List<String> notes(CellMatrix cells, Origins origins, boolean normalise) {
        List<String> notes = new ArrayList<>(Comparison.withoutGroup(cells.cells(), origins.groups()));
        long without = Arrays.stream(origins.subjects()).filter(String::isEmpty).count();
        if (without > 0) {
            notes.add("left out " + without + " cells, which have no subject");
        }
        if (!normalise) {
            notes.add("the genes hold less than half of the depth: library sizes are used as they are, without TMM");
        }
        return notes;
    }

    private static Result result(List<Table> tables, List<String> notes, List<String> skipped) {
        if (tables.isEmpty()) {
            throw new InvalidInputException(skipped.get(0)
                    + (skipped.size() > 1 ? "; nor was any of the " + (skipped.size() - 1) + " others" : ""));
        }
        notes.addAll(skipped);
        return new Result(Table.stacked(tables), List.copyOf(notes));
    }

    private @Nullable String tooFew(SubjectSamples samples) {
        int one = samples.subjects(true);
        int other = samples.subjects(false);
        return one >= 2 && other >= 2
                ? null
                : one + " and " + other + " subjects with at least " + options.leastCells()
                        + " cells; a comparison of subjects needs 2 on each side";
    }

    private static double[] rowSums(SparseMatrix counts) {
        double[] sums = new double[counts.rows()];
        for (int c = 0; c < sums.length; c++) {
            for (int k = counts.offsets()[c]; k < counts.offsets()[c + 1]; k++) {
                sums[c] += counts.values()[k];
            }
        }
        return sums;
    }

    /** What is found for each gene of a comparison; NaN for those not tested. */
    private record Found(double[] t, double[] change, double[] mean, double[] logP) {
        Found(int genes) {
            this(new double[genes], new double[genes], new double[genes], new double[genes]);
            for (double[] column : List.of(t, change, mean, logP)) {
                Arrays.fill(column, Double.NaN);
            }
        }
    }

    private Table table(
            List<String> genes,
            Comparison comparison,
            SubjectSamples samples,
            boolean normalise,
            SubjectDesign design,
            List<String> notes,
            Workers workers) {
        int[] tested = TestedGenes.of(samples, options.leastCount());
        Found found = new Found(genes.size());
        double df = Double.NaN;
        String how = design.pairing().toString();
        if (tested.length > 0) {
            SubjectFits.Result fits = SubjectFits.of(
                    normalise ? samples.normalised(tested) : samples, tested, design, options.variance(), workers);
            df = fill(found, tested, fits, samples.samples().size() - design.matrix()[0].length);
            if (design.pairing() == SubjectDesign.Pairing.RANDOM) {
                how += String.format(Locale.ROOT, " (correlation %.2f)", fits.rho());
            }
        }
        notes.add(comparison.group() + " against " + comparison.reference() + ": " + samples.subjects(true) + " and "
                + samples.subjects(false) + " subjects, " + how + "; tested " + tested.length + " of " + genes.size()
                + " genes, others have too few counts");
        return columns(genes, comparison, samples, design, found, df);
    }

    /** Tests the last coefficient of each fit; the degrees of freedom, the same for all. */
    private double fill(Found found, int[] tested, SubjectFits.Result fits, double df) {
        double[] variances =
                Arrays.stream(fits.fits()).mapToDouble(LinearFit::variance).toArray();
        ModeratedVariance moderated = options.variance() == Variance.TREND
                ? ModeratedVariance.of(variances, df, fits.means())
                : ModeratedVariance.of(variances, df);
        for (int i = 0; i < tested.length; i++) {
            LinearFit fit = fits.fits()[i];
            int last = fit.coefficients().length - 1;
            int g = tested[i];
            double variance = moderated.moderated()[i] * fit.unscaled()[last][last];
            found.change[g] = fit.coefficients()[last];
            found.mean[g] = fits.means()[i];
            found.t[g] = variance > 0 ? found.change[g] / Math.sqrt(variance) : Double.NaN;
            found.logP[g] = StudentT.logTwoSided(found.t[g], moderated.totalDf());
        }
        return moderated.totalDf();
    }

    private static Table columns(
            List<String> genes,
            Comparison comparison,
            SubjectSamples samples,
            SubjectDesign design,
            Found found,
            double df) {
        int n = genes.size();
        double[] p = Arrays.stream(found.logP).map(Math::exp).toArray();
        double[] degrees =
                Arrays.stream(found.t).map(t -> Double.isNaN(t) ? t : df).toArray();
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer g) -> Double.isNaN(found.t[g]) ? 0 : -found.t[g]))
                .mapToInt(g -> g)
                .toArray();
        return Table.ofRows(n)
                .with("group", DifferentialExpression.repeated(comparison.group(), n))
                .with("reference", DifferentialExpression.repeated(comparison.reference(), n))
                .with("gene", new Column.Text(genes.toArray(new @Nullable String[0])))
                .with("score", new Column.Real(found.t))
                .with("log2_fold_change", new Column.Real(found.change))
                .with("p_value", new Column.Real(p))
                .with(
                        "log10_p",
                        new Column.Real(Arrays.stream(found.logP)
                                .map(l -> l / Math.log(10))
                                .toArray()))
                .with("q_value", new Column.Real(MultipleTesting.benjaminiHochberg(p)))
                .with("mean_log2_cpm", new Column.Real(found.mean))
                .with("df", new Column.Real(degrees))
                .with("test", DifferentialExpression.repeated(design.pairing().toString(), n))
                .with("n_group", DifferentialExpression.count(samples.subjects(true), n))
                .with("n_reference", DifferentialExpression.count(samples.subjects(false), n))
                .select(order);
    }
}
