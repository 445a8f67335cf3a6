package org.screlate.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GramTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 5", "130, 20", "7, 0"})
    void addsEveryProductOfRowsToTheUpperTriangleOnly(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(1);
        DenseMatrix a = DenseMatrix.zeros(rows, columns);
        for (int i = 0; i < a.values().length; i++) {
            a.values()[i] = (float) random.nextDouble();
        }
        double[] triangle = new double[rows * rows];
        Arrays.fill(triangle, 2);
        Gram.addInto(a, triangle);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < rows; j++) {
                double expected = 2;
                for (int c = 0; j >= i && c < columns; c++) {
                    expected += (double) a.get(i, c) * a.get(j, c);
                }
                assertEquals(expected, triangle[i * rows + j], 1e-5);
            }
        }
    }
}
