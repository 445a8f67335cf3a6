package org.screlate.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.screlate.graph.HeldOutPairs;
import org.screlate.graph.LogWalk;
import org.screlate.graph.NodePairs;
import org.screlate.graph.PairScores;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/** What is known of a pair, joined by weights learned on validation interactions. */
final class PairScoreTest {
    private static final int GENES = 300;

    /** Thirty groups of ten; a pair of one group interacts by 70 %, of two by 2 %. */
    private static SparseMatrix network() {
        SplittableRandom random = new SplittableRandom(4);
        int[] pairs = IntStream.range(0, GENES * GENES)
                .filter(p -> p / GENES < p % GENES)
                .filter(p -> random.nextDouble() < (p / GENES / 10 == p % GENES / 10 ? 0.7 : 0.02))
                .toArray();
        int[] first = Arrays.stream(pairs).map(p -> p / GENES).toArray();
        int[] second = Arrays.stream(pairs).map(p -> p % GENES).toArray();
        float[] weights = new float[pairs.length];
        Arrays.fill(weights, 1);
        return new NodePairs(first, second).network(GENES, weights);
    }

    private static WalkedPairs walks(HeldOutEdges edges) {
        List<NodePairs> lists = Stream.of(edges.validation(), edges.test())
                .flatMap(held -> Stream.of(held.edges(), held.uniform(), held.matched()))
                .toList();
        return new WalkedPairs(edges.training(), lists, Workers.ONE);
    }

    @Test
    void findsTestInteractionsAtLeastAsWellAsTheVectorsAlone() {
        HeldOutEdges edges = HeldOutEdges.draw(network(), new HeldOutEdges.Options(0.15, 0.2, 3));
        WalkedPairs walks = walks(edges);
        DenseMatrix vectors = new LogWalk(edges.training()).vectors(20, 1, Workers.ONE);
        PairScore score = PairScore.learn(edges.training(), vectors, edges.validation(), walks)
                .orElseThrow();
        HeldOutPairs.Scores joined = edges.test().scores(pairs -> score.of(pairs, walks.of(pairs)));
        HeldOutPairs.Scores alone = edges.test().scores(pairs -> PairScores.innerProducts(vectors, pairs));
        assertTrue(joined.aurocUniform() > alone.aurocUniform() - 0.01, joined + " and " + alone);
        assertTrue(joined.aurocMatched() > alone.aurocMatched() - 0.01, joined + " and " + alone);
        assertTrue(joined.aurocMatched() > 0.7, joined.toString());
    }

    /** A pair scored on its own has the score that it has among others. */
    @Test
    void aScoreDoesNotDependOnTheOtherPairsAsked() {
        HeldOutEdges edges = HeldOutEdges.draw(network(), new HeldOutEdges.Options(0.15, 0.2, 3));
        WalkedPairs walks = walks(edges);
        DenseMatrix vectors = new LogWalk(edges.training()).vectors(20, 1, Workers.ONE);
        PairScore score = PairScore.learn(edges.training(), vectors, edges.validation(), walks)
                .orElseThrow();
        NodePairs all = edges.test().edges();
        NodePairs one = all.select(new int[] {5});
        double alone = score.of(one, new LogWalk(edges.training()).steps(one, Workers.ONE))[0];
        assertEquals(score.of(all, walks.of(all))[5], alone, 1e-9);
    }

    @Test
    void fewValidationInteractionsTeachNothing() {
        HeldOutEdges edges = HeldOutEdges.draw(network(), new HeldOutEdges.Options(0.01, 0.2, 3));
        DenseMatrix vectors = DenseMatrix.zeros(GENES, 2);
        assertEquals(Optional.empty(), PairScore.learn(edges.training(), vectors, edges.validation(), walks(edges)));
        assertThrows(IllegalArgumentException.class, () -> walks(edges).of(new NodePairs(new int[1], new int[1])));
    }
}
