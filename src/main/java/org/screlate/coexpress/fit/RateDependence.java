package org.screlate.coexpress.fit;

import org.screlate.coexpress.model.Design;
import org.screlate.matrix.ProductSeries;
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

    private final RateScores first;
    private final RateScores second;
    private final int[] sourceRows;
    private final int most;
    private final double constant;
    private final ProductSeries series = new ProductSeries(LEAST);

    RateDependence(Margin first, Margin second, Design design) {
        this(first.scores(), second.scores(), design.sourceRows());
    }

    /** Of some rows of the design of all cells, which both genes have. */
    RateDependence(RateScores first, RateScores second, int[] sourceRows) {
        this.first = first;
        this.second = second;
        this.sourceRows = sourceRows;
        most = Math.min(this.first.terms(), this.second.terms());
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
            double rho = StrictMath.tanh(eta[r]);
            float[] a = first.ofRow(sourceRows[r]);
            float[] b = second.ofRow(sourceRows[r]);
            sum += series.sum(new ProductSeries.Terms(a, b, a.length / first.terms(), terms(rho)), rho);
            double inEta = 1 - rho * rho;
            sums.gradient[r] = inEta * series.first();
            sums.hessian[r] = inEta * (inEta * series.second() - 2 * rho * series.first());
        }
        return sum;
    }

    private int terms(double rho) {
        double wanted = Math.log(LEAST_POWER) / Math.log(Math.min(0.99, Math.abs(rho)));
        return (int) Math.min(most, Math.max(FEWEST_TERMS, Math.ceil(wanted)));
    }
}
