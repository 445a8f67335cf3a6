package org.screlate.coexpress.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.screlate.coexpress.module.PairProfiles.Profile;
import org.screlate.coexpress.module.Rewiring.Chance;

final class RewiringTest {
    private static final Chance ROTATION = new Chance(List.of());

    /** Subjects, half of them in each of two groups, or all in both. */
    private static SubjectUnits units(int subjects, boolean paired) {
        int n = paired ? 2 * subjects : subjects;
        int[] subject = new int[n];
        int[] level = new int[n];
        double[] tested = new double[n];
        double[][] others = new double[n][];
        for (int u = 0; u < n; u++) {
            subject[u] = paired ? u / 2 : u;
            level[u] = u % 2;
            tested[u] = level[u];
            others[u] = new double[1 + (paired ? subjects : 0)];
            others[u][0] = 1;
            if (paired) {
                others[u][1 + subject[u]] = 1;
            }
        }
        return new SubjectUnits(IntStream.range(0, n).toArray(), subject, level, tested, others, paired);
    }

    private static Profile profile(int first, int second, double... x) {
        double[] variance = new double[x.length];
        java.util.Arrays.fill(variance, 0.01);
        return new Profile(new int[] {first, second}, x, variance, 100.0 * x.length, 0.2);
    }

    /** Groups (1, 2, 6) and (4, 5, 9): means 3 and 6, squares about them 14 and 14, so t = 3 / √(28/4 · 2/3). */
    @Test
    void onePairHasStudentsTest() {
        Rewiring rewiring = new Rewiring(units(6, false), List.of(profile(0, 1, 1, 4, 2, 5, 6, 9)), ROTATION);
        double t = 3 / Math.sqrt(28 / 4.0 * 2 / 3.0);
        assertEquals(2 * TDistribution.of(4).survivalProbability(t), rewiring.pValue(), 1e-12);
        assertEquals(t * t / (t * t + 4), rewiring.explained(), 1e-12);
        assertEquals(0.2, rewiring.expected(), 1e-12);
        Rewiring.Shift shift = rewiring.shift(2);
        assertEquals(3, shift.estimate(), 1e-12);
        assertEquals(3 / t, shift.se(), 1e-12);
        assertEquals(rewiring.pValue(), shift.pValue(), 1e-12);
        assertEquals(Math.tanh(0.2 + 1.5), shift.rho(1), 1e-12);
        assertEquals(Math.tanh(0.2 - 1.5), shift.rho(0), 1e-12);
    }

    /** Differences 3, 1, 2 of three subjects: mean 2, variance 1, t = 2 √3. */
    @Test
    void subjectsInBothGroupsAreComparedWithThemselves() {
        Rewiring rewiring = new Rewiring(units(3, true), List.of(profile(0, 1, 10, 13, -5, -4, 1, 3)), ROTATION);
        assertEquals(2 * TDistribution.of(2).survivalProbability(2 * Math.sqrt(3)), rewiring.pValue(), 1e-12);
        assertEquals(2, rewiring.shift(2).estimate(), 1e-12);
    }

    /** Two pairs that are one another's copy say as much as one; opposite changes explain as much, but shift nothing. */
    @Test
    void copiesSayNothingNewAndOppositeChangesDoNotShift() {
        Profile one = profile(0, 1, 1, 4, 2, 5, 6, 9);
        Profile opposite = profile(2, 3, -1, -4, -2, -5, -6, -9);
        Rewiring single = new Rewiring(units(6, false), List.of(one), ROTATION);
        Rewiring copies = new Rewiring(units(6, false), List.of(one, one), ROTATION);
        Rewiring both = new Rewiring(units(6, false), List.of(one, opposite), ROTATION);
        assertEquals(single.pValue(), copies.pValue(), 1e-12);
        assertEquals(single.pValue(), both.pValue(), 1e-12);
        assertEquals(0, both.shift(4).estimate(), 1e-12);
        assertEquals(0.5, copies.pAgainst(both), 0.5);
    }

    /** Of the 20 ways to make two groups of three, this one and its mirror image explain most. */
    @Test
    void relabelledSubjectsAreCounted() {
        SubjectUnits units = units(6, false);
        Chance chance = new Chance(units.relabelled(List.of("a", "b"), 100, 1));
        assertEquals(19, chance.relabelled().size());
        Rewiring rewiring = new Rewiring(units, List.of(profile(0, 1, 1, 7, 2, 8, 3, 9)), chance);
        assertEquals(2 / 20.0, rewiring.pValue(), 1e-12);
        SubjectUnits paired = units(3, true);
        Chance signs = new Chance(paired.relabelled(List.of("a", "b"), 100, 1));
        assertEquals(7, signs.relabelled().size());
        assertEquals(2 / 8.0, new Rewiring(paired, List.of(profile(0, 1, 1, 4, 2, 5, 6, 9)), signs).pValue(), 1e-12);
    }

    @Test
    void pIsUniformWhereSubjectsDifferAndGroupsDoNot() {
        SplittableRandom random = new SplittableRandom(4);
        SubjectUnits units = units(8, false);
        List<Profile> background = drawn(random, 8, 60, 0);
        int low = 0;
        int shifted = 0;
        int competitive = 0;
        int sets = 2000;
        for (int s = 0; s < sets; s++) {
            Rewiring rewiring = new Rewiring(units, drawn(random, 8, 6, 0.6), ROTATION);
            low += rewiring.pValue() < 0.05 ? 1 : 0;
            shifted += rewiring.shift(4).pValue() < 0.05 ? 1 : 0;
            competitive += rewiring.pAgainst(new Rewiring(units, background, ROTATION)) < 0.05 ? 1 : 0;
        }
        assertEquals(0.05, (double) low / sets, 0.015);
        assertEquals(0.05, (double) shifted / sets, 0.015);
        assertTrue((double) competitive / sets < 0.08, "competitive " + competitive);
    }

    /** Pairs that share what subjects have in common. */
    private static List<Profile> drawn(SplittableRandom random, int n, int pairs, double shared) {
        double[] common =
                IntStream.range(0, n).mapToDouble(u -> random.nextGaussian()).toArray();
        List<Profile> profiles = new ArrayList<>();
        for (int p = 0; p < pairs; p++) {
            double[] x = new double[n];
            java.util.Arrays.setAll(x, u -> 0.2 * (shared * common[u] + random.nextGaussian()));
            profiles.add(profile(p, p + 1, x));
        }
        return profiles;
    }

    @Test
    void theGenesWhosePairsChangeLead() {
        Rewiring rewiring = new Rewiring(
                units(6, false),
                List.of(
                        profile(0, 1, 1, 7, 2, 8, 3, 9),
                        profile(0, 2, 1, 6, 2, 8, 3, 9),
                        profile(1, 2, 1, 1, 5, 5, 3, 4)),
                ROTATION);
        assertEquals(0, rewiring.leading(1).get(0));
        assertEquals(3, rewiring.leading(5).size());
    }

    /** A unit whose cells say nothing is as if it were not there. */
    @Test
    void unitsThatSayNothingHaveNoWeight() {
        double[] x = {1, 4, 2, 5, 6, 9, 0, 0};
        double[] variance = {1, 1, 1, 1, 1, 1, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        Profile with = new Profile(new int[] {0, 1}, x, variance, 6, 0.2);
        Rewiring eight = new Rewiring(units(8, false), List.of(with), ROTATION);
        Rewiring six = new Rewiring(units(6, false), List.of(profile(0, 1, 1, 4, 2, 5, 6, 9)), ROTATION);
        assertEquals(six.pValue(), eight.pValue(), 1e-12);
        assertEquals(six.shift(2).df(), eight.shift(2).df());
    }

    @Test
    void groupsThatOtherCovariatesTellCannotBeTested() {
        SubjectUnits units = units(6, false);
        double[][] others = IntStream.range(0, 6)
                .mapToObj(u -> new double[] {1, units.tested()[u]})
                .toArray(double[][]::new);
        SubjectUnits aliased =
                new SubjectUnits(units.unitOfRow(), units.subject(), units.level(), units.tested(), others, false);
        assertFalse(new Rewiring(aliased, List.of(profile(0, 1, 1, 4, 2, 5, 6, 9)), ROTATION).isTestable());
    }

    /** Precisions 100: Q is 100 times the square about the mean, here 100 · 0.1, of 3 directions less the mean's. */
    @Test
    void theVarianceBetweenSubjectsIsThatOfMoments() {
        Profile profile = profile(0, 1, 0.1, -0.1, 0.2, -0.2);
        double excess = 100 * 0.1 - 3;
        assertEquals(
                Math.sqrt(excess / (400 - 100)),
                UnitWeights.of(units(4, false), List.of(profile)).sd(),
                1e-12);
        assertEquals(
                0,
                UnitWeights.of(units(4, false), List.of(profile(0, 1, 0.01, -0.01, 0, 0)))
                        .sd());
    }
}
