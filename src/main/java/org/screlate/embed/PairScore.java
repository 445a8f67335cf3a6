package org.screlate.embed;

import java.util.Arrays;
import java.util.Optional;
import org.screlate.graph.HeldOutPairs;
import org.screlate.graph.LogWalk;
import org.screlate.graph.NodePairs;
import org.screlate.graph.PairCorrelations;
import org.screlate.graph.PairScores;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.fit.RidgeLogistic;

/**
 * How likely two genes interact, by all that is known of the pair: their vectors, walks of 2 to 5 steps between them on the
 * training interactions, common neighbours and degrees. Logistic regression on these ten, their squares and products, each
 * standardised, learns what each is worth from validation interactions and pairs without one of both kinds. No gene has a
 * number of its own here, so it is no embedding.
 */
public final class PairScore {
    private static final int LEAST_EDGES = 100;
    private static final double PENALTY = 10;
    /** Added to chances of a walk before their logarithm: less than one of any pair that a walk joins. */
    private static final double LEAST_CHANCE = 1e-8;

    private final SparseMatrix training;
    private final DenseMatrix vectors;
    private final PairCorrelations correlations;
    private Scale known = Scale.NONE;
    private Scale products = Scale.NONE;
    private RidgeLogistic regression = new RidgeLogistic(0, new double[0], true);

    private PairScore(SparseMatrix training, DenseMatrix vectors) {
        this.training = training;
        this.vectors = vectors;
        correlations = PairCorrelations.of(vectors, false);
    }

    /**
     * Learns it.
     *
     * @param training {@code [genes × genes]}, interactions that are not held out
     * @param vectors {@code [genes × dimensions]}
     * @param validation to learn from
     * @param walks between those pairs
     * @return nothing if they are too few
     */
    public static Optional<PairScore> learn(
            SparseMatrix training, DenseMatrix vectors, HeldOutPairs validation, WalkedPairs walks) {
        if (!validation.canJudge() || validation.edges().size() < LEAST_EDGES) {
            return Optional.empty();
        }
        PairScore score = new PairScore(training, vectors);
        score.fit(validation, walks);
        return Optional.of(score);
    }

    private void fit(HeldOutPairs validation, WalkedPairs walks) {
        double[][] x = joined(
                features(validation.edges(), walks.of(validation.edges())),
                features(validation.uniform(), walks.of(validation.uniform())),
                features(validation.matched(), walks.of(validation.matched())));
        known = Scale.of(x);
        known.applyInPlace(x);
        double[][] all = withProducts(x);
        products = Scale.of(all);
        products.applyInPlace(all);
        boolean[] interacts = new boolean[all.length];
        Arrays.fill(interacts, 0, validation.edges().size(), true);
        regression = RidgeLogistic.of(all, interacts, PENALTY);
    }

    /**
     * The logarithm of the odds that a pair is an interaction, where there are two pairs without one for each interaction: one
     * uniform, one of like degrees.
     *
     * @param steps of the walks between the pairs, {@link LogWalk#steps}
     */
    public double[] of(NodePairs pairs, double[][] steps) {
        double[][] x = features(pairs, steps);
        known.applyInPlace(x);
        double[][] all = withProducts(x);
        products.applyInPlace(all);
        return Arrays.stream(all).mapToDouble(regression::logOdds).toArray();
    }

    /** {@code [pairs × 10]}. */
    private double[][] features(NodePairs pairs, double[][] steps) {
        double[] inner = PairScores.innerProducts(vectors, pairs);
        double[] alike = correlations.of(pairs);
        double[] common = PairScores.commonNeighbours(training, pairs);
        double[] rare = PairScores.adamicAdar(training, pairs);
        double[][] features = new double[pairs.size()][];
        for (int p = 0; p < features.length; p++) {
            double first = StrictMath.log1p(degree(pairs.first()[p]));
            double second = StrictMath.log1p(degree(pairs.second()[p]));
            features[p] = new double[] {
                inner[p],
                alike[p],
                Math.log(steps[1][p] + LEAST_CHANCE),
                Math.log(steps[2][p] + LEAST_CHANCE),
                Math.log(steps[3][p] + LEAST_CHANCE),
                Math.log(steps[4][p] + LEAST_CHANCE),
                StrictMath.log1p(common[p]),
                StrictMath.log1p(rare[p]),
                first + second,
                Math.abs(first - second)
            };
        }
        return features;
    }

    private int degree(int gene) {
        return training.offsets()[gene + 1] - training.offsets()[gene];
    }

    private static double[][] joined(double[][]... parts) {
        return Arrays.stream(parts).flatMap(Arrays::stream).toArray(double[][]::new);
    }

    private static double[][] withProducts(double[][] x) {
        double[][] all = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            int count = x[i].length;
            double[] row = Arrays.copyOf(x[i], count + count * (count + 1) / 2);
            int next = count;
            for (int j = 0; j < count; j++) {
                for (int k = 0; k <= j; k++) {
                    row[next++] = x[i][j] * x[i][k];
                }
            }
            all[i] = row;
        }
        return all;
    }

    /** Mean and standard deviation of each column; 1 for the latter where all are alike. */
    private record Scale(double[] mean, double[] deviation) {
        private static final Scale NONE = new Scale(new double[0], new double[0]);

        static Scale of(double[][] x) {
            int columns = x[0].length;
            double[] mean = new double[columns];
            double[] deviation = new double[columns];
            for (int j = 0; j < columns; j++) {
                double squares = 0;
                for (double[] row : x) {
                    mean[j] += row[j] / x.length;
                }
                for (double[] row : x) {
                    squares += (row[j] - mean[j]) * (row[j] - mean[j]);
                }
                deviation[j] = squares > 0 ? Math.sqrt(squares / x.length) : 1;
            }
            return new Scale(mean, deviation);
        }

        void applyInPlace(double[][] x) {
            for (double[] row : x) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = (row[j] - mean[j]) / deviation[j];
                }
            }
        }
    }
}
