package org.screlate.coexpress.module;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.screlate.coexpress.fit.Margin;
import org.screlate.coexpress.fit.SubjectScores;
import org.screlate.coexpress.test.DifferentialCoexpression;
import org.screlate.coexpress.test.PairStudy;
import org.screlate.matrix.Workers;

/**
 * Profiles of pairs of genes over units: \(x_u = U_u / \tilde J_u\), how far artanh rho is from the pair's common value, by
 * {@link SubjectScores}. \(\tilde J_u = \max(J_u, \frac12 a_u \sum_v J_v)\), with \(a_u\) the share that the unit has of the
 * information in a usual pair, so that a unit that says next to nothing of a pair is near 0 and not far off.
 */
final class PairProfiles {
    private static final double LEAST_SHARE = 0.5;
    private static final long KEPT_NUMBERS = 1 << 25;

    private final PairStudy study;
    private final DifferentialCoexpression method;
    private final SubjectUnits units;
    private final Map<Long, Profile> kept = new ConcurrentHashMap<>();
    private double[] shares;

    PairProfiles(PairStudy study, DifferentialCoexpression method, SubjectUnits units) {
        this.study = study;
        this.method = method;
        this.units = units;
        this.shares = new double[units.count()];
    }

    /**
     * A pair's profile.
     *
     * @param genes the two
     * @param x of each unit
     * @param variance \(1 / \tilde J_u\)
     * @param weight \(\sum_u J_u\)
     * @param eta artanh rho of all units
     */
    record Profile(int[] genes, double[] x, double[] variance, double weight, double eta) {}

    /** Whether a gene has a margin; its margin is kept. */
    boolean isUsable(int gene) {
        Margin margin = method.marginOfRates(study, gene);
        return margin != null && margin.problem().isEmpty();
    }

    /** Learns the shares of the units from pairs. */
    void learnShares(List<int[]> pairs, Workers workers) {
        @Nullable SubjectScores[] scores = new @Nullable SubjectScores[pairs.size()];
        workers.forEach(scores.length, i -> scores[i] = scores(pairs.get(i)));
        double[] sums = new double[units.count()];
        for (SubjectScores score : scores) {
            double total = score == null ? 0 : total(score);
            for (int u = 0; u < sums.length && total > 0; u++) {
                sums[u] += Math.max(0, Objects.requireNonNull(score).information()[u]) / total;
            }
        }
        double all = Arrays.stream(sums).sum();
        shares = Arrays.stream(sums).map(sum -> all > 0 ? sum / all : 0).toArray();
    }

    /** Profiles of pairs, without those of which the cells say nothing. */
    List<Profile> of(List<int[]> pairs, Workers workers) {
        @Nullable Profile[] profiles = new @Nullable Profile[pairs.size()];
        workers.forEach(profiles.length, i -> profiles[i] = kept(pairs.get(i)));
        return Arrays.stream(profiles)
                .flatMap(profile -> profile == null ? Stream.empty() : Stream.of(profile))
                .toList();
    }

    /** Sets overlap, and every pair is in the pairs of two genes: what was found is kept while there is room. */
    private @Nullable Profile kept(int[] pair) {
        long key = ((long) pair[0] << 32) + pair[1];
        Profile known = kept.get(key);
        if (known == null) {
            known = profile(pair);
            if (known != null && kept.size() < KEPT_NUMBERS / (2L * units.count() + 16)) {
                kept.put(key, known);
            }
        }
        return known;
    }

    private @Nullable SubjectScores scores(int[] pair) {
        Margin first = method.marginOfRates(study, pair[0]);
        Margin second = method.marginOfRates(study, pair[1]);
        if (first == null || second == null) {
            return null;
        }
        SubjectScores scores = SubjectScores.of(first, second, units.unitOfRow(), units.count());
        return total(scores) > 0 ? scores : null;
    }

    private static double total(SubjectScores scores) {
        return Arrays.stream(scores.information()).sum();
    }

    private @Nullable Profile profile(int[] pair) {
        SubjectScores scores = scores(pair);
        if (scores == null) {
            return null;
        }
        double total = total(scores);
        double[] x = new double[units.count()];
        double[] variance = new double[x.length];
        for (int u = 0; u < x.length; u++) {
            double information = Math.max(scores.information()[u], LEAST_SHARE * shares[u] * total);
            x[u] = information > 0 ? scores.slope()[u] / information : 0;
            variance[u] = information > 0 ? 1 / information : Double.POSITIVE_INFINITY;
        }
        return new Profile(pair, x, variance, total, scores.eta());
    }
}
