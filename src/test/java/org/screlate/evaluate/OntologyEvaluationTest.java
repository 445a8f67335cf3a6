package org.screlate.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.Annotations;
import org.screlate.data.Column;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Ontology;
import org.screlate.data.Ontology.Parent;
import org.screlate.data.Ontology.Relation;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.AnnotationsFile;
import org.screlate.io.OntologyFile;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.SharedData;

final class OntologyEvaluationTest {
    /** Terms 1 and 2 under 0, 3 part of 1, 4 under 1 and 2; 5 is of another namespace. */
    private static final Ontology SMALL = new Ontology(
            List.of("T:0", "T:1", "T:2", "T:3", "T:4", "T:5"),
            List.of("p", "p", "p", "p", "p", "f"),
            List.of(
                    List.of(),
                    List.of(new Parent(0, Relation.IS_A)),
                    List.of(new Parent(0, Relation.IS_A)),
                    List.of(new Parent(1, Relation.PART_OF), new Parent(5, Relation.OTHER)),
                    List.of(new Parent(1, Relation.IS_A), new Parent(2, Relation.IS_A)),
                    List.of()),
            Map.of("T:9", 4, "T:7", 2),
            Map.of("T:7", List.of(), "T:8", List.of("T:1", "T:2")));

    private static final int GENES = 60;

    private static List<String> genes() {
        return IntStream.range(0, GENES).mapToObj(g -> "g" + g).toList();
    }

    /** Even genes do T:3, odd ones T:2. */
    private static Annotations annotations() {
        Map<String, List<String>> terms = new TreeMap<>();
        genes().forEach(gene -> terms.put(gene, List.of(Integer.parseInt(gene.substring(1)) % 2 == 0 ? "T:3" : "T:2")));
        return new Annotations(terms, 0);
    }

    @Test
    void annotationsOfObsoleteAndUnknownTermsAreCounted() {
        Annotations annotations = new Annotations(
                Map.of("a", List.of("T:1", "T:7", "T:9"), "b", List.of("T:7", "T:8"), "c", List.of("X:1")), 0);
        TermUse use = TermUse.of(SMALL, annotations, List.of("a", "b", "c", "not annotated"));
        assertEquals(
                List.of(
                        "2 annotations name obsolete terms and were taken as of those that replace them, such as T:7 as"
                                + " T:2",
                        "1 annotations name obsolete terms that nothing replaces and were left out, such as T:8 (its"
                                + " curators would consider T:1, T:2)",
                        "1 annotations name terms that the ontology does not hold and were left out, such as X:1"),
                use.lines());
        assertEquals(List.of(), TermUse.of(SMALL, annotations, List.of("other")).lines());
    }

    /** Even and odd genes apart by a distance. */
    private static GeneEmbedding embedding(double apart) {
        SplittableRandom random = new SplittableRandom(3);
        DenseMatrix values = DenseMatrix.zeros(GENES, 8);
        for (int g = 0; g < GENES; g++) {
            for (int d = 0; d < 8; d++) {
                values.set(g, d, (float) (random.nextDouble() + (d < 4 ? 1 : -1) * (g % 2 == 0 ? apart : -apart)));
            }
        }
        return new GeneEmbedding(
                genes(), IntStream.range(0, 8).mapToObj(d -> "d" + d).toList(), values, "made", Provenance.NONE);
    }

    private static OntologyEvaluation evaluation(GeneEmbedding... embeddings) {
        return new OntologyEvaluation(
                new OntologyEvaluation.Options("p", 40, 5, 50, 1), SMALL, annotations(), List.of(embeddings));
    }

    private static double value(Table table, String metric) {
        int row = List.of(table.labels("metric")).indexOf(metric);
        return ((Column.Real) table.column("value")).values()[row];
    }

    @Test
    void termsAreAlikeAsWorkedOutByHand() {
        TermSimilarity similarity = new TermSimilarity(SMALL, TermSimilarity.Weights.DEFAULTS);
        TermSimilarity.Meaning three = similarity.meaning(3);
        assertArrayEquals(new int[] {0, 1, 3}, three.terms());
        assertArrayEquals(new double[] {0.48, 0.6, 1}, three.weights(), 1e-15);
        TermSimilarity.Meaning four = similarity.meaning(4);
        assertArrayEquals(new double[] {0.64, 0.8, 0.8, 1}, four.weights(), 1e-15);
        assertEquals((0.48 + 0.6 + 0.64 + 0.8) / (2.08 + 3.24), TermSimilarity.ofTerms(three, four), 1e-15);
        assertEquals(1, TermSimilarity.ofTerms(four, four), 1e-15);
        double mixed = TermSimilarity.ofTerms(three, four);
        assertEquals(
                (1 + 1 + mixed) / 3,
                TermSimilarity.ofGenes(
                        new TermSimilarity.Meaning[] {three, four}, new TermSimilarity.Meaning[] {three}),
                1e-15);
    }

    @Test
    void oneGeneAgainstManyIsAsEachPairAlone() {
        TermSimilarity similarity = new TermSimilarity(SMALL, TermSimilarity.Weights.DEFAULTS);
        TermSimilarity.Meaning[] meanings =
                IntStream.range(0, 5).mapToObj(similarity::meaning).toArray(TermSimilarity.Meaning[]::new);
        List<int[]> genes = List.of(new int[] {3, 4}, new int[] {3}, new int[] {0, 2}, new int[] {1, 3, 4});
        for (int[] one : genes) {
            double[] found = similarity.toGenes(one, genes, meanings);
            for (int g = 0; g < found.length; g++) {
                assertEquals(TermSimilarity.ofGenes(of(meanings, one), of(meanings, genes.get(g))), found[g], 1e-15);
            }
        }
    }

    private static TermSimilarity.Meaning[] of(TermSimilarity.Meaning[] meanings, int[] terms) {
        return Arrays.stream(terms).mapToObj(t -> meanings[t]).toArray(TermSimilarity.Meaning[]::new);
    }

    /**
     * GOSemSim's numbers come from another release of the ontology than the file has, and with 0.7 for every relation: of
     * its 300 pairs those whose terms mean the same in both releases agree, and genes agree on the whole.
     */
    @Test
    void termsAndGenesAreAlikeAsGOSemSimHasThem() throws IOException {
        Ontology ontology = OntologyFile.read(SharedData.require("data/go.obo.gz"));
        Annotations annotations = AnnotationsFile.read(SharedData.require("data/goa_human.gaf.gz"));
        Map<String, Integer> numbers = new TreeMap<>();
        IntStream.range(0, ontology.ids().size())
                .forEach(t -> numbers.put(ontology.ids().get(t), t));
        TermSimilarity similarity = new TermSimilarity(ontology, new TermSimilarity.Weights(0.7, 0.7, 0.7));
        List<String> pairs = lines(SharedData.require("reference/go/wang_terms_bp.csv"));
        long equal = pairs.stream()
                .map(line -> line.replace("\"", "").split(","))
                .filter(words -> Math.abs(TermSimilarity.ofTerms(
                                        similarity.meaning(numbers.get(words[0])),
                                        similarity.meaning(numbers.get(words[1])))
                                - Double.parseDouble(words[2]))
                        <= 0.00051)
                .count();
        assertEquals(154, equal);
        List<String> table = lines(SharedData.require("reference/go/wang_genes_bma_bp.csv"));
        List<TermSimilarity.Meaning[]> genes = new ArrayList<>();
        for (String line : table) {
            genes.add(annotations.terms().get(line.split(",")[0].replace("\"", "")).stream()
                    .filter(numbers::containsKey)
                    .map(numbers::get)
                    .filter(t -> ontology.namespaces().get(t).equals("biological_process"))
                    .map(similarity::meaning)
                    .toArray(TermSimilarity.Meaning[]::new));
        }
        double apart = 0;
        for (int i = 0; i < 20; i++) {
            String[] words = table.get(i).split(",");
            for (int j = 0; j < 20; j++) {
                double found = TermSimilarity.ofGenes(genes.get(i), genes.get(j));
                apart += Math.abs(Double.parseDouble(words[j + 1]) - found) / 400;
            }
        }
        assertEquals(0, apart, 0.04);
    }

    private static List<String> lines(Path path) throws IOException {
        List<String> all = Files.readAllLines(path);
        return all.subList(1, all.size());
    }

    @Test
    void embeddingsThatKnowTheTermsScoreHighAndOthersByChance() {
        GeneEmbedding knows = embedding(2);
        GeneEmbedding random = embedding(0);
        int[] byTerm = IntStream.range(0, GENES).map(g -> g % 2).toArray();
        int[] byHalf = IntStream.range(0, GENES).map(g -> g < 30 ? 0 : 1).toArray();
        Table high = evaluation(knows).score(Map.of("knows", knows), Map.of("knows", Map.of("k", byTerm)), Workers.ONE);
        assertTrue(value(high, "similarity_correlation_mean") > 0.95);
        assertEquals(1, value(high, "votes_auroc_mean"), 1e-12);
        assertEquals(1, value(high, "k_share_enriched"));
        Table low =
                evaluation(random).score(Map.of("random", random), Map.of("random", Map.of("k", byHalf)), Workers.ONE);
        assertEquals(0, value(low, "similarity_correlation_mean"), 0.1);
        assertEquals(0.5, value(low, "votes_auroc_mean"), 0.15);
        assertEquals(0, value(low, "k_share_enriched"));
    }

    @Test
    void threadsChangeNothing() {
        GeneEmbedding given = embedding(0.3);
        Table one = evaluation(given).score(Map.of("e", given), Map.of(), Workers.ONE);
        Table two = evaluation(given).score(Map.of("e", given), Map.of(), new Workers(2));
        assertEquals(
                Arrays.toString(((Column.Real) one.column("value")).values()),
                Arrays.toString(((Column.Real) two.column("value")).values()));
    }

    @Test
    void badInputIsToldInOneLine() {
        GeneEmbedding given = embedding(0);
        assertMessage(
                "no namespace 'q'; it has: f, p",
                () -> new OntologyEvaluation(
                        new OntologyEvaluation.Options("q", 40, 5, 50, 1), SMALL, annotations(), List.of(given)));
        assertMessage(
                "0 of 60 genes are annotated; the embedding has names like 'g0', the annotations like 'ENSG1'",
                () -> new OntologyEvaluation(
                        new OntologyEvaluation.Options("p", 40, 5, 50, 1),
                        SMALL,
                        new Annotations(Map.of("ENSG1", List.of("T:1")), 0),
                        List.of(given)));
        assertThrows(IllegalArgumentException.class, () -> new OntologyEvaluation.Options("p", 2, 5, 50, 1));
        assertThrows(IllegalArgumentException.class, () -> new OntologyEvaluation.Options("p", 40, 2, 50, 1));
    }

    private static void assertMessage(String part, Runnable run) {
        String message = assertThrows(InvalidInputException.class, run::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
