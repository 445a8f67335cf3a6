package org.screlate.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.graph.NodePairs;

final class GeneNetworkTest {
    private static final List<String> GENES = List.of("TP53", "MDM2", "ACTB", "ABL1");

    /** Interactions of names written as "A B, B C", with scores 1, 2, … */
    private static Interactions listed(String text) {
        String[][] pairs = IntStream.range(0, text.split(", ").length)
                .mapToObj(i -> text.split(", ")[i].split(" "))
                .toArray(String[][]::new);
        List<String> names =
                Arrays.stream(pairs).flatMap(Arrays::stream).distinct().toList();
        int[] first = new int[pairs.length];
        int[] second = new int[pairs.length];
        float[] scores = new float[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            first[i] = names.indexOf(pairs[i][0]);
            second[i] = names.indexOf(pairs[i][1]);
            scores[i] = i + 1;
        }
        return new Interactions(names, new NodePairs(first, second), scores, List.of("a note"));
    }

    private static NamePairs pairs(String... names) {
        List<String> all = List.of(names);
        return new NamePairs(
                IntStream.range(0, all.size() / 2).mapToObj(i -> all.get(2 * i)).toList(),
                IntStream.range(0, all.size() / 2)
                        .mapToObj(i -> all.get(2 * i + 1))
                        .toList());
    }

    private static int[][] edges(GeneNetwork network) {
        NodePairs edges = NodePairs.edges(network.weights());
        return IntStream.range(0, edges.size())
                .mapToObj(i -> new int[] {edges.first()[i], edges.second()[i]})
                .toArray(int[][]::new);
    }

    @Test
    void loopsRepeatsAndStrangersAreCountedAndIsolatedGenesStay() {
        GeneNetwork network = GeneNetwork.match(
                GENES, listed("TP53 MDM2, MDM2 TP53, ACTB ACTB, TP53 XYZ, ABL1 TP53"), GeneNames.PLAIN, 3);
        assertArrayEquals(new int[][] {{0, 1}, {0, 3}}, edges(network));
        assertEquals(2, network.weights().get(0, 1)); // the higher score
        assertEquals(2, network.size());
        assertEquals(
                List.of(
                        "a note",
                        "5 interactions of 5 names; 3 of 4 genes interact with another",
                        "left out 1 interactions with a gene that the matrix has not",
                        "left out 1 interactions of a gene with itself",
                        "left out 1 interactions listed before, either way round",
                        "2 interactions of 3 genes stay; 1 genes have none"),
                network.account());
    }

    @Test
    void aliasesServeBothWaysRoundAndOwnNamesComeFirst() {
        GeneNames rules = new GeneNames(
                false, pairs("9606.P1", "P53", "9606.P1", "TP53", "MDM2", "HDM2", "ABL1", "ACTB"), NamePairs.NONE);
        // ACTB is a gene of the matrix, so it is not taken for its alias ABL1.
        GeneNetwork network = GeneNetwork.match(GENES, listed("9606.P1 HDM2, ACTB TP53"), rules, 1);
        assertArrayEquals(new int[][] {{0, 1}, {0, 2}}, edges(network));
    }

    @Test
    void versionsGoOnRequestOnly() {
        List<String> genes = List.of("ENSG00000141510.18", "ENSMUSG00000020184", "A.1");
        Interactions listed = listed("ENSG00000141510.3 ENSMUSG00000020184.12, ENSG00000141510 A");
        GeneNames stripped = new GeneNames(true, NamePairs.NONE, NamePairs.NONE);
        assertArrayEquals(new int[][] {{0, 1}}, edges(GeneNetwork.match(genes, listed, stripped, 1)));
        assertThrows(InvalidInputException.class, () -> GeneNetwork.match(genes, listed, GeneNames.PLAIN, 1));
    }

    @Test
    void orthologuesStandInAllOfThemAndNothingIsRecased() {
        List<String> mouse = List.of("Trp53", "Mdm2", "Actb", "Actg1", "TP53");
        GeneNames rules = new GeneNames(false, NamePairs.NONE, pairs("TP53", "Trp53", "ACTB", "Actb", "ACTB", "Actg1"));
        GeneNetwork network = GeneNetwork.match(mouse, listed("TP53 ACTB, TP53 MDM2, ACTB ACTB"), rules, 1);
        // MDM2 has no orthologue in the table; a gene's two orthologues interact where it does with itself.
        assertArrayEquals(new int[][] {{0, 2}, {0, 3}, {2, 3}}, edges(network));
    }

    @Test
    void orthologuesAreFoundByAliasesToo() {
        GeneNames rules = new GeneNames(
                false,
                pairs("9606.P1", "TP53", "9606.P2", "MDM2", "ENSMUSG00000059552", "Trp53"),
                pairs("TP53", "Trp53", "MDM2", "Mdm2"));
        List<String> mouse = List.of("Mdm2", "ENSMUSG00000059552");
        assertArrayEquals(new int[][] {{0, 1}}, edges(GeneNetwork.match(mouse, listed("9606.P1 9606.P2"), rules, 2)));
    }

    @Test
    void tooFewGenesInCommonAreNamedFromBothSides() {
        refused(
                "0 of 4 genes are in the network, and at least 2 are needed (--min-overlap), each with a"
                        + " partner among the genes: the matrix has TP53, MDM2, ACTB …, the network P1, P2, P3 …; give --aliases",
                GENES,
                "P1 P2, P3 P4, TP53 P1");
        refused(
                "0 of 4 genes are in the network, and at least 2 are needed (--min-overlap), each with a"
                        + " partner among the genes: the matrix has TP53, MDM2, ACTB …, the network Tp53, Mdm2, Actb …; they differ in capital letters, as species do: give"
                        + " --orthologues",
                GENES,
                "Tp53 Mdm2, Actb Abl1");
    }

    @Test
    void genesWhosePartnersTheMatrixLacksDoNotCount() {
        // All four are in the list, but nothing would be left to learn from.
        refused("0 of 4 genes are in the network, and", GENES, "TP53 X, MDM2 X, ACTB X, ABL1 ABL1");
    }

    @Test
    void databasesInFrontOfNamesAndListsOfNamesAreUnderstood() {
        GeneNames rules = new GeneNames(false, pairs("P04637", "TP53", "Q00987", "MDM2"), NamePairs.NONE);
        Interactions listed = listed("uniprotkb:P04637|intact:EBI-366083 symbol:ACTB, Q9UBZ8|Q00987 ABL1");
        assertArrayEquals(new int[][] {{0, 2}, {1, 3}}, edges(GeneNetwork.match(GENES, listed, rules, 4)));
    }

    private static void refused(String start, List<String> genes, String text) {
        String said = assertThrows(
                        InvalidInputException.class, () -> GeneNetwork.match(genes, listed(text), GeneNames.PLAIN, 2))
                .getMessage();
        assertTrue(said.startsWith(start), said);
    }
}
