package org.screlate.embed;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.screlate.graph.NodePairs;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.nn.PairLoss;
import org.screlate.nn.RowStandardisation;
import org.screlate.nn.SquaredError;
import org.screlate.stats.random.Streams;

/**
 * The loss of a step: telling training edges from other pairs by the genes' inner products, the squared error of
 * standardised expression, and telling edges from other pairs by the correlation of the reconstructions. The last is
 * found for a sample of pairs only, as no more than those are needed: nothing is genes × genes.
 */
final class ScNetLoss {
    /** Edges, and as many other pairs, of which a step sees the correlation. */
    private static final int CORRELATED_PAIRS = 4000;

    private final SparseMatrix edges;
    private final NodePairs positive;
    private final boolean[] variable;
    private final double edgeWeight;
    private final double matchedShare;
    private DenseMatrix decodedGradient = DenseMatrix.zeros(0, 0);

    ScNetLoss(ScNetInput input, double edgeWeight, double matchedShare) {
        this.edges = input.edges();
        this.positive = upperTriangle(edges);
        this.variable = input.variable();
        this.edgeWeight = edgeWeight;
        this.matchedShare = matchedShare;
    }

    /**
     * The loss and its parts.
     *
     * @param sum of the three, that of edges by its weight
     */
    record Parts(double sum, double edge, double expression, double correlation) {}

    /**
     * Gradients of a step's loss.
     *
     * @param genes of the genes' embedding
     * @param decoded of the decoder's output; valid until the next call
     */
    record Gradients(Parts parts, DenseMatrix genes, DenseMatrix decoded) {}

    /**
     * The loss and its gradients.
     *
     * @param genes embedding, {@code [genes × dimensions]}
     * @param decoded {@code [genes × cells]}, overwritten
     * @param target expression, each row standardised, {@code [genes × cells]}
     */
    Gradients of(DenseMatrix genes, DenseMatrix decoded, DenseMatrix target, long seed, Workers workers) {
        return of(genes, decoded, target, sample(seed), workers);
    }

    Sample sample(long seed) {
        int sampled = Math.min(CORRELATED_PAIRS, positive.size());
        return new Sample(
                others(positive.size(), Streams.of(seed, "negatives")),
                sample(sampled, Streams.of(seed, "correlated pairs")),
                others(sampled, Streams.of(seed, "uncorrelated pairs")));
    }

    /**
     * The pairs of a step.
     *
     * @param others that no edge joins, to tell all training edges from
     * @param correlated edges whose correlation counts
     * @param uncorrelated pairs to tell those from
     */
    record Sample(NodePairs others, NodePairs correlated, NodePairs uncorrelated) {}

    Gradients of(DenseMatrix genes, DenseMatrix decoded, DenseMatrix target, Sample sample, Workers workers) {
        DenseMatrix dGenes = DenseMatrix.zeros(genes.rows(), genes.columns());
        double edge = addPairs(genes, positive, sample.others, 1, edgeWeight, dGenes);

        RowStandardisation standardised = RowStandardisation.inPlace(decoded, workers);
        DenseMatrix dDecoded = decodedGradient.reshaped(decoded.rows(), decoded.columns());
        decodedGradient = dDecoded;
        Arrays.fill(dDecoded.values(), 0);
        double error = SquaredError.add(decoded, target, variable, 1, dDecoded, workers);
        double scale = 1.0 / Math.max(1, decoded.columns() - 1);
        double correlation = addPairs(decoded, sample.correlated, sample.uncorrelated, scale, 1, dDecoded);
        standardised.backInPlace(dDecoded, workers);
        Parts parts = new Parts(edgeWeight * edge + error + correlation, edge, error, correlation);
        return new Gradients(parts, dGenes, dDecoded);
    }

    private static double addPairs(
            DenseMatrix rows, NodePairs edges, NodePairs others, double scale, double weight, DenseMatrix d) {
        return PairLoss.add(rows, edges.first(), edges.second(), true, scale, weight, d)
                + PairLoss.add(rows, others.first(), others.second(), false, scale, weight, d);
    }

    private NodePairs sample(int number, SplittableRandom random) {
        int[] first = new int[number];
        int[] second = new int[number];
        for (int i = 0; i < number; i++) {
            int e = random.nextInt(positive.size());
            first[i] = positive.first()[e];
            second[i] = positive.second()[e];
        }
        return new NodePairs(first, second);
    }

    /** Pairs that no training edge joins: some of uniform nodes, some of the ends of edges; fewer if few are free. */
    private NodePairs others(int number, SplittableRandom random) {
        int[] first = new int[number];
        int[] second = new int[number];
        int matched = (int) Math.round(matchedShare * number);
        int found = 0;
        for (int i = 0; i < number; i++) {
            int a = i < matched ? end(random) : random.nextInt(edges.rows());
            int b = i < matched ? end(random) : random.nextInt(edges.rows());
            if (a != b && edges.get(a, b) == 0) {
                first[found] = a;
                second[found++] = b;
            }
        }
        return new NodePairs(Arrays.copyOf(first, found), Arrays.copyOf(second, found));
    }

    private int end(SplittableRandom random) {
        return edges.indices()[random.nextInt(edges.stored())];
    }

    private static NodePairs upperTriangle(SparseMatrix edges) {
        int[] first = new int[edges.stored() / 2];
        int[] second = new int[edges.stored() / 2];
        int next = 0;
        for (int i = 0; i < edges.rows(); i++) {
            for (int k = edges.offsets()[i]; k < edges.offsets()[i + 1]; k++) {
                if (edges.indices()[k] > i) {
                    first[next] = i;
                    second[next++] = edges.indices()[k];
                }
            }
        }
        return new NodePairs(first, second);
    }
}
