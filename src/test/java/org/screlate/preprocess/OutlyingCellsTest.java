package org.screlate.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;

final class OutlyingCellsTest {
    private static QualityControl.Cells cells(long[] counts, double[] mito) {
        int[] genes = new int[counts.length];
        Arrays.fill(genes, 10);
        return new QualityControl.Cells(counts, genes, mito, new double[counts.length]);
    }

    private static CellMatrix matrix(String column, String... values) {
        List<String> names =
                IntStream.range(0, values.length).mapToObj(c -> "c" + c).toList();
        return CellMatrix.of(
                        names, List.of("g"), DenseMatrix.zeros(values.length, 1).toSparse(), Layer.COUNTS)
                .withCellMetadata(Table.ofRows(values.length).with(column, new Column.Text(values)));
    }

    private static @Nullable String[] reasons(
            OutlyingCells.Options options, CellMatrix matrix, QualityControl.Cells cells) {
        return new OutlyingCells(options).reasons(matrix, cells);
    }

    @Test
    void limitsAreThoseDoneByHandInEachSample() {
        // Sample a: percents 1, 2, 3, 4, 20: median 3, deviations 2, 1, 0, 1, 17, so s = 1.4826 and the limit of 3 MAD
        // 7.4478.
        // Sample b: all 20, which is no outlier there. Logs of counts are 5 times log 100 and once log 1.
        long[] counts = {100, 100, 100, 100, 100, 100, 100, 100, 100, 1};
        double[] mito = {1, 2, 3, 4, 20, 20, 20, 20, 20, 20};
        CellMatrix matrix = matrix("sample", "a", "a", "a", "a", "a", "b", "b", "b", "b", "b");
        @Nullable String[] found = reasons(new OutlyingCells.Options(3, "sample", null), matrix, cells(counts, mito));
        assertEquals("mito high by more than 3 MAD", found[4]);
        assertEquals("counts low by more than 3 MAD", found[9]);
        assertEquals(2, Arrays.stream(found).filter(reason -> reason != null).count());
        assertNull(reasons(new OutlyingCells.Options(12, "sample", null), matrix, cells(counts, mito))[4]);
    }

    @Test
    void orderOfCellsAndEmptyOnesDoNotMatter() {
        long[] counts = {0, 50, 60, 70, 80, 3, 0, 0};
        CellMatrix matrix = matrix("x", "", "", "", "", "", "", "", "");
        @Nullable
        String[] found = reasons(new OutlyingCells.Options(3, null, null), matrix, cells(counts, new double[8]));
        assertArrayEquals(
                new @Nullable String[] {null, null, null, null, null, "counts low by more than 3 MAD", null, null},
                found);
    }

    @Test
    void flaggedDoubletsGoAndUnknownFlagsAreRefused() {
        var options = new OutlyingCells.Options(0, null, "call");
        long[] counts = {5, 5, 5, 5};
        @Nullable
        String[] found =
                reasons(options, matrix("call", "doublet", "singlet", "True", ""), cells(counts, new double[4]));
        assertArrayEquals(new @Nullable String[] {"flagged by call", null, "flagged by call", null}, found);
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> reasons(options, matrix("call", "maybe", "", "", ""), cells(counts, new double[4])))
                .getMessage();
        assertEquals(
                "column 'call' holds 'maybe'; true or doublet flags a cell, false, singlet or nothing does not",
                message);
        assertThrows(IllegalArgumentException.class, () -> new OutlyingCells.Options(Double.NaN, null, null));
    }
}
