package org.screlate.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.simulate.Dropout.Mechanism;
import org.screlate.stats.count.Binomial;
import org.screlate.testing.SmallMatrices;

final class DropoutTest {
    private static Dropout dropout(double rate, Mechanism mechanism, long seed) {
        return new Dropout(new Dropout.Options(rate, mechanism, Dropout.Options.DEFAULTS.decay(), seed));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.4, 0.8})
    void completelyAtRandomMasksExactlyTheFloorOfTheShare(double rate) {
        CellMatrix cells = SmallMatrices.lognorm(37, 23, 3, 5);
        int nonZeros = cells.values().toSparse().stored();
        Dropout.Result result = dropout(rate, Mechanism.MCAR, 1).apply(cells);
        assertEquals((int) Math.floor(rate * nonZeros), result.maskedCount());
        assertEquals(result.maskedCount(), result.mask().values().toSparse().stored());
        assertEquals(nonZeros, result.nonZeros());
    }

    @Test
    void oneOfTwoIsMaskedByHand() {
        CellMatrix cells = SmallMatrices.dense(Layer.LOGNORM, new float[] {0, 1.5f}, new float[] {2.5f, 0});
        Dropout.Result result = dropout(0.5, Mechanism.MCAR, 0).apply(cells);
        float[] masked = ((DenseMatrix) result.masked().values()).values();
        float[] hidden = result.mask().values().toDense().values();
        boolean first = hidden[1] != 0;
        assertArrayEquals(first ? new float[] {0, 1.5f, 0, 0} : new float[] {0, 0, 2.5f, 0}, hidden);
        assertArrayEquals(first ? new float[] {0, 0, 2.5f, 0} : new float[] {0, 1.5f, 0, 0}, masked);
        assertEquals(1, result.emptiedCells());
    }

    @ParameterizedTest
    @EnumSource(
            value = Mechanism.class,
            names = {"MCAR", "MNAR"})
    void maskedAndMaskAddUpToTheInput(Mechanism mechanism) {
        CellMatrix cells = SmallMatrices.counts(31, 19, 2, 8);
        Dropout.Result result = dropout(0.3, mechanism, 4).apply(cells);
        DenseMatrix before = cells.values().toDense();
        DenseMatrix kept = result.masked().values().toDense();
        DenseMatrix hidden = result.mask().values().toDense();
        for (int i = 0; i < before.values().length; i++) {
            assertEquals(before.values()[i], kept.values()[i] + hidden.values()[i]);
            assertEquals(0, kept.values()[i] * hidden.values()[i], "a value is kept or hidden, never both");
        }
        assertEquals(Layer.COUNTS, result.masked().layer());
        assertEquals(Layer.MASK, result.mask().layer());
        assertEquals(cells.cellMetadata(), result.masked().cellMetadata());
    }

    @ParameterizedTest
    @EnumSource(Mechanism.class)
    void theFormOfTheMatrixChangesNothing(Mechanism mechanism) {
        CellMatrix sparse = SmallMatrices.counts(20, 30, 3, 2);
        CellMatrix dense = sparse.withValues(sparse.values().toDense(), Layer.COUNTS);
        Dropout.Result fromSparse = dropout(0.25, mechanism, 9).apply(sparse);
        Dropout.Result fromDense = dropout(0.25, mechanism, 9).apply(dense);
        assertArrayEquals(
                fromSparse.mask().values().toDense().values(),
                fromDense.mask().values().toDense().values());
        assertTrue(fromSparse.masked().values() instanceof SparseMatrix);
        assertTrue(fromDense.masked().values() instanceof DenseMatrix);
    }

    @Test
    void storedZerosAreNotValues() {
        SparseMatrix values =
                new SparseMatrix(1, 4, new int[] {0, 4}, new int[] {0, 1, 2, 3}, new float[] {0, 3, 0, 4});
        CellMatrix cells = SmallMatrices.dense(Layer.COUNTS, new float[4]).withValues(values, Layer.COUNTS);
        Dropout.Result result = dropout(0.5, Mechanism.MCAR, 0).apply(cells);
        assertEquals(2, result.nonZeros());
        assertEquals(1, result.maskedCount());
    }

    @ParameterizedTest
    @EnumSource(Mechanism.class)
    void theSeedDecides(Mechanism mechanism) {
        CellMatrix cells = SmallMatrices.counts(40, 40, 2, 1);
        float[] first = dropout(0.2, mechanism, 1)
                .apply(cells)
                .mask()
                .values()
                .toDense()
                .values();
        assertArrayEquals(
                first,
                dropout(0.2, mechanism, 1)
                        .apply(cells)
                        .mask()
                        .values()
                        .toDense()
                        .values());
        float[] other = dropout(0.2, mechanism, 2)
                .apply(cells)
                .mask()
                .values()
                .toDense()
                .values();
        assertTrue(!java.util.Arrays.equals(first, other));
    }

    @Test
    void completelyAtRandomFavoursNoPlace() {
        CellMatrix cells = SmallMatrices.dense(Layer.COUNTS, new float[] {1, 2, 3, 4, 5});
        int[] hits = new int[5];
        int runs = 20_000;
        for (int seed = 0; seed < runs; seed++) {
            int[] masked = dropout(0.4, Mechanism.MCAR, seed)
                    .apply(cells)
                    .mask()
                    .values()
                    .toSparse()
                    .indices();
            assertEquals(2, masked.length);
            for (int place : masked) {
                hits[place]++;
            }
        }
        for (int hit : hits) {
            assertEquals(0.4, hit / (double) runs, 0.014, "four standard errors of a share of 0.4");
        }
    }

    @Test
    void notAtRandomMasksLowValuesInTheProportionsOfTheFormula() {
        // 40,000 values of 1 and as many of 3, decay 0.1: shares s·exp(-0.1) and s·exp(-0.9), together 2 · 0.2.
        DenseMatrix values = DenseMatrix.zeros(200, 400);
        for (int i = 0; i < values.values().length; i++) {
            values.values()[i] = i % 2 == 0 ? 1 : 3;
        }
        CellMatrix cells =
                SmallMatrices.dense(Layer.LOGNORM, new float[200][400]).withValues(values, Layer.LOGNORM);
        float[] hidden = dropout(0.2, Mechanism.MNAR, 3)
                .apply(cells)
                .mask()
                .values()
                .toSparse()
                .values();
        int low = 0;
        for (float value : hidden) {
            low += value == 1 ? 1 : 0;
        }
        double scale = 0.4 / (Math.exp(-0.1) + Math.exp(-0.9));
        assertEquals(scale * Math.exp(-0.1), low / 40_000.0, 0.01);
        assertEquals(scale * Math.exp(-0.9), (hidden.length - low) / 40_000.0, 0.01);
        assertEquals(0.2, hidden.length / 80_000.0, 0.006);
    }

    @Test
    void thinningLeavesOfACountWhatIsZeroAndLosesNoMoreThanThat() {
        CellMatrix counts = SmallMatrices.counts(60, 50, 3, 21);
        Dropout.Result result = dropout(0.5, Mechanism.THINNING, 2).apply(counts);
        float[] before = counts.values().toDense().values();
        float[] left = result.masked().values().toDense().values();
        float[] hidden = result.mask().values().toDense().values();
        int lowered = 0;
        for (int i = 0; i < before.length; i++) {
            assertTrue(left[i] >= 0 && left[i] <= before[i] && left[i] == Math.rint(left[i]));
            assertEquals(
                    left[i] == 0 ? before[i] : 0, hidden[i], "the mask holds what was there where nothing is left");
            lowered += left[i] > 0 && left[i] < before[i] ? 1 : 0;
        }
        assertTrue(lowered > 0);
        assertEquals(result.maskedCount(), result.mask().values().toSparse().stored());
    }

    @Test
    void thinningLosesMoleculesInTheSharesOfTheBinomial() {
        // 40,000 counts of 2 at a rate of 0.3: 0.49 keep both, 0.42 one, 0.09 none.
        float[][] rows = new float[200][200];
        for (float[] row : rows) {
            java.util.Arrays.fill(row, 2);
        }
        Dropout.Result result = dropout(0.3, Mechanism.THINNING, 5).apply(SmallMatrices.dense(Layer.COUNTS, rows));
        int[] found = new int[3];
        for (float value : result.masked().values().toDense().values()) {
            found[(int) value]++;
        }
        assertEquals(0.09, found[0] / 40_000.0, 0.006, "four standard errors");
        assertEquals(0.42, found[1] / 40_000.0, 0.01);
        assertEquals(0.49, found[2] / 40_000.0, 0.01);
        assertEquals(found[0], result.maskedCount());
    }

    @Test
    void expressionCannotBeThinned() {
        CellMatrix cells = SmallMatrices.lognorm(5, 5, 3, 1);
        var e = assertThrows(InvalidInputException.class, () -> dropout(0.3, Mechanism.THINNING, 0)
                .apply(cells));
        assertTrue(e.getMessage().startsWith("values of the layer 'lognorm' have no molecules"), e.getMessage());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "binomial.tsv", delimiter = '\t', numLinesToSkip = 2)
    void binomialQuantilesAreThoseOfScipy(double probability, int trials, double success, int quantile) {
        assertEquals(quantile, Binomial.quantile(probability, trials, success));
    }

    @Test
    void countsAreWeighedOnTheLogScale() {
        CellMatrix counts = SmallMatrices.counts(50, 60, 3, 11);
        CellMatrix logs = SmallMatrices.lognorm(50, 60, 3, 11);
        assertArrayEquals(
                dropout(0.3, Mechanism.MNAR, 6)
                        .apply(logs)
                        .mask()
                        .values()
                        .toSparse()
                        .indices(),
                dropout(0.3, Mechanism.MNAR, 6)
                        .apply(counts)
                        .mask()
                        .values()
                        .toSparse()
                        .indices());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "mnar_scale.tsv", delimiter = '\t', numLinesToSkip = 2)
    void scaleIsThatOfScipy(int n, double decay, double rate, double scale) {
        NormalDistribution normal = NormalDistribution.of(3, 1);
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            double x = normal.inverseCumulativeProbability((i + 0.5) / n);
            weights[i] = Math.exp(-decay * x * x);
        }
        assertEquals(scale, Dropout.scale(weights, rate * n), 1e-9 * scale);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
    void ratesOutsideOfZeroToOneAreRefused(double rate) {
        var e = assertThrows(IllegalArgumentException.class, () -> dropout(rate, Mechanism.MCAR, 0));
        assertEquals("rate not in (0, 1): " + rate, e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void decaysThatAreNotPositiveAreRefused(double decay) {
        assertThrows(IllegalArgumentException.class, () -> new Dropout.Options(0.2, Mechanism.MNAR, decay, 0));
    }

    @Test
    void aMatrixOfZerosIsRefused() {
        CellMatrix zeros = SmallMatrices.dense(Layer.LOGNORM, new float[3], new float[3]);
        var e = assertThrows(InvalidInputException.class, () -> dropout(0.5, Mechanism.MCAR, 0)
                .apply(zeros));
        assertTrue(e.getMessage().contains("nothing to mask"), e.getMessage());
    }

    @Test
    void aRateThatMasksNothingIsRefused() {
        CellMatrix cells = SmallMatrices.dense(Layer.LOGNORM, new float[] {1, 2, 0, 3});
        var e = assertThrows(InvalidInputException.class, () -> dropout(0.3, Mechanism.MCAR, 0)
                .apply(cells));
        assertTrue(e.getMessage().contains("masks none of 3 non-zeros"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(floats = {-1, Float.NaN, Float.POSITIVE_INFINITY})
    void valuesThatAreNegativeOrNotFiniteAreRefused(float value) {
        CellMatrix cells = SmallMatrices.dense(Layer.LOGNORM, new float[] {1, 2, value});
        var e = assertThrows(InvalidInputException.class, () -> dropout(0.5, Mechanism.MCAR, 0)
                .apply(cells));
        assertTrue(e.getMessage().contains("holds " + value), e.getMessage());
    }
}
