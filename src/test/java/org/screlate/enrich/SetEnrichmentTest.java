package org.screlate.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.GeneSet;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.OracleTable;

final class SetEnrichmentTest {
    private static final SetEnrichment.Options OPTIONS = new SetEnrichment.Options(5000, 1, 15, 500, 3);

    private static RankedGenes ranking() {
        OracleTable ranking = OracleTable.read(SetEnrichmentTest.class, "ranking.tsv");
        return RankedGenes.of(List.of(ranking.texts("gene")), ranking.numbers("score"));
    }

    private static List<GeneSet> sets(OracleTable expected) {
        return IntStream.range(0, expected.rows().size())
                .mapToObj(
                        s -> new GeneSet(expected.texts("set")[s], "", List.of(expected.texts("genes")[s].split(","))))
                .toList();
    }

    private static double number(Table table, int row, String column) {
        return ((Column.Real) table.column(column)).values()[row];
    }

    @Test
    void scoresAreThoseOfGseapyAndTheRestIsWithinTheErrorOfItsPermutations() {
        OracleTable expected = OracleTable.read(getClass(), "prerank.tsv");
        Table found = new SetEnrichment(OPTIONS).test(ranking(), sets(expected), new Workers(2));
        assertEquals(expected.rows().size(), found.rows());
        for (int r = 0; r < found.rows(); r++) {
            String set = found.column("set").text(r);
            assertEquals(expected.number("es", "set", set), number(found, r, "es"), 1e-9, set);
            // The mean of 2,500 random scores of one sign, about 0.1 of its spread apart, has an error of 1 %.
            double nes = expected.number("nes", "set", set);
            assertEquals(nes, number(found, r, "nes"), 0.04 * Math.abs(nes), set);
            assertEquals(expected.number("p", "set", set), number(found, r, "p_value"), 0.04, set);
            assertEquals(expected.number("q", "set", set), number(found, r, "q_value"), 0.06, set);
            String edge = expected.texts("leading_edge")[
                    List.of(expected.texts("set")).indexOf(set)];
            assertEquals(
                    Set.of(edge.split(",")),
                    Set.of(found.column("leading_edge").text(r).split(",")),
                    set);
        }
    }

    @Test
    void sixGenesAreThoseWorkedOutByHand() {
        double[] weights = {3, 2, 1, 0, 1, 2};
        int[] none = {0, 1, 2, 3, 4, 5};
        // ranks 0 and 2: 3/4, 3/4 - 1/4, 3/4
        assertEquals(0.75, EnrichmentScore.of(new int[] {0, 2}, weights, none).value(), 1e-15);
        assertEquals(0, EnrichmentScore.of(new int[] {0, 2}, weights, none).peak());
        // ranks 2 and 5: falls to -1/2, rises by 1/3, falls to -2/3
        EnrichmentScore low = EnrichmentScore.of(new int[] {2, 5}, weights, none);
        assertEquals(1 / 3.0 - 1, low.value(), 1e-15);
        assertEquals(1, low.peak());
        // a gene without a score counts like any other of them
        assertEquals(
                1,
                EnrichmentScore.of(new int[] {0}, new double[] {0, 0, 0}, new int[] {0, 1, 2})
                        .value(),
                1e-15);
        // scores 2, 1, 1, 1, 0, ranks 0 and any one of the tie: 2/3, then 1 - 2/3, then 0
        for (int rank : new int[] {1, 2, 3}) {
            EnrichmentScore tied =
                    EnrichmentScore.of(new int[] {0, rank}, new double[] {2, 1, 1, 1, 0}, new int[] {0, 1, 1, 1, 4});
            assertEquals(new EnrichmentScore(2 / 3.0, 0), tied);
        }
    }

    @Test
    void theOrderOfTheRowsChangesNothing() {
        List<String> genes = IntStream.range(0, 200).mapToObj(g -> "g" + g).toList();
        double[] scores =
                IntStream.range(0, 200).mapToDouble(g -> g % 30 == 7 ? 5 : 0).toArray();
        List<String> turned =
                IntStream.range(0, 200).mapToObj(g -> "g" + (199 - g)).toList();
        double[] other =
                IntStream.range(0, 200).mapToDouble(g -> scores[199 - g]).toArray();
        List<GeneSet> sets =
                List.of(new GeneSet("s", "", genes.subList(0, 40)), new GeneSet("t", "", genes.subList(150, 200)));
        SetEnrichment method = new SetEnrichment(OPTIONS);
        RankedGenes ranked = RankedGenes.of(genes, scores);
        assertEquals(1, ranked.tiedShare());
        Table one = method.test(ranked, sets, Workers.ONE);
        Table two = method.test(RankedGenes.of(turned, other), sets, Workers.ONE);
        for (String column : List.of("set", "es", "nes", "p_value", "q_value", "leading_edge")) {
            assertEquals(one.column(column).text(0), two.column(column).text(0), column);
            assertEquals(one.column(column).text(1), two.column(column).text(1), column);
        }
    }

    @Test
    void falseDiscoveryRatesAreNeverZero() {
        Table found = new SetEnrichment(new SetEnrichment.Options(10, 1, 5, 500, 0))
                .test(
                        ranking(),
                        List.of(new GeneSet("top", "", ranking().genes().subList(0, 20))),
                        Workers.ONE);
        assertTrue(number(found, 0, "q_value") > 0);
    }

    @Test
    void randomSetsGiveUniformPValues() {
        RankedGenes ranking = ranking();
        SplittableRandom random = new SplittableRandom(5);
        List<GeneSet> sets = IntStream.range(0, 1000)
                .mapToObj(s -> new GeneSet(
                        "set" + s,
                        "",
                        random.ints(0, 800)
                                .distinct()
                                .limit(20)
                                .mapToObj(i -> "g" + i)
                                .toList()))
                .toList();
        Table found = new SetEnrichment(OPTIONS).test(ranking, sets, new Workers(2));
        double[] p = ((Column.Real) found.column("p_value")).values();
        assertEquals(0.05, Arrays.stream(p).filter(v -> v < 0.05).count() / 1000.0, 0.025);
        assertEquals(0.5, Arrays.stream(p).average().orElseThrow(), 0.04);
        assertTrue(Arrays.stream(((Column.Real) found.column("q_value")).values())
                        .min()
                        .orElseThrow()
                > 0.05);
    }

    @Test
    void threadsAndOtherSetsChangeNothing() {
        List<GeneSet> sets = sets(OracleTable.read(getClass(), "prerank.tsv"));
        SetEnrichment method = new SetEnrichment(OPTIONS);
        Table all = method.test(ranking(), sets, new Workers(2));
        assertEquals(
                Arrays.toString(((Column.Real) all.column("q_value")).values()),
                Arrays.toString(
                        ((Column.Real) method.test(ranking(), sets, Workers.ONE).column("q_value")).values()));
        Table one = method.test(ranking(), sets.subList(7, 8), Workers.ONE);
        int row = List.of(all.labels("set")).indexOf("set7");
        assertEquals(number(all, row, "nes"), number(one, 0, "nes"));
        assertEquals(number(all, row, "p_value"), number(one, 0, "p_value"));
    }

    @Test
    void signalToNoiseIsTheDifferenceOfMeansOverTheSumOfSpreads() {
        CellMatrix cells = CellMatrix.of(
                List.of("a", "b", "c", "d"),
                List.of("g", "h", "constant"),
                new DenseMatrix(4, 3, new float[] {1, 0, 1, 3, 2, 1, 0, 4, 1, 0, 6, 1}),
                Layer.LOGNORM);
        RankedGenes ranked = RankedGenes.bySignalToNoise(cells, new String[] {"x", "x", "y", "y"}, "x", "y")
                .ranked();
        assertEquals(List.of("g", "h"), ranked.genes());
        // x has 1, 3 and y 0, 0: the spread of y is a fifth of one
        assertEquals(2 / (Math.sqrt(2) + 0.2), ranked.scores()[0], 1e-12);
        assertEquals(-4 / (2 * Math.sqrt(2)), ranked.scores()[1], 1e-12);
    }

    @Test
    void genesOfOneValueOnEitherSideAreNamedAndRanked() {
        CellMatrix cells = CellMatrix.of(
                List.of("a", "b", "c", "d", "e", "f"),
                List.of("g", "h", "same"),
                new DenseMatrix(6, 3, new float[] {0.1f, 0, 1, 0.1f, 2, 1, 0.1f, 1, 1, 0, 4, 1, 0, 6, 1, 0, 5, 1}),
                Layer.LOGNORM);
        RankedGenes.OfCells found =
                RankedGenes.bySignalToNoise(cells, new String[] {"x", "x", "x", "y", "y", "y"}, "x", "y");
        assertEquals(List.of("g"), found.constant());
        assertEquals(List.of("g", "h"), found.ranked().genes());
        assertEquals(0.1 / (0.2 * 0.1 + 0.2), found.ranked().scores()[0], 1e-6);
    }

    @Test
    void badInputIsToldInOneLine() {
        RankedGenes ranking = ranking();
        List<GeneSet> strange = List.of(new GeneSet("s", "", List.of("ENSG1", "ENSG2")));
        DifferentialExpressionTest.assertMessage(
                "named like 'g", () -> new SetEnrichment(OPTIONS).test(ranking, strange, Workers.ONE));
        DifferentialExpressionTest.assertMessage(
                "duplicated gene name 'g'", () -> RankedGenes.of(List.of("g", "g"), new double[] {1, 2}));
        DifferentialExpressionTest.assertMessage(
                "all 2 genes have the score 0.0, which ranks none",
                () -> RankedGenes.of(List.of("g", "h"), new double[2]));
        DifferentialExpressionTest.assertMessage(
                "infinite score", () -> RankedGenes.of(List.of("g", "h"), new double[] {1, Double.POSITIVE_INFINITY}));
        DifferentialExpressionTest.assertMessage(
                "only 1 genes have a score", () -> RankedGenes.of(List.of("g", "h"), new double[] {1, Double.NaN}));
        assertThrows(IllegalArgumentException.class, () -> new SetEnrichment.Options(9, 1, 1, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> new SetEnrichment.Options(10, Double.NaN, 1, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> new SetEnrichment.Options(10, 1, 3, 2, 0));
    }

    @Test
    void aHundredThousandSetsTakeSeconds() {
        List<String> genes = ranking().genes();
        List<GeneSet> sets = IntStream.range(0, 100_000)
                .mapToObj(s -> new GeneSet("s" + s, "", genes.subList(s % 50, s % 50 + 10)))
                .toList();
        SetEnrichment method = new SetEnrichment(new SetEnrichment.Options(100, 1, 5, 500, 0));
        Table all = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> method.test(ranking(), sets, Workers.ONE));
        // As many sets of each kind as of any other: the shares, and so the rates, are those of the fifty.
        Table few = method.test(ranking(), sets.subList(0, 50), Workers.ONE);
        assertEquals(number(few, 0, "q_value"), number(all, 0, "q_value"), 0.02);
    }
}
