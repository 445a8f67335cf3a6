package org.screlate.coexpress.module;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.TDistribution;
import org.screlate.coexpress.module.PairProfiles.Profile;
import org.screlate.matrix.SymmetricEigenvalues;
import org.screlate.stats.test.QuadraticForm;

/**
 * Whether some pairs of genes change between groups as a whole. With \(\tilde x_p\) the residual profile of pair p over the
 * weighted units and \(\hat t\) the tested direction, \[ Q = \hat t^T M \hat t, \qquad M = \frac1P \sum_p \frac{\tilde x_p \tilde
 * x_p^T}{|\tilde x_p|^2} \] is the mean share of the pairs' variance between subjects that the groups explain. Where groups do
 * not differ, \(\hat t\) is one of the directions that it could as well be: those of relabelled subjects, or, with normal errors,
 * all directions of the residuals (rotations). M holds how pairs depend on each other.
 *
 * @see <a href="https://doi.org/10.1093/bioinformatics/btq401">Wu et al. (2010)</a> on rotations
 */
final class Rewiring {
    private static final double ROUNDING = 1e-9;

    private final SubjectUnits units;
    private final List<Profile> profiles;
    private final Chance chance;
    private final UnitWeights weights;
    private final Contrast contrast;
    private final double[][] mean;

    /**
     * What the tested covariate could as well be.
     *
     * @param relabelled covariates of relabelled subjects, the true labels not among them; none for rotations
     */
    record Chance(List<double[]> relabelled) {}

    /** Takes the profiles of pairs, at least one. */
    Rewiring(SubjectUnits units, List<Profile> profiles, Chance chance) {
        this.units = units;
        this.profiles = profiles;
        this.chance = chance;
        weights = UnitWeights.of(units, profiles);
        contrast = units.contrast(weights.weights());
        mean = mean(profiles, contrast);
    }

    /** M. */
    private static double[][] mean(List<Profile> profiles, Contrast contrast) {
        int n = contrast.roots().length;
        double[][] mean = new double[n][n];
        int pairs = 0;
        for (Profile profile : profiles) {
            double[] residual = contrast.residual(profile.x());
            double square = Contrast.dot(residual, residual);
            if (square > 0) {
                pairs++;
                for (int u = 0; u < n; u++) {
                    for (int v = 0; v < n; v++) {
                        mean[u][v] += residual[u] * residual[v] / square;
                    }
                }
            }
        }
        for (double[] row : mean) {
            for (int v = 0; v < n; v++) {
                row[v] /= pairs;
            }
        }
        return mean;
    }

    int pairs() {
        return profiles.size();
    }

    /** Whether the tested covariate can be told from the others, with at least one direction left over. */
    boolean isTestable() {
        return contrast.length() > 0 && contrast.dimensions() > 1;
    }

    /** Standard deviation of artanh rho between units. */
    double sd() {
        return weights.sd();
    }

    /** Q. */
    double explained() {
        return Contrast.quadratic(mean, contrast.direction());
    }

    /** What Q is on average where groups do not differ. */
    double expected() {
        return 1.0 / contrast.dimensions();
    }

    /** The chance of Q where groups do not differ. */
    double pValue() {
        return upper(mean, contrast);
    }

    /** The chance that Q exceeds that of other pairs by as much, where groups do not differ. */
    double pAgainst(Rewiring others) {
        double[][] background = mean(others.profiles, contrast);
        double[][] difference = new double[mean.length][mean.length];
        for (int u = 0; u < mean.length; u++) {
            for (int v = 0; v < mean.length; v++) {
                difference[u][v] = mean[u][v] - background[u][v];
            }
        }
        return upper(difference, contrast);
    }

    /** The chance that a direction r has \(r^T A r \ge \hat t^T A \hat t\). */
    private double upper(double[][] a, Contrast along) {
        double reached = Contrast.quadratic(a, along.direction());
        if (!chance.relabelled().isEmpty()) {
            double least = reached - ROUNDING * Math.abs(reached);
            long as = chance.relabelled().stream()
                    .map(along::directionOf)
                    .filter(direction -> Contrast.quadratic(a, direction) >= least)
                    .count();
            return Double.isNaN(reached)
                    ? Double.NaN
                    : (1.0 + as) / (1.0 + chance.relabelled().size());
        }
        double[][] shifted = new double[a.length][a.length];
        for (int u = 0; u < a.length; u++) {
            for (int v = 0; v < a.length; v++) {
                // Minus the projection on the residuals, so that directions that were taken out stay at 0.
                shifted[u][v] = a[u][v] - reached * along.projection(u, v);
            }
        }
        return QuadraticForm.positive(cleared(SymmetricEigenvalues.of(shifted)));
    }

    /** Without what is rounding: the directions that were taken out. */
    private static double[] cleared(double[] eigenvalues) {
        double largest = Arrays.stream(eigenvalues).map(Math::abs).max().orElse(0);
        return Arrays.stream(eigenvalues)
                .filter(value -> Math.abs(value) > 1e-12 * largest)
                .toArray();
    }

    /**
     * The mean shift of artanh rho.
     *
     * @param estimate by unit of the tested covariate
     * @param df of t
     * @param eta artanh rho over all units
     * @param meanTested weighted mean of the tested covariate
     */
    record Shift(double estimate, double se, double df, double pValue, double eta, double meanTested) {
        /** Half of the 95 % interval. */
        double reach() {
            return se * TDistribution.of(df).inverseSurvivalProbability(0.025);
        }

        /** Correlation where the tested covariate has a value. */
        double rho(double covariate) {
            return StrictMath.tanh(eta + (covariate - meanTested) * estimate);
        }
    }

    /**
     * The pairs' mean shift: of their profiles' mean, weighted by information. Its units' weights are those of a single profile
     * whose cells leave the variance of as many independent pairs as are disjoint.
     *
     * @param genes how many are in the pairs
     */
    Shift shift(int genes) {
        double all = profiles.stream().mapToDouble(Profile::weight).sum();
        double[] x = new double[contrast.roots().length];
        double[] variance = new double[x.length];
        double eta = 0;
        for (Profile profile : profiles) {
            double share = profile.weight() / all;
            eta += share * profile.eta();
            for (int u = 0; u < x.length; u++) {
                x[u] += share * profile.x()[u];
                variance[u] += share * profile.variance()[u] / Math.max(1, genes / 2);
            }
        }
        Profile single = new Profile(new int[0], x, variance, all, eta);
        Contrast along = units.contrast(UnitWeights.of(units, List.of(single)).weights());
        double[] residual = along.residual(x);
        double part = Contrast.dot(along.direction(), residual);
        double square = Contrast.dot(residual, residual);
        double df = along.dimensions() - 1.0;
        double se = Math.sqrt(Math.max(0, square - part * part) / df) / along.length();
        double p = upper(mean(List.of(single), along), along);
        return new Shift(part / along.length(), se, df, p, eta, along.mean(units.tested()));
    }

    /** The genes whose pairs change most, by the mean share that the groups explain. */
    List<Integer> leading(int most) {
        TreeMap<Integer, double[]> byGene = new TreeMap<>();
        for (Profile profile : profiles) {
            double explained = contrast.explained(contrast.residual(profile.x()));
            for (int gene : profile.genes()) {
                double[] own = byGene.computeIfAbsent(gene, g -> new double[2]);
                own[0] += explained;
                own[1]++;
            }
        }
        return byGene.entrySet().stream()
                .sorted((a, b) -> Double.compare(b.getValue()[0] / b.getValue()[1], a.getValue()[0] / a.getValue()[1]))
                .limit(most)
                .map(entry -> entry.getKey())
                .toList();
    }
}
