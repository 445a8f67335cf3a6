package org.screlate.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.screlate.testing.SmallMatrices;

final class OrthonormalRowsTest {
    /** 1 for the product of a row with itself, 0 with others. */
    private static void assertOrthonormal(DenseMatrix rows, int zeros) {
        DenseMatrix products = DenseMatrix.zeros(rows.rows(), rows.rows());
        DenseProducts.abt(rows, rows, products, false, Workers.ONE);
        for (int i = 0; i < rows.rows(); i++) {
            for (int j = 0; j < rows.rows(); j++) {
                assertEquals(i == j && i < rows.rows() - zeros ? 1 : 0, products.get(i, j), 2e-6, i + " " + j);
            }
        }
    }

    @Test
    void rowsOfASquareOfThreeAndFourByHand() {
        DenseMatrix rows = new DenseMatrix(2, 2, new float[] {3, 4, 1, 0});
        DenseMatrix found = OrthonormalRows.of(rows, 2, Workers.ONE);
        assertArrayEquals(new float[] {0.6f, 0.8f, 0.8f, -0.6f}, found.values(), 1e-6f);
    }

    @Test
    void rowsOfVeryDifferentLengthsAndNearDirectionsBecomeOrthonormal() {
        for (double near : new double[] {1, 0.1, 1e-2, 1e-4}) {
            DenseMatrix rows = SmallMatrices.points(20, 500, 1);
            for (int r = 1; r < 20; r++) {
                for (int c = 0; c < 500; c++) {
                    rows.set(r, c, (float) (Math.pow(3, r - 10) * (rows.get(0, c) + near * rows.get(r, c))));
                }
            }
            assertOrthonormal(OrthonormalRows.of(rows, 2, Workers.ONE), 0);
        }
    }

    @Test
    void theFirstRowsSpanWhatTheFirstRowsDid() {
        DenseMatrix rows = SmallMatrices.points(6, 90, 2);
        DenseMatrix before = rows.copy();
        DenseMatrix found = OrthonormalRows.of(rows, 2, Workers.ONE);
        for (int r = 0; r < 6; r++) {
            double left = 0;
            double length = 0;
            for (int c = 0; c < 90; c++) {
                double rest = before.get(r, c);
                for (int q = 0; q <= r; q++) {
                    double along = 0;
                    for (int k = 0; k < 90; k++) {
                        along += (double) found.get(q, k) * before.get(r, k);
                    }
                    rest -= along * found.get(q, c);
                }
                left += rest * rest;
                length += (double) before.get(r, c) * before.get(r, c);
            }
            assertEquals(0, left / length, 1e-10, "row " + r);
        }
    }

    @Test
    void aRowThatDependsOnThoseBeforeItBecomesZeros() {
        DenseMatrix rows = SmallMatrices.points(4, 60, 3);
        for (int c = 0; c < 60; c++) {
            rows.set(3, c, rows.get(0, c) - 2 * rows.get(1, c));
        }
        assertOrthonormal(OrthonormalRows.of(rows, 2, Workers.ONE), 1);
        assertOrthonormal(OrthonormalRows.of(DenseMatrix.zeros(2, 5), 2, Workers.ONE), 2);
    }

    @Test
    void threadsDoNotChangeIt() {
        float[] one = OrthonormalRows.of(SmallMatrices.points(30, 700, 4), 2, Workers.ONE)
                .values();
        assertArrayEquals(
                one,
                OrthonormalRows.of(SmallMatrices.points(30, 700, 4), 2, new Workers(3))
                        .values());
    }
}
