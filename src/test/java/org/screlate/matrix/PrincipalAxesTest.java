package org.screlate.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

// scikit-learn's numbers are compared in PrincipalComponentsTest.
final class PrincipalAxesTest {
    @Test
    void pointsOnADiagonalHaveOneAxis() {
        // (1, 1), (3, 3), (5, 5): variance 4 + 4 along (1, 1) / sqrt 2.
        SparseMatrix points = new DenseMatrix(3, 2, new float[] {1, 1, 3, 3, 5, 5}).toSparse();
        PrincipalAxes axes = PrincipalAxes.of(points, 1, 0, Workers.ONE);
        assertArrayEquals(new double[] {8}, axes.variances(), 1e-12);
        assertEquals(8, axes.totalVariance(), 1e-12);
        float half = (float) Math.sqrt(0.5);
        assertArrayEquals(new float[] {half, half}, axes.loadings().values(), 1e-6f);
        float length = (float) Math.sqrt(8);
        assertArrayEquals(new float[] {-length, 0, length}, axes.coordinates().values(), 1e-5f);
        assertTrue(axes.converged());
    }

    @Test
    void eachAxisIsAnEigenvectorOfTheCovariance() {
        SparseMatrix x = random(500, 300, 0.1);
        PrincipalAxes axes = PrincipalAxes.of(x, 20, 0, new Workers(2));
        assertTrue(axes.converged());
        ColumnMoments moments = ColumnMoments.of(x);
        for (int a = 0; a < 20; a++) {
            double[] axis = column(axes.loadings(), a);
            double[] product = covarianceTimes(x, moments.means(), axis);
            for (int c = 0; c < axis.length; c++) {
                assertEquals(axes.variances()[a] * axis[c], product[c], 1e-5 * axes.variances()[0]);
            }
            assertTrue(a == 0 || axes.variances()[a] <= axes.variances()[a - 1], "axis " + a);
        }
    }

    @Test
    void axesAreOrthogonalAndOfUnitLength() {
        DenseMatrix loadings =
                PrincipalAxes.of(random(400, 280, 0.2), 12, 0, Workers.ONE).loadings();
        for (int a = 0; a < 12; a++) {
            for (int b = 0; b <= a; b++) {
                double product = 0;
                for (int c = 0; c < 280; c++) {
                    product += (double) loadings.get(c, a) * loadings.get(c, b);
                }
                assertEquals(a == b ? 1 : 0, product, 1e-6);
            }
        }
    }

    @Test
    void allAxesTogetherHoldTheWholeVariance() {
        SparseMatrix x = random(30, 12, 0.5);
        PrincipalAxes axes = PrincipalAxes.of(x, 11, 0, Workers.ONE);
        double held = Arrays.stream(axes.variances()).sum();
        assertTrue(held < axes.totalVariance() && held > 0.95 * axes.totalVariance(), "held " + held);
        SparseMatrix wide = random(12, 400, 0.5);
        PrincipalAxes all = PrincipalAxes.of(wide, 11, 0, Workers.ONE);
        assertEquals(all.totalVariance(), Arrays.stream(all.variances()).sum(), 1e-9 * all.totalVariance());
    }

    @Test
    void coordinatesHaveTheVariancesOfTheAxes() {
        PrincipalAxes axes = PrincipalAxes.of(random(300, 50, 0.3), 5, 0, Workers.ONE);
        ColumnMoments moments = ColumnMoments.of(axes.coordinates().toSparse());
        for (int a = 0; a < 5; a++) {
            assertEquals(0, moments.means()[a], 1e-6);
            assertEquals(axes.variances()[a], moments.unbiasedVariance(a), 1e-5 * axes.variances()[a]);
        }
    }

    @Test
    void repeatedEigenvaluesAreAllFound() {
        // Corners of a simplex: all variances are the same.
        int n = 9;
        DenseMatrix corners = DenseMatrix.zeros(n, n);
        for (int i = 0; i < n; i++) {
            corners.set(i, i, 2);
        }
        PrincipalAxes axes = PrincipalAxes.of(corners.toSparse(), n - 1, 0, Workers.ONE);
        for (double variance : axes.variances()) {
            assertEquals(4.0 / (n - 1), variance, 1e-12);
        }
    }

    @Test
    void axesPastTheRankAreZero() {
        SparseMatrix points = new DenseMatrix(4, 3, new float[] {1, 2, 0, 2, 4, 0, 3, 6, 0, 4, 8, 0}).toSparse();
        PrincipalAxes axes = PrincipalAxes.of(points, 2, 0, Workers.ONE);
        assertEquals(axes.totalVariance(), axes.variances()[0], 1e-9);
        assertEquals(0, axes.variances()[1]);
        assertEquals(0, axes.coordinates().get(0, 1));
        assertTrue(axes.converged());
    }

    @Test
    void pointsThatAreAllTheSameHaveNoVariance() {
        SparseMatrix points = new DenseMatrix(3, 2, new float[] {1, 2, 1, 2, 1, 2}).toSparse();
        PrincipalAxes axes = PrincipalAxes.of(points, 1, 0, Workers.ONE);
        assertEquals(0, axes.variances()[0], 1e-12);
        assertEquals(0, axes.totalVariance(), 1e-12);
    }

    @Test
    void fewRowsGiveTheAxesThatColumnsGive() {
        // Wide enough to go by way of the rows, and the same with a column of the bare iteration.
        SparseMatrix x = random(60, CentredGram.STORED_LIMIT + 50, 0.1);
        assertTrue(CentredRows.areShorter(x));
        PrincipalAxes axes = PrincipalAxes.of(x, 8, 0, new Workers(2));
        double[] means = ColumnMoments.of(x).means();
        Lanczos.Eigenpairs byColumns =
                Lanczos.largest(CentredGram.implicit(x, means, Workers.ONE), x.columns(), 59, 8, 0);
        assertTrue(axes.converged());
        for (int a = 0; a < 8; a++) {
            assertEquals(byColumns.values()[a] / 59, axes.variances()[a], 1e-9 * axes.variances()[0]);
            double along = 0;
            for (int c = 0; c < x.columns(); c++) {
                along += byColumns.vectors()[a][c] * axes.loadings().get(c, a);
            }
            assertEquals(1, Math.abs(along), 1e-6, "axis " + a);
        }
    }

    @Test
    void fewRowsOfOneDirectionHaveOneAxis() {
        int columns = CentredGram.STORED_LIMIT + 1;
        DenseMatrix points = DenseMatrix.zeros(4, columns);
        for (int i = 0; i < 4; i++) {
            points.set(i, 0, i);
            points.set(i, columns - 1, 2 * i);
        }
        PrincipalAxes axes = PrincipalAxes.of(points.toSparse(), 2, 0, Workers.ONE);
        assertEquals(axes.totalVariance(), axes.variances()[0], 1e-9);
        assertEquals(0, axes.variances()[1], 1e-12);
        assertEquals(0, axes.coordinates().get(3, 1), 1e-6);
        assertEquals(2 / Math.sqrt(5), axes.loadings().get(columns - 1, 0), 1e-6);
    }

    @Test
    void storedAndImplicitGramMatricesAreTheSame() {
        SparseMatrix x = random(70, 40, 0.2);
        double[] means = ColumnMoments.of(x).means();
        SplittableRandom random = new SplittableRandom(3);
        double[] vector = random.doubles(40, -1, 1).toArray();
        double[] stored = new double[40];
        double[] implicit = new double[40];
        CentredGram.stored(x, means, new Workers(2)).multiply(vector, stored);
        CentredGram.implicit(x, means, new Workers(2)).multiply(vector, implicit);
        assertArrayEquals(stored, implicit, 1e-10);
        double[] direct = covarianceTimes(x, means, vector);
        for (int c = 0; c < 40; c++) {
            assertEquals(direct[c] * 69, stored[c], 1e-9);
        }
    }

    @Test
    void neitherThreadsNorSeedChangeTheAxes() {
        SparseMatrix x = random(350, 320, 0.1);
        float[] one = PrincipalAxes.of(x, 6, 0, Workers.ONE).coordinates().values();
        assertArrayEquals(
                one, PrincipalAxes.of(x, 6, 0, new Workers(3)).coordinates().values());
        assertArrayEquals(
                one, PrincipalAxes.of(x, 6, 1, Workers.ONE).coordinates().values(), 1e-5f);
    }

    @Test
    void numbersOfAxesThatCannotBeAreRefused() {
        SparseMatrix x = random(5, 8, 0.5);
        assertEquals(4, PrincipalAxes.limit(5, 8));
        assertThrows(IllegalArgumentException.class, () -> PrincipalAxes.of(x, 5, 0, Workers.ONE));
        assertThrows(IllegalArgumentException.class, () -> PrincipalAxes.of(x, 0, 0, Workers.ONE));
    }

    private static SparseMatrix random(int rows, int columns, double density) {
        SplittableRandom random = new SplittableRandom(11);
        DenseMatrix x = DenseMatrix.zeros(rows, columns);
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] = random.nextDouble() < density ? (float) random.nextDouble(0, 3) : 0;
        }
        return x.toSparse();
    }

    private static double[] column(DenseMatrix matrix, int column) {
        double[] values = new double[matrix.rows()];
        for (int r = 0; r < values.length; r++) {
            values[r] = matrix.get(r, column);
        }
        return values;
    }

    /** The covariance times a vector, from the definition. */
    private static double[] covarianceTimes(SparseMatrix x, double[] means, double[] vector) {
        double[] product = new double[means.length];
        for (int r = 0; r < x.rows(); r++) {
            double projection = 0;
            for (int c = 0; c < means.length; c++) {
                projection += (x.get(r, c) - means[c]) * vector[c];
            }
            for (int c = 0; c < means.length; c++) {
                product[c] += (x.get(r, c) - means[c]) * projection / (x.rows() - 1);
            }
        }
        return product;
    }
}
