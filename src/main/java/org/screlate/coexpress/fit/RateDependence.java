package org.screlate.coexpress.fit;

import java.util.Arrays;
import org.screlate.coexpress.model.Design;
import org.screlate.mixed.RowLikelihood;
import org.screlate.mixed.RowSums;

/**
 * The likelihood of the correlation of two genes' rates, the margins being given: each cell has the likelihood of
 * independence times \(L = 1 + \sum_k \rho^k c_k d_k\), see {@link RateScores}, with \(\rho = \tanh \eta\). As many terms are
 * summed as \(|\rho|^k\) asks for, at most those that both genes have.
 */
final class RateDependence implements RowLikelihood {
    // Of |rho|^k.
    private static final double LEAST_POWER = 1e-8;
    private static final int FEWEST_TERMS = 4;
    // Below it a cut series may be off, even negative: log L goes on in a straight line, so that no cell says more.
    private static final double LEAST = 1e-3;
    private static final int LOGS_AT_ONCE = 32;

    private final RateScores first;
    private final RateScores second;
    private final int[] sourceRows;
    private final int most;
    private final double constant;
    // By row: products c_k d_k, [terms so far][cells].
    private final float[][] products;
    private final int[] ready;
    private double[] value = new double[0];
    private double[] slope = new double[0];
    private double[] bend = new double[0];

    RateDependence(Margin first, Margin second, Design design) {
        this(first.scores(), second.scores(), design.sourceRows());
    }

    /** Of some rows of the design of all cells, which both genes have. */
    RateDependence(RateScores first, RateScores second, int[] sourceRows) {
        this.first = first;
        this.second = second;
        this.sourceRows = sourceRows;
        most = Math.min(this.first.terms(), this.second.terms());
        products = new float[sourceRows.length][0];
        ready = new int[sourceRows.length];
        double sum = 0;
        for (int row : sourceRows) {
            sum += this.first.logLikelihoodOfRow(row) + this.second.logLikelihoodOfRow(row);
        }
        constant = sum;
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public double evaluate(double[] eta, RowSums sums) {
        double sum = constant;
        for (int r = 0; r < sourceRows.length; r++) {
            if (!Double.isFinite(eta[r])) {
                return Double.NaN;
            }
            double rho = Math.tanh(eta[r]);
            int terms = terms(rho);
            int cells = first.ofRow(sourceRows[r]).length / first.terms();
            prepare(r, terms, cells);
            horner(products[r], rho, terms, cells);
            sum += add(rho, cells, sums, r);
        }
        return sum;
    }

    private int terms(double rho) {
        double wanted = Math.log(LEAST_POWER) / Math.log(Math.min(0.99, Math.abs(rho)));
        return (int) Math.min(most, Math.max(FEWEST_TERMS, Math.ceil(wanted)));
    }

    private void prepare(int r, int terms, int cells) {
        if (ready[r] >= terms) {
            return;
        }
        float[] a = first.ofRow(sourceRows[r]);
        float[] b = second.ofRow(sourceRows[r]);
        float[] all = Arrays.copyOf(products[r], terms * cells);
        for (int i = ready[r] * cells; i < all.length; i++) {
            all[i] = a[i] * b[i];
        }
        products[r] = all;
        ready[r] = terms;
    }

    /** Fills the series, its derivative, and half of its second derivative in \(\rho\). */
    private void horner(float[] products, double rho, int terms, int cells) {
        if (value.length < cells) {
            value = new double[cells];
            slope = new double[cells];
            bend = new double[cells];
        }
        double[] v = value;
        double[] d = slope;
        double[] e = bend;
        Arrays.fill(v, 0, cells, 0);
        Arrays.fill(d, 0, cells, 0);
        Arrays.fill(e, 0, cells, 0);
        for (int k = terms - 1; k >= 0; k--) {
            int at = k * cells;
            for (int i = 0; i < cells; i++) {
                e[i] = e[i] * rho + d[i];
                d[i] = d[i] * rho + v[i];
                v[i] = v[i] * rho + products[at + i];
            }
        }
        for (int i = 0; i < cells; i++) {
            e[i] = e[i] * rho + d[i];
            d[i] = d[i] * rho + v[i];
            v[i] = v[i] * rho + 1;
        }
    }

    /** Sums the logarithms of a row, and its derivatives in \(\eta\). */
    private double add(double rho, int cells, RowSums sums, int r) {
        double log = 0;
        double first = 0;
        double second = 0;
        double product = 1;
        for (int i = 0; i < cells; i++) {
            double l = value[i];
            if (l < LEAST) {
                // log L = log LEAST + (L - LEAST) / LEAST
                log += (l - LEAST) / LEAST;
                product *= LEAST;
                first += slope[i] / LEAST;
                second += 2 * bend[i] / LEAST;
            } else {
                double by = 1 / l;
                double g = slope[i] * by;
                product *= l;
                first += g;
                second += 2 * bend[i] * by - g * g;
            }
            if (i % LOGS_AT_ONCE == LOGS_AT_ONCE - 1) {
                log += Math.log(product);
                product = 1;
            }
        }
        double inEta = 1 - rho * rho;
        sums.gradient[r] = inEta * first;
        sums.hessian[r] = inEta * (inEta * second - 2 * rho * first);
        return log + Math.log(product);
    }
}
