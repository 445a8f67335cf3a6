package org.screlate.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.matrix.DenseMatrix;

final class FilterTest {
    private static final int ANY = Integer.MAX_VALUE;
    /** Genes MT-a, b, c, d; cells: none, few, many genes, mitochondrial, only counted in d. */
    private static final CellMatrix COUNTS = CellMatrix.of(
            List.of("none", "few", "many", "mito", "lonely"),
            List.of("MT-a", "b", "c", "d"),
            new DenseMatrix(5, 4, new float[] {0, 0, 0, 0, 0, 1, 1, 0, 1, 5, 5, 0, 9, 1, 1, 0, 0, 0, 0, 6}),
            Layer.COUNTS);

    @Test
    void defaultsDropOnlyWhatIsEmpty() {
        Filter.Result result = decide(Filter.Options.DEFAULTS);
        assertArrayEquals(new String[] {"counts < 1", null, null, null, null}, result.cellReasons());
        assertArrayEquals(new String[] {null, null, null, null}, result.geneReasons());
    }

    @Test
    void eachLimitDropsWhatPassesItAndKeepsWhatLiesOnIt() {
        assertReasons(new Filter.Options(0, 0, ANY, 100, 0), "no counts in the kept genes", null, null, null, null);
        assertReasons(new Filter.Options(3, 0, ANY, 100, 1), "counts < 3", "counts < 3", null, null, null);
        assertReasons(new Filter.Options(2, 2, ANY, 100, 1), "counts < 2", null, null, null, "genes < 2");
        assertReasons(new Filter.Options(1, 0, 2, 100, 1), "counts < 1", null, "genes > 2", "genes > 2", null);
        assertReasons(new Filter.Options(1, 0, ANY, 50, 1), "counts < 1", null, null, "mito > 50.0 %", null);
        assertReasons(new Filter.Options(1, 0, ANY, 900.0 / 11, 1), "counts < 1", null, null, null, null);
    }

    @Test
    void genesAreJudgedByTheCellsThatAreKept() {
        Filter.Result result = decide(new Filter.Options(1, 0, ANY, 50, 2));
        assertArrayEquals(new String[] {"cells < 2", null, null, "cells < 2"}, result.geneReasons());
    }

    @Test
    void cellLeftWithoutCountsByTheGeneFilterIsDropped() {
        Filter.Result result = decide(new Filter.Options(1, 0, ANY, 100, 2));
        assertEquals("no counts in the kept genes", result.cellReasons()[4]);
    }

    @Test
    void orderOfCellsDoesNotMatter() {
        Filter.Options options = new Filter.Options(100, 60, 110, 5, 30);
        CellMatrix small = Reference.smallCounts();
        int[] reversed = IntStream.range(0, 100).map(c -> 99 - c).toArray();
        Filter.Result forward = decide(small, options);
        Filter.Result backward = decide(small.selectCells(reversed), options);
        assertArrayEquals(forward.geneReasons(), backward.geneReasons());
        for (int c = 0; c < 100; c++) {
            assertEquals(forward.cellReasons()[c], backward.cellReasons()[99 - c]);
        }
    }

    @Test
    void nothingLeftNamesTheFilters() {
        InvalidInputException cells =
                assertThrows(InvalidInputException.class, () -> decide(new Filter.Options(100, 0, ANY, 100, 1)));
        assertEquals("no cell is left of 5 (5 with counts < 100); loosen that filter", cells.getMessage());
        InvalidInputException genes =
                assertThrows(InvalidInputException.class, () -> decide(new Filter.Options(1, 0, ANY, 100, 6)));
        assertEquals("no gene is left of 4 (4 with cells < 6); loosen that filter", genes.getMessage());
    }

    @Test
    void leastOfNoCellKeepsGenesThatAreNotCounted() {
        String[] dropped = {"cells < 1", "cells < 1", "cells < 1", null};
        assertArrayEquals(dropped, decide(new Filter.Options(1, 0, 1, 100, 1)).geneReasons());
        assertArrayEquals(
                new String[4], decide(new Filter.Options(1, 0, 1, 100, 0)).geneReasons());
    }

    @Test
    void emptyMatrixIsNamedSo() {
        CellMatrix empty = CellMatrix.of(List.of(), List.of("g"), DenseMatrix.zeros(0, 1), Layer.COUNTS);
        InvalidInputException e =
                assertThrows(InvalidInputException.class, () -> decide(empty, Filter.Options.DEFAULTS));
        assertEquals("no cell is left of 0: the matrix is empty", e.getMessage());
    }

    @Test
    void limitsThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Filter.Options(-1, 0, ANY, 100, 1));
        assertThrows(IllegalArgumentException.class, () -> new Filter.Options(1, -1, ANY, 100, 1));
        assertThrows(IllegalArgumentException.class, () -> new Filter.Options(1, 5, 4, 100, 1));
        assertThrows(IllegalArgumentException.class, () -> new Filter.Options(1, 0, ANY, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new Filter.Options(1, 0, ANY, 100, -1));
    }

    @Test
    void tallyCountsEachReason() {
        assertEquals("2 with b, 1 with a", Filter.tally(new String[] {"b", null, "a", "b"}));
    }

    private static void assertReasons(Filter.Options options, String... reasons) {
        assertArrayEquals(reasons, decide(options).cellReasons());
        long kept = Arrays.stream(reasons).filter(Objects::isNull).count();
        assertEquals(kept, Filter.kept(reasons).length);
    }

    private static Filter.Result decide(Filter.Options options) {
        return decide(COUNTS, options);
    }

    private static Filter.Result decide(CellMatrix counts, Filter.Options options) {
        QualityControl.Result quality = new QualityControl(QualityControl.Options.DEFAULTS).assess(counts);
        return new Filter(options).decide(counts.values().toSparse(), quality);
    }
}
