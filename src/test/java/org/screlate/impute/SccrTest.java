package org.screlate.impute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Progress;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.SmallMatrices;

final class SccrTest {
    private static final CellMatrix EXPRESSION = SmallMatrices.lognorm(90, 70, 3, 4);

    private static Sccr.Options options(Mode mode) {
        return new Sccr.Options(mode, 5, 2, 40, 0.05, 0.99, 0.01, true, Sccr.GeneStep.FULL);
    }

    private static CellMatrix impute(CellMatrix expression, Mode mode) {
        return new Sccr(options(mode)).impute(expression, Workers.ONE, Progress.SILENT);
    }

    /**
     * Cells (1, 0, 0), (1, 1, 0) and (0, 0, 1), one neighbour each, one step, α = 1: M is X₁. The first two are each other's
     * neighbour, cosine 1/√2; the third is similar to none and stays. Weights 2 for itself and 1/√2 for the other, of
     * 2 + 1/√2: the first cell's missing second gene becomes (1/√2) / (2 + 1/√2).
     */
    @Test
    void threeCellsByHand() {
        CellMatrix cells =
                SmallMatrices.dense(Layer.LOGNORM, new float[] {1, 0, 0}, new float[] {1, 1, 0}, new float[] {0, 0, 1});
        Sccr method = new Sccr(new Sccr.Options(Mode.RECOVER, 1, 1, 1, 1, 0.99, 0.01, true, Sccr.GeneStep.FULL));
        CellMatrix result = method.impute(cells, Workers.ONE, Progress.SILENT);
        float cosine = (float) Math.sqrt(0.5);
        // The third cell's nearest is the first, at similarity 0: no edge.
        float[] expected = {1, cosine / (2 + cosine), 0, 1, 1, 0, 0, 0, 1};
        assertArrayEquals(expected, result.values().toDense().values(), 1e-6f);
        assertEquals(1, result.imputed().count());
        assertTrue(result.imputed().get(0, 1));
    }

    @Test
    void recoverKeepsObservedValuesToTheBit() {
        CellMatrix result = impute(EXPRESSION, Mode.RECOVER);
        assertEquals(Layer.FILLED, result.layer());
        SparseMatrix x = EXPRESSION.values().toSparse();
        for (int c = 0; c < x.rows(); c++) {
            for (int k = x.offsets()[c]; k < x.offsets()[c + 1]; k++) {
                assertEquals(x.values()[k], result.values().get(c, x.indices()[k]));
                assertFalse(result.imputed().get(c, x.indices()[k]));
            }
        }
    }

    @Test
    void smoothWithAllWeightOnTheFilledIsRecover() {
        Sccr smooth = new Sccr(new Sccr.Options(Mode.SMOOTH, 5, 2, 40, 0.05, 0.99, 1, true, Sccr.GeneStep.FULL));
        assertArrayEquals(
                impute(EXPRESSION, Mode.RECOVER).values().toDense().values(),
                smooth.impute(EXPRESSION, Workers.ONE, Progress.SILENT)
                        .values()
                        .toDense()
                        .values());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, -1, Float.POSITIVE_INFINITY})
    void impossibleValuesAreNamed(float bad) {
        float[] values = EXPRESSION.values().toDense().values().clone();
        values[2 * 70 + 5] = bad;
        assertRefused("cell 'cell2' has " + bad + " for gene 'GENE5'", of(values), 5, 2);
    }

    @Test
    void impossibleSizesAreRefused() {
        assertRefused("90 cells are too few for 90 cell neighbours", EXPRESSION, 90, 2);
        assertRefused("70 genes are too few for 70 gene neighbours", EXPRESSION, 5, 70);
        assertRefused("every value is zero", of(new float[90 * 70]), 5, 2);
    }

    private static void assertRefused(String message, CellMatrix input, int cellNeighbours, int geneNeighbours) {
        Sccr method = new Sccr(new Sccr.Options(
                Mode.RECOVER, cellNeighbours, geneNeighbours, 40, 0.05, 0.99, 0.01, true, Sccr.GeneStep.FULL));
        InvalidInputException refused =
                assertThrows(InvalidInputException.class, () -> method.impute(input, Workers.ONE, Progress.SILENT));
        assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
    }

    private static CellMatrix of(float[] values) {
        float[][] rows = new float[90][];
        for (int c = 0; c < 90; c++) {
            rows[c] = java.util.Arrays.copyOfRange(values, c * 70, (c + 1) * 70);
        }
        return SmallMatrices.dense(Layer.LOGNORM, rows);
    }
}
