package org.screlate.impute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Progress;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.SmallMatrices;

final class ConditionalTest {
    private static final CellMatrix EXPRESSION = SmallMatrices.lognorm(90, 70, 3, 4);
    private static final Conditional METHOD = new Conditional(new Conditional.Options(5, 40, 6, 8, 4, 0));

    private static CellMatrix impute(CellMatrix expression) {
        return METHOD.impute(expression, Workers.ONE, Progress.SILENT);
    }

    @ParameterizedTest
    @CsvSource({"5,0.5", "20,0"})
    void valuesAreThoseOfTheDenseFormulas(double shrinkage, double weight) {
        SparseMatrix x = OracleMatrix.read("symmetric_x").toSparse();
        DenseMatrix filled = METHOD.fill(x, new Conditional.Choice(shrinkage, weight), Workers.ONE);
        String name = "conditional_" + (int) shrinkage + "_" + (weight == 0 ? "0" : "0.5");
        OracleMatrix.assertClose(name, filled, 1e-4);
    }

    /**
     * Values that are a gene's effect plus a cell's: the missing one of (1, 2), (2, 3), (3, ·) is 4.
     */
    @Test
    void twoWayDataAreFittedWholly() {
        SparseMatrix x = SmallMatrices.dense(Layer.LOGNORM, new float[] {1, 2}, new float[] {2, 3}, new float[] {3, 0})
                .values()
                .toSparse();
        assertEquals(4, TwoWayFit.shrunken(x, 0, 200).at(2, 1), 1e-6);
    }

    @Test
    void aCellIsNeverGivenLessThanItsSmallestValue() {
        CellMatrix filled = impute(EXPRESSION);
        for (int c = 0; c < 90; c++) {
            float least = Float.POSITIVE_INFINITY;
            for (int g = 0; g < 70; g++) {
                float observed = EXPRESSION.values().get(c, g);
                least = observed == 0 ? least : Math.min(least, observed);
            }
            for (int g = 0; g < 70; g++) {
                assertTrue(filled.values().get(c, g) >= least, c + " " + g);
            }
        }
    }

    @Test
    void observedValuesAreKeptToTheBitAndAllOthersMarked() {
        CellMatrix filled = impute(EXPRESSION);
        assertEquals(Layer.CONDITIONAL, filled.layer());
        for (int c = 0; c < 90; c++) {
            for (int g = 0; g < 70; g++) {
                float observed = EXPRESSION.values().get(c, g);
                assertTrue(observed == 0 || observed == filled.values().get(c, g));
                assertEquals(observed == 0, filled.imputed().get(c, g));
            }
        }
    }

    @Test
    void aHoldOutHidesTheSamePlacesInAnyOrderAndOthersBySeed() {
        int[] cells = IntStream.range(0, 90).map(i -> i * 37 % 90).toArray();
        HiddenValues plain = HiddenValues.of(Expression.of(EXPRESSION), 0.2, 1);
        HiddenValues shuffled = HiddenValues.of(Expression.of(EXPRESSION.selectCells(cells)), 0.2, 1);
        assertArrayEquals(
                plain.hidden().selectRows(cells).values(), shuffled.hidden().values());
        HiddenValues other = HiddenValues.of(Expression.of(EXPRESSION), 0.2, 2);
        assertFalse(Arrays.equals(plain.hidden().values(), other.hidden().values()));
        int observed = Expression.of(EXPRESSION).x().stored();
        assertEquals(observed, plain.hidden().stored() + plain.rest().stored());
        assertEquals(0.2, plain.hidden().stored() / (double) observed, 0.03);
    }

    /** Cells of three kinds, of which each knows genes of its own: whoever hides a value must find it from its kind. */
    @Test
    void relationsAddToTheTwoWayFit() {
        float[][] rows = new float[90][60];
        for (int c = 0; c < 90; c++) {
            for (int g = 0; g < 60; g++) {
                boolean hidden = (c * 7 + g * 11) % 5 == 0;
                rows[c][g] = hidden ? 0 : 1 + (c % 3 == g % 3 ? 2 : 0) + 0.01f * g;
            }
        }
        DenseMatrix filled =
                impute(SmallMatrices.dense(Layer.LOGNORM, rows)).values().toDense();
        for (int c = 0; c < 90; c++) {
            for (int g = 0; g < 60; g++) {
                assertEquals(1 + (c % 3 == g % 3 ? 2 : 0) + 0.01f * g, filled.get(c, g), 0.1, c + " " + g);
            }
        }
    }

    @Test
    void dataTooSparseToHideAnyOfAreFilledAllTheSame() {
        float[][] rows = new float[20][20];
        rows[2][3] = 1.5f;
        DenseMatrix filled =
                impute(SmallMatrices.dense(Layer.LOGNORM, rows)).values().toDense();
        for (int c = 0; c < 20; c++) {
            for (int g = 0; g < 20; g++) {
                assertEquals(g == 3 ? 1.5f : 0, filled.get(c, g), 1e-5f);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void theSameValueEverywhereIsFilledIn(int step) {
        float[][] rows = new float[20][20];
        for (int c = 0; c < 20; c++) {
            for (int g = 0; g < 20; g++) {
                rows[c][g] = (c + g) % (step + 1) == 0 ? 0 : 2;
            }
        }
        for (float value : impute(SmallMatrices.dense(Layer.LOGNORM, rows))
                .values()
                .toDense()
                .values()) {
            assertEquals(2, value, 1e-5f);
        }
    }

    @Test
    void impossibleInputsAreNamed() {
        assertRefused("8 cells are too few for 8 cell neighbours; lower --related-cells", new float[8][3]);
        assertRefused("5 cells are too few for 5 cell neighbours; lower --cell-neighbours", new float[5][3]);
        assertRefused("cell 'cell4' has NaN for gene 'GENE1'", withOne(Float.NaN));
        assertRefused("cell 'cell4' has -1.0 for gene 'GENE1'", withOne(-1));
    }

    private static float[][] withOne(float bad) {
        float[][] rows = new float[9][3];
        rows[4][1] = bad;
        return rows;
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Conditional.Options(0, 40, 30, 30, 20, 0));
        assertThrows(IllegalArgumentException.class, () -> new Conditional.Options(15, 0, 30, 30, 20, 0));
        assertThrows(IllegalArgumentException.class, () -> new Conditional.Options(15, 40, 0, 30, 20, 0));
        assertThrows(IllegalArgumentException.class, () -> new Conditional.Options(15, 40, 30, 0, 20, 0));
        assertThrows(IllegalArgumentException.class, () -> new Conditional.Options(15, 40, 30, 30, 0, 0));
    }

    private static void assertRefused(String message, float[][] rows) {
        rows[0][0] = 1;
        CellMatrix input = SmallMatrices.dense(Layer.LOGNORM, rows);
        InvalidInputException refused = assertThrows(InvalidInputException.class, () -> impute(input));
        assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
    }
}
