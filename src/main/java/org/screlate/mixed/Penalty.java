package org.screlate.mixed;

import java.util.ArrayList;
import java.util.List;
import org.screlate.stats.math.Cholesky;

/**
 * The penalty \(\frac12 b^T S b\) of the random effects, \(S\) their precision matrix. Effects of one block have \(S = K
 * \otimes I\) with \(K = L L^T\), L lower triangular; its parameters are the logarithms of L's diagonal and, in a block of
 * several effects, the entries below it. A single effect with standard deviation \(\sigma_b\) has the one parameter \(-\log
 * \sigma_b\).
 */
public final class Penalty {
    private final List<Block> blocks = new ArrayList<>();
    private final int parameters;
    private final Layout layout;
    private final ArrowOrder order;

    public Penalty(Layout layout) {
        this.layout = layout;
        int at = 0;
        List<Layout.Term> terms = layout.terms();
        for (int i = 0; i < terms.size(); ) {
            int to = i + 1;
            while (to < terms.size() && sameBlock(terms.get(i), terms.get(to))) {
                to++;
            }
            Block block = Block.of(terms.subList(i, to), at);
            blocks.add(block);
            at += block.parameters();
            i = to;
        }
        parameters = at;
        order = ArrowOrder.of(layout, blocks);
    }

    /** The coefficients that it is of. */
    public Layout layout() {
        return layout;
    }

    ArrowOrder order() {
        return order;
    }

    private static boolean sameBlock(Layout.Term one, Layout.Term other) {
        return one.predictor() == other.predictor()
                && one.effect().block() == other.effect().block()
                && one.effect().levels() == other.effect().levels();
    }

    public List<Block> blocks() {
        return blocks;
    }

    /** Number of parameters of all blocks. */
    public int parameters() {
        return parameters;
    }

    /** Adds S to a matrix. */
    public void addInto(double[] theta, ArrowMatrix matrix) {
        for (Block block : blocks) {
            block.addInto(block.precision(theta), matrix);
        }
    }

    /** \(\frac12 b^T S b\); adds \(S b\) into a vector. */
    public double apply(double[] theta, double[] b, double[] product) {
        double sum = 0;
        for (Block block : blocks) {
            sum += block.apply(block.precision(theta), b, product);
        }
        return 0.5 * sum;
    }

    /** \(\log |S|\) over the random effects. */
    double logDeterminant(double[] theta) {
        double sum = 0;
        for (Block block : blocks) {
            for (int i = 0; i < block.effects(); i++) {
                sum += 2 * block.levels() * theta[block.diagonal(i)];
            }
        }
        return sum;
    }

    /**
     * Random effects that share a covariance matrix.
     *
     * @param starts where each effect's levels begin among the coefficients
     * @param at where the block's parameters begin
     */
    public record Block(int predictor, int levels, int[] starts, int at) {
        static Block of(List<Layout.Term> terms, int at) {
            Layout.Term head = terms.get(0);
            int[] starts = terms.stream().mapToInt(Layout.Term::start).toArray();
            return new Block(head.predictor(), head.effect().levels(), starts, at);
        }

        public int effects() {
            return starts.length;
        }

        public int parameters() {
            return effects() * (effects() + 1) / 2;
        }

        /** Which parameter is the logarithm of L's i-th diagonal entry. */
        int diagonal(int i) {
            return at + i * (i + 1) / 2 + i;
        }

        /** L. */
        public double[][] factor(double[] theta) {
            double[][] lower = new double[effects()][effects()];
            for (int i = 0; i < effects(); i++) {
                for (int j = 0; j < i; j++) {
                    lower[i][j] = theta[at + i * (i + 1) / 2 + j];
                }
                lower[i][i] = Math.exp(theta[diagonal(i)]);
            }
            return lower;
        }

        /** K. */
        public double[][] precision(double[] theta) {
            return symmetric(factor(theta), factor(theta), 0.5);
        }

        /** The covariance matrix of the effects, K's inverse. */
        public double[][] covariance(double[] theta) {
            Cholesky cholesky = new Cholesky(effects());
            double[][] inverse = new double[effects()][effects()];
            if (!cholesky.factor(precision(theta))) {
                throw new IllegalStateException("a precision matrix that is not positive definite");
            }
            cholesky.invertInto(inverse);
            return inverse;
        }

        /** K's derivative in the parameter of L at (i, j). */
        public double[][] derivative(double[] theta, int i, int j) {
            double[][] lower = factor(theta);
            return symmetric(unit(lower, i, j), lower, 1);
        }

        /** K's second derivative in the parameters of L at (i, j) and (k, l). */
        double[][] second(double[] theta, int i, int j, int k, int l) {
            double[][] lower = factor(theta);
            double[][] both = symmetric(unit(lower, i, j), unit(lower, k, l), 1);
            if (i == j && i == k && i == l) {
                double[][] again = symmetric(unit(lower, i, i), lower, 1);
                for (int a = 0; a < effects(); a++) {
                    for (int c = 0; c < effects(); c++) {
                        both[a][c] += again[a][c];
                    }
                }
            }
            return both;
        }

        private double[][] unit(double[][] lower, int i, int j) {
            double[][] unit = new double[effects()][effects()];
            unit[i][j] = i == j ? lower[i][i] : 1;
            return unit;
        }

        /** \(c (A B^T + B A^T)\). */
        private static double[][] symmetric(double[][] one, double[][] other, double c) {
            int n = one.length;
            double[][] out = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    for (int k = 0; k < n; k++) {
                        out[i][j] += c * (one[i][k] * other[j][k] + other[i][k] * one[j][k]);
                    }
                }
            }
            return out;
        }

        void addInto(double[][] k, ArrowMatrix matrix) {
            for (int i = 0; i < effects(); i++) {
                for (int j = 0; j <= i; j++) {
                    for (int level = 0; level < levels; level++) {
                        matrix.add(starts[i] + level, starts[j] + level, k[i][j]);
                    }
                }
            }
        }

        /** \(b^T (K \otimes I) b\), adding \((K \otimes I) b\) into a vector. */
        public double apply(double[][] k, double[] b, double[] product) {
            double sum = 0;
            for (int i = 0; i < effects(); i++) {
                for (int level = 0; level < levels; level++) {
                    double value = 0;
                    for (int j = 0; j < effects(); j++) {
                        value += k[i][j] * b[starts[j] + level];
                    }
                    product[starts[i] + level] += value;
                    sum += value * b[starts[i] + level];
                }
            }
            return sum;
        }

        /** \(\operatorname{tr}(V (K \otimes I))\). */
        public double trace(double[][] k, ArrowInverse v) {
            double sum = 0;
            for (int i = 0; i < effects(); i++) {
                for (int j = 0; j < effects(); j++) {
                    for (int level = 0; level < levels; level++) {
                        sum += k[i][j] * v.get(starts[i] + level, starts[j] + level);
                    }
                }
            }
            return sum;
        }
    }
}
