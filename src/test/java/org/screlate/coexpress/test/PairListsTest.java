package org.screlate.coexpress.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.Column;
import org.screlate.data.GenePairs;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.data.Table;

final class PairListsTest {
    private static final List<String> GENES = List.of("B", "A", "C", "D");

    private static List<String> words(GenePairs pairs) {
        return IntStream.range(0, pairs.size())
                .mapToObj(
                        i -> pairs.genes().get(pairs.first()[i]) + pairs.genes().get(pairs.second()[i]))
                .toList();
    }

    @Test
    void allPairsComeInTheOrderOfTheGenes() {
        assertEquals(List.of("BA", "BC", "BD", "AC", "AD", "CD"), words(PairChoice.all(GENES)));
        assertEquals(
                31_375,
                PairChoice.all(IntStream.range(0, 251).mapToObj(g -> "g" + g).toList())
                        .size());
        assertThrows(InvalidInputException.class, () -> PairChoice.all(List.of("A")));
        assertThrows(InvalidInputException.class, () -> PairChoice.all(List.of("A", "B", "A")));
    }

    @Test
    void someGenesArePairedWithAllOthers() {
        assertEquals(List.of("BD", "AD", "CD"), words(PairChoice.with(GENES, Set.of("D"))));
        assertEquals(List.of("BA", "BC", "AC", "AD", "CD"), words(PairChoice.with(GENES, Set.of("A", "C", "none"))));
        assertEquals(words(PairChoice.all(GENES)), words(PairChoice.with(GENES, Set.copyOf(GENES))));
        assertThrows(InvalidInputException.class, () -> PairChoice.with(GENES, Set.of("none")));
    }

    @Test
    void aListGivesEachPairOnceAndNoneOfAGeneWithItself() {
        GenePairs list = new GenePairs(GENES, new int[] {0, 1, 2, 2, 3}, new int[] {1, 0, 2, 3, 1}, 1, Provenance.NONE);
        assertEquals(List.of("BA", "CD", "DA"), words(PairChoice.each(list, null)));
        assertEquals(List.of("BA", "DA"), words(PairChoice.each(list, List.of("A", "B", "D", "E"))));
        assertThrows(InvalidInputException.class, () -> PairChoice.each(list, List.of("A", "C")));
    }

    @Test
    void aSampleIsDrawnOnceEachInOrderAndBySeed() {
        GenePairs all =
                PairChoice.all(IntStream.range(0, 30).mapToObj(g -> "g" + g).toList());
        GenePairs sample = PairChoice.sample(all, 100, 7);
        assertEquals(100, sample.size());
        assertEquals(100, List.copyOf(new java.util.TreeSet<>(words(sample))).size());
        List<String> places = words(all);
        int[] at = words(sample).stream().mapToInt(places::indexOf).toArray();
        assertArrayEquals(IntStream.of(at).sorted().toArray(), at);
        assertArrayEquals(sample.second(), PairChoice.sample(all, 100, 7).second());
        assertTrue(!words(sample).equals(words(PairChoice.sample(all, 100, 8))));
        assertEquals(words(all), words(PairChoice.sample(all, all.size(), 1)));
        assertThrows(InvalidInputException.class, () -> PairChoice.sample(all, all.size() + 1, 1));
        assertThrows(InvalidInputException.class, () -> PairChoice.sample(all, 0, 1));
    }

    @Test
    void chunksTogetherAreTheList() {
        List<GenePairs> chunks = PairChoice.chunks(PairChoice.all(GENES), 4);
        assertEquals(List.of("BA", "BC", "BD"), words(chunks.get(0)));
        assertEquals(List.of("AC", "AD", "CD"), words(chunks.get(1)));
        assertEquals(4, chunks.get(1).from());
        assertEquals(1, PairChoice.chunks(PairChoice.all(GENES), 6).size());
        assertThrows(IllegalArgumentException.class, () -> PairChoice.chunks(PairChoice.all(GENES), 0));
    }

    private static PairChunks.Results results(String name, int chunk, int chunks, String sha) {
        Provenance.Step pairs = PairChunks.step(
                new Provenance.Step("screlate-pairs", "1", Map.of("chunk-size", "5"), 0, Map.of("cells", "x")),
                chunk,
                chunks);
        Provenance.Step tests = new Provenance.Step(
                "screlate-coexpress", "1", Map.of("method", "sccosmix"), 0, Map.of("cells", sha, "pairs", "p" + chunk));
        return new PairChunks.Results(name, Provenance.NONE.then(pairs).then(tests));
    }

    @Test
    void chunksArePutInOrder() {
        assertArrayEquals(
                new int[] {2, 0, 1},
                PairChunks.order(List.of(results("b", 2, 3, "x"), results("c", 3, 3, "x"), results("a", 1, 3, "x"))));
        assertArrayEquals(new int[] {0}, PairChunks.order(List.of(new PairChunks.Results("alone", Provenance.NONE))));
    }

    @Test
    void chunksThatAreMissingDoubledOrOfAnotherRunAreRefusedByName() {
        assertRefused("chunk 2 of 3 is missing", results("a", 1, 3, "x"), results("c", 3, 3, "x"));
        assertRefused("chunk 3 of 3 is missing", results("a", 1, 3, "x"), results("b", 2, 3, "x"));
        assertRefused("chunk 1 of 2 is missing", results("b", 2, 2, "x"));
        assertRefused(
                "chunk 2 of 2 is there twice: b and c",
                results("a", 1, 2, "x"),
                results("b", 2, 2, "x"),
                results("c", 2, 2, "x"));
        assertRefused("b is of another run than a", results("a", 1, 2, "x"), results("b", 2, 2, "y"));
        assertRefused(
                "b does not say which chunk it is",
                results("a", 1, 2, "x"),
                new PairChunks.Results("b", Provenance.NONE));
    }

    private static void assertRefused(String expected, PairChunks.Results... files) {
        String message = assertThrows(InvalidInputException.class, () -> PairChunks.order(List.of(files)))
                .getMessage();
        assertTrue(message.startsWith(expected), message);
    }

    @Test
    void testsAreRankedWithThoseThatFailedLast() {
        Table tests = Table.ofRows(4)
                .with("pair", new Column.Whole(new long[] {1, 2, 3, 4}))
                .with("p_value", new Column.Real(new double[] {0.04, Double.NaN, 0.01, 0.03}))
                .with("df", new Column.Real(new double[] {1, 2, 3, 4}));
        Table ranked = RankedTests.of(tests);
        assertEquals(List.of("rank", "pair", "p_value", "fdr_bh", "fdr_by", "df"), ranked.names());
        assertArrayEquals(new long[] {3, 4, 1, 2}, ((Column.Whole) ranked.column("pair")).values());
        assertArrayEquals(
                new double[] {0.03, 0.04, 0.04, Double.NaN}, ((Column.Real) ranked.column("fdr_bh")).values(), 1e-15);
        double c = 1 + 1 / 2.0 + 1 / 3.0;
        assertArrayEquals(
                new double[] {0.03 * c, 0.04 * c, 0.04 * c, Double.NaN},
                ((Column.Real) ranked.column("fdr_by")).values(),
                1e-15);
        assertEquals(2, RankedTests.count(ranked, "p_value", 0.03));
        Table hole = tests.with("pair", new Column.Whole(new long[] {1, 2, 4, 5}));
        assertTrue(assertThrows(InvalidInputException.class, () -> RankedTests.of(hole))
                .getMessage()
                .startsWith("pair 3 is missing"));
    }
}
