package org.screlate.impute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.Workers;
import org.screlate.testing.SmallMatrices;

final class FittedTest {
    private static final Set<String> BOTH = Set.of("--cell-neighbours", "--related-cells");
    private static final Expected EXPECTED = new Expected(Expected.Options.DEFAULTS);
    private static final CellMatrix CELLS = samples(SmallMatrices.lognorm(60, 20, 2, 3));

    /** Forty cells of a, twelve of b, eight of c. */
    private static CellMatrix samples(CellMatrix cells) {
        String[] labels = IntStream.range(0, 60)
                .mapToObj(c -> c < 40 ? "a" : c < 52 ? "b" : "c")
                .toArray(String[]::new);
        return cells.withCellMetadata(cells.cellMetadata().with("sample", new Column.Text(labels)));
    }

    private static List<String> notes(Imputation method, CellMatrix cells, Set<String> adaptable) {
        return method.fittedTo(cells, Relations.DEFAULTS, adaptable).notes();
    }

    private static CellMatrix first(int cells) {
        return CELLS.selectCells(IntStream.range(0, cells).toArray());
    }

    @Test
    void enoughCellsChangeNothing() {
        assertEquals(List.of(), notes(EXPECTED, first(31), BOTH));
        var twoWay = new TwoWay(new TwoWay.Options(Mode.RECOVER));
        assertSame(twoWay, twoWay.fittedTo(first(2), Relations.DEFAULTS, BOTH).method());
    }

    @Test
    void defaultsAreLoweredToTheOtherCellsAndTold() {
        assertEquals(List.of("30 cells: --related-cells 29 in place of 30"), notes(EXPECTED, first(30), BOTH));
        assertEquals(
                List.of("12 cells: --cell-neighbours 11 in place of 15", "12 cells: --related-cells 11 in place of 30"),
                notes(EXPECTED, first(12), BOTH));
        var scfp = new ScFp(new SmoothingOptions(Mode.SMOOTH, 15, 40, 0.99));
        assertEquals(List.of("12 cells: --cell-neighbours 11 in place of 15"), notes(scfp, first(12), BOTH));
    }

    @Test
    void whatWasAskedForIsRefusedAndSoAreTwoCells() {
        assertRefused(
                "12 cells are too few for 30 cell neighbours; lower --related-cells",
                EXPECTED,
                first(12),
                Set.of("--cell-neighbours"));
        assertRefused("2 cells are too few for 15 cell neighbours", EXPECTED, first(2), BOTH);
    }

    @Test
    void everySmallSampleIsNamedBeforeAnyIsWorkedOn() {
        BySample method = new BySample(EXPECTED, "sample");
        assertEquals(
                List.of(
                        "sample 'b' has 12 cells: --cell-neighbours 11 in place of 15",
                        "sample 'b' has 12 cells: --related-cells 11 in place of 30",
                        "sample 'c' has 8 cells: --cell-neighbours 7 in place of 15",
                        "sample 'c' has 8 cells: --related-cells 7 in place of 30"),
                notes(method, CELLS, BOTH));
        assertRefused("sample 'b': 12 cells are too few for 15 cell neighbours", method, CELLS, Set.of());
    }

    @Test
    void moreThanOneArrayHoldsIsRefusedWithTheWaysOut() {
        Expression.refuseTooMany(1_073_741, 1_999);
        var refused = assertThrows(InvalidInputException.class, () -> Expression.refuseTooMany(1_100_000, 2_000));
        assertEquals(
                "1,100,000 cells × 2,000 genes are more values than the 2,147,483,639 that are imputed at once; impute up"
                        + " to 1,952 genes a run (--genes FILE, with the same --graph-genes in each), or each sample"
                        + " alone (--sample-column)",
                refused.getMessage());
        assertThrows(InvalidInputException.class, () -> Expression.refuseTooMany(Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    /** Dense parts are joined to one matrix, which must fit; sparse ones need only what is stored. */
    @Test
    void samplesWhoseResultIsSparseAreJoinedWithoutAMatrixOfAll() {
        var conditional = new BySample(new Conditional(Conditional.Options.DEFAULTS), "sample");
        long places = 60L * 20 * Float.BYTES;
        assertTrue(conditional.memoryBytes(CELLS, Workers.ONE) >= 3 * places);
        assertTrue(EXPECTED.answersSparse() && !new Conditional(Conditional.Options.DEFAULTS).answersSparse());
    }

    private static void assertRefused(String message, Imputation method, CellMatrix cells, Set<String> adaptable) {
        var refused = assertThrows(InvalidInputException.class, () -> notes(method, cells, adaptable));
        assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
    }
}
