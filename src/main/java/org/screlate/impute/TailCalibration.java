package org.screlate.impute;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.screlate.matrix.Sizes;

/**
 * What a logistic model's score s says, where the odds are not as straight as the model: \[ \log \frac{p}{1 - p} = \gamma_0 + \gamma_1 s
 * + \sum_k \gamma_{k + 1} \max(0, s - \kappa_k), \] with the knots \(\kappa\) at 80, 95 and 99 % of the cases that did not come true, so
 * that the highest percent has a slope of its own. It must rise everywhere, so that no two cases change places: the highest knots are
 * left out until it does.
 *
 * @param knots \(\kappa\), rising
 * @param coefficients \(\gamma\)
 */
record TailCalibration(double[] knots, double[] coefficients) {
    private static final double[] SHARES = {0.8, 0.95, 0.99};
    private static final TailCalibration NONE = new TailCalibration(new double[0], new double[] {0, 1});

    /**
     * Learns it.
     *
     * @param scores s, of each case
     * @param came whether it came true
     * @param weights of the cases
     */
    static TailCalibration of(double[] scores, boolean[] came, double[] weights) {
        double[] knots = knots(scores, came);
        for (int used = knots.length; used > 0; used--) {
            TailCalibration found = fit(Arrays.copyOf(knots, used), scores, came, weights);
            if (found.rises()) {
                return found;
            }
        }
        return NONE;
    }

    private static TailCalibration fit(double[] knots, double[] scores, boolean[] came, double[] weights) {
        int width = knots.length + 2;
        double[] x = new double[Sizes.product(scores.length, width)];
        for (int r = 0; r < scores.length; r++) {
            x[r * width] = 1;
            x[r * width + 1] = scores[r];
            for (int k = 0; k < knots.length; k++) {
                x[r * width + k + 2] = Math.max(0, scores[r] - knots[k]);
            }
        }
        return new TailCalibration(knots, WeightedLogistic.fit(x, width, came, weights));
    }

    private static double[] knots(double[] scores, boolean[] came) {
        double[] rising = IntStream.range(0, scores.length)
                .filter(r -> !came[r])
                .mapToDouble(r -> scores[r])
                .sorted()
                .toArray();
        return rising.length == 0
                ? rising
                : Arrays.stream(SHARES)
                        .map(share -> rising[(int) (share * (rising.length - 1))])
                        .distinct()
                        .toArray();
    }

    private boolean rises() {
        double slope = 0;
        for (int k = 1; k < coefficients.length; k++) {
            slope += coefficients[k];
            if (!(slope > 0)) {
                return false;
            }
        }
        return Double.isFinite(coefficients[0]);
    }

    /** The odds that a score stands for. */
    double odds(double score) {
        return Math.exp(logOdds(score));
    }

    /** Their logarithm. */
    double logOdds(double score) {
        double sum = coefficients[0] + coefficients[1] * score;
        for (int k = 0; k < knots.length; k++) {
            sum += coefficients[k + 2] * Math.max(0, score - knots[k]);
        }
        return sum;
    }
}
