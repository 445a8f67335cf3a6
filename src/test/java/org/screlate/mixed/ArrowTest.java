package org.screlate.mixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.screlate.stats.math.Cholesky;
import org.screlate.stats.math.StandardNormal;

/** All that is found on arrows, against the same found on whole matrices. */
final class ArrowTest {
    private static final int SUBJECTS = 7;

    /** Forms of random effects, two predictors each. */
    enum Form {
        NONE,
        SUBJECT,
        EACH_GROUP,
        CORRELATED,
        NESTED,
        BATCHES_IN_COMMON;

        List<RandomEffect> effects() {
            return switch (this) {
                case NONE -> List.of();
                case SUBJECT -> List.of(effect("subject", 0, r -> r / 2, r -> 1));
                case EACH_GROUP ->
                    List.of(
                            effect("one", 0, r -> r % 2 == 0 ? r / 2 : -1, r -> 1),
                            effect("other", 1, r -> r % 2 == 1 ? r / 2 : -1, r -> 1));
                case CORRELATED ->
                    List.of(effect("subject", 0, r -> r / 2, r -> 1), effect("slope", 0, r -> r / 2, r -> 0.3 * r - 2));
                case NESTED -> List.of(effect("subject", 0, r -> r / 2, r -> 1), effect("both", 1, r -> r, r -> 1));
                case BATCHES_IN_COMMON ->
                    List.of(effect("subject", 0, r -> r / 2, r -> 1), effect("batch", 1, r -> r % 3, r -> 1));
            };
        }
    }

    private interface OfRow<T> {
        T at(int row);
    }

    private static RandomEffect effect(String name, int block, OfRow<Integer> level, OfRow<? extends Number> weight) {
        int[] levels = new int[2 * SUBJECTS];
        double[] weights = new double[levels.length];
        for (int r = 0; r < levels.length; r++) {
            levels[r] = level.at(r);
            weights[r] = weight.at(r).doubleValue();
        }
        return new RandomEffect(name, Arrays.stream(levels).max().orElseThrow() + 1, levels, weights, block);
    }

    private final SplittableRandom random = new SplittableRandom(5);
    private Layout layout = layout(Form.NONE);
    private Penalty penalty = new Penalty(layout);
    private double[] theta = new double[0];
    private double[] gradient = new double[0];
    private ArrowMatrix h = new ArrowMatrix(penalty);

    private static Layout layout(Form form) {
        double[][] fixed = new double[2 * SUBJECTS][];
        for (int r = 0; r < fixed.length; r++) {
            fixed[r] = new double[] {1, r % 2};
        }
        var predictor = new Predictor(fixed, List.of("(Intercept)", "group"), form.effects());
        return new Layout(List.of(predictor, predictor));
    }

    /** A random parabola of a form. */
    private void set(Form form) {
        layout = layout(form);
        penalty = new Penalty(layout);
        theta = new double[penalty.parameters()];
        for (int j = 0; j < theta.length; j++) {
            theta[j] = 0.5 * StandardNormal.draw(random);
        }
        RowSums sums = new RowSums(layout.rows(), 2);
        for (int r = 0; r < layout.rows(); r++) {
            sums.gradient[2 * r] = StandardNormal.draw(random);
            sums.gradient[2 * r + 1] = StandardNormal.draw(random);
            sums.hessian[3 * r] = 1 + random.nextDouble();
            sums.hessian[3 * r + 1] = 0.7 * random.nextDouble();
            sums.hessian[3 * r + 2] = 1 + random.nextDouble();
        }
        gradient = new double[layout.size()];
        h = new ArrowMatrix(penalty);
        layout.assemble(sums, gradient, h);
        for (int i = 0; i < layout.size(); i++) {
            h.add(i, i, 0.01);
        }
    }

    private double[][] dense(ArrowMatrix arrow) {
        double[][] matrix = new double[arrow.size()][arrow.size()];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                matrix[i][j] = arrow.get(i, j);
            }
        }
        return matrix;
    }

    private static double[][] inverse(double[][] matrix) {
        Cholesky cholesky = new Cholesky(matrix.length);
        assertTrue(cholesky.factor(matrix));
        double[][] inverse = new double[matrix.length][matrix.length];
        cholesky.invertInto(inverse);
        return inverse;
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] out = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < a.length; k++) {
                for (int j = 0; j < a.length; j++) {
                    out[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return out;
    }

    private static double trace(double[][] matrix) {
        double sum = 0;
        for (int i = 0; i < matrix.length; i++) {
            sum += matrix[i][i];
        }
        return sum;
    }

    /** \(K \otimes I\) as a whole matrix. */
    private double[][] whole(Penalty.Block block, double[][] k) {
        double[][] matrix = new double[layout.size()][layout.size()];
        for (int i = 0; i < block.effects(); i++) {
            for (int j = 0; j < block.effects(); j++) {
                for (int level = 0; level < block.levels(); level++) {
                    matrix[block.starts()[i] + level][block.starts()[j] + level] = k[i][j];
                }
            }
        }
        return matrix;
    }

    private WorkingModel model() {
        WorkingModel model = new WorkingModel(penalty, layout.size());
        model.set(new double[layout.size()], gradient, h);
        assertTrue(model.solve(theta));
        model.invert();
        return model;
    }

    private double[][] penalised() {
        ArrowMatrix matrix = new ArrowMatrix(penalty);
        matrix.set(h);
        penalty.addInto(theta, matrix);
        return dense(matrix);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void solutionsInverseAndDeterminantAreThoseOfTheWholeMatrix(Form form) {
        set(form);
        double[][] matrix = penalised();
        double[][] expected = inverse(matrix);
        Cholesky cholesky = new Cholesky(matrix.length);
        assertTrue(cholesky.factor(matrix));
        double[] solved = gradient.clone();
        cholesky.solveInPlace(solved);
        WorkingModel model = model();
        assertEquals(cholesky.logDeterminant(), model.logDeterminant(), 1e-11);
        for (int i = 0; i < matrix.length; i++) {
            assertEquals(solved[i], model.b[i], 1e-11);
            for (int j = 0; j < matrix.length; j++) {
                assertEquals(expected[i][j], model.v().get(i, j), 1e-11, form + " " + i + " " + j);
                assertEquals(expected[i][j], model.v().column(j)[i], 1e-11);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void tracesOfProductsAreThoseOfTheWholeMatrixAndOfItsComplement(Form form) {
        set(form);
        double[][] v = inverse(penalised());
        double[][] s = new double[layout.size()][layout.size()];
        for (Penalty.Block block : penalty.blocks()) {
            add(s, whole(block, block.precision(theta)), 1);
        }
        double[][] b = new double[layout.size()][layout.size()];
        add(b, s, 1);
        add(b, product(s, product(v, s)), -1);
        ArrowInverse arrow = model().v();
        ArrowInverse complement = arrow.complement(penalty.blocks(), theta);
        for (Penalty.Block one : penalty.blocks()) {
            for (Penalty.Block other : penalty.blocks()) {
                double[][] k1 = one.derivative(theta, one.effects() - 1, 0);
                double[][] k2 = other.derivative(theta, 0, 0);
                double[][] e = whole(one, k1);
                double[][] f = whole(other, k2);
                assertEquals(
                        trace(product(product(v, e), product(v, f))),
                        arrow.traceOfProducts(arrow.weigh(one, k1), arrow.weigh(other, k2)),
                        1e-9);
                assertEquals(
                        trace(product(product(b, e), product(b, f))),
                        complement.traceOfProducts(complement.weigh(one, k1), complement.weigh(other, k2)),
                        1e-9);
            }
        }
    }

    private static void add(double[][] sum, double[][] other, double factor) {
        for (int i = 0; i < sum.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[i][j] += factor * other[i][j];
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void derivativesOfTheCriteriaAreTheirDifferences(Form form) {
        set(form);
        for (ComponentCriterion criterion : List.of(
                new RestrictedLikelihood(penalty, layout.size()), new UnbiasedRisk(penalty, layout.size(), 1.4))) {
            WorkingModel model = model();
            criterion.derivatives(model, theta);
            double[] slope = criterion.gradient.clone();
            double[][] bend = criterion.hessian;
            for (int j = 0; j < theta.length; j++) {
                double[] around = new double[2];
                double[] slopes = new double[2];
                for (int side = 0; side < 2; side++) {
                    double[] moved = theta.clone();
                    moved[j] += side == 0 ? -1e-4 : 1e-4;
                    assertTrue(model.solve(moved));
                    model.invert();
                    around[side] = criterion.value(model, moved);
                    slopes[side] = slope(model, moved, criterion instanceof UnbiasedRisk, j);
                }
                assertEquals((around[1] - around[0]) / 2e-4, slope[j], 1e-5, form + " " + j);
                assertEquals((slopes[1] - slopes[0]) / 2e-4, bend[j][j], 1e-4, form + " " + j);
            }
        }
    }

    private double slope(WorkingModel model, double[] at, boolean unbiased, int j) {
        ComponentCriterion again = unbiased
                ? new UnbiasedRisk(penalty, layout.size(), 1.4)
                : new RestrictedLikelihood(penalty, layout.size());
        again.derivatives(model, at);
        return again.gradient[j];
    }

    @Test
    void subjectsAreComponentsAndBatchesInCommonAreInTheBorder() {
        set(Form.SUBJECT);
        assertEquals(SUBJECTS, penalty.order().components());
        assertEquals(4, penalty.order().border());
        set(Form.BATCHES_IN_COMMON);
        assertEquals(SUBJECTS, penalty.order().components());
        assertEquals(4 + 2 * 3, penalty.order().border());
    }

    @Test
    void aMatrixThatIsNotPositiveDefiniteIsRefusedWhereverItIsNot() {
        for (int i : new int[] {0, 3}) {
            set(Form.SUBJECT);
            h.add(i, i, -100);
            assertFalse(new ArrowCholesky(penalty).factor(h));
        }
    }

    @Test
    void productsWithVectorsAreThoseOfTheWholeMatrix() {
        set(Form.BATCHES_IN_COMMON);
        double[][] matrix = dense(h);
        double[] product = new double[layout.size()];
        h.multiplyInto(gradient, product);
        List<Double> expected = new ArrayList<>();
        for (double[] row : matrix) {
            expected.add(ComponentCriterion.dot(row, gradient));
        }
        for (int i = 0; i < product.length; i++) {
            assertEquals(expected.get(i), product[i], 1e-12);
        }
    }
}
