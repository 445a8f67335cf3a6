package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.screlate.data.Interactions;
import org.screlate.data.InvalidInputException;
import org.screlate.data.NamePairs;
import org.screlate.io.InteractionsFile.Format;
import org.screlate.testing.SharedData;

final class InteractionsFileTest {
    private static final InteractionsFile.Options ALL = InteractionsFile.Options.DEFAULTS;
    private static final String BIOGRID3 = String.join(
                    "\t",
                    "#BioGRID Interaction ID",
                    "Entrez Gene Interactor A",
                    "Official Symbol Interactor A",
                    "Official Symbol Interactor B",
                    "Experimental System Type",
                    "Organism ID Interactor A",
                    "Organism ID Interactor B",
                    "Score")
            + "\n";

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        Files.writeString(path, text);
        return path;
    }

    private static List<String> edges(Interactions found) {
        return IntStream.range(0, found.pairs().size())
                .mapToObj(i -> found.names().get(found.pairs().first()[i]) + " "
                        + found.names().get(found.pairs().second()[i]) + " " + found.scores()[i])
                .toList();
    }

    private List<String> edges(String name, String text, InteractionsFile.Options options) throws IOException {
        return edges(InteractionsFile.read(file(name, text), options));
    }

    private static InteractionsFile.Options columns(String... columns) {
        return new InteractionsFile.Options(Format.AUTO, List.of(columns), Double.NaN, "");
    }

    private static InteractionsFile.Options least(double score) {
        return new InteractionsFile.Options(Format.AUTO, List.of(), score, "");
    }

    private static InteractionsFile.Options taxon(String taxon) {
        return new InteractionsFile.Options(Format.AUTO, List.of(), Double.NaN, taxon);
    }

    @ParameterizedTest
    @CsvSource({"a.tsv,'\t'", "a.csv,','", "a.txt,' '"})
    void anySeparatorWillDoWithAHeaderOrWithout(String name, String separator) throws IOException {
        String rows = "ABL1 CDKN1A 0.68\n\nPARP1 CDKN1A 0.96\n".replace(" ", separator);
        List<String> expected = List.of("ABL1 CDKN1A 0.68", "PARP1 CDKN1A 0.96");
        assertEquals(expected, edges(name, rows, ALL));
        assertEquals(expected, edges(name, "g1 g2 conn\n".replace(" ", separator) + rows, ALL));
        assertEquals(expected, edges(name, "#g1 g2 conn\n".replace(" ", separator) + rows, ALL));
    }

    @Test
    void columnsAreFoundByNameOrPosition() throws IOException {
        String text = "id,score,\"from\",to\n7,0.5,A,B\n8,0.25,B,C\n";
        List<String> expected = List.of("A B 0.5", "B C 0.25");
        assertEquals(expected, edges("a.csv", text, columns("from", "to", "score")));
        assertEquals(expected, edges("a.csv", text, columns("3", "4", "2")));
        assertEquals(List.of("A B 1.0", "B C 1.0"), edges("a.csv", text, columns("from", "to")));
    }

    @Test
    void twoColumnsHaveTheScoreOne() throws IOException {
        assertEquals(List.of("A B 1.0", "B A 1.0", "C C 1.0"), edges("a.tsv", "A\tB\nB\tA\nC\tC\n", ALL));
    }

    @Test
    void interactionsBelowTheScoreAreCountedAndLeftOut() throws IOException {
        Path path = file("a.tsv", "A\tB\t0.4\nA\tC\t0.5\nA\tD\tNaN\nA\t\t0.9\n");
        Interactions found = InteractionsFile.read(path, least(0.5));
        assertEquals(List.of("A C 0.5"), edges(found));
        assertEquals(
                List.of(
                        "left out 1 interactions with a score below 0.5",
                        "left out 1 interactions without a score",
                        "left out 1 interactions without two names"),
                found.notes());
        assertEquals(3, InteractionsFile.read(path, ALL).pairs().size());
    }

    @Test
    void listsOfStringAreKnownByTheirHeader() throws IOException {
        String text = "protein1 protein2 neighborhood combined_score\n"
                + "9606.ENSP1 9606.ENSP2 0 490\n9606.ENSP2 9606.ENSP1 0 490\n10090.ENSMUSP1 10090.ENSMUSP2 3 900\n";
        assertEquals(
                List.of("9606.ENSP1 9606.ENSP2 490.0", "9606.ENSP2 9606.ENSP1 490.0"),
                edges("links.txt", text, taxon("9606")));
        assertEquals(List.of("10090.ENSMUSP1 10090.ENSMUSP2 900.0"), edges("links.txt", text, least(700)));
    }

    @Test
    void ofBiogridThePhysicalInteractionsOfTheSpeciesAreTaken() throws IOException {
        String text = BIOGRID3
                + "1\t5\tMAP2K4\tFLNC\tphysical\t9606\t9606\t-\n"
                + "2\t6\tMYPN\tACTN2\tgenetic\t9606\t9606\t-\n"
                + "3\t7\tTrp53\tMdm2\tphysical\t10090\t10090\t0.9\n"
                + "4\t8\tTP53\tMdm2\tphysical\t9606\t10090\t-\n";
        Interactions found = InteractionsFile.read(file("b.tab3.txt", text), taxon("9606"));
        assertEquals(List.of("MAP2K4 FLNC 1.0"), edges(found));
        assertEquals(
                List.of(
                        "left out 2 interactions of another species than 9606",
                        "left out 1 interactions that are not physical"),
                found.notes());
        assertEquals(3, edges("b.tab3.txt", text, ALL).size());
    }

    @Test
    void theOldestFormatOfBiogridIsFoundBelowItsPreamble() throws IOException {
        String text = "BioGRID interactions\nin\tmany\twords\n\n"
                + "INTERACTOR_A\tINTERACTOR_B\tOFFICIAL_SYMBOL_A\tOFFICIAL_SYMBOL_B\tORGANISM_A_ID\tORGANISM_B_ID\n"
                + "ETG1\tETG2\tA1BG\tA2M\t9606\t9606\n";
        assertEquals(List.of("A1BG A2M 1.0"), edges("b.tab.txt", text, taxon("9606")));
    }

    @Test
    void thePublishedNetworkIsReadWhole() {
        Interactions found = InteractionsFile.read(SharedData.require("data/ppi_h_sapiens_0.5.tsv.gz"), least(0.5));
        assertEquals(111_786, found.pairs().size());
        assertEquals("ABL1", found.names().get(0));
    }

    @Test
    void packedListsAreUnpacked() throws IOException {
        Path path = folder.resolve("a.tsv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write("A\tB\n".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(List.of("A B 1.0"), edges(InteractionsFile.read(path, ALL)));
    }

    @Test
    void eachWrongListHasItsLine() throws IOException {
        refused("it is empty", "", ALL);
        refused("it has no interaction", "#only a comment\tB\n", ALL);
        refused("line 2 has 1 column, but column 2 is needed", "A B\n<html>\n", ALL);
        refused("no column 'to'; its first line has: from, target", "from\ttarget\nA\tB\n", columns("from", "to"));
        refused("line 2: the score 'high' is not a number", "A\tB\t0.5\nA\tC\thigh\n", ALL);
        refused("it has no column of scores, which --min-score needs", "A\tB\n", least(0.5));
        refused("--taxon is for lists of STRING and BioGRID", "A\tB\n", taxon("9606"));
        refused(
                "it has no header of BioGRID's",
                "A\tB\n",
                new InteractionsFile.Options(Format.BIOGRID, List.of(), Double.NaN, ""));
        refused(
                "no column 'protein1'; its first line has: A, B",
                "A\tB\n",
                new InteractionsFile.Options(Format.STRING, List.of(), Double.NaN, ""));
        refused("it has no interaction: left out 1 interactions with a score below 2.0", "A\tB\t1\n", least(2));
        Path binary = folder.resolve("binary");
        Files.write(binary, new byte[] {'A', '\t', (byte) 0xff, (byte) 0xfe, '\n'});
        assertEquals(
                binary + " is not UTF-8 text; save it as such, or give the right file",
                assertThrows(InvalidInputException.class, () -> InteractionsFile.read(binary, ALL))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> columns("one"));
        assertThrows(IllegalArgumentException.class, () -> taxon("human"));
    }

    private void refused(String part, String text, InteractionsFile.Options options) throws IOException {
        Path path = file("wrong.txt", text);
        String said = assertThrows(InvalidInputException.class, () -> InteractionsFile.read(path, options))
                .getMessage();
        assertTrue(said.startsWith(path + ": ") && said.contains(part), said);
    }

    @Test
    void commentsBeforeATableAreNoRows() throws IOException {
        List<String> expected = List.of("A B 0.5", "B C 0.25");
        String rows = "A\tB\t0.5\nB\tC\t0.25\n";
        assertEquals(expected, edges("a.tsv", "# made by us\n# from that, with blanks\n" + rows, ALL));
        assertEquals(expected, edges("a.tsv", "# made by us\n#g1\tg2\tconn\n" + rows, ALL));
        assertEquals(expected, edges("a.tsv", "# made by us\n#g1\tg2\tconn\n" + rows, columns("g1", "g2", "conn")));
    }

    @Test
    void scoresMayStandBeforeTheGenes() throws IOException {
        assertEquals(List.of("A B 0.5", "B C 0.25"), edges("a.tsv", "w\tx\ty\n0.5\tA\tB\n0.25\tB\tC\n", ALL));
        assertEquals(List.of("A B 0.5"), edges("a.tsv", "0.5\tA\tB\n", ALL));
        // Identifiers of Entrez are numbers, too.
        assertEquals(List.of("7157 672 0.5"), edges("a.tsv", "7157\t672\t0.5\n", ALL));
    }

    @ParameterizedTest
    @CsvSource({"gene1,gene2", "source,target", "gene_a,gene_b", "Symbol A,Symbol B", "protein,partner", "from,to"})
    void namesOfTwoColumnsAreNoInteraction(String first, String second) throws IOException {
        assertEquals(List.of("A B 1.0"), edges("a.csv", first + "," + second + "\nA,B\n", ALL));
    }

    @Test
    void tablesOfStringsPagesAreKnownByTheirNames() throws IOException {
        String head = "#node1\tnode2\tnode1_string_id\tnode2_string_id\tcombined_score\n";
        assertEquals(List.of("A B 0.9"), edges("a.tsv", head + "A\tB\t9606.P1\t9606.P2\t0.9\n", ALL));
    }

    @Test
    void simpleInteractionsHaveAGeneARelationAndPartners() throws IOException {
        assertEquals(List.of("A B 1.0", "A C 1.0", "B D 1.0"), edges("a.sif", "A pp B C\nE\nB pp D\n", ALL));
        InteractionsFile.Options sif = new InteractionsFile.Options(Format.SIF, List.of(), Double.NaN, "");
        assertEquals(List.of("A B 1.0"), edges("a.sif", "A\tcontrols-state-change-of\tB\n", sif));
    }

    @Test
    void aCutOffOnAnotherScaleIsTold() throws IOException {
        Path path = file("links.txt", "protein1 protein2 combined_score\nP1 P2 150\nP2 P3 999\n");
        assertEquals(
                List.of("warning: --min-score 0.7 keeps everything, as scores are from 150.0 to 999.0; on a scale of"
                        + " 1000 give 700"),
                InteractionsFile.read(path, least(0.7)).notes());
        assertEquals(
                List.of("left out 1 interactions with a score below 200.0"),
                InteractionsFile.read(path, least(200)).notes());
        refused("--min-score 700.0 keeps nothing, as scores are from 0.4 to 0.9", "A B 0.4\nA C 0.9\n", least(700));
    }

    @Test
    void orthologuesComeInPairsEitherWayRoundAndInGroups() throws IOException {
        String mgi = "DB Class Key\tCommon Organism Name\tNCBI Taxon ID\tSymbol\tEntrezGene ID\n"
                + "1\tmouse, laboratory\t10090\tActb\t1\n1\tmouse, laboratory\t10090\tActg1\t2\n"
                + "1\thuman\t9606\tACTB\t3\n2\thuman\t9606\tTP53\t4\n";
        String homologene = "1\t9606\t3\tACTB\t77\tNP_1\n1\t10116\t9\tActb\t76\tNP_3\n"
                + "1\t10090\t1\tActb\t78\tNP_2\n1\t10090\t2\tActg1\t79\tNP_4\n";
        for (String text : List.of(mgi, homologene, "ACTB\tActb\nACTB\tActg1\n", "Actb\tACTB\nActg1\tACTB\n")) {
            NamePairs pairs = OrthologuesFile.read(
                    file("orthologues.txt", text),
                    List.of(),
                    name -> name,
                    List.of("ACTB", "TP53")::contains,
                    List.of("Actb", "Actg1")::contains);
            assertEquals(Set.of("Actb", "Actg1"), pairs.secondsOf("ACTB"), text);
            assertEquals(Set.of(), pairs.secondsOf("TP53"), text);
        }
    }

    @Test
    void aNameMayBeAListOfSeveral() throws IOException {
        NamePairs pairs = NamePairsFile.read(
                file("hgnc.txt", "symbol\tuniprot_ids\nGNAS\tO95467|P63092\n"),
                List.of("uniprot_ids", "symbol"),
                name -> name,
                name -> true);
        assertEquals(Set.of("GNAS"), pairs.secondsOf("P63092"));
    }

    @Test
    void ofPairsOfNamesTheWantedAreKept() throws IOException {
        Path path =
                file("info.txt", "#string_protein_id\tpreferred_name\tsize\n1.P1\tTP53\t9\n1.P2\tMDM2\t8\n1.P3\t\t1\n");
        NamePairs pairs =
                NamePairsFile.read(path, List.of(), name -> name, name -> !name.equals("1.P2") && !name.equals("MDM2"));
        assertArrayEquals(new Object[] {"TP53"}, pairs.secondsOf("1.P1").toArray());
        assertArrayEquals(new Object[] {"1.P1"}, pairs.besides("TP53").toArray());
        assertTrue(pairs.besides("MDM2").isEmpty() && pairs.besides("1.P3").isEmpty());
        NamePairs turned = NamePairsFile.read(
                path, List.of("preferred_name", "string_protein_id"), name -> name.replace("1.", ""), name -> true);
        assertArrayEquals(new Object[] {"P2"}, turned.secondsOf("MDM2").toArray());
        assertThrows(
                InvalidInputException.class,
                () -> NamePairsFile.read(path, List.of("x", "y"), name -> name, name -> true));
        Path empty = file("empty.txt", "");
        assertThrows(
                InvalidInputException.class, () -> NamePairsFile.read(empty, List.of(), name -> name, name -> true));
        assertThrows(
                IllegalArgumentException.class,
                () -> NamePairsFile.read(path, List.of("1"), name -> name, name -> true));
    }
}
