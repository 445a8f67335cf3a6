package org.screlate.graph;

import java.util.function.Function;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.test.RankScores;

/**
 * Held-out edges and pairs without an edge, of both kinds: a score that knows only how many partners each node has tells
 * edges from uniform pairs, not from matched ones.
 *
 * @param edges taken out of a network
 * @param uniform pairs drawn from all that no edge joins
 * @param matched pairs that no edge joins of the same degrees as the edges
 */
public record HeldOutPairs(NodePairs edges, NodePairs uniform, NodePairs matched) {
    /** No edges. */
    public static final HeldOutPairs NONE = new HeldOutPairs(NodePairs.NONE, NodePairs.NONE, NodePairs.NONE);

    /**
     * Edges and as many pairs of each kind, or fewer where few are free.
     *
     * @param network {@code [nodes × nodes]}, symmetric; held-out edges too
     */
    public static HeldOutPairs beside(SparseMatrix network, NodePairs edges, long seed) {
        return new HeldOutPairs(
                edges, NonEdges.uniform(network, edges.size(), seed), NonEdges.matched(network, edges, seed));
    }

    /** Whether there are pairs of every kind, so that edges can be told from the others. */
    public boolean canJudge() {
        return edges.size() > 0 && uniform.size() > 0 && matched.size() > 0;
    }

    /**
     * How well a predictor tells the edges from the pairs of each kind.
     *
     * @param predictor a score for each pair, higher for more likely edges
     */
    public Scores scores(Function<NodePairs, double[]> predictor) {
        double[] positive = predictor.apply(edges);
        double[] any = predictor.apply(uniform);
        double[] alike = predictor.apply(matched);
        return new Scores(
                RankScores.auroc(positive, any),
                RankScores.auroc(positive, alike),
                RankScores.averagePrecision(positive, any),
                RankScores.averagePrecision(positive, alike));
    }

    /** Area under the ROC curve and average precision, against pairs of both kinds. */
    public record Scores(double aurocUniform, double aurocMatched, double apUniform, double apMatched) {}
}
