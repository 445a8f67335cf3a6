package org.screlate.mixed;

import java.util.ArrayList;
import java.util.List;
import org.screlate.stats.math.Cholesky;
import org.screlate.stats.test.IntegratedT;

/**
 * How well the variance \(V_{ii}\) of a coefficient of dependence is known. In the entries \(\psi_k\) of the covariances of
 * dependence's random effects, with \(E_k\) the derivative of their covariance matrix \(S^{-1}\), \[ d_k = \frac{\partial
 * V_{ii}}{\partial \psi_k} = (S V)_i^T E_k (S V)_i, \qquad I_{kl} = \tfrac12 \operatorname{tr}(B E_k B E_l), \qquad B = S - S
 * V S, \] I being their expected information by restricted likelihood. So a share \(f = 1 - d^T \psi / V_{ii}\) of the variance
 * would be there without differences between subjects; with the slope of restricted likelihood, \(g_k = \frac12 (S b)^T E_k
 * S b - \frac12 \operatorname{tr}(B E_k)\), it would be \(u = 1 + d^T I^{-1} g / V_{ii}\) times as large if variances could
 * be negative, and \(\nu = 2 V_{ii}^2 / d^T I^{-1} d\) are Satterthwaite's degrees of freedom. Unlike those in the
 * logarithms of standard deviations, they stay as few as the subjects where a variance is found to be zero.
 */
public final class ContrastVariance {
    // Relative; for effects that the design cannot tell from each other, of which only the sum matters.
    private static final double RIDGE = 1e-6;
    private static final double LEAST_SHARE = 1e-3;
    // c of the prior 1 / (sd + c) of the standard deviation between subjects, on the scale of artanh rho.
    private static final double PRIOR_SD = 0.04;

    private final List<Entry> entries = new ArrayList<>();
    private final List<Penalty.Block> blocks;
    private final double[] theta;
    private final int size;
    private final ArrowInverse v;
    private final double leastDegrees;
    private final double[][] information;
    private final double[] slope;

    /**
     * Takes a fit.
     *
     * @param dependence number of the predictor of dependence
     * @param beta coefficients b
     * @param v \((H + S)^{-1}\)
     * @param leastDegrees of freedom: the expected information can rest on one or two subjects with most cells
     */
    public ContrastVariance(
            Penalty penalty, int dependence, double[] theta, double[] beta, ArrowInverse v, double leastDegrees) {
        size = beta.length;
        this.leastDegrees = leastDegrees;
        this.theta = theta;
        this.v = v;
        blocks = penalty.blocks().stream()
                .filter(block -> block.predictor() == dependence)
                .toList();
        for (Penalty.Block block : blocks) {
            for (int i = 0; i < block.effects(); i++) {
                for (int j = 0; j <= i; j++) {
                    entries.add(Entry.of(block, i, j, theta));
                }
            }
        }
        ArrowInverse b = v.complement(blocks, theta);
        information = information(b);
        slope = slope(b, beta);
    }

    /** An entry of a block's covariance: its value, and the derivative of the covariance matrix in it. */
    private record Entry(Penalty.Block block, double value, double[][] derivative, boolean isVariance) {
        static Entry of(Penalty.Block block, int i, int j, double[] theta) {
            double[][] derivative = new double[block.effects()][block.effects()];
            derivative[i][j] = 1;
            derivative[j][i] = 1;
            return new Entry(block, block.covariance(theta)[i][j], derivative, i == j);
        }
    }

    /** The distribution of a coefficient, given by its number, over its standard error. */
    public IntegratedT distribution(int coefficient) {
        int n = entries.size();
        double[] weights = timesPrecision(v.column(coefficient));
        double[] none = new double[size];
        double[] d = new double[n];
        for (int k = 0; k < n; k++) {
            d[k] = entries.get(k).block().apply(entries.get(k).derivative(), weights, none);
        }
        double own = v.get(coefficient, coefficient);
        double between = dot(d, entries.stream().mapToDouble(Entry::value).toArray());
        double floor = Math.max(0, Math.min(1, 1 - between / own));
        Cholesky cholesky = new Cholesky(n);
        if (!cholesky.factor(information)) {
            return new IntegratedT(floor, 1, leastDegrees, scale(d, own));
        }
        double[] solved = d.clone();
        cholesky.solveInPlace(solved);
        double unbounded = Math.max(LEAST_SHARE, 1 + dot(solved, slope) / own);
        return new IntegratedT(floor, unbounded, Math.max(leastDegrees, 2 * own * own / dot(solved, d)), scale(d, own));
    }

    /** \(\kappa / c\): the standard deviation that would make \(V_{ii}\) up alone, if all effects had it. */
    private double scale(double[] d, double own) {
        double perVariance = 0;
        for (int k = 0; k < d.length; k++) {
            perVariance += entries.get(k).isVariance() ? d[k] : 0;
        }
        return perVariance > 0 ? Math.sqrt(own / perVariance) / PRIOR_SD : 1;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /** g. */
    private double[] slope(ArrowInverse b, double[] beta) {
        double[] weights = timesPrecision(beta);
        double[] none = new double[size];
        return entries.stream()
                .mapToDouble(entry -> 0.5
                        * (entry.block().apply(entry.derivative(), weights, none)
                                - entry.block().trace(entry.derivative(), b)))
                .toArray();
    }

    private double[][] information(ArrowInverse b) {
        int n = entries.size();
        double[][] sums = new double[n][n];
        List<ArrowInverse.Weighted> weighted = entries.stream()
                .map(entry -> b.weigh(entry.block(), entry.derivative()))
                .toList();
        for (int k = 0; k < n; k++) {
            for (int l = 0; l <= k; l++) {
                sums[k][l] = 0.5 * b.traceOfProducts(weighted.get(k), weighted.get(l));
                sums[l][k] = sums[k][l];
            }
            sums[k][k] *= 1 + RIDGE;
        }
        return sums;
    }

    private double[] timesPrecision(double[] vector) {
        double[] product = new double[vector.length];
        for (Penalty.Block block : blocks) {
            block.apply(block.precision(theta), vector, product);
        }
        return product;
    }
}
