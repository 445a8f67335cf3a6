package org.screlate.coexpress.fit;

import java.util.Arrays;
import org.screlate.mixed.RowSums;

/**
 * What each unit of a study, such as a subject's cells in one group, says of a pair's dependence: with one \(\eta = \operatorname{artanh}
 * \rho\) for all units, found without looking at groups, the slope \(U_u\) and the curvature \(J_u\) of the unit's
 * log-likelihood there. \(\eta + U_u / J_u\) is then nearly the unit's own estimate.
 *
 * @param eta the common estimate, at most {@value #MOST} either way: slopes tell units apart there as well as further out
 * @param slope U, {@code [units]}, of sum 0 but where eta is at its limit
 * @param information J, {@code [units]}; it may be negative where cells are few
 */
public record SubjectScores(double eta, double[] slope, double[] information) {
    /** A correlation of 0.905. */
    static final double MOST = 1.5;

    private static final int MOST_STEPS = 30;
    private static final double TOLERANCE = 1e-6;
    private static final double LONGEST_STEP = 0.5;
    // Below it the curvature is not trusted for a step.
    private static final double LEAST_CURVATURE = 1e-3;

    /**
     * Finds them from the margins of two genes whose rates depend.
     *
     * @param unitOfRow of each row of the design of all cells
     * @param units how many there are
     */
    public static SubjectScores of(Margin first, Margin second, int[] unitOfRow, int units) {
        int[] rows = shared(first.scores().sourceRows(), second.scores().sourceRows());
        double[] slope = new double[units];
        double[] information = new double[units];
        RowSums sums = new RowSums(rows.length, 1);
        double eta = common(new RateDependence(first.scores(), second.scores(), rows), rows.length, sums);
        for (int r = 0; r < rows.length; r++) {
            slope[unitOfRow[rows[r]]] += sums.gradient[r];
            information[unitOfRow[rows[r]]] -= sums.hessian[r];
        }
        return new SubjectScores(eta, slope, information);
    }

    private static int[] shared(int[] one, int[] other) {
        return Arrays.stream(one)
                .filter(row -> Arrays.binarySearch(other, row) >= 0)
                .toArray();
    }

    /** The maximum in one \(\eta\) for all rows, with the sums there. */
    private static double common(RateDependence likelihood, int rows, RowSums sums) {
        double[] all = new double[rows];
        double eta = 0;
        double reached = likelihood.evaluate(all, sums);
        for (int step = 0; step < MOST_STEPS && rows > 0; step++) {
            double slope = Arrays.stream(sums.gradient).sum();
            double curvature = -Arrays.stream(sums.hessian).sum();
            double move = slope / Math.max(LEAST_CURVATURE * rows, curvature);
            double wanted = within(eta + Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, move)), MOST);
            if (Math.abs(wanted - eta) < TOLERANCE) {
                return eta;
            }
            double value = Double.NEGATIVE_INFINITY;
            double trial = wanted;
            for (int halving = 0; halving < MOST_STEPS && !(value >= reached); halving++) {
                trial = halving == 0 ? wanted : (eta + trial) / 2;
                Arrays.fill(all, trial);
                value = likelihood.evaluate(all, sums);
            }
            eta = trial;
            reached = value;
        }
        return eta;
    }

    private static double within(double value, double most) {
        return Math.max(-most, Math.min(most, value));
    }
}
