package org.screlate.simulate;

import java.util.List;

/**
 * One pair of genes under the zero-inflated copula model, each quantity on the scale of its link.
 *
 * @param source where the values are from
 * @param mu log of the mean per unit of depth, of each of the two genes
 * @param logDispersion log of \(\sigma\) in variance \(\mu + \sigma \mu^2\), of each gene
 * @param zeroInflation logit of the probability of an extra zero, of each gene; empty for none
 * @param rho artanh of the correlation
 */
public record PairParameters(
        String source, List<Effect> mu, List<Effect> logDispersion, List<Effect> zeroInflation, Effect rho) {
    /** Checks how many there are. */
    public PairParameters {
        mu = List.copyOf(mu);
        logDispersion = List.copyOf(logDispersion);
        zeroInflation = List.copyOf(zeroInflation);
        if (mu.size() != 2 || logDispersion.size() != 2 || zeroInflation.size() % 2 != 0 || zeroInflation.size() > 2) {
            throw new IllegalArgumentException("parameters of " + mu.size() + ", " + logDispersion.size() + " and "
                    + zeroInflation.size() + " genes, not 2");
        }
    }

    /** The same with another correlation. */
    PairParameters withRho(Effect other) {
        return new PairParameters(source, mu, logDispersion, zeroInflation, other);
    }

    /** The same without zero inflation. */
    PairParameters withoutZeroInflation() {
        return new PairParameters(source, mu, logDispersion, List.of(), rho);
    }

    /**
     * A linear predictor: \(\eta = a + g x + b_{s}\) for group \(x \in \{0, 1\}\) and subject \(s\).
     *
     * @param intercept \(a\)
     * @param group \(g\)
     * @param sd of the subjects' effects in each group; both drawn alone
     * @param shared whether a subject has the same effect in both groups; the two sd are then equal
     */
    public record Effect(double intercept, double group, double[] sd, boolean shared) {
        /** Checks the numbers. */
        public Effect {
            boolean finite = Double.isFinite(intercept) && Double.isFinite(group);
            if (!finite || sd.length != 2 || !(sd[0] >= 0 && sd[1] >= 0) || (shared && sd[0] != sd[1])) {
                throw new IllegalArgumentException("not a predictor: intercept " + intercept + ", group " + group
                        + ", standard deviations " + sd[0] + " and " + sd[1]);
            }
        }

        /** Without effects of subjects. */
        static Effect fixed(double intercept, double group) {
            return new Effect(intercept, group, new double[2], false);
        }

        /** With independent effects in the two groups. */
        static Effect apart(double intercept, double group, double sd) {
            return new Effect(intercept, group, new double[] {sd, sd}, false);
        }

        /** With one effect for both groups. */
        static Effect shared(double intercept, double group, double sd) {
            return new Effect(intercept, group, new double[] {sd, sd}, true);
        }

        /** The same with another effect of the group. */
        Effect withGroup(double other) {
            return new Effect(intercept, other, sd, shared);
        }

        /** The same with independent effects of subjects of another spread. */
        Effect withSd(double other) {
            return apart(intercept, group, other);
        }
    }

    /** Settings to start from. */
    @SuppressWarnings("ImmutableEnumChecker") // the arrays of its records are not written to
    public enum Preset {
        /** Droplets: the reference simulations of the scCOSMiX paper's code. */
        DROPLET(
                30_000,
                0,
                new PairParameters(
                        "droplet",
                        List.of(Effect.apart(-7.25, 0.45, 0.25), Effect.apart(-7.1, 0.17, 0.25)),
                        List.of(Effect.fixed(-0.45, -0.2), Effect.fixed(-0.45, -0.03)),
                        List.of(Effect.fixed(-4.2, 1.6), Effect.fixed(-5.5, 1.1)),
                        Effect.apart(0, 0, 0.05))),
        /** Plates: medians over fits of T cells by Smart-seq2 (GSE108989). */
        PLATE(
                640_000,
                0.48,
                new PairParameters(
                        "plate",
                        List.of(Effect.apart(-8.8, 0.33, 0.15), Effect.apart(-8.7, 0.23, 0.15)),
                        List.of(Effect.fixed(1.97, -0.31), Effect.fixed(1.56, -0.11)),
                        List.of(Effect.shared(-2.75, 0.25, 1.3), Effect.shared(-2.7, -0.1, 1.3)),
                        Effect.apart(0, 0, 0.05)));

        private final double depth;
        private final double depthSd;
        private final PairParameters pair;

        Preset(double depth, double depthSd, PairParameters pair) {
            this.depth = depth;
            this.depthSd = depthSd;
            this.pair = pair;
        }

        /** Median depth of a cell, in counts. */
        public double depth() {
            return depth;
        }

        /** Standard deviation of its natural logarithm. */
        public double depthSd() {
            return depthSd;
        }

        /** A pair that does not correlate in either group. */
        public PairParameters pair() {
            return pair;
        }
    }
}
