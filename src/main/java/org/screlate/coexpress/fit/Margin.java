package org.screlate.coexpress.fit;

import java.util.List;
import org.screlate.coexpress.model.CellOrder;
import org.screlate.coexpress.model.Design;
import org.screlate.mixed.Layout;
import org.screlate.mixed.MixedModel;
import org.screlate.mixed.Predictor;
import org.screlate.stats.Copula;
import org.screlate.stats.CountProbability;
import org.screlate.stats.Interval;
import org.screlate.stats.NegativeBinomial;

/** One gene's own distribution, estimated without any other gene. */
public final class Margin {
    private final int[] counts;
    private final List<Predictor> predictors;
    private final MixedModel.Estimate estimate;
    private final double[] eta;
    private final Interval[] intervals;

    /**
     * Keeps an estimate.
     *
     * @param counts {@code [cells]}
     * @param layout of mean, dispersion and zero inflation
     */
    Margin(int[] counts, Layout layout, MixedModel.Estimate estimate) {
        this.counts = counts;
        this.estimate = estimate;
        predictors = layout.predictors();
        eta = new double[layout.rows() * layout.width()];
        layout.predict(estimate.beta(), eta);
        intervals = new Interval[counts.length];
    }

    /** Where each cell's count stands in its distribution, on the copula's scale; 100 bytes a cell. */
    void placeCounts(Design design, Copula copula) {
        int[] starts = CellOrder.starts(design);
        int[] cells = CellOrder.byRow(design, starts);
        NegativeBinomial distribution = new NegativeBinomial();
        CountProbability point = new CountProbability();
        for (int r = 0; r < design.rows(); r++) {
            distribution.setLogDispersion(eta[3 * r + 1]);
            for (int i = starts[r]; i < starts[r + 1]; i++) {
                int cell = cells[i];
                distribution.cumulative(counts[cell], eta[3 * r] + design.offset()[cell], point);
                intervals[cell] = new Interval();
                intervals[cell].set(point);
                copula.prepare(intervals[cell]);
            }
        }
    }

    /** Whether the estimate is a maximum. */
    public boolean converged() {
        return estimate.converged();
    }

    /** {@code [cells]}. */
    public int[] counts() {
        return counts;
    }

    /** Of mean, dispersion and zero inflation. */
    List<Predictor> predictors() {
        return predictors;
    }

    /** Coefficients of the three predictors, one after the other. */
    double[] coefficients() {
        return estimate.beta();
    }

    /** Parameters of the random effects' covariances. */
    double[] components() {
        return estimate.theta();
    }

    MixedModel.Estimate estimate() {
        return estimate;
    }

    Interval[] intervals() {
        return intervals;
    }

    /** Probability of an extra zero, by row. */
    double[] extraZeros() {
        double[] p = new double[eta.length / 3];
        if (!predictors.get(2).isAbsent()) {
            for (int r = 0; r < p.length; r++) {
                p[r] = JointLikelihood.logistic(eta[3 * r + 2]);
            }
        }
        return p;
    }
}
