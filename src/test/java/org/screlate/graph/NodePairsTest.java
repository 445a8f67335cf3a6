package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.test.RankScores;
import org.screlate.testing.OracleTable;
import org.screlate.testing.SharedData;

final class NodePairsTest {
    @Test
    void baselinesAreWhatNetworkxFinds() {
        OracleTable table = OracleTable.read(NodePairsTest.class, "node_pairs.tsv");
        NodePairs all = new NodePairs(ints(table.numbers("first")), ints(table.numbers("second")));
        double[] isEdge = table.numbers("edge");
        SparseMatrix network = network(
                30,
                all.select(IntStream.range(0, all.size())
                        .filter(i -> isEdge[i] == 1)
                        .toArray()));
        double[] products = table.numbers("product");
        assertArrayEquals(products, PairScores.degreeProducts(network, all));
        assertArrayEquals(table.numbers("common"), PairScores.commonNeighbours(network, all));
    }

    @Test
    void baselinesOfAPublishedSplitAreThoseMeasuredThere() throws IOException {
        Path split = SharedData.require("reference/scnet/celseq2_G1361/split.tsv");
        SparseMatrix train = network(1361, pairs(split, "train_pos"));
        NodePairs positive = pairs(split, "test_pos");
        NodePairs negative = pairs(split, "test_neg");
        assertEquals(
                0.777,
                RankScores.auroc(
                        PairScores.degreeProducts(train, positive), PairScores.degreeProducts(train, negative)),
                0.001);
        assertEquals(
                0.789,
                RankScores.auroc(
                        PairScores.commonNeighboursThenDegrees(train, positive),
                        PairScores.commonNeighboursThenDegrees(train, negative)),
                0.001);
        NodePairs matched = NonEdges.matched(train, positive, 1);
        assertEquals(
                0.529,
                RankScores.auroc(PairScores.degreeProducts(train, positive), PairScores.degreeProducts(train, matched)),
                0.03);
    }

    @Test
    void aNetworkHoldsEachPairBothWaysOnceWithItsHeaviestWeight() {
        NodePairs pairs = new NodePairs(new int[] {0, 2, 1, 1, 3}, new int[] {1, 1, 0, 1, 1});
        SparseMatrix network = pairs.network(5, new float[] {0.25f, 0.5f, 0.75f, 9, -1});
        assertArrayEquals(new int[] {0, 1, 4, 5, 6, 6}, network.offsets());
        assertArrayEquals(new int[] {1, 0, 2, 3, 1, 1}, network.indices());
        assertArrayEquals(new float[] {0.75f, 0.75f, 0.5f, -1, 0.5f, -1}, network.values());
        assertPairs(new int[][] {{0, 1}, {1, 2}, {1, 3}}, NodePairs.edges(network));
    }

    @Test
    void degreesDecideAmongEqualNumbersOfCommonNeighbours() {
        // A path 0 - 1 - 2 and an edge 3 - 4: nodes 0 and 2 share 1; of those that share none, 1 has most neighbours.
        SparseMatrix network = network(5, new NodePairs(new int[] {0, 1, 3}, new int[] {1, 2, 4}));
        NodePairs pairs = new NodePairs(new int[] {0, 1, 0}, new int[] {2, 3, 3});
        assertArrayEquals(
                new double[] {1 + 4 / 36.0, 6 / 36.0, 4 / 36.0},
                PairScores.commonNeighboursThenDegrees(network, pairs),
                1e-15);
    }

    @Test
    void innerProductsByHand() {
        DenseMatrix embedding = new DenseMatrix(3, 2, new float[] {1, 2, 3, -4, 0.5f, 0});
        NodePairs pairs = new NodePairs(new int[] {0, 1, 2}, new int[] {1, 2, 2});
        assertArrayEquals(new double[] {-5, 1.5, 0.25}, PairScores.innerProducts(embedding, pairs));
    }

    @Test
    void aSplitGivesEachEdgeToOnePartAndKeepsWeights() {
        SparseMatrix network = random(40, 150, 3);
        NodePairs all = NodePairs.edges(network);
        EdgeSplit split = EdgeSplit.of(network, 0.1, 0.25, 7);
        assertEquals((int) (0.25 * all.size()), split.test().size());
        assertEquals((int) (0.1 * all.size()), split.validation().size());
        NodePairs training = NodePairs.edges(split.training());
        Set<List<Integer>> parts = new HashSet<>(keys(training));
        parts.addAll(keys(split.validation()));
        parts.addAll(keys(split.test()));
        assertEquals(new HashSet<>(keys(all)), parts);
        assertEquals(
                all.size(),
                training.size() + split.validation().size() + split.test().size());
        assertEquals(2 * training.size(), split.training().stored());
        for (List<Integer> edge : keys(training)) {
            float weight = network.get(edge.get(0), edge.get(1));
            assertEquals(weight, split.training().get(edge.get(0), edge.get(1)));
            assertEquals(weight, split.training().get(edge.get(1), edge.get(0)));
        }
        assertEquals(
                keys(split.test()), keys(EdgeSplit.of(network, 0.1, 0.25, 7).test()));
        assertNotEquals(
                keys(split.test()), keys(EdgeSplit.of(network, 0.1, 0.25, 8).test()));
    }

    @Test
    void nothingHeldOutLeavesTheNetworkWhole() {
        SparseMatrix network = random(20, 50, 1);
        EdgeSplit split = EdgeSplit.of(network, 0, 0, 0);
        assertEquals(0, split.test().size() + split.validation().size());
        assertArrayEquals(network.indices(), split.training().indices());
    }

    @Test
    void sharesThatLeaveNothingAreRefused() {
        SparseMatrix network = random(20, 50, 1);
        assertThrows(IllegalArgumentException.class, () -> EdgeSplit.of(network, 0.5, 0.5, 0));
        assertThrows(IllegalArgumentException.class, () -> EdgeSplit.of(network, -0.1, 0.5, 0));
        assertThrows(IllegalArgumentException.class, () -> EdgeSplit.of(network, Double.NaN, 0.5, 0));
        SparseMatrix oneWay = new SparseMatrix(3, 3, new int[] {0, 2, 2, 2}, new int[] {1, 2}, new float[] {1, 1});
        assertThrows(IllegalArgumentException.class, () -> EdgeSplit.of(oneWay, 0, 0.999999, 0)
                .test());
    }

    @Test
    void uniformPairsAreDifferentAndNoEdges() {
        SparseMatrix network = random(40, 150, 3);
        NodePairs pairs = NonEdges.uniform(network, 200, 5);
        assertEquals(200, new HashSet<>(keys(pairs)).size());
        keys(pairs).forEach(pair -> assertEquals(0, network.get(pair.get(0), pair.get(1))));
        assertEquals(keys(pairs), keys(NonEdges.uniform(network, 200, 5)));
    }

    @Test
    void uniformPairsOfANearlyCompleteNetworkAreAllThereAre() {
        NodePairs complete = NodePairs.edges(random(6, 15, 2));
        assertEquals(15, complete.size());
        SparseMatrix network = network(6, complete.select(IntStream.range(2, 15).toArray()));
        NodePairs left = NonEdges.uniform(network, 10, 1);
        assertEquals(new HashSet<>(keys(complete.select(new int[] {0, 1}))), new HashSet<>(keys(left)));
        assertEquals(0, NonEdges.uniform(network(6, complete), 10, 1).size());
    }

    @Test
    void matchedPairsHaveTheDegreesOfTheEdgesAndAreNoEdges() {
        SparseMatrix network = random(200, 600, 4);
        NodePairs edges = EdgeSplit.of(network, 0, 0.3, 1).test();
        NodePairs matched = NonEdges.matched(network, edges, 9);
        assertEquals(edges.size(), new HashSet<>(keys(matched)).size());
        keys(matched).forEach(pair -> assertEquals(0, network.get(pair.get(0), pair.get(1))));
        keys(matched).forEach(pair -> assertTrue(pair.get(0) < pair.get(1)));
        assertArrayEquals(ends(edges), ends(matched));
    }

    @Test
    void matchedPairsThatCannotBeAreLeftOut() {
        NodePairs complete = NodePairs.edges(random(6, 15, 2));
        assertEquals(0, NonEdges.matched(network(6, complete), complete, 1).size());
    }

    private static int[] ends(NodePairs pairs) {
        return IntStream.concat(Arrays.stream(pairs.first()), Arrays.stream(pairs.second()))
                .sorted()
                .toArray();
    }

    private static List<List<Integer>> keys(NodePairs pairs) {
        return IntStream.range(0, pairs.size())
                .mapToObj(i -> List.of(pairs.first()[i], pairs.second()[i]))
                .toList();
    }

    private static void assertPairs(int[][] expected, NodePairs found) {
        assertEquals(Arrays.stream(expected).map(p -> List.of(p[0], p[1])).toList(), keys(found));
    }

    private static SparseMatrix network(int nodes, NodePairs pairs) {
        float[] weights = new float[pairs.size()];
        Arrays.fill(weights, 1);
        return pairs.network(nodes, weights);
    }

    /** A network of so many different edges with weights of their own. */
    private static SparseMatrix random(int nodes, int edges, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<List<Integer>> drawn = new HashSet<>();
        while (drawn.size() < edges) {
            int a = random.nextInt(nodes);
            int b = random.nextInt(nodes);
            if (a != b) {
                drawn.add(List.of(Math.min(a, b), Math.max(a, b)));
            }
        }
        int[] first = drawn.stream().mapToInt(pair -> pair.get(0)).toArray();
        int[] second = drawn.stream().mapToInt(pair -> pair.get(1)).toArray();
        float[] weights = new float[edges];
        for (int i = 0; i < edges; i++) {
            weights[i] = 1 + i;
        }
        return new NodePairs(first, second).network(nodes, weights);
    }

    private static NodePairs pairs(Path split, String set) throws IOException {
        List<String[]> rows = Files.readAllLines(split).stream()
                .map(line -> line.split("\t"))
                .filter(row -> row[0].equals(set))
                .toList();
        return new NodePairs(
                rows.stream().mapToInt(row -> Integer.parseInt(row[1])).toArray(),
                rows.stream().mapToInt(row -> Integer.parseInt(row[2])).toArray());
    }

    private static int[] ints(double[] values) {
        return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
    }
}
