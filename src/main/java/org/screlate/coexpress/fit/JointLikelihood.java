package org.screlate.coexpress.fit;

import java.util.Arrays;
import org.screlate.coexpress.model.CellOrder;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.Parameter;
import org.screlate.mixed.RowLikelihood;
import org.screlate.mixed.RowSums;
import org.screlate.stats.copula.Copula;
import org.screlate.stats.copula.Interval;
import org.screlate.stats.copula.Rectangle;
import org.screlate.stats.count.CountProbability;
import org.screlate.stats.count.NegativeBinomial;

/** The likelihood of {@link CopulaModel} in its seven linear predictors, with exact first and second derivatives. */
final class JointLikelihood implements RowLikelihood {
    private static final int E1 = 0;
    private static final int E2 = 1;
    private static final int S1 = 2;
    private static final int S2 = 3;
    private static final int ETA = 4;
    private static final int Z1 = 5;
    private static final int Z2 = 6;
    private static final int TRIANGLE = 28;

    private final int[] y1;
    private final int[] y2;
    private final double[] offset;
    private final int[] cellsByRow;
    private final int[] rowStarts;
    private final boolean firstInflated;
    private final boolean secondInflated;
    private final Copula copula;

    private final NegativeBinomial first = new NegativeBinomial();
    private final NegativeBinomial second = new NegativeBinomial();
    private final CountProbability a = new CountProbability();
    private final CountProbability b = new CountProbability();
    private final Interval u = new Interval();
    private final Interval v = new Interval();
    private final Rectangle e = new Rectangle();
    // L's derivatives over L.
    private final double[] g = new double[7];
    private final double[] h = new double[TRIANGLE];

    JointLikelihood(int[] y1, int[] y2, Design design, Copula copula) {
        this.y1 = y1;
        this.y2 = y2;
        this.copula = copula;
        offset = design.offset();
        firstInflated = !design.predictor(Parameter.ZI1).isAbsent();
        secondInflated = !design.predictor(Parameter.ZI2).isAbsent();
        rowStarts = CellOrder.starts(design);
        cellsByRow = CellOrder.byRow(design, rowStarts);
    }

    @Override
    public int width() {
        return Parameter.COUNT;
    }

    @Override
    public double evaluate(double[] eta, RowSums sums) {
        Arrays.fill(sums.gradient, 0);
        Arrays.fill(sums.hessian, 0);
        double sum = 0;
        for (int r = 0; r + 1 < rowStarts.length; r++) {
            int at = r * Parameter.COUNT;
            first.setLogDispersion(eta[at + S1]);
            second.setLogDispersion(eta[at + S2]);
            double p1 = firstInflated ? logistic(eta[at + Z1]) : 0;
            double p2 = secondInflated ? logistic(eta[at + Z2]) : 0;
            for (int i = rowStarts[r]; i < rowStarts[r + 1]; i++) {
                int cell = cellsByRow[i];
                first.cumulative(y1[cell], eta[at + E1] + offset[cell], a);
                second.cumulative(y2[cell], eta[at + E2] + offset[cell], b);
                double logL = cell(y1[cell], y2[cell], eta[at + ETA], p1, p2);
                if (!Double.isFinite(logL)) {
                    return Double.NaN;
                }
                sum += logL;
                add(sums, r);
            }
        }
        return sum;
    }

    /** The log-likelihood of a cell; fills g and h with the derivatives of L over L. */
    private double cell(int count1, int count2, double eta, double p1, double p2) {
        u.set(a);
        v.set(b);
        copula.prepare(u);
        copula.prepare(v);
        copula.rectangle(u, v, eta, e);
        double logScale = 0;
        if (count1 > 0 && count2 > 0) {
            rectangleDerivatives(1 / e.value);
            logScale = Math.log(e.value) + StrictMath.log1p(-p1) + StrictMath.log1p(-p2);
            addInflationOnly(p1, p2);
        } else {
            double likelihood = mixture(count1 == 0, count2 == 0, p1, p2);
            double by = 1 / likelihood;
            for (int i = 0; i < 7; i++) {
                g[i] *= by;
            }
            for (int i = 0; i < TRIANGLE; i++) {
                h[i] *= by;
            }
            logScale = Math.log(likelihood);
        }
        return logScale;
    }

    // Both counts positive: L = (1 - p1)(1 - p2) E.
    private void addInflationOnly(double p1, double p2) {
        g[Z1] = -p1;
        g[Z2] = -p2;
        // (1 - p)'' / (1 - p) = -p (1 - 2p)
        for (int j = 0; j < Z1; j++) {
            h[15 + j] = g[j] * g[Z1];
            h[21 + j] = g[j] * g[Z2];
        }
        h[20] = -p1 * (1 - 2 * p1);
        h[26] = p1 * p2;
        h[27] = -p2 * (1 - 2 * p2);
    }

    /** At least one zero; the derivatives are not divided by L, which is returned. */
    private double mixture(boolean zero1, boolean zero2, double p1, double p2) {
        rectangleDerivatives(1);
        double f1 = zero2 ? a.mass : 0;
        double f2 = zero1 ? b.mass : 0;
        double both = zero1 && zero2 ? 1 : 0;
        double c0 = (1 - p1) * (1 - p2);
        double c1 = (1 - p1) * p2 * f1;
        double c2 = p1 * (1 - p2) * f2;
        double dp1 = p1 * (1 - p1);
        double dp2 = p2 * (1 - p2);
        double inP1 = -(1 - p2) * e.value - p2 * f1 + (1 - p2) * f2 + p2 * both;
        double inP2 = -(1 - p1) * e.value - p1 * f2 + (1 - p1) * f1 + p1 * both;
        // z with the other five, while g still holds E's derivatives
        inflationCross(15, dp1, -(1 - p2), -p2 * f1, (1 - p2) * f2);
        inflationCross(21, dp2, -(1 - p1), (1 - p1) * f1, -p1 * f2);
        h[20] = dp1 * (1 - 2 * p1) * inP1;
        h[26] = dp1 * dp2 * (e.value - f1 - f2 + both);
        h[27] = dp2 * (1 - 2 * p2) * inP2;
        for (int i = 0; i < 15; i++) {
            h[i] *= c0;
        }
        for (int i = 0; i < Z1; i++) {
            g[i] *= c0;
        }
        h[0] += c1 * (a.lee + a.le * a.le);
        h[3] += c1 * (a.les + a.le * a.ls);
        h[5] += c1 * (a.lss + a.ls * a.ls);
        h[2] += c2 * (b.lee + b.le * b.le);
        h[7] += c2 * (b.les + b.le * b.ls);
        h[9] += c2 * (b.lss + b.ls * b.ls);
        g[E1] += c1 * a.le;
        g[S1] += c1 * a.ls;
        g[E2] += c2 * b.le;
        g[S2] += c2 * b.ls;
        g[Z1] = dp1 * inP1;
        g[Z2] = dp2 * inP2;
        return c0 * e.value + c1 + c2 + p1 * p2 * both;
    }

    private void inflationCross(int at, double dp, double ofE, double ofF1, double ofF2) {
        h[at + E1] = dp * (ofE * g[E1] + ofF1 * a.le);
        h[at + E2] = dp * (ofE * g[E2] + ofF2 * b.le);
        h[at + S1] = dp * (ofE * g[S1] + ofF1 * a.ls);
        h[at + S2] = dp * (ofE * g[S2] + ofF2 * b.ls);
        h[at + ETA] = dp * ofE * g[ETA];
    }

    /** E's derivatives in the first five predictors, times a factor. */
    private void rectangleDerivatives(double by) {
        double fh = e.firstHigh * by;
        double fl = e.firstLow * by;
        double sh = e.secondHigh * by;
        double sl = e.secondLow * by;
        double fhh = e.firstHighHigh * by;
        double fll = e.firstLowLow * by;
        double shh = e.secondHighHigh * by;
        double sll = e.secondLowLow * by;
        g[E1] = fh * a.highE + fl * a.lowE;
        g[S1] = fh * a.highS + fl * a.lowS;
        g[E2] = sh * b.highE + sl * b.lowE;
        g[S2] = sh * b.highS + sl * b.lowS;
        g[ETA] = e.eta * by;
        h[0] = fh * a.highEE + fl * a.lowEE + fhh * a.highE * a.highE + fll * a.lowE * a.lowE;
        h[3] = fh * a.highES + fl * a.lowES + fhh * a.highE * a.highS + fll * a.lowE * a.lowS;
        h[5] = fh * a.highSS + fl * a.lowSS + fhh * a.highS * a.highS + fll * a.lowS * a.lowS;
        h[2] = sh * b.highEE + sl * b.lowEE + shh * b.highE * b.highE + sll * b.lowE * b.lowE;
        h[7] = sh * b.highES + sl * b.lowES + shh * b.highE * b.highS + sll * b.lowE * b.lowS;
        h[9] = sh * b.highSS + sl * b.lowSS + shh * b.highS * b.highS + sll * b.lowS * b.lowS;
        double hh = e.highHigh * by;
        double hl = e.highLow * by;
        double lh = e.lowHigh * by;
        double ll = e.lowLow * by;
        double highE = hh * a.highE + lh * a.lowE;
        double lowE = hl * a.highE + ll * a.lowE;
        double highS = hh * a.highS + lh * a.lowS;
        double lowS = hl * a.highS + ll * a.lowS;
        h[1] = highE * b.highE + lowE * b.lowE;
        h[6] = highE * b.highS + lowE * b.lowS;
        h[4] = highS * b.highE + lowS * b.lowE;
        h[8] = highS * b.highS + lowS * b.lowS;
        h[10] = (e.firstHighEta * a.highE + e.firstLowEta * a.lowE) * by;
        h[12] = (e.firstHighEta * a.highS + e.firstLowEta * a.lowS) * by;
        h[11] = (e.secondHighEta * b.highE + e.secondLowEta * b.lowE) * by;
        h[13] = (e.secondHighEta * b.highS + e.secondLowEta * b.lowS) * by;
        h[14] = e.etaEta * by;
    }

    /** Adds the derivatives of log L to a row. */
    private void add(RowSums sums, int row) {
        int at = row * TRIANGLE;
        int k = 0;
        for (int i = 0; i < 7; i++) {
            sums.gradient[row * 7 + i] += g[i];
            for (int j = 0; j <= i; j++) {
                sums.hessian[at + k] += h[k] - g[i] * g[j];
                k++;
            }
        }
    }

    static double logistic(double eta) {
        return 1 / (1 + Math.exp(-eta));
    }
}
