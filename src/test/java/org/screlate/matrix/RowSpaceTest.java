package org.screlate.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RowSpaceTest {
    @Test
    void rowsOfFewDimensionsKeepTheirProducts() {
        DenseMatrix x = points(200, 90, 6, 0);
        DenseMatrix scores = RowSpace.scores(x, 10, 1, Workers.ONE);
        for (int r = 0; r < 200; r += 7) {
            for (int other = 0; other < 200; other += 11) {
                assertEquals(dot(x, r, other), dot(scores, r, other), 1e-4);
            }
        }
    }

    /** Beside the optimum, by {@link LowRank}. */
    @Test
    void nearlyAllIsHeldThatSoManyDimensionsCanHold() {
        DenseMatrix x = points(500, 120, 10, 0.5);
        double held = squares(RowSpace.scores(x, 20, 1, Workers.ONE));
        double most = squares(LowRank.of(x, 20, 1, Workers.ONE).scores());
        assertTrue(held <= most * (1 + 1e-5) && held > 0.98 * most, held + " of " + most);
    }

    @Test
    void orderOfRowsAndThreadsAreNothing() {
        DenseMatrix x = points(300, 80, 10, 0.3);
        int[] turned = IntStream.range(0, 300).map(r -> 299 - r).toArray();
        DenseMatrix scores = RowSpace.scores(x, 15, 1, Workers.ONE);
        assertArrayEquals(
                scores.values(), RowSpace.scores(x, 15, 1, new Workers(3)).values());
        DenseMatrix others = RowSpace.scores(x.selectRows(turned), 15, 1, Workers.ONE);
        for (int r = 0; r < 300; r += 13) {
            assertEquals(dot(scores, r, r), dot(others, 299 - r, 299 - r), 1e-3 * dot(scores, r, r));
        }
    }

    @Test
    void impossibleRequestsAreRefused() {
        DenseMatrix x = points(20, 10, 3, 0);
        assertThrows(IllegalArgumentException.class, () -> RowSpace.scores(x, 0, 0, Workers.ONE));
        assertThrows(IllegalArgumentException.class, () -> RowSpace.scores(x, 11, 0, Workers.ONE));
    }

    private static double squares(DenseMatrix x) {
        return IntStream.range(0, x.rows()).mapToDouble(r -> dot(x, r, r)).sum();
    }

    private static double dot(DenseMatrix x, int row, int other) {
        return IntStream.range(0, x.columns())
                .mapToDouble(c -> x.get(row, c) * (double) x.get(other, c))
                .sum();
    }

    private static DenseMatrix points(int rows, int columns, int rank, double noise) {
        SplittableRandom random = new SplittableRandom(3);
        DenseMatrix axes = DenseMatrix.zeros(rank, columns);
        for (int i = 0; i < axes.values().length; i++) {
            axes.values()[i] = (float) random.nextDouble() - 0.5f;
        }
        DenseMatrix x = DenseMatrix.zeros(rows, columns);
        for (int r = 0; r < rows; r++) {
            for (int a = 0; a < rank; a++) {
                float along = (float) random.nextDouble() - 0.5f;
                for (int c = 0; c < columns; c++) {
                    x.set(r, c, x.get(r, c) + along * axes.get(a, c));
                }
            }
            for (int c = 0; c < columns; c++) {
                x.set(r, c, x.get(r, c) + (float) (noise * (random.nextDouble() - 0.5)));
            }
        }
        return x;
    }
}
