package org.screlate.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

final class SparseMatrixTest {
    private static final DenseMatrix DENSE = new DenseMatrix(3, 4, new float[] {1, 0, 2, 0, 0, 0, 0, 3, 4, 5, 0, 6});

    @Test
    void columnsAreSelectedInAnyOrderAsFromTheDenseMatrix() {
        for (int[] selected : new int[][] {{0, 2, 3}, {3, 0}, {1, 1, 0}, {}, {0, 1, 2, 3}}) {
            assertArrayEquals(
                    DENSE.selectColumns(selected).values(),
                    DENSE.toSparse().selectColumns(selected).toDense().values());
        }
    }

    @Test
    void rowsAreSelectedInAnyOrderAsFromTheDenseMatrix() {
        for (int[] selected : new int[][] {{2, 0}, {1}, {}, {0, 0, 1}}) {
            assertArrayEquals(
                    DENSE.selectRows(selected).values(),
                    DENSE.toSparse().selectRows(selected).toDense().values());
        }
    }

    @Test
    void rowsAndColumnsAreSelectedAtOnceAsOneAfterTheOther() {
        int[] rows = {2, 0};
        int[] columns = {0, 3};
        assertArrayEquals(
                DENSE.selectRows(rows).selectColumns(columns).values(),
                DENSE.toSparse().select(rows, columns).toDense().values());
    }
}
