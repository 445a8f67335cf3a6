package org.screlate.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.testing.SmallMatrices;

final class ResamplingTest {
    private static CellMatrix draw(CellMatrix counts, int cells, long seed) {
        return new Resampling(new Resampling.Options(cells, seed)).draw(counts);
    }

    @Test
    void fewerCellsAreSomeOfThemUnchangedInTheirOrder() {
        CellMatrix counts = SmallMatrices.counts(40, 10, 2, 3);
        CellMatrix drawn = draw(counts, 15, 1);
        assertEquals(15, new HashSet<>(drawn.cells()).size());
        int[] places = drawn.cells().stream().mapToInt(counts.cells()::indexOf).toArray();
        int[] sorted = places.clone();
        java.util.Arrays.sort(sorted);
        assertArrayEquals(sorted, places);
        assertArrayEquals(
                counts.selectCells(places).values().toDense().values(),
                drawn.values().toDense().values());
    }

    @Test
    void asManyCellsAreAllOfThem() {
        CellMatrix counts = SmallMatrices.counts(12, 10, 2, 3);
        assertEquals(counts.cells(), draw(counts, 12, 5).cells());
    }

    @Test
    void moreCellsHaveCountsOfTheSameMeanAndNamesOfTheirOwn() {
        float[][] rows = new float[4][50];
        for (float[] row : rows) {
            java.util.Arrays.fill(row, 3);
        }
        CellMatrix drawn = draw(SmallMatrices.dense(Layer.COUNTS, rows), 800, 2);
        assertEquals(List.of("cell1", "cell2"), drawn.cells().subList(0, 2));
        double sum = 0;
        double squares = 0;
        for (float y : drawn.values().toDense().values()) {
            sum += y;
            squares += y * y;
        }
        double mean = sum / 40_000;
        assertEquals(3, mean, 0.035, "four standard errors");
        assertEquals(3, squares / 40_000 - mean * mean, 0.1, "the variance of a Poisson is its mean");
    }

    @Test
    void theSeedDecides() {
        CellMatrix counts = SmallMatrices.counts(40, 10, 2, 3);
        assertEquals(draw(counts, 9, 1).cells(), draw(counts, 9, 1).cells());
        assertFalse(draw(counts, 9, 1).cells().equals(draw(counts, 9, 2).cells()));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "poisson.tsv", delimiter = '\t', numLinesToSkip = 2)
    void quantilesAreThoseOfScipy(double probability, double mean, int quantile) {
        assertEquals(quantile, Resampling.poisson(probability, mean));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void fewerThanOneCellAreRefused(int cells) {
        var e = assertThrows(IllegalArgumentException.class, () -> new Resampling.Options(cells, 0));
        assertEquals("cell number < 1: " + cells, e.getMessage());
    }

    @Test
    void expressionCannotBeDrawnAnew() {
        CellMatrix cells = SmallMatrices.lognorm(5, 5, 3, 1);
        var e = assertThrows(InvalidInputException.class, () -> draw(cells, 2, 0));
        assertTrue(e.getMessage().startsWith("values of the layer 'lognorm'"), e.getMessage());
    }
}
