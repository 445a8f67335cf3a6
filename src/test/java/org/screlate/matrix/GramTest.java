package org.screlate.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GramTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 5", "4, 2", "9, 7", "0, 3"})
    void addsEveryProductOfColumnsToTheUpperTriangleOnly(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(1);
        double[] a = random.doubles((long) rows * columns).toArray();
        double[] triangle = new double[columns * columns];
        Arrays.fill(triangle, 2);
        Gram.addInto(a, rows, columns, triangle);
        for (int j = 0; j < columns; j++) {
            for (int k = 0; k < columns; k++) {
                double expected = 2;
                for (int i = 0; k >= j && i < rows; i++) {
                    expected += a[i * columns + j] * a[i * columns + k];
                }
                assertEquals(expected, triangle[j * columns + k], 1e-13);
            }
        }
    }
}
