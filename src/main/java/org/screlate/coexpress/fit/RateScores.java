package org.screlate.coexpress.fit;

import java.util.HashMap;
import java.util.Map;
import org.apache.commons.numbers.gamma.Trigamma;
import org.screlate.coexpress.model.CellOrder;
import org.screlate.coexpress.model.Design;
import org.screlate.matrix.Sizes;
import org.screlate.stats.count.LatentRates;
import org.screlate.stats.count.RatePosterior;

/**
 * What each cell's count says of the normal score z of its gene's rate: \(c_k = E[h_k(z) \mid y]\), k = 1 ... K, with
 * \(h_k\) the Hermite polynomials orthonormal under the normal density. Under a Gaussian copula of the rates of two genes
 * the probability of both counts is that of independence times \(1 + \sum_k \rho^k c_k d_k\), so that one series of a gene
 * serves all its pairs. A zero that may come from elsewhere, with probability p, says less: \(c_k\) is multiplied by what
 * the rate's zeros have of all zeros.
 *
 * <p>K is chosen for the gene: a count that leaves z the variance \(w^2\) has terms that fall like \((1 - w^2)^{k / 2}\).
 */
final class RateScores {
    private static final int FEWEST_TERMS = 12;
    private static final int MOST_TERMS = 48;
    // Of a term, its correlation being this high.
    private static final double LEAST_TERM = 1e-6;
    private static final double HIGH_CORRELATION = 0.8;

    private final int terms;
    private final float[][] byRow;
    private final double[] logLikelihood;
    private final int[] sourceRows;
    private final int[] ownRow;

    private RateScores(int terms, Design design) {
        this.terms = terms;
        byRow = new float[design.rows()][];
        logLikelihood = new double[design.rows()];
        int[] source = design.sourceRows();
        sourceRows = source;
        ownRow = new int[source[source.length - 1] + 1];
        for (int r = 0; r < source.length; r++) {
            ownRow[source[r]] = r;
        }
    }

    /** The scores of all cells of a margin. */
    static RateScores of(Margin margin, LatentRates.Family family) {
        Design design = margin.design();
        int[] starts = CellOrder.starts(design);
        int[] cells = CellOrder.byRow(design, starts);
        double[] extraZeros = margin.extraZeros();
        RatePosterior posterior = new RatePosterior();
        Map<Double, LatentRates> known = new HashMap<>();
        LatentRates[] rates = new LatentRates[design.rows()];
        for (int r = 0; r < rates.length; r++) {
            rates[r] = known.computeIfAbsent(margin.eta(r, 1), s -> LatentRates.of(family, Math.exp(s)));
        }
        RateScores scores = new RateScores(terms(margin, starts, cells, rates, posterior), design);
        for (int r = 0; r < rates.length; r++) {
            int count = starts[r + 1] - starts[r];
            float[] values = new float[Sizes.product(scores.terms, count)];
            for (int i = 0; i < count; i++) {
                int cell = cells[starts[r] + i];
                int y = margin.counts()[cell];
                double logMass = posterior.set(y, margin.eta(r, 0) + design.offset()[cell], rates[r]);
                posterior.coefficients(scores.terms, values, i, count);
                double p = extraZeros[r];
                if (y == 0 && p > 0) {
                    double own = (1 - p) * Math.exp(logMass);
                    scores.logLikelihood[r] += Math.log(own + p);
                    scale(values, i, count, own / (own + p));
                } else {
                    scores.logLikelihood[r] += logMass + StrictMath.log1p(-p);
                }
            }
            scores.byRow[r] = values;
        }
        return scores;
    }

    private static void scale(float[] values, int from, int stride, double by) {
        for (int i = from; i < values.length; i += stride) {
            values[i] *= (float) by;
        }
    }

    /** As many as the count that says most asks for. */
    private static int terms(Margin margin, int[] starts, int[] cells, LatentRates[] rates, RatePosterior posterior) {
        double least = 1;
        for (int r = 0; r < rates.length; r++) {
            int most = -1;
            for (int i = starts[r]; i < starts[r + 1]; i++) {
                most = most < 0 || margin.counts()[cells[i]] > margin.counts()[most] ? cells[i] : most;
            }
            if (most >= 0) {
                posterior.set(
                        margin.counts()[most],
                        margin.eta(r, 0) + margin.design().offset()[most],
                        rates[r]);
                least = Math.min(least, posterior.variance());
            }
        }
        return terms(least);
    }

    /** By what a gamma rate's logarithm may still vary, its count being known, of what it varies in all. */
    static int terms(double count, double dispersion) {
        double shape = 1 / dispersion;
        return terms(Math.min(1, 1 / ((count + shape) * Trigamma.value(shape))));
    }

    private static int terms(double least) {
        double fall = 0.5 * Math.log(HIGH_CORRELATION) + 0.5 * StrictMath.log1p(-Math.min(least, 1 - 1e-9));
        return (int) Math.max(FEWEST_TERMS, Math.min(MOST_TERMS, Math.ceil(Math.log(LEAST_TERM) / fall)));
    }

    /** K. */
    int terms() {
        return terms;
    }

    /** The rows of the design of all cells that it has, rising. */
    int[] sourceRows() {
        return sourceRows;
    }

    /** Of a row of the design of all cells: {@code [terms][cells of the row]}. */
    float[] ofRow(int sourceRow) {
        return byRow[ownRow[sourceRow]];
    }

    /** Log-likelihood of the counts of a row of the design of all cells, other genes aside. */
    double logLikelihoodOfRow(int sourceRow) {
        return logLikelihood[ownRow[sourceRow]];
    }

    long bytes() {
        long bytes = 0;
        for (float[] values : byRow) {
            bytes += 4L * values.length;
        }
        return bytes;
    }
}
