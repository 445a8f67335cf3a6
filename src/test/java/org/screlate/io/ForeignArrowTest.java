package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;

/** Arrow tables of other programs; who made each stands in formats/README.md. */
final class ForeignArrowTest {
    private static List<String> texts(Table table, String column) {
        Column values = table.column(column);
        return IntStream.range(0, values.size()).mapToObj(values::text).toList();
    }

    @Test
    void featherOfPandasIsReadThroughItsLz4() {
        Table table = TableFile.read(FormatsTest.file("pandas_cells.feather")).table();
        assertEquals(List.of("cell", "k", "v"), table.names());
        assertEquals(List.of("c0", "c1", "c2", "c3", "c4", "c5"), texts(table, "cell"));
        assertEquals("x", texts(table, "k").get(0));
        assertEquals("1.5", texts(table, "v").get(1));
    }

    @Test
    void everyKindOfWordsAndNumbersOfPyarrowIsRead() {
        Table table = TableFile.read(FormatsTest.file("pyarrow_types.arrow")).table();
        assertEquals(List.of("g0", "g1", "g2", "g3", "g4", "g5"), texts(table, "gene"));
        assertEquals(List.of("g1", "g2", "g3", "g4", "g5", "g6"), texts(table, "partner"));
        List<String> last = List.of(
                "127",
                "32767",
                "2147483647",
                "9223372036854775807",
                "255",
                "65535",
                "4294967295",
                "4611686018427387904");
        for (int c = 0; c < last.size(); c++) {
            assertEquals(last.get(c), texts(table, table.names().get(c + 2)).get(5));
        }
        assertEquals(List.of("0", "0.5", "1", "1.5", "2", "2.5"), texts(table, "float16"));
        assertEquals(List.of("0", "0.5", "1", "1.5", "", "2.5"), texts(table, "float32"));
        assertEquals(List.of("1", "", "3", "4", "5", "6"), texts(table, "gaps"));
        assertEquals(List.of("true", "false", "true", "false", "true", "false"), texts(table, "flag"));
        assertEquals(List.of("true", "", "true", "", "true", ""), texts(table, "flag_gaps"));
        assertEquals(List.of("10", "20", "10", "", "20", "10"), texts(table, "levels"));
        assertEquals(List.of("", "", "", "", "", ""), texts(table, "nothing"));
    }

    @Test
    void genesAndPairsAreTakenFromItsColumns() {
        assertEquals(
                List.of("g0", "g1", "g2", "g3", "g4", "g5"), NamesFile.read(FormatsTest.file("pyarrow_types.arrow")));
        assertEquals(
                6, GenePairsFile.read(FormatsTest.file("pyarrow_types.arrow")).first().length);
    }

    @Test
    void typesThatArrowItselfDoesNotCheckAreNamedAndNotCalledDamage() {
        assertRefused(
                () -> TableFile.read(FormatsTest.file("pyarrow_run_ends.arrow")),
                "column 'col' is of the Arrow type RunEndEncoded");
        assertRefused(
                () -> TableFile.read(FormatsTest.file("pyarrow_list_view.arrow")),
                "column 'col' is of the Arrow type ListView");
    }

    @Test
    void largeWholeNumbersWithGapsKeepEveryDigit() {
        Table table =
                TableFile.read(FormatsTest.file("pyarrow_large_gaps.arrow")).table();
        assertEquals(List.of("1152921504606846977", "", "3", "4", "5", "6"), texts(table, "id"));
    }

    @Test
    void polarsIsNamedWithTheWayOut() {
        assertRefused(
                () -> TableFile.read(FormatsTest.file("polars_cells.arrow")),
                "of polars, whose Arrow files do not begin with their schema; write it by pyarrow");
    }

    @Test
    void noTableIsTakenForCells() {
        assertRefused(
                () -> CellMatrixFile.read(FormatsTest.file("pandas_cells.feather")),
                "an Arrow file of another program (no 'screlate.kind'), of which only tables are read");
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable run, String expected) {
        String message =
                String.valueOf(assertThrows(InvalidInputException.class, run).getMessage());
        assertTrue(message.contains(expected), message);
        assertEquals(1, message.lines().count());
    }
}
