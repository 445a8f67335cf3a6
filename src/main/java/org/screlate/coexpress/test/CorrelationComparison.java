package org.screlate.coexpress.test;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.screlate.matrix.Workers;

/**
 * The simpler measures of coexpression, all pairs of a run at once: the correlation in each group, and whether it differs
 * between them with the subject as the unit.
 *
 * <ul>
 *   <li>CS-CORE: subjects' labels are permuted, and both groups estimated anew. With \(d = \rho_1 - \rho_0\),
 *       \[ p = \frac{1 + \#\{|d^*| \ge |d|\}}{1 + \#\{d^*\}}, \] over all ways to relabel if there are no more than the limit,
 *       else over as many drawn.
 *   <li>Pearson residuals: the t test of {@link SubjectDifference}.
 * </ul>
 */
public final class CorrelationComparison {
    private static final double ROUNDING = 1e-6;

    private final Options options;

    /** Creates it; nothing is computed until {@link #compare}. */
    public CorrelationComparison(Options options) {
        this.options = options;
    }

    /** How pairs are measured. */
    public enum Measure {
        /** Moments beneath Poisson counts. */
        CSCORE,
        /** Analytic Pearson residuals. */
        PEARSON_RESIDUALS
    }

    /**
     * Settings.
     *
     * @param measure how pairs are measured
     * @param permutations CS-CORE: most relabelings of subjects to estimate, 0 for none and no test
     * @param seed of the draw of relabelings
     */
    public record Options(Measure measure, int permutations, long seed) {
        /** As many relabelings as 8 subjects in both groups have. */
        public static final Options DEFAULTS = new Options(Measure.CSCORE, 256, 1);

        /** Checks the number. */
        public Options {
            if (permutations < 0) {
                throw new IllegalArgumentException("permutations < 0: " + permutations);
            }
        }
    }

    /**
     * What was found of each pair, in the order of the pairs; NaN where it could not be.
     *
     * @param reference the pair in the reference group
     * @param other in the other group
     * @param statistic difference of rho (CS-CORE), or t (Pearson residuals)
     * @param df degrees of freedom of t; NaN for CS-CORE
     * @param pValue two-sided, of the hypothesis that the groups do not differ
     * @param subjects how many subjects the test rests on
     * @param relabelings how many relabelings it compares with; 0 where it needs none
     * @param smallestP that so many relabelings allow; NaN where it needs none
     */
    public record Result(
            GroupResult reference,
            GroupResult other,
            double[] statistic,
            double[] df,
            double[] pValue,
            int[] subjects,
            int relabelings,
            double smallestP) {}

    /**
     * One group.
     *
     * @param rho correlation in [-1, 1]
     * @param pValue of no correlation, cells taken as independent
     */
    public record GroupResult(double[] rho, double[] pValue) {}

    /** Bytes needed at the peak for so many genes in pairs. */
    public static long memory(long genes, int threads) {
        return genes * genes * 4 * Double.BYTES * threads;
    }

    /** Measures and compares all pairs. */
    public Result compare(GroupedCells cells, IndexPairs pairs, Workers workers) {
        return options.measure() == Measure.CSCORE
                ? byPermutation(cells, pairs, workers)
                : bySubject(cells, pairs, workers);
    }

    private static Result bySubject(GroupedCells cells, IndexPairs pairs, Workers workers) {
        GroupResult[] groups = groups(new PearsonResiduals(), cells, pairs, workers);
        SubjectDifference.Result tests = SubjectDifference.test(cells, pairs, workers);
        return new Result(
                groups[0], groups[1], tests.statistic(), tests.df(), tests.pValue(), tests.subjects(), 0, Double.NaN);
    }

    private Result byPermutation(GroupedCells cells, IndexPairs pairs, Workers workers) {
        GeneCorrelation measure = new CsCore();
        GroupResult[] groups = groups(measure, cells, pairs, workers);
        double[] difference = difference(groups[0].rho(), groups[1].rho());
        List<boolean[]> ways = relabelings(cells);
        int[][] exceeded = new int[workers.threads()][pairs.size()];
        workers.forEach(exceeded.length, t -> {
            for (int w = t; w < ways.size(); w += exceeded.length) {
                double[] under = difference(measure, cells, ways.get(w), pairs);
                for (int p = 0; p < under.length; p++) {
                    // Rounding must not tell a relabeling from its mirror image; one without estimate counts too.
                    exceeded[t][p] += Math.abs(under[p]) < Math.abs(difference[p]) - ROUNDING ? 0 : 1;
                }
            }
        });
        double[] pValue = new double[pairs.size()];
        Arrays.setAll(pValue, p -> {
            int count = Arrays.stream(exceeded).mapToInt(own -> own[p]).sum();
            boolean tested = !ways.isEmpty() && !Double.isNaN(difference[p]);
            return tested ? (1.0 + count) / (1.0 + ways.size()) : Double.NaN;
        });
        double[] df = new double[pairs.size()];
        Arrays.fill(df, Double.NaN);
        int[] subjects = new int[pairs.size()];
        Arrays.fill(subjects, cells.subjects());
        return new Result(groups[0], groups[1], difference, df, pValue, subjects, ways.size(), smallestP(cells, ways));
    }

    /** Relabeling all subjects gives the same difference with the other sign, so that it counts wherever it can be. */
    private static double smallestP(GroupedCells cells, List<boolean[]> ways) {
        int[] reference = cells.cellsBySubject(0);
        int[] other = cells.cellsBySubject(1);
        long mirrors = ways.stream()
                .filter(way -> IntStream.range(0, way.length).allMatch(s -> way[s] || reference[s] + other[s] == 0))
                .count();
        return ways.isEmpty() ? Double.NaN : (1.0 + mirrors) / (1.0 + ways.size());
    }

    private List<boolean[]> relabelings(GroupedCells cells) {
        Relabelings all = new Relabelings(cells.cellsBySubject(0), cells.cellsBySubject(1));
        if (options.permutations() == 0) {
            return List.of();
        }
        return all.count() <= options.permutations()
                ? all.others(cells.subjects())
                : all.draw(options.permutations(), cells.subjects(), options.seed());
    }

    private static double[] difference(double[] reference, double[] other) {
        double[] difference = new double[other.length];
        Arrays.setAll(difference, p -> other[p] - reference[p]);
        return difference;
    }

    private static double[] difference(
            GeneCorrelation measure, GroupedCells cells, boolean[] swapped, IndexPairs pairs) {
        double[][] rho = new double[2][];
        for (int g = 0; g < 2; g++) {
            int[] own = cells.cellsOf(g, swapped);
            rho[g] = measure.rho(cells.counts().selectRows(own), cells.depthOf(own), pairs);
        }
        return difference(rho[0], rho[1]);
    }

    private static GroupResult[] groups(
            GeneCorrelation measure, GroupedCells cells, IndexPairs pairs, Workers workers) {
        GroupResult[] groups = new GroupResult[2];
        workers.forEach(2, g -> {
            int[] own = cells.cellsOf(g, new boolean[cells.subjects()]);
            GeneCorrelation.Estimate estimate =
                    measure.estimate(cells.counts().selectRows(own), cells.depthOf(own), pairs);
            groups[g] = new GroupResult(estimate.rho(), estimate.pValue());
        });
        return groups;
    }
}
