package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.matrix.SparseMatrix;

final class HeldOutPairsTest {
    private static double[] sums(NodePairs pairs) {
        return IntStream.range(0, pairs.size())
                .mapToDouble(i -> pairs.first()[i] + pairs.second()[i])
                .toArray();
    }

    private static NodePairs pairs(int... ends) {
        return new NodePairs(
                IntStream.range(0, ends.length / 2).map(i -> ends[2 * i]).toArray(),
                IntStream.range(0, ends.length / 2).map(i -> ends[2 * i + 1]).toArray());
    }

    @Test
    void scoresAreThoseDoneByHand() {
        // Edges score 5 and 2; uniform pairs 1 and 3; matched pairs 5 and 4.
        HeldOutPairs held = new HeldOutPairs(pairs(2, 3, 0, 2), pairs(0, 1, 1, 2), pairs(1, 4, 0, 4));
        HeldOutPairs.Scores scores = held.scores(HeldOutPairsTest::sums);
        assertEquals((2 + 1) / 4.0, scores.aurocUniform(), 1e-12);
        assertEquals((1.5 + 0) / 4, scores.aurocMatched(), 1e-12);
        assertEquals((1.0 + 2.0 / 3) / 2, scores.apUniform(), 1e-12);
        assertEquals((1.0 / 2 + 2.0 / 4) / 2, scores.apMatched(), 1e-12);
    }

    @Test
    void noPairBesideAnEdgeIsAnEdgeAndSeedsRepeat() {
        NodePairs all = pairs(0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 0, 5);
        SparseMatrix network = all.network(6, new float[] {1, 1, 1, 1, 1, 1});
        HeldOutPairs held = HeldOutPairs.beside(network, all.select(new int[] {0, 3}), 4);
        assertTrue(held.canJudge());
        for (NodePairs others : new NodePairs[] {held.uniform(), held.matched()}) {
            assertEquals(2, others.size());
            for (int i = 0; i < others.size(); i++) {
                assertEquals(0, network.get(others.first()[i], others.second()[i]));
            }
        }
        HeldOutPairs again = HeldOutPairs.beside(network, all.select(new int[] {0, 3}), 4);
        assertEquals(held.scores(HeldOutPairsTest::sums), again.scores(HeldOutPairsTest::sums));
    }

    @Test
    void withoutPairsNothingIsJudged() {
        assertFalse(HeldOutPairs.NONE.canJudge());
        assertThrows(IllegalArgumentException.class, () -> HeldOutPairs.NONE.scores(HeldOutPairsTest::sums));
        NodePairs triangle = pairs(0, 1, 1, 2, 0, 2);
        SparseMatrix complete = triangle.network(3, new float[] {1, 1, 1});
        assertFalse(HeldOutPairs.beside(complete, triangle, 0).canJudge());
    }
}
