package org.screlate.coexpress.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.Parameter;
import org.screlate.mixed.RowSums;

final class RateDependenceTest {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final CopulaModel.Options GAMMA =
            CopulaModel.Options.DEFAULTS.with(CopulaModel.Dependence.GAMMA_RATES);

    @Test
    void theLikelihoodIsTheIntegralOverBothRatesWithZerosFromElsewhere() {
        DrawnPair pair = new DrawnPair(3, 3, 8, 0.5);
        Design design = pair.design();
        CopulaModel model = new CopulaModel(GAMMA);
        Margin first = model.margin(pair.first, design, true);
        Margin second = model.margin(pair.second, design, false);
        double[] eta = IntStream.range(0, design.rows())
                .mapToDouble(r -> 0.1 * r - 0.2)
                .toArray();
        double expected = 0;
        for (int cell = 0; cell < design.cells(); cell++) {
            int row = design.rowOfCell()[cell];
            expected += Math.log(
                    integral(ofScore(first, design, cell), ofScore(second, design, cell), Math.tanh(eta[row])));
        }
        double found = new RateDependence(first, second, design).evaluate(eta, new RowSums(design.rows(), 1));
        assertEquals(expected, found, 2e-6 * design.cells());
    }

    private static final double STEP = 0.05;
    private static final int HALF = 170;

    /** Probability of a cell's count given the score of its rate, on a grid. */
    private static double[] ofScore(Margin margin, Design design, int cell) {
        int row = design.rowOfCell()[cell];
        double mean = Math.exp(margin.eta(row, 0) + design.offset()[cell]);
        double dispersion = Math.exp(margin.eta(row, 1));
        double p = margin.extraZeros()[row];
        GammaDistribution gamma = GammaDistribution.of(1 / dispersion, dispersion);
        int y = margin.counts()[cell];
        double[] values = new double[2 * HALF + 1];
        for (int i = 0; i < values.length; i++) {
            double z = (i - HALF) * STEP;
            double rate = z <= 0
                    ? gamma.inverseCumulativeProbability(NORMAL.cumulativeProbability(z))
                    : gamma.inverseSurvivalProbability(NORMAL.survivalProbability(z));
            double poisson = rate == 0
                    ? (y == 0 ? 1 : 0)
                    : PoissonDistribution.of(mean * rate).probability(y);
            values[i] = (1 - p) * poisson + (y == 0 ? p : 0);
        }
        return values;
    }

    private static double integral(double[] a, double[] b, double rho) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double x = (i - HALF) * STEP;
            for (int j = 0; j < b.length; j++) {
                double y = (j - HALF) * STEP;
                sum += a[i] * b[j] * Math.exp(-0.5 * (x * x + y * y - 2 * rho * x * y) / (1 - rho * rho));
            }
        }
        return sum * STEP * STEP / (2 * Math.PI * Math.sqrt(1 - rho * rho));
    }

    @ParameterizedTest
    @EnumSource(
            value = CopulaModel.Dependence.class,
            names = {"GAMMA_RATES", "LOGNORMAL_RATES"})
    void derivativesAreDifferenceQuotients(CopulaModel.Dependence dependence) {
        DrawnPair pair = new DrawnPair(5, 4, 12, 0.6);
        Design design = pair.design();
        CopulaModel model = new CopulaModel(CopulaModel.Options.DEFAULTS.with(dependence));
        var likelihood = new RateDependence(
                model.margin(pair.first, design, true), model.margin(pair.second, design, false), design);
        RowSums sums = new RowSums(design.rows(), 1);
        RowSums shifted = new RowSums(design.rows(), 1);
        double[] eta = new double[design.rows()];
        Arrays.setAll(eta, r -> 0.25 * r - 0.7);
        likelihood.evaluate(eta, sums);
        double h = 1e-5;
        for (int r = 0; r < eta.length; r++) {
            double[] more = eta.clone();
            double[] less = eta.clone();
            more[r] += h;
            less[r] -= h;
            double high = likelihood.evaluate(more, shifted);
            double slopeHigh = shifted.gradient[r];
            double low = likelihood.evaluate(less, shifted);
            assertEquals((high - low) / (2 * h), sums.gradient[r], 1e-4 * (1 + Math.abs(sums.gradient[r])));
            double bend = (slopeHigh - shifted.gradient[r]) / (2 * h);
            assertEquals(bend, sums.hessian[r], 1e-4 * (1 + Math.abs(bend)));
        }
    }

    @Test
    void exchangedGenesAndCellsInAnotherOrderGiveTheSame() {
        DrawnPair pair = new DrawnPair(7, 5, 60, 0.2);
        CopulaModel model = new CopulaModel(GAMMA);
        Fit fit = model.fit(pair.first, pair.second, pair.design());
        Fit swapped = model.fit(pair.second, pair.first, pair.design());
        assertNotEquals(Fit.Status.FAILED, fit.status(), fit.reason());
        double p = fit.tests().get(0).pValue();
        assertEquals(p, swapped.tests().get(0).pValue(), 1e-4 * p);
        assertEquals(
                fit.estimates(Parameter.RHO).fixed()[1],
                swapped.estimates(Parameter.RHO).fixed()[1],
                1e-4);
    }

    @Test
    void depthIsNoCorrelationOfExpression() {
        // Rates correlated by 0.6 in both groups; one is sequenced to eight times the depth.
        SplittableRandom random = new SplittableRandom(3);
        DrawnPair pair = new DrawnPair(1, 8, 150, 0);
        GammaDistribution gamma = GammaDistribution.of(2, 0.5);
        for (int i = 0; i < pair.first.length; i++) {
            pair.offset[i] = pair.other[i] ? Math.log(8) : 0;
            double x = NORMAL.inverseCumulativeProbability(1 - random.nextDouble());
            double y = 0.6 * x + 0.8 * NORMAL.inverseCumulativeProbability(1 - random.nextDouble());
            pair.first[i] = poisson(random, Math.exp(pair.offset[i]) * rate(gamma, x));
            pair.second[i] = poisson(random, Math.exp(pair.offset[i]) * rate(gamma, y));
        }
        Fit rates = new CopulaModel(GAMMA).fit(pair.first, pair.second, pair.design());
        Fit counts = new CopulaModel(CopulaModel.Options.DEFAULTS).fit(pair.first, pair.second, pair.design());
        double[] found = rates.estimates(Parameter.RHO).fixed();
        double error = rates.estimates(Parameter.RHO).standardError(1);
        assertEquals(Math.log(2), found[0], 0.15);
        assertEquals(0, found[1], 3 * error);
        assertTrue(counts.estimates(Parameter.RHO).fixed()[1] > 0.1, "counts look more correlated where deeper");
    }

    private static double rate(GammaDistribution gamma, double z) {
        return gamma.inverseCumulativeProbability(NORMAL.cumulativeProbability(z));
    }

    private static int poisson(SplittableRandom random, double mean) {
        return PoissonDistribution.of(Math.max(1e-12, mean)).inverseCumulativeProbability(random.nextDouble());
    }

    @Test
    void whatHasNoMeaningForRatesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> GAMMA.with(CopulaModel.Family.FRANK));
        assertThrows(IllegalArgumentException.class, () -> GAMMA.with(CopulaModel.Estimation.JOINT));
        assertThrows(IllegalArgumentException.class, () -> GAMMA.with(CopulaModel.Inference.BOOTSTRAP));
    }
}
