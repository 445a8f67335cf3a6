package org.screlate.embed;

import java.util.Locale;
import java.util.stream.IntStream;
import org.screlate.graph.HeldOutPairs;
import org.screlate.graph.LogWalk;
import org.screlate.graph.NodePairs;
import org.screlate.graph.PairScores;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.stats.test.RankScores;

/**
 * One vector a gene of what the network alone says ({@link LogWalk}) and what was learned from expression and the network: both
 * side by side, the learned part times a weight, so that an inner product is the network's score plus weight² times the
 * learned one. The weight is chosen on validation interactions, 0 included; the network part knows training ones only.
 *
 * @param vectors {@code [genes × (network + learned dimensions)]}
 * @param networkDimensions how many of them come from the network alone, the first ones
 * @param weight of the learned part, in units in which both scores spread alike
 */
public record JoinedGenes(DenseMatrix vectors, int networkDimensions, double weight) {
    /** Squared weights that are tried. */
    private static final double[] WEIGHTS = {0, 0.03, 0.1, 0.3, 1, 3};

    /**
     * What the network alone says.
     *
     * @param training {@code [genes × genes]}, interactions that are not held out
     * @return {@code [genes × dimensions]}, or fewer dimensions for few genes
     */
    public static DenseMatrix network(SparseMatrix training, int dimensions, long seed, Workers workers) {
        return dimensions == 0
                ? DenseMatrix.zeros(training.rows(), 0)
                : new LogWalk(training).vectors(dimensions, seed, workers);
    }

    /**
     * Joins them.
     *
     * @param network of {@link #network}
     * @param learned {@code [genes × dimensions]}
     * @param training {@code [genes × genes]}, interactions that are not held out
     * @param validation to choose the weight by; where it cannot judge, both parts count alike
     */
    public static JoinedGenes of(
            DenseMatrix network, DenseMatrix learned, SparseMatrix training, HeldOutPairs validation) {
        if (network.columns() == 0) {
            return new JoinedGenes(learned, 0, 1);
        }
        double unit = unit(network, learned, training, validation);
        double weight = validation.canJudge() ? best(network, learned, unit, validation) : 1;
        return new JoinedGenes(
                beside(network, learned, Math.sqrt(weight * unit)), network.columns(), Math.sqrt(weight));
    }

    /**
     * How well the vectors would tell validation edges from other pairs at the best weight.
     *
     * @param validation that can judge
     * @return mean of the AUROCs against both kinds of pairs; never below that of the network alone
     */
    static double score(DenseMatrix network, DenseMatrix learned, SparseMatrix training, HeldOutPairs validation) {
        double unit = unit(network, learned, training, validation);
        return score(network, learned, best(network, learned, unit, validation) * unit, validation) / 2;
    }

    /** The same of the network alone. */
    static double score(DenseMatrix network, HeldOutPairs validation) {
        return score(network, DenseMatrix.zeros(network.rows(), 0), 0, validation) / 2;
    }

    /** One line about what the vectors know from where. */
    public String account() {
        return weight == 0
                ? "the genes' vectors are of the interactions alone: with scNET's part they find validation interactions no"
                        + " better, so its coordinates are zeros (--network-dimensions 0 writes it by itself)"
                : String.format(
                        Locale.ROOT,
                        "in the inner product of two genes' vectors scNET's part weighs %.2g times that of the interactions",
                        weight * weight);
    }

    /** The network's part, {@code [genes × network dimensions]}. */
    DenseMatrix network() {
        return vectors.selectColumns(IntStream.range(0, networkDimensions).toArray());
    }

    /** The weight of learned scores that spreads them as the network's. */
    private static double unit(
            DenseMatrix network, DenseMatrix learned, SparseMatrix training, HeldOutPairs validation) {
        NodePairs all = validation.canJudge() ? validation.uniform() : NodePairs.edges(training);
        return spread(PairScores.innerProducts(network, all)) / spread(PairScores.innerProducts(learned, all));
    }

    private static double best(DenseMatrix network, DenseMatrix learned, double unit, HeldOutPairs validation) {
        double best = 0;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (double weight : WEIGHTS) {
            double score = score(network, learned, weight * unit, validation);
            if (score > bestScore) {
                bestScore = score;
                best = weight;
            }
        }
        return best;
    }

    /** Sum of the AUROCs against both kinds of pairs. */
    private static double score(DenseMatrix network, DenseMatrix learned, double weight, HeldOutPairs held) {
        double[] edges = sums(network, learned, weight, held.edges());
        return RankScores.auroc(edges, sums(network, learned, weight, held.uniform()))
                + RankScores.auroc(edges, sums(network, learned, weight, held.matched()));
    }

    private static double[] sums(DenseMatrix network, DenseMatrix learned, double weight, NodePairs pairs) {
        double[] sums = PairScores.innerProducts(network, pairs);
        double[] more = PairScores.innerProducts(learned, pairs);
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * more[i];
        }
        return sums;
    }

    /** Standard deviation; 1 where all are alike, which then add nothing. */
    private static double spread(double[] scores) {
        double sum = 0;
        double squares = 0;
        for (double score : scores) {
            sum += score;
            squares += score * score;
        }
        double variance = squares / scores.length - sum / scores.length * (sum / scores.length);
        return variance > 0 ? Math.sqrt(variance) : 1;
    }

    private static DenseMatrix beside(DenseMatrix network, DenseMatrix learned, double factor) {
        DenseMatrix both = DenseMatrix.zeros(network.rows(), network.columns() + learned.columns());
        for (int g = 0; g < both.rows(); g++) {
            System.arraycopy(network.values(), network.offset(g), both.values(), both.offset(g), network.columns());
            for (int k = 0; k < learned.columns(); k++) {
                both.set(g, network.columns() + k, (float) (factor * learned.get(g, k)));
            }
        }
        return both;
    }
}
