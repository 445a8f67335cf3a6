package org.screlate.coexpress.fit;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.screlate.coexpress.model.CellOrder;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.Parameter;
import org.screlate.matrix.Sizes;
import org.screlate.mixed.Layout;
import org.screlate.mixed.MixedModel;
import org.screlate.mixed.Penalty;
import org.screlate.mixed.Predictor;
import org.screlate.stats.copula.Copula;
import org.screlate.stats.copula.Interval;
import org.screlate.stats.count.CountProbability;
import org.screlate.stats.count.LatentRates;
import org.screlate.stats.count.NegativeBinomial;

/** One gene's own distribution, estimated without any other gene. */
public final class Margin {
    private final int[] counts;
    private final Design design;
    private final Layout layout;
    private final Penalty penalty;
    private final MixedModel.@Nullable Estimate estimate;
    private final String problem;
    private final double[] eta;
    private Interval[] intervals = new Interval[0];
    private @Nullable RateScores scores;
    private @Nullable Margin other;
    private double zeroExcess = Double.NaN;

    /**
     * Keeps an estimate.
     *
     * @param counts {@code [cells]}
     * @param penalty of mean, dispersion and zero inflation
     */
    Margin(int[] counts, Design design, Penalty penalty, MixedModel.Estimate estimate) {
        this(counts, design, penalty, estimate, "");
        layout.predict(estimate.beta(), eta);
    }

    private Margin(
            int[] counts, Design design, Penalty penalty, MixedModel.@Nullable Estimate estimate, String problem) {
        this.problem = problem;
        this.counts = counts;
        this.estimate = estimate;
        this.design = design;
        this.penalty = penalty;
        layout = penalty.layout();
        eta = new double[Sizes.product(layout.rows(), layout.width())];
    }

    /** Counts that have no distribution to speak of, and why. */
    public static Margin without(int[] counts, Design design, String problem) {
        Layout layout =
                new Layout(Parameter.OF_FIRST.stream().map(design::predictor).toList());
        return new Margin(counts, design, new Penalty(layout), null, problem);
    }

    /** Keeps another maximum, which is less likely for the gene alone but may be more with a second gene. */
    void setOther(Margin maximum) {
        other = maximum;
    }

    void setZeroExcess(double z) {
        zeroExcess = z;
    }

    /** How many more zeros there are than explained, see {@link ZeroExcess}; NaN where the model has extra zeros. */
    public double zeroExcess() {
        return zeroExcess;
    }

    /** This, and the other maximum where there is one. */
    List<Margin> maxima() {
        return other == null ? List.of(this) : List.of(this, other);
    }

    /** Where each cell's count stands in its distribution, on the copula's scale; 100 bytes a cell. */
    void placeCounts(Copula copula) {
        intervals = new Interval[counts.length];
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

    /** What each count says of the rate beneath it; bytes a cell: 4 times the terms of the series. */
    void placeRates(LatentRates.Family family) {
        scores = RateScores.of(this, family);
    }

    /**
     * Terms that the series of a gene will have, about.
     *
     * @param most its highest count
     * @param dispersion variance of its rates over their squared mean, positive
     */
    public static int termsOfRates(double most, double dispersion) {
        return RateScores.terms(most, dispersion);
    }

    /** Why there is no estimate; empty where there is. */
    public String problem() {
        return problem;
    }

    /** Whether the estimate is a maximum. */
    public boolean converged() {
        return estimate().converged();
    }

    /** {@code [cells]}. */
    public int[] counts() {
        return counts;
    }

    /** Of mean, dispersion and zero inflation. */
    List<Predictor> predictors() {
        return layout.predictors();
    }

    /** Coefficients of the three predictors, one after the other. */
    double[] coefficients() {
        return estimate().beta();
    }

    /** Parameters of the random effects' covariances. */
    double[] components() {
        return estimate().theta();
    }

    MixedModel.Estimate estimate() {
        return Objects.requireNonNull(estimate);
    }

    Design design() {
        return design;
    }

    Layout layout() {
        return layout;
    }

    Penalty penalty() {
        return penalty;
    }

    RateScores scores() {
        return Objects.requireNonNull(scores);
    }

    /** Bytes that it takes, about. */
    public long bytes() {
        return 4L * counts.length
                + (other == null ? 0 : 8L * other.eta.length)
                + 100L * intervals.length
                + (scores == null ? 0 : scores.bytes());
    }

    /** Linear predictor of a row: 0 of the mean, 1 of the dispersion. */
    double eta(int row, int predictor) {
        return eta[3 * row + predictor];
    }

    Interval[] intervals() {
        return intervals;
    }

    /** Probability of an extra zero, by row. */
    double[] extraZeros() {
        double[] p = new double[eta.length / 3];
        if (!predictors().get(2).isAbsent()) {
            for (int r = 0; r < p.length; r++) {
                p[r] = JointLikelihood.logistic(eta[3 * r + 2]);
            }
        }
        return p;
    }
}
