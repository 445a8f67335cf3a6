package org.screlate.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.screlate.data.CellGraph;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.InteractionSplit;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.graph.NodePairs;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.network.JoinedNetwork.Join;

final class JoinedNetworkTest {
    private static final int GROUP = 20;

    private static CellGraph graph(List<String> genes, int[] first, int[] second, float... weights) {
        SparseMatrix edges = new NodePairs(first, second).network(genes.size(), weights);
        return new CellGraph(genes, edges, "given", Provenance.NONE);
    }

    private static GeneCorrelations points(List<String> genes, DenseMatrix values) {
        List<String> dimensions =
                IntStream.range(0, values.columns()).mapToObj(d -> "d" + d).toList();
        return GeneCorrelations.of(new GeneEmbedding(genes, dimensions, values, "points", Provenance.NONE), true);
    }

    /** Genes b, c, d and e; b and c correlate by 1, d with these by −1, e with none of them. */
    private static GeneCorrelations four() {
        float[] values = {1, -1, 0, 0, 1, -1, 0, 0, -1, 1, 0, 0, 0, 0, 1, -1};
        return points(List.of("b", "c", "d", "e"), new DenseMatrix(4, 4, values));
    }

    private static final CellGraph INTERACTIONS =
            graph(List.of("a", "b", "c", "d"), new int[] {0, 1, 2}, new int[] {1, 2, 3}, 0.5f, 1, 1.5f);
    private static final CellGraph ALIKE =
            graph(List.of("b", "c", "d", "e"), new int[] {0, 2}, new int[] {1, 3}, 0.75f, 0.25f);

    private static JoinedNetwork joined(Join join, double weight) {
        return JoinedNetwork.of(
                INTERACTIONS, ALIKE, four(), null, new JoinedNetwork.Options(join, weight, 0.1, 0), Workers.ONE);
    }

    @Test
    void aUnionByHand() {
        JoinedNetwork joined = joined(Join.UNION, 0.25);
        assertEquals(List.of("a", "b", "c", "d", "e"), joined.network().nodes());
        SparseMatrix w = joined.network().weights();
        // Three interactions: (1 − x) · 3 A / 3 + x · 3 B / 1.
        assertEquals(0.75 * 0.5, w.get(0, 1), 1e-6);
        assertEquals(0.75 * 1 + 0.25 * 3 * 0.75, w.get(1, 2), 1e-6);
        assertEquals(0.75 * 1.5, w.get(2, 3), 1e-6);
        assertEquals(0.25 * 3 * 0.25, w.get(3, 4), 1e-6);
        assertArrayEquals(new String[] {"interactions", "both", "interactions", "embedding"}, joined.from());
        assertEquals(
                "4 edges: 1 of both, 2 of the interactions only, 1 of the embedding only; weight of the embedding 0.25",
                joined.account());
    }

    @Test
    void aProductByHand() {
        JoinedNetwork joined = joined(Join.PRODUCT, 2);
        SparseMatrix w = joined.network().weights();
        assertEquals(0.5, w.get(0, 1), 1e-6, "a is not embedded");
        assertEquals(Math.exp(2), w.get(1, 2), 1e-5);
        assertEquals(1.5 * Math.exp(-2), w.get(2, 3), 1e-6);
        assertArrayEquals(new String[] {"interactions", "both", "both"}, joined.from());
    }

    @ParameterizedTest
    @EnumSource(Join.class)
    void withoutWeightTheInteractionsAreAlone(Join join) {
        JoinedNetwork joined = joined(join, 0);
        assertTrue(joined.account().startsWith("3 edges: 0 of both, 3 of the interactions only"), joined.account());
        SparseMatrix w = joined.network().weights();
        assertEquals(6, w.stored());
        assertEquals(0.5, w.get(0, 1), 1e-6);
        assertEquals(1, w.get(1, 2), 1e-6);
        assertEquals(1.5, w.get(2, 3), 1e-6);
    }

    private static List<String> names() {
        return IntStream.range(0, 10 * GROUP).mapToObj(i -> "g" + i).toList();
    }

    /** Ten groups, of whose pairs a tenth interact; a few interactions between groups. */
    private static CellGraph groups() {
        SplittableRandom random = new SplittableRandom(3);
        int[] pairs = IntStream.range(0, 40_000)
                .filter(p -> p / 200 < p % 200)
                .filter(p -> random.nextDouble() < (p / 200 / GROUP == p % 200 / GROUP ? 0.15 : 0.01))
                .toArray();
        int[] first = Arrays.stream(pairs).map(p -> p / 200).toArray();
        int[] second = Arrays.stream(pairs).map(p -> p % 200).toArray();
        float[] ones = new float[pairs.length];
        Arrays.fill(ones, 1);
        return graph(names(), first, second, ones);
    }

    /** Noise, and a coordinate for each group that its genes have more of. */
    private static GeneCorrelations coordinates(float knowledge) {
        SplittableRandom random = new SplittableRandom(9);
        DenseMatrix values = DenseMatrix.zeros(200, 10);
        for (int i = 0; i < 200; i++) {
            for (int d = 0; d < 10; d++) {
                values.set(i, d, (float) random.nextDouble() + (i / GROUP == d ? knowledge : 0));
            }
        }
        return points(names(), values);
    }

    private static JoinedNetwork chosen(Join join, float knowledge, @Nullable InteractionSplit split) {
        GeneCorrelations genes = coordinates(knowledge);
        CellGraph alike = new CoembeddedNetwork(
                        new CoembeddedNetwork.Options(CoembeddedNetwork.Rule.TOP_K, 99, 5, 0.05))
                .build(genes, Workers.ONE)
                .network();
        var options = new JoinedNetwork.Options(join, Double.NaN, 0.2, 4);
        return JoinedNetwork.of(groups(), alike, genes, split, options, Workers.ONE);
    }

    @ParameterizedTest
    @EnumSource(Join.class)
    void knowledgeGetsWeightAndMoreThanNoise(Join join) {
        JoinedNetwork knowing = chosen(join, 3, null);
        double alone = knowing.tried().get(0.0);
        double best = knowing.tried().values().stream().max(Double::compare).orElse(0.0);
        assertTrue(best > alone + 0.02, knowing.tried().toString());
        assertTrue(join == Join.PRODUCT || knowing.weight() > 0, "weight " + knowing.weight());
        JoinedNetwork noisy = chosen(join, 0, null);
        assertEquals(alone, noisy.tried().get(0.0), 1e-12, "of the interactions alone either way");
        assertEquals(0, noisy.weight(), noisy.tried().toString());
    }

    @Test
    void aSplitSaysWhichInteractionsToChooseBy() {
        NodePairs edges = NodePairs.edges(groups().weights());
        String[] first = Arrays.stream(edges.first()).mapToObj(i -> "g" + i).toArray(String[]::new);
        String[] second = Arrays.stream(edges.second()).mapToObj(i -> "g" + i).toArray(String[]::new);
        var sets = new InteractionSplit.Set[first.length];
        var kinds = new InteractionSplit.Kind[first.length];
        Arrays.fill(kinds, InteractionSplit.Kind.EDGE);
        Arrays.setAll(sets, e -> e % 5 == 0 ? InteractionSplit.Set.VALIDATION : InteractionSplit.Set.TRAIN);
        var split = new InteractionSplit(first, second, sets, kinds);
        JoinedNetwork joined = chosen(Join.UNION, 3, split);
        assertTrue(joined.weight() > 0, joined.tried().toString());
        assertEquals(
                groups().weights().stored() / 2,
                Arrays.stream(joined.from()).filter(f -> !f.equals("embedding")).count());
        Arrays.fill(sets, InteractionSplit.Set.TRAIN);
        var error = assertThrows(InvalidInputException.class, () -> chosen(Join.UNION, 3, split));
        assertTrue(error.getMessage().contains("give --join-weight"), error.getMessage());
    }

    @Test
    void theLeastWeightWithinOneStandardErrorIsTaken() {
        // √(0.8 · 0.2 / 400) = 0.02
        Map<Double, Double> tried = Map.of(0.0, 0.7, 0.1, 0.779, 0.2, 0.781, 0.5, 0.8, 0.9, 0.79);
        assertEquals(0.2, JoinedNetwork.chosen(tried, 400));
        assertEquals(0.1, JoinedNetwork.chosen(tried, 200));
        assertEquals(0.5, JoinedNetwork.chosen(tried, 1_000_000));
    }

    @Test
    void wrongOptionsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new JoinedNetwork.Options(Join.UNION, 1, 0.1, 0));
        assertThrows(IllegalArgumentException.class, () -> new JoinedNetwork.Options(Join.PRODUCT, -1, 0.1, 0));
        assertThrows(
                IllegalArgumentException.class, () -> new JoinedNetwork.Options(Join.UNION, Double.NaN, Double.NaN, 0));
    }
}
