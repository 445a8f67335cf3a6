package org.screlate.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class PairCopulaTest {
    private static final int DRAWS = 40_000;

    private static double[][] draws(PairCopula copula, double rho) {
        SplittableRandom random = new SplittableRandom(5);
        double[][] draws = new double[DRAWS][2];
        for (double[] draw : draws) {
            copula.draw(rho, random, draw);
        }
        return draws;
    }

    private static double bothBelow(double[][] draws, double limit) {
        int count = 0;
        for (double[] draw : draws) {
            count += draw[0] < limit && draw[1] < limit ? 1 : 0;
        }
        return (double) count / draws.length;
    }

    // P(U < 0.05, V < 0.05) at rho 0.5: SciPy 1.17.1's multivariate_normal and multivariate_t, Clayton's by its
    // formula.
    @ParameterizedTest
    @CsvSource({"GAUSSIAN, 0.01219", "STUDENT, 0.01694", "CLAYTON, 0.02564"})
    void lowerTailsAreAsProbableAsInSciPy(PairCopula copula, double probability) {
        double[][] draws = draws(copula, 0.5);
        assertEquals(probability, bothBelow(draws, 0.05), 4 * Math.sqrt(probability / DRAWS));
        assertEquals(0.05, margin(draws, 0), 4 * Math.sqrt(0.05 / DRAWS));
        assertEquals(0.05, margin(draws, 1), 4 * Math.sqrt(0.05 / DRAWS));
    }

    private static double margin(double[][] draws, int place) {
        int count = 0;
        for (double[] draw : draws) {
            count += draw[place] < 0.05 ? 1 : 0;
        }
        return (double) count / draws.length;
    }

    @ParameterizedTest
    @EnumSource(PairCopula.class)
    void kendallsTauIsThatOfTheGaussian(PairCopula copula) {
        for (double rho : new double[] {-0.6, 0, 0.3}) {
            double[][] draws = draws(copula, rho);
            int concordant = 0;
            for (int i = 0; i + 1 < DRAWS; i += 2) {
                double product = (draws[i][0] - draws[i + 1][0]) * (draws[i][1] - draws[i + 1][1]);
                concordant += product > 0 ? 1 : -1;
            }
            double tau = concordant / (DRAWS / 2.0);
            assertEquals(2 / Math.PI * Math.asin(rho), tau, 4 / Math.sqrt(DRAWS / 2.0), copula + " at " + rho);
        }
    }
}
