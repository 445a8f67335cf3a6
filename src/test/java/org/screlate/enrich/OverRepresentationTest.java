package org.screlate.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.Column;
import org.screlate.data.GeneSet;
import org.screlate.data.Table;
import org.screlate.stats.test.Overlap;

final class OverRepresentationTest {
    private static List<String> genes(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "g" + i).toList();
    }

    private static final List<GeneSet> SETS = List.of(
            new GeneSet("away", "", genes(60, 90)),
            new GeneSet("here", "", genes(0, 15)),
            new GeneSet("small", "", genes(0, 3)));

    private static OverRepresentation.Result test(OverRepresentation.Tail tail, List<String> list) {
        return new OverRepresentation(new OverRepresentation.Options(tail, 10, 50)).test(list, genes(0, 100), SETS);
    }

    private static double number(Table table, int row, String column) {
        return ((Column.Real) table.column(column)).values()[row];
    }

    @Test
    void overlapsAreThoseOfTheHypergeometricDistribution() {
        Table found = test(OverRepresentation.Tail.ENRICHED, genes(5, 25)).table();
        assertEquals(2, found.rows());
        assertEquals("here", found.column("set").text(0));
        assertEquals(10, ((Column.Whole) found.column("overlap")).values()[0]);
        assertEquals(10 / (15 * 20 / 100.0), number(found, 0, "fold"), 1e-12);
        assertEquals(Overlap.atLeast(10, 15, 20, 100), number(found, 0, "p_value"));
        assertEquals(2 * number(found, 0, "p_value"), number(found, 0, "q_value"), 1e-15);
        assertEquals(1, number(found, 1, "p_value"));
    }

    @Test
    void depletedSetsShareFewerGenesThanChanceGives() {
        Table found = test(OverRepresentation.Tail.DEPLETED, genes(5, 25)).table();
        assertEquals("away", found.column("set").text(0));
        // none of 30 among 20 drawn of 100: the product of (70 - i) / (100 - i)
        double none =
                IntStream.range(0, 20).mapToDouble(i -> (70.0 - i) / (100 - i)).reduce(1, (a, b) -> a * b);
        assertEquals(none, number(found, 0, "p_value"), 1e-12);
    }

    @Test
    void genesOutsideTheBackgroundAreCountedAndRepeatedOnesCountOnce() {
        List<String> list = new ArrayList<>(genes(5, 25));
        list.addAll(List.of("x", "y", "g5"));
        OverRepresentation.Result found = test(OverRepresentation.Tail.ENRICHED, list);
        assertEquals(2, found.outside());
        assertEquals(20, ((Column.Whole) found.table().column("list_genes")).values()[0]);
    }

    @Test
    void badInputIsToldInOneLine() {
        DifferentialExpressionTest.assertMessage(
                "none of the 2 genes of the list",
                () -> test(OverRepresentation.Tail.ENRICHED, List.of("ENSG1", "ENSG2")));
        DifferentialExpressionTest.assertMessage("none of 3 gene sets has 60 to 70", () -> new OverRepresentation(
                        new OverRepresentation.Options(OverRepresentation.Tail.ENRICHED, 60, 70))
                .test(genes(0, 5), genes(0, 100), SETS));
        assertThrows(
                IllegalArgumentException.class,
                () -> new OverRepresentation.Options(OverRepresentation.Tail.ENRICHED, 0, 5));
    }
}
