package org.screlate.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;
import org.screlate.stats.MeanDifference;

final class PseudobulkExpressionTest {
    private static final List<String> GENES = List.of("up", "same", "never");

    /** Two cells a subject and group; "up" has 4 to 12 counts in a cell of x, 1 in a cell of y; "same" makes up 100. */
    private static CellMatrix cells(int subjects) {
        DenseMatrix values = DenseMatrix.zeros(4 * subjects, 3);
        for (int c = 0; c < values.rows(); c++) {
            int up = c % 4 < 2 ? 4 + 2 * (c / 4) : 1;
            values.set(c, 0, up);
            values.set(c, 1, 100 - up);
        }
        List<String> names =
                IntStream.range(0, values.rows()).mapToObj(i -> "c" + i).toList();
        return CellMatrix.of(names, GENES, values, Layer.COUNTS);
    }

    private static String[] groups(int cells) {
        return IntStream.range(0, cells).mapToObj(c -> c % 4 < 2 ? "x" : "y").toArray(String[]::new);
    }

    private static String[] subjects(int cells) {
        return IntStream.range(0, cells).mapToObj(c -> "s" + c / 4).toArray(String[]::new);
    }

    private static PseudobulkExpression method(int leastCells) {
        return new PseudobulkExpression(new PseudobulkExpression.Options("x", "y", leastCells));
    }

    private static double number(Table table, String column, String gene) {
        int row = List.of(table.labels("gene")).indexOf(gene);
        return ((Column.Real) table.column(column)).values()[row];
    }

    private static double logPerMillion(double count) {
        return Math.log((count + 0.5) / 201 * 1e6) / Math.log(2);
    }

    @Test
    void subjectsInBothGroupsAreComparedAsPairsWorkedOutByHand() {
        Table found = method(2).compare(cells(3), groups(12), subjects(12)).table();
        double[] x = {logPerMillion(8), logPerMillion(12), logPerMillion(16)};
        double[] y = {logPerMillion(2), logPerMillion(2), logPerMillion(2)};
        MeanDifference expected = MeanDifference.paired(x, y);
        assertEquals(expected.statistic(), number(found, "score", "up"), 1e-9);
        assertEquals(expected.pValue(), number(found, "p_value", "up"), 1e-12);
        assertEquals(expected.difference(), number(found, "log2_fold_change", "up"), 1e-12);
        assertEquals("paired", found.column("test").text(0));
        assertEquals(2, number(found, "df", "up"));
        assertTrue(Double.isNaN(number(found, "p_value", "never")));
    }

    @Test
    void subjectsOfOneGroupEachAreComparedByWelch() {
        String[] subjects = IntStream.range(0, 16)
                .mapToObj(c -> "s" + c / 4 + (c % 4 < 2 ? "x" : "y"))
                .toArray(String[]::new);
        Table found = method(2).compare(cells(4), groups(16), subjects).table();
        assertEquals("welch", found.column("test").text(0));
        assertEquals(4, ((Column.Whole) found.column("n_group")).values()[0]);
    }

    @Test
    void subjectsWithFewCellsAreLeftOutAndNamed() {
        CellMatrix cells = cells(3).selectCells(IntStream.range(1, 12).toArray());
        String[] groups = Arrays.copyOfRange(groups(12), 1, 12);
        String[] subjects = Arrays.copyOfRange(subjects(12), 1, 12);
        PseudobulkExpression.Result found = method(2).compare(cells, groups, subjects);
        assertEquals(List.of("subject s0 has 1 cells in x and was left out there"), found.leftOut());
        assertEquals("welch", found.table().column("test").text(0));
    }

    @Test
    void badInputIsToldInOneLine() {
        CellMatrix cells = cells(3);
        DifferentialExpressionTest.assertMessage(
                "0 and 0 subjects with at least 3 cells", () -> method(3).compare(cells, groups(12), subjects(12)));
        DifferentialExpressionTest.assertMessage("need counts", () -> method(2)
                .compare(cells.withValues(cells.values(), Layer.SMOOTHED), groups(12), subjects(12)));
        assertThrows(IllegalArgumentException.class, () -> method(0));
    }
}
