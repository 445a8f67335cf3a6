package org.screlate.mixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.screlate.matrix.Sizes;

/**
 * Where each coefficient of several predictors stands in one vector: predictor after predictor, each with its fixed, then
 * its random effects, each by {@link RandomEffect#unit}. Turns coefficients into linear predictors, and derivatives by rows into derivatives by coefficients.
 */
public final class Layout {
    private final List<Predictor> predictors;
    private final int rows;
    private final int size;
    private final int[] starts;
    // Of row r and predictor q, at [r * width + q]: the coefficients that it has and what they are multiplied by.
    private final int[][] places;
    private final double[][] weights;

    public Layout(List<Predictor> predictors) {
        this.predictors = predictors;
        rows = predictors.get(0).rows();
        int width = predictors.size();
        starts = new int[width + 1];
        for (int q = 0; q < width; q++) {
            starts[q + 1] = starts[q] + predictors.get(q).size();
        }
        size = starts[width];
        places = new int[Sizes.product(rows, width)][];
        weights = new double[Sizes.product(rows, width)][];
        for (int q = 0; q < width; q++) {
            double[] units = predictors.get(q).random().stream()
                    .mapToDouble(RandomEffect::unit)
                    .toArray();
            for (int r = 0; r < rows; r++) {
                list(r, q, units);
            }
        }
    }

    private void list(int row, int q, double[] units) {
        Predictor predictor = predictors.get(q);
        int most = predictor.names().size() + predictor.random().size();
        int[] place = new int[most];
        double[] weight = new double[most];
        int count = 0;
        int at = starts[q];
        for (double value : predictor.fixed()[row]) {
            if (value != 0) {
                place[count] = at;
                weight[count++] = value;
            }
            at++;
        }
        for (int e = 0; e < units.length; e++) {
            RandomEffect effect = predictor.random().get(e);
            int level = effect.levelOfRow()[row];
            if (level >= 0 && effect.weightOfRow()[row] != 0) {
                place[count] = at + level;
                weight[count++] = effect.weightOfRow()[row] / units[e];
            }
            at += effect.levels();
        }
        places[row * predictors.size() + q] = Arrays.copyOf(place, count);
        weights[row * predictors.size() + q] = Arrays.copyOf(weight, count);
    }

    /** The coefficients that a predictor has in a row. */
    int[] places(int row, int predictor) {
        return places[row * predictors.size() + predictor];
    }

    /** Number of coefficients. */
    public int size() {
        return size;
    }

    public int rows() {
        return rows;
    }

    /** Number of predictors. */
    public int width() {
        return predictors.size();
    }

    public List<Predictor> predictors() {
        return predictors;
    }

    /** Where a predictor's coefficients begin; its fixed ones come first. */
    public int start(int predictor) {
        return starts[predictor];
    }

    /** The random effects of all predictors, in order. */
    public List<Term> terms() {
        List<Term> terms = new ArrayList<>();
        for (int q = 0; q < predictors.size(); q++) {
            int at = starts[q] + predictors.get(q).names().size();
            for (RandomEffect effect : predictors.get(q).random()) {
                terms.add(new Term(q, effect, at));
                at += effect.levels();
            }
        }
        return terms;
    }

    /** Fills {@code [rows × width]} linear predictors. */
    public void predict(double[] coefficients, double[] eta) {
        for (int i = 0; i < places.length; i++) {
            double sum = 0;
            for (int c = 0; c < places[i].length; c++) {
                sum += weights[i][c] * coefficients[places[i][c]];
            }
            eta[i] = sum;
        }
    }

    /**
     * Fills the gradient and the Hessian of a log-likelihood.
     *
     * @param gradient {@code [size]}
     */
    public void assemble(RowSums sums, double[] gradient, ArrowMatrix hessian) {
        Arrays.fill(gradient, 0);
        hessian.clear();
        int width = width();
        int triangle = sums.triangle();
        for (int r = 0; r < rows; r++) {
            int at = r * triangle;
            for (int q = 0; q < width; q++) {
                int i = r * width + q;
                for (int c = 0; c < places[i].length; c++) {
                    gradient[places[i][c]] += weights[i][c] * sums.gradient[i];
                }
                for (int o = 0; o <= q; o++) {
                    addProduct(i, r * width + o, sums.hessian[at++], hessian);
                }
            }
        }
    }

    private void addProduct(int i, int j, double value, ArrowMatrix hessian) {
        if (value == 0) {
            return;
        }
        for (int c = 0; c < places[i].length; c++) {
            double factor = value * weights[i][c];
            for (int d = 0; d < places[j].length; d++) {
                if (places[j][d] <= places[i][c]) {
                    hessian.add(places[i][c], places[j][d], factor * weights[j][d]);
                }
            }
        }
    }

    /** A random effect of a predictor, its levels from {@code start}. */
    public record Term(int predictor, RandomEffect effect, int start) {}
}
