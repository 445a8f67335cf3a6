package org.screlate.impute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Progress;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.SmallMatrices;

/** What all baselines have in common, and each of them against numpy and by hand. */
final class BaselinesTest {
    private static final CellMatrix EXPRESSION = SmallMatrices.lognorm(90, 70, 3, 4);

    private record Baseline(String name, Function<Mode, Imputation> make) {
        CellMatrix impute(CellMatrix expression, Mode mode) {
            return make.apply(mode).impute(expression, Workers.ONE, Progress.SILENT);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Baseline> baselines() {
        return Stream.of(
                new Baseline("scfp", mode -> new ScFp(new SmoothingOptions(mode, 5, 40, 0.99))),
                new Baseline("diffusion", mode -> new Diffusion(new SmoothingOptions(mode, 5, 40, 0.99))),
                new Baseline("two-way", mode -> new TwoWay(new TwoWay.Options(mode))));
    }

    @ParameterizedTest
    @MethodSource("baselines")
    void valuesAreThoseOfTheDenseFormulas(Baseline baseline) {
        DenseMatrix x = OracleMatrix.read("symmetric_x");
        CellMatrix cells = CellMatrix.of(
                IntStream.range(0, x.rows()).mapToObj(i -> "c" + i).toList(),
                IntStream.range(0, x.columns()).mapToObj(i -> "g" + i).toList(),
                x.toSparse(),
                Layer.LOGNORM);
        OracleMatrix.assertClose(
                baseline.name(), baseline.impute(cells, Mode.SMOOTH).values().toDense());
    }

    @ParameterizedTest
    @MethodSource("baselines")
    void recoverKeepsObservedValuesAndTakesTheRestFromSmooth(Baseline baseline) {
        CellMatrix recovered = baseline.impute(EXPRESSION, Mode.RECOVER);
        CellMatrix smoothed = baseline.impute(EXPRESSION, Mode.SMOOTH);
        assertEquals(Layer.FILLED, recovered.layer());
        assertEquals(Layer.SMOOTHED, smoothed.layer());
        for (int c = 0; c < 90; c++) {
            for (int g = 0; g < 70; g++) {
                float observed = EXPRESSION.values().get(c, g);
                float filled = smoothed.values().get(c, g);
                assertEquals(
                        observed == 0 ? filled : observed, recovered.values().get(c, g));
                assertEquals(observed == 0 && filled != 0, recovered.imputed().get(c, g));
            }
        }
    }

    /** Genes' means of non-zeros (2, 4); deviations of cells: (−1, +1) → 0, 1 → 1; the empty cell takes the means. */
    @Test
    void twoWayByHand() {
        CellMatrix cells =
                SmallMatrices.dense(Layer.LOGNORM, new float[] {1, 4}, new float[] {3, 0}, new float[] {0, 0});
        DenseMatrix filled = new TwoWay(new TwoWay.Options(Mode.SMOOTH))
                .impute(cells, Workers.ONE, Progress.SILENT)
                .values()
                .toDense();
        assertArrayEquals(new float[] {1.5f, 3.5f, 3, 5, 2, 4}, filled.values(), 1e-6f);
    }

    /** Cells (1, 0) and (1, 1): cosine s = 1/√2, weights 2 and s of 2 + s; one step, β = 1. */
    @Test
    void oneStepOfDiffusionByHand() {
        CellMatrix cells = SmallMatrices.dense(Layer.LOGNORM, new float[] {1, 0}, new float[] {1, 1});
        DenseMatrix diffused = new Diffusion(new SmoothingOptions(Mode.SMOOTH, 1, 1, 1))
                .impute(cells, Workers.ONE, Progress.SILENT)
                .values()
                .toDense();
        float s = (float) Math.sqrt(0.5);
        assertArrayEquals(new float[] {1, s / (2 + s), 1, 2 / (2 + s)}, diffused.values(), 1e-6f);
    }

    /** As above, after which the first cell is (1, t), t = s / (2 + s), and u its cosine with (1, 1). */
    @Test
    void oneStepOfScFpByHand() {
        CellMatrix cells = SmallMatrices.dense(Layer.LOGNORM, new float[] {1, 0}, new float[] {1, 1});
        DenseMatrix smoothed = new ScFp(new SmoothingOptions(Mode.SMOOTH, 1, 1, 1))
                .impute(cells, Workers.ONE, Progress.SILENT)
                .values()
                .toDense();
        double s = Math.sqrt(0.5);
        double t = s / (2 + s);
        double u = (1 + t) / Math.sqrt(2 * (1 + t * t));
        float[] expected = {1, (float) ((2 * t + u) / (2 + u)), 1, (float) ((2 + u * t) / (2 + u))};
        assertArrayEquals(expected, smoothed.values(), 1e-6f);
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SmoothingOptions(Mode.SMOOTH, 0, 40, 0.99));
        assertThrows(IllegalArgumentException.class, () -> new SmoothingOptions(Mode.SMOOTH, 15, 0, 0.99));
        assertThrows(IllegalArgumentException.class, () -> new SmoothingOptions(Mode.SMOOTH, 15, 40, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new SmoothingOptions(Mode.SMOOTH, 15, 40, 1.5));
    }

    @Test
    void shrinkageDrawsTheEffectsToZero() {
        SparseMatrix x = EXPRESSION.values().toSparse();
        double loose = spread(TwoWayFit.shrunken(x, 0, 10).genes());
        double tight = spread(TwoWayFit.shrunken(x, 100, 10).genes());
        assertTrue(tight < loose, tight + " not below " + loose);
        assertFalse(tight == 0);
    }

    private static double spread(double[] effects) {
        return IntStream.range(0, effects.length)
                .mapToDouble(i -> effects[i] * effects[i])
                .sum();
    }

    private static void assertRefused(String message, Baseline baseline, float[]... rows) {
        CellMatrix input = SmallMatrices.dense(Layer.LOGNORM, rows);
        InvalidInputException refused =
                assertThrows(InvalidInputException.class, () -> baseline.impute(input, Mode.RECOVER));
        assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
    }
}
