package org.screlate.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.GeneNames;
import org.screlate.data.GeneNetwork;
import org.screlate.data.InteractionSplit;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.graph.NodePairs;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.SmallMatrices;

final class HeldOutEdgesTest {
    /** Twenty groups of ten genes, all joined within, so that a gene's group is all there is to know. */
    private static SparseMatrix groups() {
        int[] first = IntStream.range(0, 40_000)
                .filter(i -> i / 200 < i % 200 && i / 2000 == i % 200 / 10)
                .toArray();
        return network(
                200,
                Arrays.stream(first).map(i -> i / 200).toArray(),
                Arrays.stream(first).map(i -> i % 200).toArray());
    }

    private static SparseMatrix network(int nodes, int[] first, int[] second) {
        float[] weights = new float[first.length];
        Arrays.fill(weights, 1);
        return new NodePairs(first, second).network(nodes, weights);
    }

    @Test
    void anEmbeddingThatKnowsTheGroupsFindsAllAndDegreesFindNone() {
        HeldOutEdges edges = HeldOutEdges.draw(groups(), new HeldOutEdges.Options(0.1, 0.2, 3));
        DenseMatrix embedding = DenseMatrix.zeros(200, 20);
        for (int g = 0; g < 200; g++) {
            embedding.set(g, g / 10, 1 + g % 3);
        }
        Table scores = edges.scores(new JoinedGenes(embedding, 0, 1), embedding, null, Workers.ONE);
        assertEquals(
                List.of(
                        "scnet_inner_product",
                        "scnet_correlation",
                        "random_walk",
                        "degree_product",
                        "common_neighbours",
                        "common_neighbours_then_degrees"),
                List.of(scores.labels("predictor")));
        for (String column : List.of("auroc_uniform", "auroc_matched", "ap_uniform", "ap_matched")) {
            double[] found = ((Column.Real) scores.column(column)).values();
            assertEquals(1, found[0], column);
            assertEquals(1, found[1], column);
            assertEquals(1, found[2], column);
            assertEquals(1, found[4], column);
        }
        assertEquals(0.5, ((Column.Real) scores.column("auroc_matched")).values()[3], 0.08);
    }

    @Test
    void theTableHoldsEveryEdgeOnceAndNoPairIsOne() {
        SparseMatrix network = groups();
        HeldOutEdges edges = HeldOutEdges.draw(network, new HeldOutEdges.Options(0.1, 0.2, 3));
        List<String> names = IntStream.range(0, 200).mapToObj(g -> "G" + g).toList();
        Table table = edges.table(names);
        String[] kinds = table.labels("kind");
        String[] sets = table.labels("set");
        int edgesListed = 0;
        for (int r = 0; r < table.rows(); r++) {
            int a = names.indexOf(table.labels("gene_1")[r]);
            int b = names.indexOf(table.labels("gene_2")[r]);
            assertEquals(kinds[r].equals("edge") ? 1 : 0, network.get(a, b));
            edgesListed += kinds[r].equals("edge") ? 1 : 0;
            assertEquals(sets[r].equals("train") ? 1 : 0, edges.training().get(a, b));
        }
        assertEquals(network.stored() / 2, edgesListed);
        assertEquals(180, Arrays.stream(sets).filter("test"::equals).count() / 3);
        assertEquals(90, Arrays.stream(sets).filter("validation"::equals).count() / 3);
    }

    @Test
    void nothingHeldOutScoresNothing() {
        HeldOutEdges edges = HeldOutEdges.draw(groups(), new HeldOutEdges.Options(0, 0, 3));
        assertEquals(0, none(edges, 200).rows());
        assertEquals(0, edges.validation().edges().size());
        // A complete network leaves no pair to tell edges from.
        SparseMatrix complete = network(4, new int[] {0, 0, 0, 1, 1, 2}, new int[] {1, 2, 3, 2, 3, 3});
        assertEquals(
                0,
                none(HeldOutEdges.draw(complete, new HeldOutEdges.Options(0.2, 0.4, 3)), 4)
                        .rows());
    }

    private static Table none(HeldOutEdges edges, int genes) {
        DenseMatrix zeros = DenseMatrix.zeros(genes, 2);
        return edges.scores(new JoinedGenes(zeros, 0, 1), zeros, null, Workers.ONE);
    }

    @Test
    void sharesThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new HeldOutEdges.Options(-0.1, 0.2, 0));
        assertThrows(IllegalArgumentException.class, () -> new HeldOutEdges.Options(0.1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new HeldOutEdges.Options(0.5, 0.5, 0));
        assertThrows(IllegalArgumentException.class, () -> new HeldOutEdges.Options(Double.NaN, 0.5, 0));
    }

    @Test
    void onlyExpressedGenesThatInteractAreChosenAndTheRestCounted() {
        // GENE2 is silent, so GENE3, which knows it alone, has nobody; GENE4 has no interaction at all.
        CellMatrix expression =
                SmallMatrices.dense(Layer.LOGNORM, new float[] {1, 0, 0, 2, 1, 0}, new float[] {0, 3, 0, 1, 1, 2});
        SparseMatrix weights = network(6, new int[] {0, 0, 2, 1}, new int[] {1, 5, 3, 2});
        NetworkGenes chosen =
                NetworkGenes.of(expression, new GeneNetwork(expression.genes(), weights, List.of()), false);
        assertEquals(List.of("GENE0", "GENE1", "GENE5"), chosen.expression().genes());
        assertEquals(2, chosen.expression().cells().size());
        assertEquals(1, chosen.silent());
        assertEquals(2, chosen.alone());
        assertEquals(4, chosen.network().stored());
        assertEquals(1, chosen.network().get(0, 2));
    }

    @Test
    void isolatedGenesStayOnRequest() {
        CellMatrix expression =
                SmallMatrices.dense(Layer.LOGNORM, new float[] {1, 0, 0, 2, 1, 0}, new float[] {0, 3, 0, 1, 1, 2});
        SparseMatrix weights = network(6, new int[] {0, 0, 2, 1}, new int[] {1, 5, 3, 2});
        NetworkGenes chosen =
                NetworkGenes.of(expression, new GeneNetwork(expression.genes(), weights, List.of()), true);
        assertEquals(
                List.of("GENE0", "GENE1", "GENE3", "GENE4", "GENE5"),
                chosen.expression().genes());
        assertEquals(2, chosen.isolated());
        assertEquals(4, chosen.network().stored());
    }

    private static InteractionSplit split(String... rows) {
        String[][] words = Arrays.stream(rows).map(row -> row.split(" ")).toArray(String[][]::new);
        Table table = Table.ofRows(rows.length);
        for (int c = 0; c < 4; c++) {
            int column = c;
            table = table.with(
                    List.of("gene_1", "gene_2", "set", "kind").get(c),
                    new Column.Text(Arrays.stream(words).map(row -> row[column]).toArray(String[]::new)));
        }
        return InteractionSplit.of(table);
    }

    private static HeldOutEdges given(String... rows) {
        InteractionSplit split = split(rows);
        List<String> genes = IntStream.range(0, 12).mapToObj(g -> "G" + g).toList();
        SparseMatrix network = GeneNetwork.match(genes, split.interactions(), GeneNames.PLAIN, 2)
                .weights();
        return HeldOutEdges.given(network, split, genes, GeneNames.PLAIN, 1);
    }

    @Test
    void setsGivenAreTakenAsTheyAreAndPairsThatAreNotGivenDrawn() {
        HeldOutEdges edges = given(
                "G0 G1 train edge",
                "G1 G2 train edge",
                "G2 G1 train edge",
                "G3 G4 train edge",
                "G5 G5 train edge",
                "G2 G3 test edge",
                "G0 G4 test edge",
                "G5 G6 test edge",
                "G8 G7 test edge",
                "G0 NONE test edge",
                "G4 G1 test uniform",
                "G9 G1 test uniform",
                "G0 G2 validation edge");
        assertEquals(6, edges.training().stored());
        assertEquals(1, edges.training().get(4, 3));
        assertArrayEquals(new int[] {0, 2, 5, 7}, edges.test().edges().first());
        assertArrayEquals(new int[] {4, 3, 6, 8}, edges.test().edges().second());
        assertArrayEquals(new int[] {1, 1}, edges.test().uniform().first());
        assertArrayEquals(new int[] {4, 9}, edges.test().uniform().second());
        for (int i = 0; i < edges.test().matched().size(); i++) {
            int a = edges.test().matched().first()[i];
            int b = edges.test().matched().second()[i];
            assertTrue(a < 9 && b < 9 && edges.training().get(a, b) == 0, a + " " + b);
        }
    }

    @Test
    void pairsInTwoSetsAndNothingToLearnFromAreRefused() {
        assertSays(
                "G0 and G1 are both in set train and in set test",
                () -> given("G0 G1 train edge", "G1 G0 test edge", "G2 G3 train edge"));
        assertSays(
                "G0 and G1 are both an interaction and a pair without one",
                () -> given("G0 G1 train edge", "G2 G3 test edge", "G1 G0 test uniform"));
        assertSays("no interaction of set train", () -> given("G0 G1 test edge", "G2 G3 validation edge"));
        assertSays("row 2 has 'learn' as set; it must be train", () -> split("A B train edge", "A C learn edge"));
        assertSays("row 1 has 'loop' as kind; it must be edge", () -> split("A B test loop"));
        assertSays("row 1 is of set train and kind uniform", () -> split("A B train uniform"));
    }

    private static void assertSays(String part, Executable work) {
        String said = assertThrows(InvalidInputException.class, work).getMessage();
        assertTrue(said.contains(part), said);
    }

    @Test
    void noPairOfExpressedGenesAndValuesThatAreNoNumbersAreRefused() {
        CellMatrix expression = SmallMatrices.dense(Layer.LOGNORM, new float[] {1, 0}, new float[] {2, 0});
        GeneNetwork network = new GeneNetwork(expression.genes(), network(2, new int[] {0}, new int[] {1}), List.of());
        assertThrows(InvalidInputException.class, () -> NetworkGenes.of(expression, network, false));
        CellMatrix wrong = SmallMatrices.dense(Layer.LOGNORM, new float[] {1, Float.NaN}, new float[] {2, 0});
        String said = assertThrows(InvalidInputException.class, () -> NetworkGenes.of(wrong, network, false))
                .getMessage();
        assertTrue(said.contains("gene 'GENE1' has a value of NaN"), said);
    }
}
