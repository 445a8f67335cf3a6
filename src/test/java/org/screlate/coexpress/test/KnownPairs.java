package org.screlate.coexpress.test;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;

/**
 * Draws pairs of genes whose coexpression is known, by no code of the models or of {@code simulate}: subjects of 20 to 800 cells,
 * each in one group, log depth \(N(\log 3000, 0.3^2)\), effects of subjects on the log means (sd 0.3) and on artanh rho anew in
 * each pair, means 0.3 higher in the second group.
 *
 * @param subjects in all, every other in the second group
 * @param margin what the correlation is of
 * @param rho correlation in the first group
 * @param sd of artanh rho between subjects
 * @param effect on artanh rho in the second group
 * @param logDepth of the second group's cells, more than the first's
 * @param batches whether subjects are of two batches, most of each group of one, that differ in means and correlation
 * @param equal whether all subjects have 250 cells
 */
record KnownPairs(
        int subjects,
        Margin margin,
        double rho,
        double sd,
        double effect,
        double logDepth,
        boolean batches,
        boolean equal) {
    private static final double MEAN = 3;
    private static final double DISPERSION = 0.5;
    private static final double LOGNORMAL_SD = 0.8;
    private static final double EXTRA_ZEROS = 0.1;
    private static final double MEAN_SD = 0.3;
    private static final double MEAN_CHANGE = 0.3;
    private static final double BATCH_ON_MEAN = 0.7;
    private static final double BATCH_ON_RHO = 0.3;

    /** What is correlated. */
    enum Margin {
        /** Negative binomial counts with extra zeros, by a copula. */
        COUNTS,
        /** Gamma rates, counts Poisson given them. */
        GAMMA,
        /** Lognormal rates, counts Poisson given them. */
        LOGNORMAL
    }

    /** Counts of genes a0, b0, a1, b1, ... with subject, group, batch and n_counts of each cell. */
    CellMatrix draw(int pairs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] subject = subjectOfCell(random);
        int n = subject.length;
        double[] depth = new double[n];
        for (int c = 0; c < n; c++) {
            depth[c] = Math.rint(Math.exp(Math.log(3000) + 0.3 * normal(random) + logDepth * (subject[c] % 2)));
        }
        DenseMatrix counts = DenseMatrix.zeros(n, 2 * pairs);
        Curve curve = new Curve(margin);
        for (int pair = 0; pair < pairs; pair++) {
            drawPair(counts, pair, subject, depth, curve, random);
        }
        List<String> cells = IntStream.range(0, n).mapToObj(c -> "c" + c).toList();
        List<String> genes = IntStream.range(0, 2 * pairs)
                .mapToObj(g -> String.format(Locale.ROOT, "%s%d", g % 2 == 0 ? "a" : "b", g / 2))
                .toList();
        return CellMatrix.of(cells, genes, counts, Layer.COUNTS).withCellMetadata(metadata(subject, depth));
    }

    private int[] subjectOfCell(SplittableRandom random) {
        int[] cells = new int[subjects];
        for (int s = 0; s < subjects; s++) {
            cells[s] = equal ? 250 : (int) Math.rint(20 * Math.exp(Math.log(40) * random.nextDouble()));
        }
        if (!equal) {
            int least = random.nextInt(subjects);
            cells[least] = 20;
            cells[(least + 1 + random.nextInt(subjects - 1)) % subjects] = 800;
        }
        return IntStream.range(0, subjects)
                .flatMap(s -> IntStream.generate(() -> s).limit(cells[s]))
                .toArray();
    }

    private Table metadata(int[] subject, double[] depth) {
        return Table.ofRows(subject.length)
                .with("subject", text(subject, s -> "s" + s))
                .with("group", text(subject, s -> "g" + s % 2))
                .with("batch", text(subject, s -> "b" + batch(s)))
                .with(
                        "n_counts",
                        new Column.Whole(
                                Arrays.stream(depth).mapToLong(d -> (long) d).toArray()));
    }

    private static Column.Text text(int[] subject, IntFunction<String> name) {
        return new Column.Text(Arrays.stream(subject).mapToObj(name).toArray(String[]::new));
    }

    // The last subject of each group is of the other group's batch.
    private int batch(int s) {
        return !batches ? 0 : s >= subjects - 2 ? 1 - s % 2 : s % 2;
    }

    private void drawPair(
            DenseMatrix counts, int pair, int[] subject, double[] depth, Curve curve, SplittableRandom random) {
        double[] onRho = effects(sd, random);
        double[][] onMean = {effects(MEAN_SD, random), effects(MEAN_SD, random)};
        for (int c = 0; c < subject.length; c++) {
            int s = subject[c];
            double r = Math.tanh(
                    0.5 * Math.log((1 + rho) / (1 - rho)) + onRho[s] + effect * (s % 2) + BATCH_ON_RHO * batch(s));
            double z = normal(random);
            double[] scores = {z, r * z + Math.sqrt(1 - r * r) * normal(random)};
            for (int gene = 0; gene < 2; gene++) {
                double mean = MEAN
                        * depth[c]
                        / 3000
                        * Math.exp(MEAN_CHANGE * (s % 2) + BATCH_ON_MEAN * batch(s) + onMean[gene][s]);
                counts.set(c, 2 * pair + gene, count(mean, scores[gene], curve, random));
            }
        }
    }

    private int count(double mean, double score, Curve curve, SplittableRandom random) {
        if (margin != Margin.COUNTS) {
            return poisson(mean * curve.rate(score), random);
        }
        int y = negativeBinomial(mean, NormalDistribution.of(0, 1).cumulativeProbability(score));
        return random.nextDouble() < EXTRA_ZEROS ? 0 : y;
    }

    private double[] effects(double deviation, SplittableRandom random) {
        return IntStream.range(0, subjects)
                .mapToDouble(s -> deviation * normal(random))
                .toArray();
    }

    /** The least count whose distribution function reaches u, by the recursion of probabilities. */
    static int negativeBinomial(double mean, double u) {
        double shape = 1 / DISPERSION;
        double share = mean / (mean + shape);
        double mass = Math.pow(1 - share, shape);
        double sum = mass;
        int y = 0;
        while (sum < u && y < 100_000) {
            y++;
            mass *= share * (y - 1 + shape) / y;
            sum += mass;
        }
        return y;
    }

    /** By exponential waiting times. */
    static int poisson(double mean, SplittableRandom random) {
        int y = 0;
        for (double time = -Math.log(1 - random.nextDouble()); time < mean; time -= Math.log(1 - random.nextDouble())) {
            y++;
        }
        return y;
    }

    private static double normal(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    /** A rate of mean 1 as a function of a normal score, on a fine grid. */
    private static final class Curve {
        private static final double STEP = 0.01;
        private static final int HALF = 800;

        private final double[] rates = new double[2 * HALF + 1];

        Curve(Margin margin) {
            GammaDistribution gamma = GammaDistribution.of(1 / DISPERSION, DISPERSION);
            for (int i = 0; i < rates.length && margin != Margin.COUNTS; i++) {
                double z = (i - HALF) * STEP;
                rates[i] = margin == Margin.LOGNORMAL
                        ? Math.exp(LOGNORMAL_SD * z - 0.5 * LOGNORMAL_SD * LOGNORMAL_SD)
                        : gamma.inverseCumulativeProbability(
                                NormalDistribution.of(0, 1).cumulativeProbability(z));
            }
        }

        double rate(double score) {
            double at = Math.max(0, Math.min(2 * HALF - 1, score / STEP + HALF));
            int i = (int) at;
            return rates[i] + (at - i) * (rates[i + 1] - rates[i]);
        }
    }
}
