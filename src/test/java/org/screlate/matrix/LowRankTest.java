package org.screlate.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LowRankTest {
    /** Rows − mean, so that the principal axes of the same matrix are its singular vectors. */
    private static DenseMatrix centred(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(3);
        DenseMatrix x = DenseMatrix.zeros(rows, columns);
        for (int c = 0; c < columns; c++) {
            double sum = 0;
            for (int r = 0; r < rows; r++) {
                x.set(r, c, (float) (random.nextDouble() * (1 + c % 7) + (r % 3 == c % 3 ? 2 : 0)));
                sum += x.get(r, c);
            }
            for (int r = 0; r < rows; r++) {
                x.set(r, c, (float) (x.get(r, c) - sum / rows));
            }
        }
        return x;
    }

    @ParameterizedTest
    @CsvSource({"150,90", "90,150", "100,100"})
    void singularVectorsAreThePrincipalAxesOfCentredData(int rows, int columns) {
        DenseMatrix x = centred(rows, columns);
        LowRank low = LowRank.of(x, 2, 1, Workers.ONE);
        PrincipalAxes axes = PrincipalAxes.of(x.toSparse(), 2, 1, Workers.ONE);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                double expected = 0;
                for (int a = 0; a < 2; a++) {
                    expected += axes.coordinates().get(r, a) * axes.loadings().get(c, a);
                }
                assertEquals(expected, low.get(r, c), 1e-4, r + " " + c);
            }
        }
    }

    /** (1, 2)ᵀ (3, 4): σ = √5 · 5, u = (1, 2) / √5, so that the first score is ± 5. */
    @Test
    void productOfTwoVectorsIsFoundWholly() {
        DenseMatrix x = new DenseMatrix(2, 2, new float[] {3, 4, 6, 8});
        LowRank low = LowRank.of(x, 2, 0, Workers.ONE);
        float[] rows = new float[4];
        low.rows(0, 2, rows);
        assertArrayEquals(x.values(), rows, 1e-5f);
        assertEquals(5, Math.abs(low.scores().get(0, 0)), 1e-5);
        assertEquals(0, low.scores().get(1, 1), 1e-4);
    }

    @Test
    void fullRankGivesTheMatrixBack() {
        DenseMatrix x = centred(40, 12);
        LowRank low = LowRank.of(x, 12, 0, Workers.ONE);
        float[] rows = new float[40 * 12];
        low.rows(0, 40, rows);
        assertArrayEquals(x.values(), rows, 1e-4f);
    }

    @Test
    void doesNotDependOnThreads() {
        DenseMatrix x = centred(150, 90);
        assertArrayEquals(
                LowRank.of(x, 5, 1, Workers.ONE).scores().values(),
                LowRank.of(x, 5, 1, new Workers(3)).scores().values());
    }

    @Test
    void zerosHaveZerosOnly() {
        LowRank low = LowRank.of(DenseMatrix.zeros(5, 4), 2, 0, Workers.ONE);
        assertArrayEquals(new float[10], low.scores().values());
        assertArrayEquals(new float[8], low.loadings().values());
    }

    @Test
    void impossibleRanksAreRefused() {
        DenseMatrix x = DenseMatrix.zeros(5, 4);
        assertThrows(IllegalArgumentException.class, () -> LowRank.of(x, 0, 0, Workers.ONE));
        assertThrows(IllegalArgumentException.class, () -> LowRank.of(x, 5, 0, Workers.ONE));
    }
}
