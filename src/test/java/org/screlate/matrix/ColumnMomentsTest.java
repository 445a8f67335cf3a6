package org.screlate.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ColumnMomentsTest {
    @Test
    void zerosCountAmongTheValues() {
        ColumnMoments moments = ColumnMoments.of(new DenseMatrix(3, 2, new float[] {0, 1, 3, 1, 0, 1}).toSparse());
        assertArrayEquals(new double[] {1, 1}, moments.means());
        assertEquals(3, moments.unbiasedVariance(0));
        assertEquals(2, moments.populationVariance(0));
        assertEquals(0, moments.unbiasedVariance(1));
    }

    @Test
    void valuesAreChangedFirst() {
        ColumnMoments moments = ColumnMoments.of(new DenseMatrix(2, 1, new float[] {0, 2}).toSparse(), y -> y * y);
        assertEquals(2, moments.means()[0]);
        assertEquals(8, moments.unbiasedVariance(0));
    }

    @Test
    void largeMeanCostsNoDigits() {
        // Around ten million: one pass in double precision would give a variance that is 1e-2 off.
        ColumnMoments moments =
                ColumnMoments.of(new DenseMatrix(3, 1, new float[] {10_000_000, 10_000_001, 10_000_002}).toSparse());
        assertEquals(1, moments.unbiasedVariance(0), 1e-9);
    }

    @Test
    void singleRowHasNoVariance() {
        assertEquals(
                0,
                ColumnMoments.of(new DenseMatrix(1, 1, new float[] {4}).toSparse())
                        .unbiasedVariance(0));
    }
}
