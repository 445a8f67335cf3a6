package org.screlate.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.OracleTable;

final class DifferentialExpressionTest {
    private static final int GENES = 40;

    private static OracleTable oracle() {
        return OracleTable.read(DifferentialExpressionTest.class, "cells.tsv");
    }

    private static CellMatrix cells(Layer layer) {
        OracleTable oracle = oracle();
        DenseMatrix values = DenseMatrix.zeros(oracle.rows().size(), GENES);
        for (int g = 0; g < GENES; g++) {
            double[] column = oracle.numbers("g" + g);
            for (int c = 0; c < column.length; c++) {
                values.set(c, g, (float) column[c]);
            }
        }
        List<String> names =
                IntStream.range(0, values.rows()).mapToObj(i -> "c" + i).toList();
        List<String> genes = IntStream.range(0, GENES).mapToObj(i -> "g" + i).toList();
        return CellMatrix.of(names, genes, values, layer);
    }

    private static Table compare(
            CellMatrix cells, String[] labels, @Nullable String group, @Nullable String reference, int threads) {
        return compare(cells, labels, group, reference, threads, 1).table();
    }

    private static DifferentialExpression.Result compare(
            CellMatrix cells,
            String[] labels,
            @Nullable String group,
            @Nullable String reference,
            int threads,
            int leastCells) {
        return new DifferentialExpression(new DifferentialExpression.Options(group, reference, leastCells, 1e-9))
                .compare(cells, labels, new Workers(threads));
    }

    private static Map<String, double[]> byGene(Table table, String... columns) {
        Map<String, double[]> rows = new TreeMap<>();
        for (int r = 0; r < table.rows(); r++) {
            int row = r;
            rows.put(
                    table.column("group").text(r) + " " + table.column("gene").text(r),
                    Arrays.stream(columns)
                            .mapToDouble(name -> ((Column.Real) table.column(name)).values()[row])
                            .toArray());
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "b"})
    void scoresAndFoldChangesAreThoseOfScanpy(String reference) {
        Table found = compare(
                cells(Layer.LOGNORM), oracle().texts("group"), null, reference.equals("rest") ? null : reference, 2);
        Map<String, double[]> rows = byGene(found, "score", "log2_fold_change");
        OracleTable expected = OracleTable.read(getClass(), "rank_sums.tsv");
        int compared = 0;
        for (int r = 0; r < expected.rows().size(); r++) {
            if (!expected.texts("reference")[r].equals(reference)) {
                continue;
            }
            double[] row = rows.get(expected.texts("group")[r] + " " + expected.texts("names")[r]);
            // scanpy stores scores and fold changes in single precision
            assertEquals(expected.numbers("scores")[r], row[0], 1e-6 * Math.max(1, Math.abs(row[0])));
            assertEquals(expected.numbers("logfoldchanges")[r], row[1], 2e-5 * Math.max(1, Math.abs(row[1])));
            compared++;
        }
        assertEquals(found.rows(), compared);
    }

    @Test
    void fourCellsAreThoseWorkedOutByHand() {
        // ranks 1.5, 1.5 | 3, 4; T = 1 - 6/60; z = (7 - 5) / sqrt(2 * 2 * 5 / 12 * 0.9)
        CellMatrix four = CellMatrix.of(
                List.of("a", "b", "c", "d"),
                List.of("g"),
                new DenseMatrix(4, 1, new float[] {0, 0, 1, 2}),
                Layer.LOGNORM);
        Table found = compare(four, new String[] {"x", "x", "y", "y"}, "y", null, 1);
        double z = 2 / Math.sqrt(20 / 12.0 * 0.9);
        assertEquals(z, ((Column.Real) found.column("score")).values()[0], 1e-12);
        assertEquals(0.0, ((Column.Real) found.column("share_reference")).values()[0]);
        assertEquals(1.0, ((Column.Real) found.column("share_group")).values()[0]);
    }

    @Test
    void theOrderOfCellsThreadsAndStorageChangeNothing() {
        CellMatrix cells = cells(Layer.LOGNORM);
        String[] labels = oracle().texts("group");
        int n = labels.length;
        int[] reversed = IntStream.range(0, n).map(i -> n - 1 - i).toArray();
        String[] others = Arrays.stream(reversed).mapToObj(c -> labels[c]).toArray(String[]::new);
        CellMatrix sparse = cells.withValues(cells.values().toSparse(), Layer.LOGNORM);
        Map<String, double[]> one = byGene(compare(cells, labels, null, null, 1), "score", "p_value");
        Map<String, double[]> other =
                byGene(compare(sparse.selectCells(reversed), others, null, null, 2), "score", "p_value");
        assertEquals(one.keySet(), other.keySet());
        one.forEach((gene, row) -> assertEquals(Arrays.toString(row), Arrays.toString(other.get(gene)), gene));
    }

    @Test
    void groupAndReferenceSwappedGiveTheOppositeScore() {
        CellMatrix cells = cells(Layer.LOGNORM);
        String[] labels = oracle().texts("group");
        Map<String, double[]> one = byGene(compare(cells, labels, "a", "b", 1), "score", "log2_fold_change");
        Map<String, double[]> other = byGene(compare(cells, labels, "b", "a", 1), "score", "log2_fold_change");
        for (int g = 0; g < GENES; g++) {
            assertEquals(-one.get("a g" + g)[0], other.get("b g" + g)[0], 1e-9);
            assertEquals(-one.get("a g" + g)[1], other.get("b g" + g)[1], 1e-9);
        }
    }

    @Test
    void cellsWithoutAGroupAreLeftOutWhereBothSidesAreNamed() {
        String[] some = oracle().texts("group");
        some[3] = "";
        DifferentialExpression.Result found = compare(cells(Layer.LOGNORM), some, "a", "b", 1, 3);
        assertEquals(List.of("left out 1 of 90 cells, which have no group, such as 'c3'"), found.leftOut());
        assertEquals(39, ((Column.Whole) found.table().column("n_group")).values()[0]);
    }

    @Test
    void twoGroupsAreSaidToBeTestedTwice() {
        CellMatrix cells = cells(Layer.LOGNORM);
        String[] two = Arrays.stream(oracle().texts("group"))
                .map(group -> group.equals("c") ? "b" : group)
                .toArray(String[]::new);
        assertEquals(
                List.of("there are two groups only, so each gene is tested twice, as a and as b against the other, with"
                        + " opposite signs; name one of them by --reference to have it once"),
                compare(cells, two, null, null, 1, 3).leftOut());
        assertEquals(List.of(), compare(cells, two, null, "b", 1, 3).leftOut());
        assertEquals(
                List.of(),
                compare(cells, oracle().texts("group"), null, null, 1, 3).leftOut());
    }

    @Test
    void smallGroupsAreNamedAndNotTested() {
        String[] labels = oracle().texts("group");
        labels[0] = "rare";
        labels[1] = "rare";
        DifferentialExpression.Result found = compare(cells(Layer.LOGNORM), labels, null, null, 1, 3);
        assertEquals(
                List.of("rare (2 cells) against rest (88) was not tested: fewer than 3 cells on a side"),
                found.leftOut());
        assertEquals(3 * GENES, found.table().rows());
    }

    @Test
    void badInputIsToldInOneLine() {
        CellMatrix cells = cells(Layer.LOGNORM);
        String[] labels = oracle().texts("group");
        String[] same = labels.clone();
        Arrays.fill(same, "a");
        String[] two = labels.clone();
        Arrays.fill(two, 0, 3, "");
        assertMessage(
                "3 of 90 cells have no group, such as 'c0', and would count as 'rest'",
                () -> compare(cells, two, null, null, 1));
        assertMessage("a (40 cells) against rest (50) was not tested", () -> compare(cells, labels, "a", null, 1, 41));
        assertMessage("nor was any other group; see --min", () -> compare(cells, labels, null, null, 1, 41));
        assertMessage("needs two groups", () -> compare(cells, same, null, null, 1));
        assertMessage("no cell is of the group 'd'; there are: a, b, c", () -> compare(cells, labels, "d", null, 1));
        assertMessage("both 'a'", () -> compare(cells, labels, "a", "a", 1));
        assertMessage("counts need --subject-column", () -> compare(cells(Layer.COUNTS), labels, "a", null, 1));
    }

    static void assertMessage(String part, Runnable run) {
        String message = assertThrows(InvalidInputException.class, run::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
