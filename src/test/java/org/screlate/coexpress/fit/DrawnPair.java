package org.screlate.coexpress.fit;

import java.util.List;
import java.util.SplittableRandom;
import org.screlate.coexpress.model.Design;
import org.screlate.mixed.Predictor;
import org.screlate.mixed.RandomEffect;

/** Two dependent genes of a few subjects in two groups, drawn by hand for tests; not a good sampler, a quick one. */
final class DrawnPair {
    final int[] first;
    final int[] second;
    final String[] patients;
    final boolean[] other;
    final double[] offset;

    DrawnPair(long seed, int subjects, int cellsEach, double dependence) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = subjects * cellsEach * 2;
        first = new int[n];
        second = new int[n];
        patients = new String[n];
        other = new boolean[n];
        offset = new double[n];
        for (int i = 0; i < n; i++) {
            patients[i] = "s" + i % subjects;
            other[i] = i / subjects % 2 == 1;
            offset[i] = 0.5 * normal(random);
            double common = normal(random);
            double rest = Math.sqrt(1 - dependence * dependence);
            first[i] = count(random, 1.2 + offset[i] + 0.2 * (i % subjects), common);
            second[i] = count(random, 0.4 + offset[i], dependence * common + rest * normal(random));
        }
    }

    Design design() {
        return PublishedData.publishedDesign(patients, other, offset);
    }

    /** The same cells in another order. */
    static int[] reversed(int[] values) {
        int[] out = new int[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[out.length - 1 - i];
        }
        return out;
    }

    /** A design with one row for each cell: the mean depends on the offset, too, as a covariate. */
    Design continuous() {
        int n = first.length;
        double[][] x = new double[n][];
        int[] rows = new int[n];
        int[] subject = new int[n];
        double[] ones = new double[n];
        int subjects = 0;
        for (int i = 0; i < n; i++) {
            x[i] = new double[] {1, other[i] ? 1 : 0, offset[i]};
            rows[i] = i;
            subject[i] = Integer.parseInt(patients[i].substring(1));
            subjects = Math.max(subjects, subject[i] + 1);
            ones[i] = 1;
        }
        Predictor mean = new Predictor(
                x,
                List.of("(Intercept)", "group", "covariate"),
                List.of(new RandomEffect("subject", subjects, subject, ones, 0)));
        double[][] constant = new double[n][1];
        for (double[] row : constant) {
            row[0] = 1;
        }
        Predictor plain = new Predictor(constant, List.of("(Intercept)"), List.of());
        Predictor none = Predictor.absent(n);
        return new Design(
                rows, offset, List.of(mean, mean, plain, plain, mean, none, none), new int[] {2}, subject, subjects);
    }

    // A gamma-like mean by the exponential of a normal, rounded by a uniform: overdispersed counts.
    private static int count(SplittableRandom random, double logMean, double shock) {
        return (int) Math.max(0, Math.floor(Math.exp(logMean + 0.8 * shock) + random.nextDouble() - 0.3));
    }

    private static double normal(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
