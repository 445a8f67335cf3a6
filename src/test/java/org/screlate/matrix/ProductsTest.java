package org.screlate.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ProductsTest {
    private final SplittableRandom random = new SplittableRandom(7);

    static Stream<ProductKernel> kernels() {
        return Stream.of(new PlainProducts(), Products.fastest());
    }

    static Stream<TileKernel> tiles() {
        return Stream.of(new PlainTiles(), DenseProducts.fastest());
    }

    @Test
    void vectorKernelIsTheOneInUse() {
        assertEquals("VectorProducts", Products.fastest().getClass().getSimpleName());
    }

    @ParameterizedTest
    @MethodSource("tiles")
    void dotsByHand(TileKernel kernel) {
        DenseMatrix a = new DenseMatrix(2, 3, new float[] {1, 2, 3, 4, 5, 6});
        DenseMatrix b = new DenseMatrix(2, 3, new float[] {1, 0, 2, 0, 1, -1});
        float[] out = new float[4];
        dots(kernel, a, 0, 2, b, 0, 2, out);
        assertArrayEquals(new float[] {1 + 6, 2 - 3, 4 + 12, 5 - 6}, out);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void multiplyByHand(ProductKernel kernel) {
        SparseMatrix a = new SparseMatrix(2, 2, new int[] {0, 2, 3}, new int[] {0, 1, 1}, new float[] {2, 3, 5});
        float[] y = {9, 9, 9, 9};
        kernel.multiply(a, 0, 2, new float[] {1, 10, 2, 20}, 2, y);
        assertArrayEquals(new float[] {2 + 6, 20 + 60, 10, 100}, y);
        kernel.mixInPlace(0.25f, new float[] {4, 4, 0, 0}, y, 0, 4);
        assertArrayEquals(new float[] {2 + 3, 20 + 3, 2.5f, 25}, y);
        kernel.holdInPlace(new float[] {Float.NaN, 7, Float.NaN, 0}, y, 0, 4);
        assertArrayEquals(new float[] {5, 7, 2.5f, 0}, y);
        float[] before = {1, 1, 1, 1};
        kernel.recurInPlace(
                new Recurrence(2, 3, 4), y, new float[] {1, 0, 2, 0}, before, new float[] {1, Float.NaN, 0, -1}, 0, 4);
        assertArrayEquals(new float[] {10 - 3 - 1 + 4, 0, 5 - 6 - 1, -1 - 4}, y);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void dotOfTwoRowsIsTheSameByAllKernels(ProductKernel kernel) {
        float[] sums = new float[Products.SUMS];
        assertEquals(4 - 10 + 18, kernel.dot(new float[] {9, 1, 2, 3}, 1, new float[] {4, -5, 6}, 0, 3, sums));
        assertEquals(0, kernel.dot(new float[0], 0, new float[0], 0, 0, sums));
        for (int length : new int[] {1, 63, 64, 65, 200, 2000}) {
            float[] x = new float[length + 3];
            float[] y = new float[length];
            double exact = 0;
            for (int i = 0; i < length; i++) {
                x[i + 3] = (float) random.nextDouble();
                y[i] = (float) random.nextDouble() - 0.5f;
                exact += (double) x[i + 3] * y[i];
            }
            float found = kernel.dot(x, 3, y, 0, length, sums);
            assertEquals(exact, found, 1e-5 * length);
            assertEquals(new PlainProducts().dot(x, 3, y, 0, length, sums), found);
        }
        assertThrows(IndexOutOfBoundsException.class, () -> Products.dot(new float[3], 1, new float[3], 0, 3, sums));
    }

    @Test
    void exactDotsByHand() {
        DenseMatrix byHand = new DenseMatrix(2, 5, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, -1});
        double[] one = new double[1];
        Products.exactDots(byHand, 0, new int[] {1}, one);
        assertEquals(6 + 14 + 24 + 36 - 5, one[0]);
        assertThrows(
                IndexOutOfBoundsException.class, () -> Products.exactDots(byHand, 0, new int[] {2}, new double[1]));
        assertThrows(
                IndexOutOfBoundsException.class, () -> Products.exactDots(byHand, 0, new int[] {1}, new double[0]));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void firstAtLeastIsTheFirstOfThem(ProductKernel kernel) {
        float[] x = new float[70];
        Arrays.fill(x, -1);
        x[3] = Float.NaN;
        x[41] = 2;
        x[69] = 3;
        assertEquals(41, kernel.firstAtLeast(x, 0, 70, 2));
        assertEquals(69, kernel.firstAtLeast(x, 42, 70, 2));
        assertEquals(69, kernel.firstAtLeast(x, 0, 69, 2.5f));
        assertEquals(4, kernel.firstAtLeast(x, 3, 70, Float.NEGATIVE_INFINITY));
        assertEquals(70, kernel.firstAtLeast(x, 70, 70, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> Products.firstAtLeast(x, 0, 71, 0));
    }

    @Test
    void productsOfColumnsAreThoseOfTransposedRows() {
        DenseMatrix a = matrix(700, 300);
        DenseMatrix found = DenseMatrix.zeros(300, 300);
        DenseProducts.upperOfAta(a, found, new Workers(2));
        float[] expected = new float[300 * 300];
        DenseMatrix turned = a.transpose();
        Products.dots(turned, 0, 300, turned, 0, 300, expected);
        for (int i = 0; i < 300; i++) {
            for (int j = i; j < 300; j++) {
                assertEquals(expected[i * 300 + j], found.get(i, j));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tiles")
    void dotsAreThoseOfDoublePrecision(TileKernel kernel) {
        for (int width : new int[] {1, 15, 16, 33, 512, 1300}) {
            DenseMatrix a = matrix(11, width);
            DenseMatrix b = matrix(14, width);
            float[] out = new float[9 * 13];
            Arrays.fill(out, 1e9f);
            dots(kernel, a, 1, 10, b, 0, 13, out);
            for (int i = 0; i < 9; i++) {
                for (int j = 0; j < 13; j++) {
                    double sum = 0;
                    for (int c = 0; c < width; c++) {
                        sum += (double) a.get(i + 1, c) * b.get(j, c);
                    }
                    assertEquals(sum, out[i * 13 + j], 1e-6 * Math.sqrt(width), "width " + width);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void dotsWithPackedRowsAreThoseOfDoublePrecision(ProductKernel kernel) {
        for (int width : new int[] {1, 17, 256, 1300}) {
            DenseMatrix a = matrix(15, width);
            DenseMatrix b = matrix(90, width);
            PackedRows packed = new PackedRows(b, 3, 80);
            float[] out = new float[packed.blockLength(9)];
            Arrays.fill(out, 1e9f);
            kernel.dots(a, 1, 10, packed, out);
            for (int i = 0; i < 9; i++) {
                for (int j = 0; j < 77; j++) {
                    double sum = 0;
                    for (int c = 0; c < width; c++) {
                        sum += (double) a.get(i + 1, c) * b.get(j + 3, c);
                    }
                    assertEquals(sum, out[i * packed.stride() + j], 1e-6 * Math.sqrt(width), "width " + width);
                }
            }
        }
    }

    @Test
    void packedRowsThatDoNotFitAreRefused() {
        PackedRows packed = Products.pack(matrix(5, 7), 0, 5);
        assertThrows(
                IllegalArgumentException.class,
                () -> Products.dots(matrix(5, 8), 0, 5, packed, new float[packed.blockLength(5)]));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> Products.dots(matrix(5, 7), 0, 5, packed, new float[packed.blockLength(5) - 1]));
    }

    @ParameterizedTest
    @MethodSource("tiles")
    void dotsDoNotDependOnHowTheyAreCut(TileKernel kernel) {
        DenseMatrix a = matrix(13, 777);
        float[] all = new float[13 * 13];
        dots(kernel, a, 0, 13, a, 0, 13, all);
        for (int i = 0; i < 13; i++) {
            for (int j = 0; j < 13; j++) {
                float[] one = new float[1];
                dots(kernel, a, i, i + 1, a, j, j + 1, one);
                assertEquals(one[0], all[i * 13 + j]);
            }
        }
    }

    @Test
    void bothKernelsPropagateAlike() {
        for (int width : new int[] {1, 17, 64, 128, 150}) {
            SparseMatrix a = sparse(23, 31);
            float[] x = matrix(31, width).values();
            float[] held = matrix(23, width).values();
            for (int i = 0; i < held.length; i += 3) {
                held[i] = Float.NaN;
            }
            float[] plain = new float[23 * width];
            float[] vector = new float[23 * width];
            step(new PlainProducts(), a, x, width, held, plain);
            step(Products.fastest(), a, x, width, held, vector);
            assertArrayEquals(plain, vector, "width " + width);
        }
    }

    @Test
    void allKernelsGiveTheSameDotsToTheLastBit() {
        for (int width : new int[] {0, 1, 16, 255, 256, 257, 1300}) {
            DenseMatrix a = matrix(13, width);
            DenseMatrix b = matrix(40, width);
            float[] expected = new float[13 * 40];
            for (int i = 0; i < 13; i++) {
                for (int j = 0; j < 40; j++) {
                    for (int from = 0; from < width; from += 256) {
                        float sum = 0;
                        for (int k = from; k < Math.min(from + 256, width); k++) {
                            sum = Math.fma(a.get(i, k), b.get(j, k), sum);
                        }
                        expected[i * 40 + j] += sum;
                    }
                }
            }
            tiles().forEach(kernel -> {
                float[] found = new float[13 * 40];
                dots(kernel, a, 0, 13, b, 0, 40, found);
                assertArrayEquals(expected, found);
            });
            PackedRows packed = new PackedRows(b, 0, 40);
            kernels().forEach(kernel -> {
                float[] found = new float[packed.blockLength(13)];
                kernel.dots(a, 0, 13, packed, found);
                for (int i = 0; i < 13; i++) {
                    for (int j = 0; j < 40; j++) {
                        assertEquals(expected[i * 40 + j], found[i * packed.stride() + j]);
                    }
                }
            });
        }
    }

    private static void dots(
            TileKernel kernel, DenseMatrix a, int aFrom, int aTo, DenseMatrix b, int bFrom, int bTo, float[] out) {
        DenseProducts.rows(
                kernel,
                new DenseProducts.Factor(a, false, aFrom, aTo - aFrom),
                new DenseProducts.Factor(b, true, bFrom, bTo - bFrom),
                out);
    }

    private static void step(ProductKernel kernel, SparseMatrix a, float[] x, int width, float[] held, float[] y) {
        kernel.multiply(a, 0, 10, x, width, y);
        kernel.multiply(a, 10, 23, x, width, y);
        kernel.mixInPlace(0.3f, x, y, width, 20 * width);
        kernel.holdInPlace(held, y, 3, y.length);
    }

    @Test
    void logarithmsAboveOneAreRightToSixDigits() {
        for (ProductKernel kernel : List.of(new PlainProducts(), Products.fastest())) {
            float[] scales = new float[1003];
            float[] x = new float[1010];
            for (int j = 0; j < scales.length; j++) {
                scales[j] = (float) Math.pow(1.09, j % 211 - 100);
                x[j + 5] = (float) Math.pow(1.07, j % 313 - 50);
            }
            float[] before = x.clone();
            kernel.logAboveOneInPlace(3, scales, x, 5, 1000);
            for (int j = 0; j < 1000; j++) {
                double expected = Math.log(Math.max(1, 3.0 * scales[j] * before[j + 5]));
                assertEquals(expected, x[j + 5], 2e-6 * Math.max(1, expected), "place " + j);
            }
            for (int j : new int[] {0, 4, 1005, 1009}) {
                assertEquals(before[j], x[j]);
            }
            float[] below = {0, 0.2f};
            kernel.logAboveOneInPlace(1, new float[] {1, 1}, below, 0, 2);
            assertArrayEquals(new float[2], below);
        }
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        DenseMatrix a = matrix(3, 4);
        assertThrows(IllegalArgumentException.class, () -> Products.dots(a, 0, 3, matrix(3, 5), 0, 3, new float[9]));
        assertThrows(IndexOutOfBoundsException.class, () -> Products.dots(a, 0, 4, a, 0, 3, new float[12]));
        assertThrows(IndexOutOfBoundsException.class, () -> Products.dots(a, 0, 3, a, 0, 3, new float[8]));
        assertThrows(
                IllegalArgumentException.class,
                () -> Products.multiply(sparse(3, 4), 0, 3, new float[7], 2, new float[6]));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> Products.multiply(sparse(3, 4), 0, 4, new float[8], 2, new float[6]));
    }

    private DenseMatrix matrix(int rows, int columns) {
        DenseMatrix matrix = DenseMatrix.zeros(rows, columns);
        for (int i = 0; i < matrix.values().length; i++) {
            matrix.values()[i] = (float) (random.nextDouble() - 0.5);
        }
        return matrix;
    }

    private SparseMatrix sparse(int rows, int columns) {
        DenseMatrix matrix = matrix(rows, columns);
        for (int i = 0; i < matrix.values().length; i++) {
            if (random.nextInt(3) > 0) {
                matrix.values()[i] = 0;
            }
        }
        return matrix.toSparse();
    }
}
