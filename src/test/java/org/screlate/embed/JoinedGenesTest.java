package org.screlate.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.graph.NodePairs;
import org.screlate.graph.PairScores;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/** Vectors of the network and of what was learned, side by side. */
final class JoinedGenesTest {
    /** Twenty groups of ten, complete within. */
    private static SparseMatrix groups() {
        int[] pairs = IntStream.range(0, 200 * 200)
                .filter(p -> p / 200 < p % 200 && p / 200 / 10 == p % 200 / 10)
                .toArray();
        float[] weights = new float[pairs.length];
        Arrays.fill(weights, 1);
        return new NodePairs(
                        Arrays.stream(pairs).map(p -> p / 200).toArray(),
                        Arrays.stream(pairs).map(p -> p % 200).toArray())
                .network(200, weights);
    }

    private static DenseMatrix noise(int columns) {
        SplittableRandom random = new SplittableRandom(8);
        DenseMatrix noise = DenseMatrix.zeros(200, columns);
        for (int i = 0; i < noise.values().length; i++) {
            noise.values()[i] = (float) random.nextDouble() - 0.5f;
        }
        return noise;
    }

    private static JoinedGenes join(DenseMatrix learned, HeldOutEdges edges) {
        return JoinedGenes.of(network(edges), learned, edges.training(), edges.validation());
    }

    private static DenseMatrix network(HeldOutEdges edges) {
        return JoinedGenes.network(edges.training(), 20, 1, Workers.ONE);
    }

    @Test
    void noiseGetsNoWeightAndKnowledgeSome() {
        HeldOutEdges edges = HeldOutEdges.draw(groups(), new HeldOutEdges.Options(0.1, 0.2, 3));
        JoinedGenes noisy = join(noise(4), edges);
        assertEquals(20, noisy.networkDimensions());
        assertEquals(24, noisy.vectors().columns());
        assertTrue(noisy.weight() < 0.2, "weight of noise " + noisy.weight());
    }

    @Test
    void theInnerProductIsTheSumOfBothScores() {
        HeldOutEdges edges = HeldOutEdges.draw(groups(), new HeldOutEdges.Options(0, 0.2, 3));
        DenseMatrix learned = noise(4);
        JoinedGenes joined = join(learned, edges);
        assertEquals(1, joined.weight(), "without validation both count alike");
        NodePairs pairs = NodePairs.edges(edges.training());
        DenseMatrix network =
                joined.vectors().selectColumns(IntStream.range(0, 20).toArray());
        double[] sums = PairScores.innerProducts(joined.vectors(), pairs);
        double[] parts = PairScores.innerProducts(network, pairs);
        double[] more = PairScores.innerProducts(learned, pairs);
        double factor = (sums[0] - parts[0]) / more[0];
        for (int i = 0; i < sums.length; i++) {
            assertEquals(parts[i] + factor * more[i], sums[i], 1e-3 * Math.abs(factor));
        }
    }

    @Test
    void theAccountSaysWhatScnetsPartWeighs() {
        DenseMatrix vectors = DenseMatrix.zeros(3, 2);
        String none = new JoinedGenes(vectors, 1, 0).account();
        assertTrue(none.contains("of the interactions alone"), none);
        String some = new JoinedGenes(vectors, 1, Math.sqrt(0.3)).account();
        assertTrue(some.contains("weighs 0.30 times that of the interactions"), some);
    }

    @Test
    void withoutANetworkPartWhatWasLearnedIsAll() {
        HeldOutEdges edges = HeldOutEdges.draw(groups(), new HeldOutEdges.Options(0, 0.2, 3));
        DenseMatrix learned = noise(4);
        DenseMatrix none = JoinedGenes.network(edges.training(), 0, 1, Workers.ONE);
        assertSame(
                learned,
                JoinedGenes.of(none, learned, edges.training(), edges.validation())
                        .vectors());
    }

    @Test
    void theScoreIsThatOfTheVectorsAndNeverBelowTheNetworks() {
        HeldOutEdges edges = HeldOutEdges.draw(groups(), new HeldOutEdges.Options(0.2, 0.2, 3));
        for (DenseMatrix learned : List.of(noise(4), noise(50), network(edges))) {
            DenseMatrix vectors = join(learned, edges).vectors();
            var scores = edges.validation().scores(pairs -> PairScores.innerProducts(vectors, pairs));
            double said = JoinedGenes.score(network(edges), learned, edges.training(), edges.validation());
            assertEquals((scores.aurocUniform() + scores.aurocMatched()) / 2, said, 1e-3);
            assertTrue(said >= JoinedGenes.score(network(edges), edges.validation()), "score " + said);
        }
    }

    /** An edge between two groups that is held out must leave no trace in the network's part. */
    @Test
    void aHeldOutEdgeLeavesNoTrace() {
        SparseMatrix network = groups();
        NodePairs edges = NodePairs.edges(network);
        int[] first = Arrays.copyOf(edges.first(), edges.size() + 1);
        int[] second = Arrays.copyOf(edges.second(), edges.size() + 1);
        first[edges.size()] = 3;
        second[edges.size()] = 197;
        float[] weights = new float[first.length];
        Arrays.fill(weights, 1);
        SparseMatrix planted = new NodePairs(first, second).network(200, weights);
        for (long seed = 0; ; seed++) {
            HeldOutEdges held = HeldOutEdges.draw(planted, new HeldOutEdges.Options(0.1, 0.3, seed));
            if (held.training().get(3, 197) == 0) {
                JoinedGenes joined = join(noise(4), held);
                DenseMatrix part =
                        joined.vectors().selectColumns(IntStream.range(0, 20).toArray());
                NodePairs pair = new NodePairs(new int[] {3}, new int[] {197});
                assertEquals(0, PairScores.innerProducts(part, pair)[0], 0.01);
                break;
            }
            assertFalse(seed > 50, "never held out");
        }
    }
}
