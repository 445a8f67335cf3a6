package org.screlate.mixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Four normal values of variance 1, two of each subject. */
final class MarginalLikelihoodTest {
    private static final double[] Y = {0.5, -1, 2, 1};
    private static final double SD = 0.7;

    /** Values of the first predictor's rows; others change nothing. */
    private record Normal(int width) implements RowLikelihood {
        @Override
        public double evaluate(double[] eta, RowSums sums) {
            double sum = 0;
            for (int r = 0; r < Y.length; r++) {
                double residual = Y[r] - eta[r * width];
                sum -= 0.5 * residual * residual;
                sums.gradient[r * width] = residual;
                sums.hessian[r * width * (width + 1) / 2] = -1;
            }
            return sum;
        }
    }

    private static MixedModel.Estimate fit(int width) {
        double[][] ones = {{1}, {1}, {1}, {1}};
        RandomEffect subject = new RandomEffect("subject", 2, new int[] {0, 0, 1, 1}, new double[] {1, 1, 1, 1}, 0);
        List<Predictor> predictors =
                new ArrayList<>(List.of(new Predictor(ones, List.of("(Intercept)"), List.of(subject))));
        for (int q = 1; q < width; q++) {
            predictors.add(new Predictor(ones, List.of("(Intercept)"), List.of()));
        }
        Layout layout = new Layout(predictors);
        return new MixedModel(new Normal(width), layout, MixedModel.Options.DEFAULTS)
                .fitFixed(new double[layout.size()], new double[] {-Math.log(SD)});
    }

    @Test
    void randomEffectsAreIntegratedOutAtTheEstimateOfTheMean() {
        // a subject's values have the variances 1 of (y1 - y2) / sqrt(2) and 1 + 2 sd^2 of (y1 + y2) / sqrt(2)
        double between = 1 + 2 * SD * SD;
        double mean = 2.5 / 4;
        double squares = (1.5 * 1.5 + 1 * 1) / 2;
        squares += (Math.pow(-0.5 - 2 * mean, 2) + Math.pow(3 - 2 * mean, 2)) / 2 / between;
        assertEquals(-0.5 * squares - Math.log(between), fit(1).marginal(), 1e-5);
    }

    @Test
    void aCoefficientOfWhichTheDataSayNothingIsNoGain() {
        MixedModel.Estimate plain = fit(1);
        MixedModel.Estimate flat = fit(2);
        assertEquals(plain.marginal(), flat.marginal(), 1e-8);
        assertTrue(flat.restricted() > plain.restricted() + 5);
        assertFalse(flat.isBetterThan(plain) && plain.isBetterThan(flat));
    }
}
