package org.screlate.mixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.screlate.stats.test.IntegratedT;

/** On balanced data with normal noise of variance 1, where all can be done by hand: four subjects in two groups, a value each. */
final class ContrastVarianceTest {
    // First the values of group 0, then of group 1; differences 1, 2, -1, 2 have mean 1 and variance 2.
    private static final double[] Y = {0.5, -1, 2, 1, 1.5, 1, 1, 3};
    private static final int SUBJECTS = 4;

    private static RandomEffect effect(String name, int levels, int block, int[] levelOfRow) {
        double[] ones = new double[Y.length];
        Arrays.fill(ones, 1);
        return new RandomEffect(name, levels, levelOfRow, ones, block);
    }

    private static RandomEffect subject(int block) {
        return effect("subject", SUBJECTS, block, new int[] {0, 1, 2, 3, 0, 1, 2, 3});
    }

    private static RandomEffect both(int block) {
        return effect("group:subject", Y.length, block, new int[] {0, 1, 2, 3, 4, 5, 6, 7});
    }

    /** The distribution of the difference of the groups, effects having these standard deviations. */
    private static IntegratedT distribution(List<RandomEffect> effects, double... sd) {
        double[][] fixed = new double[Y.length][];
        for (int r = 0; r < Y.length; r++) {
            fixed[r] = new double[] {1, r / SUBJECTS};
        }
        Layout layout = new Layout(List.of(new Predictor(fixed, List.of("(Intercept)", "group"), effects)));
        Penalty penalty = new Penalty(layout);
        double[] theta = Arrays.stream(sd).map(value -> -Math.log(value)).toArray();
        RowSums sums = new RowSums(Y.length, 1);
        for (int r = 0; r < Y.length; r++) {
            sums.gradient[r] = Y[r];
            sums.hessian[r] = 1;
        }
        double[] beta = new double[layout.size()];
        ArrowMatrix matrix = new ArrowMatrix(penalty);
        layout.assemble(sums, beta, matrix);
        penalty.addInto(theta, matrix);
        ArrowCholesky cholesky = new ArrowCholesky(penalty);
        assertTrue(cholesky.factor(matrix));
        ArrowInverse v = cholesky.inverse();
        cholesky.solveInPlace(beta);
        return new ContrastVariance(penalty, 0, theta, beta, v, 1).distribution(1);
    }

    private static void assertSame(IntegratedT expected, IntegratedT found) {
        for (double t : new double[] {0.5, 2, 6}) {
            assertEquals(expected.twoSided(t), found.twoSided(t), 1e-5 * expected.twoSided(t));
        }
    }

    @Test
    void oneEffectOfEachSubjectInEachGroupLeavesTwiceThreeDegreesOfFreedom() {
        // Sums of squares within the groups: 4.6875 (mean 0.625) and 2.6875 (mean 1.625), over 6 degrees
        // degrees
        double square = (4.6875 + 2.6875) / 6;
        for (double sd : new double[] {1e-3, 0.7}) {
            double all = 1 + sd * sd;
            assertSame(
                    new IntegratedT(1 / all, square / all, 6, Math.sqrt(all) / 0.04),
                    distribution(List.of(both(0)), sd));
        }
    }

    @Test
    void whatSubjectsShareLeavesDifferencesWithThreeDegreesOfFreedom() {
        for (double sd : new double[] {1e-3, 0.7}) {
            double all = 1 + sd * sd;
            assertSame(
                    new IntegratedT(1 / all, 2.0 / 2 / all, 3, Math.sqrt(all) / 0.04),
                    distribution(List.of(subject(0), both(1)), 0.4, sd));
        }
    }

    @Test
    void withoutRandomEffectsTheNormalDistributionHolds() {
        assertSame(new IntegratedT(1, 1, Double.POSITIVE_INFINITY, 1), distribution(List.of()));
    }

    @Test
    void effectsThatCannotBeToldFromEachOtherCountAsOne() {
        IntegratedT one = distribution(List.of(both(0)), Math.sqrt(0.5));
        IntegratedT halves = distribution(List.of(both(0), both(1)), 0.5, 0.5);
        for (double t : new double[] {0.5, 2, 6}) {
            // The prior is of each effect's standard deviation, so that two halves are not quite one whole.
            assertEquals(one.twoSided(t), halves.twoSided(t), 3e-3);
        }
    }
}
