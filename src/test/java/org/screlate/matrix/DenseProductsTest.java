package org.screlate.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.screlate.testing.OracleTable;

final class DenseProductsTest {
    static Stream<TileKernel> kernels() {
        return Stream.of(new PlainTiles(), DenseProducts.fastest());
    }

    @Test
    void vectorKernelIsTheOneInUse() {
        assertEquals("VectorTiles", DenseProducts.fastest().getClass().getSimpleName());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void byHand(TileKernel kernel) {
        DenseMatrix a = new DenseMatrix(2, 3, new float[] {1, 2, 3, 4, 5, 6});
        DenseMatrix b = new DenseMatrix(3, 2, new float[] {1, 0, 0, 1, 2, -1});
        DenseMatrix c = new DenseMatrix(2, 2, new float[] {9, 9, 9, 9});
        product(kernel, a, false, b, false, c, false, Workers.ONE);
        assertArrayEquals(new float[] {1 + 6, 2 - 3, 4 + 12, 5 - 6}, c.values());
        product(kernel, a, false, b, false, c, true, Workers.ONE);
        assertArrayEquals(new float[] {14, -2, 32, -2}, c.values());
        DenseMatrix d = DenseMatrix.zeros(3, 3);
        product(kernel, a, true, a, false, d, false, Workers.ONE);
        assertArrayEquals(new float[] {17, 22, 27, 22, 29, 36, 27, 36, 45}, d.values());
        DenseMatrix e = DenseMatrix.zeros(2, 2);
        product(kernel, a, false, a, true, e, false, Workers.ONE);
        assertArrayEquals(new float[] {14, 32, 32, 77}, e.values());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void valuesAreThoseOfNumpy(TileKernel kernel) {
        OracleTable table = OracleTable.read(DenseProductsTest.class, "products.tsv");
        int m = 203;
        int k = 300;
        int n = 70;
        for (String name : new String[] {"ab", "atb", "abt"}) {
            boolean left = name.equals("atb");
            boolean right = name.equals("abt");
            DenseMatrix a = filled(left ? k : m, left ? m : k, i -> Math.sin(0.5 * i));
            DenseMatrix b = filled(right ? n : k, right ? k : n, i -> Math.cos(0.3 * i));
            DenseMatrix c = DenseMatrix.zeros(m, n);
            product(kernel, a, left, b, right, c, false, Workers.ONE);
            for (String[] row : table.rows()) {
                if (row[0].equals(name)) {
                    float found = c.get(Integer.parseInt(row[1]), Integer.parseInt(row[2]));
                    assertEquals(Double.parseDouble(row[3]), found, 3e-5, name + " " + row[1] + " " + row[2]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void everyShapeIsRightAndThreadsDoNotMatter(TileKernel kernel) {
        int[][] shapes = {{1, 1, 1}, {5, 3, 33}, {6, 257, 32}, {193, 31, 300}, {400, 600, 7}, {2, 0, 3}};
        for (int[] shape : shapes) {
            for (int transposed = 0; transposed < 4; transposed++) {
                boolean left = (transposed & 1) > 0;
                boolean right = (transposed & 2) > 0;
                DenseMatrix a = random(left ? shape[1] : shape[0], left ? shape[0] : shape[1]);
                DenseMatrix b = random(right ? shape[2] : shape[1], right ? shape[1] : shape[2]);
                DenseMatrix start = random(shape[0], shape[2]);
                DenseMatrix one = start.copy();
                product(kernel, a, left, b, right, one, true, Workers.ONE);
                DenseMatrix three = start.copy();
                product(kernel, a, left, b, right, three, true, new Workers(3));
                assertArrayEquals(one.values(), three.values(), Arrays.toString(shape));
                DenseMatrix put = random(shape[0], shape[2]);
                product(kernel, a, left, b, right, put, false, Workers.ONE);
                for (int i = 0; i < shape[0]; i++) {
                    for (int j = 0; j < shape[2]; j++) {
                        double sum = 0;
                        for (int k = 0; k < shape[1]; k++) {
                            sum += (double) (left ? a.get(k, i) : a.get(i, k)) * (right ? b.get(j, k) : b.get(k, j));
                        }
                        assertEquals(sum, put.get(i, j), 1e-5, Arrays.toString(shape));
                        assertEquals(sum + start.get(i, j), one.get(i, j), 1e-5, Arrays.toString(shape));
                    }
                }
            }
        }
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        DenseMatrix a = DenseMatrix.zeros(2, 3);
        assertThrows(
                IllegalArgumentException.class,
                () -> DenseProducts.ab(a, a, DenseMatrix.zeros(2, 3), false, Workers.ONE));
        assertThrows(
                IllegalArgumentException.class,
                () -> DenseProducts.abt(a, a, DenseMatrix.zeros(2, 3), false, Workers.ONE));
        assertThrows(
                IllegalArgumentException.class,
                () -> DenseProducts.atb(a, a, DenseMatrix.zeros(2, 2), false, Workers.ONE));
    }

    private static void product(
            TileKernel kernel,
            DenseMatrix a,
            boolean left,
            DenseMatrix b,
            boolean right,
            DenseMatrix c,
            boolean add,
            Workers workers) {
        DenseProducts.multiply(
                kernel, new DenseProducts.Factor(a, left), new DenseProducts.Factor(b, right), c, add, workers);
    }

    private static DenseMatrix random(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(rows + 31L * columns);
        return filled(rows, columns, i -> random.nextDouble() - 0.5);
    }

    private static DenseMatrix filled(int rows, int columns, DoubleUnaryOperator value) {
        DenseMatrix matrix = DenseMatrix.zeros(rows, columns);
        for (int i = 0; i < matrix.values().length; i++) {
            matrix.values()[i] = (float) value.applyAsDouble(i);
        }
        return matrix;
    }
}
