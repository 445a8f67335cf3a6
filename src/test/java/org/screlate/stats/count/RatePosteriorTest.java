package org.screlate.stats.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.screlate.stats.math.LogFactorial;

final class RatePosteriorTest {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final int TERMS = 48;

    @ParameterizedTest
    @CsvSource({
        "0, 0.1, 0.5",
        "0, 30, 0.5",
        "1, 1, 0.01",
        "3, 3, 0.5",
        "0, 2, 8",
        "7, 2, 8",
        "60, 20, 2",
        "900, 300, 1",
        "5, 4000, 3",
        "20000, 9000, 0.7",
        "40, 3, 0.3"
    })
    void gammaRatesGiveTheNegativeBinomialProbability(int count, double mean, double dispersion) {
        NegativeBinomial known = new NegativeBinomial();
        CountProbability expected = new CountProbability();
        known.setLogDispersion(Math.log(dispersion));
        known.mass(count, Math.log(mean), expected);
        double found =
                new RatePosterior().set(count, Math.log(mean), LatentRates.of(LatentRates.Family.GAMMA, dispersion));
        assertEquals(expected.logMass, found, 2e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "GAMMA, 0, 0, 1, 2, 0.5, 0.7, 0.6", "GAMMA, 3, 5, 3, 2, 0.5, 0.5, -0.4", "GAMMA, 0, 4, 0.2, 9, 4, 0.3, 0.8",
        "LOGNORMAL, 2, 0, 3, 2, 0.5, 1, 0.6", "LOGNORMAL, 30, 12, 20, 20, 0.8, 0.6, 0.5",
                "GAMMA, 60, 45, 50, 40, 0.3, 0.3, 0.4"
    })
    void theSeriesIsTheIntegralOverBothRates(
            LatentRates.Family family, int y1, int y2, double m1, double m2, double s1, double s2, double rho) {
        float[] a = new float[TERMS];
        float[] b = new float[TERMS];
        RatePosterior posterior = new RatePosterior();
        double scale = posterior.set(y1, Math.log(m1), LatentRates.of(family, s1));
        posterior.coefficients(TERMS, a, 0, 1);
        scale += posterior.set(y2, Math.log(m2), LatentRates.of(family, s2));
        posterior.coefficients(TERMS, b, 0, 1);
        double sum = 1;
        for (int k = 1; k <= TERMS; k++) {
            sum += Math.pow(rho, k) * a[k - 1] * b[k - 1];
        }
        double expected = integral(family, y1, y2, m1, m2, s1, s2, rho);
        // Terms are kept as floats.
        assertEquals(1, Math.exp(scale) * sum / expected, 3e-7);
    }

    /** The same by a fine grid over both scores. */
    private static double integral(
            LatentRates.Family family, int y1, int y2, double m1, double m2, double s1, double s2, double rho) {
        double h = 0.02;
        int n = 900;
        double[] p1 = new double[n + 1];
        double[] p2 = new double[n + 1];
        for (int i = 0; i <= n; i++) {
            double z = (i - n / 2) * h;
            p1[i] = poisson(y1, m1 * rate(family, s1, z));
            p2[i] = poisson(y2, m2 * rate(family, s2, z));
        }
        double sum = 0;
        for (int i = 0; i <= n; i++) {
            for (int j = 0; j <= n; j++) {
                double x = (i - n / 2) * h;
                double y = (j - n / 2) * h;
                double q = (x * x + y * y - 2 * rho * x * y) / (1 - rho * rho);
                sum += Math.exp(-0.5 * q) * p1[i] * p2[j];
            }
        }
        return sum * h * h / (2 * Math.PI * Math.sqrt(1 - rho * rho));
    }

    private static double rate(LatentRates.Family family, double s, double z) {
        if (family == LatentRates.Family.LOGNORMAL) {
            double square = Math.log1p(s);
            return Math.exp(Math.sqrt(square) * z - square / 2);
        }
        GammaDistribution gamma = GammaDistribution.of(1 / s, s);
        return z <= 0
                ? gamma.inverseCumulativeProbability(NORMAL.cumulativeProbability(z))
                : gamma.inverseSurvivalProbability(NORMAL.survivalProbability(z));
    }

    private static double poisson(int y, double mean) {
        return mean == 0 ? (y == 0 ? 1 : 0) : Math.exp(y * Math.log(mean) - mean - LogFactorial.of(y));
    }

    @Test
    void aRateThatHardlyVariesSaysNothingOfItsScore() {
        float[] terms = new float[4];
        RatePosterior posterior = new RatePosterior();
        posterior.set(5, Math.log(3), LatentRates.of(LatentRates.Family.GAMMA, 1e-6));
        posterior.coefficients(4, terms, 0, 1);
        // E z = (y - m) tau to first order
        assertEquals(2e-3, terms[0], 1e-5);
        assertEquals(1, posterior.variance(), 1e-5);
    }

    @Test
    void theScoreAverageOverAllCountsIsZero() {
        double sum = 0;
        float[] terms = new float[1];
        RatePosterior posterior = new RatePosterior();
        LatentRates rates = LatentRates.of(LatentRates.Family.GAMMA, 0.8);
        for (int y = 0; y < 300; y++) {
            double p = Math.exp(posterior.set(y, Math.log(4), rates));
            posterior.coefficients(1, terms, 0, 1);
            sum += p * terms[0];
        }
        assertEquals(0, sum, 1e-7);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5, 0.3", "4, 1.2, 2", "70, 40, 0.6", "2, 30, 1"})
    void lognormalDerivativesAreTheDifferenceQuotients(int y, double mean, double sigma) {
        double e = Math.log(mean);
        double s = Math.log(sigma);
        double h = 1e-4;
        CountProbability at = lognormal(y, e, s);
        assertEquals((lognormal(y, e + h, s).logMass - lognormal(y, e - h, s).logMass) / (2 * h), at.le, 1e-6);
        assertEquals((lognormal(y, e, s + h).logMass - lognormal(y, e, s - h).logMass) / (2 * h), at.ls, 1e-6);
        assertEquals((lognormal(y, e + h, s).le - lognormal(y, e - h, s).le) / (2 * h), at.lee, 1e-5);
        assertEquals((lognormal(y, e, s + h).le - lognormal(y, e, s - h).le) / (2 * h), at.les, 1e-5);
        assertEquals((lognormal(y, e, s + h).ls - lognormal(y, e, s - h).ls) / (2 * h), at.lss, 1e-5);
    }

    private static CountProbability lognormal(int y, double logMean, double logSigma) {
        PoissonLognormal distribution = new PoissonLognormal();
        CountProbability out = new CountProbability();
        distribution.setLogDispersion(logSigma);
        distribution.mass(y, logMean, out);
        return out;
    }

    @Test
    void lognormalProbabilitiesAddUpAndHaveTheStatedVariance() {
        double sum = 0;
        double first = 0;
        double second = 0;
        for (int y = 0; y < 3000; y++) {
            double p = lognormal(y, Math.log(2), Math.log(0.7)).mass;
            sum += p;
            first += p * y;
            second += p * y * y;
        }
        assertEquals(1, sum, 1e-9);
        assertEquals(2, first, 1e-7);
        assertEquals(2 + 0.7 * 4, second - first * first, 1e-4);
    }

    @Test
    void noDispersionIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> LatentRates.of(LatentRates.Family.GAMMA, Double.NaN));
        assertTrue(LatentRates.size(1) == 2 * LatentRates.size(0) - 1);
    }
}
