package org.screlate.coexpress.test;

import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * Whether the correlation of Pearson residuals differs between groups, by a t test on \(z = \operatorname{artanh} \rho\)
 * of each subject in each group with at least {@value #FEWEST_CELLS} cells. If at least two subjects, and half of
 * the larger group's, are in both groups, it is the paired test on their \(z_1 - z_0\) and others are left out, else Welch's
 * test of the two sets of subjects:
 * \[ t = \frac{\bar z_1 - \bar z_0}{\sqrt{s_0^2 / n_0 + s_1^2 / n_1}}, \quad
 * \nu = \frac{(s_0^2 / n_0 + s_1^2 / n_1)^2}{(s_0^2 / n_0)^2 / (n_0 - 1) + (s_1^2 / n_1)^2 / (n_1 - 1)}. \] All subjects
 * weigh the same, whatever their number of cells.
 */
final class SubjectDifference {
    static final int FEWEST_CELLS = 10;
    // Keeps artanh finite where few cells correlate perfectly.
    private static final double HIGHEST_RHO = 1 - 1e-6;

    private SubjectDifference() {}

    /** One entry a pair. */
    record Result(double[] statistic, double[] df, double[] pValue, int[] subjects) {}

    /** One t test. */
    record Test(double statistic, double df, double pValue, int subjects) {
        private static Test of(double mean, double variance, double df, int subjects) {
            // zero, or NaN
            if (!(variance > 0)) {
                return new Test(Double.NaN, Double.NaN, Double.NaN, subjects);
            }
            double t = mean / Math.sqrt(variance);
            return new Test(t, df, 2 * TDistribution.of(df).survivalProbability(Math.abs(t)), subjects);
        }
    }

    static Result test(GroupedCells cells, IndexPairs pairs, Workers workers) {
        double[][][] rho = new double[2][][];
        workers.forEach(2, g -> rho[g] = bySubject(cells, g, pairs));
        int subjects = cells.subjects();
        int n = pairs.size();
        Result result = new Result(new double[n], new double[n], new double[n], new int[n]);
        for (int p = 0; p < n; p++) {
            double[] z0 = new double[subjects];
            double[] z1 = new double[subjects];
            for (int s = 0; s < subjects; s++) {
                z0[s] = fisher(rho[0][s][p]);
                z1[s] = fisher(rho[1][s][p]);
            }
            Test test = test(z0, z1);
            result.statistic[p] = test.statistic;
            result.df[p] = test.df;
            result.pValue[p] = test.pValue;
            result.subjects[p] = test.subjects;
        }
        return result;
    }

    private static double[][] bySubject(GroupedCells cells, int group, IndexPairs pairs) {
        int[] own = cells.cellsOf(group, new boolean[cells.subjects()]);
        SparseMatrix counts = cells.counts().selectRows(own);
        int[][] sets = IntStream.range(0, cells.subjects())
                .mapToObj(s -> IntStream.range(0, own.length)
                        .filter(i -> cells.subject()[own[i]] == s)
                        .toArray())
                .map(set -> set.length < FEWEST_CELLS ? new int[0] : set)
                .toArray(int[][]::new);
        return new PearsonResiduals().within(counts, cells.depthOf(own), sets, pairs);
    }

    private static double fisher(double rho) {
        double r = Math.max(-HIGHEST_RHO, Math.min(HIGHEST_RHO, rho));
        return Math.log((1 + r) / (1 - r)) / 2;
    }

    /**
     * The t test of one pair.
     *
     * @param z0 of each subject in the reference group, NaN where it has none
     * @param z1 in the other
     */
    static Test test(double[] z0, double[] z1) {
        double[] differences = IntStream.range(0, z0.length)
                .mapToDouble(s -> z1[s] - z0[s])
                .filter(d -> !Double.isNaN(d))
                .toArray();
        int n = differences.length;
        double[] a = present(z0);
        double[] b = present(z1);
        if (n >= 2 && 2 * n >= Math.max(a.length, b.length)) {
            return Test.of(mean(differences), variance(differences) / n, n - 1, n);
        }
        int subjects = a.length + b.length;
        if (a.length < 2 || b.length < 2) {
            return Test.of(Double.NaN, Double.NaN, Double.NaN, subjects);
        }
        double va = variance(a) / a.length;
        double vb = variance(b) / b.length;
        double df = (va + vb) * (va + vb) / (va * va / (a.length - 1) + vb * vb / (b.length - 1));
        return Test.of(mean(b) - mean(a), va + vb, df, subjects);
    }

    private static double[] present(double[] z) {
        return IntStream.range(0, z.length)
                .mapToDouble(s -> z[s])
                .filter(v -> !Double.isNaN(v))
                .toArray();
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (values.length - 1);
    }
}
