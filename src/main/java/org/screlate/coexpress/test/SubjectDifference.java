package org.screlate.coexpress.test;

import java.util.stream.IntStream;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.stats.test.MeanDifference;

/**
 * Whether the correlation of Pearson residuals differs between groups, by {@link MeanDifference#ofSubjects} of \(z =
 * \operatorname{artanh} \rho\) of each subject in each group with at least {@value #FEWEST_CELLS} cells. All subjects weigh the
 * same, whatever their number of cells.
 */
final class SubjectDifference {
    static final int FEWEST_CELLS = 10;
    // Keeps artanh finite where few cells correlate perfectly.
    private static final double HIGHEST_RHO = 1 - 1e-6;

    private SubjectDifference() {}

    /** One entry a pair. */
    record Result(double[] statistic, double[] df, double[] pValue, int[] subjects) {}

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
            MeanDifference.OfSubjects found = MeanDifference.ofSubjects(z1, z0);
            result.statistic[p] = found.test().statistic();
            result.df[p] = found.test().degreesOfFreedom();
            result.pValue[p] = found.test().pValue();
            result.subjects[p] = found.subjects();
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
}
