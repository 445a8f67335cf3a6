package org.screlate.coexpress.fit;

import java.util.Arrays;
import org.screlate.coexpress.model.CellOrder;
import org.screlate.coexpress.model.Design;
import org.screlate.mixed.RowLikelihood;
import org.screlate.mixed.RowSums;
import org.screlate.stats.count.CountDistribution;
import org.screlate.stats.count.CountProbability;

/** The likelihood of one gene alone: \(L = (1 - p) f(y) + p [y = 0]\), in the predictors of mean, dispersion and zeros. */
final class MarginLikelihood implements RowLikelihood {
    private static final int WIDTH = 3;
    private static final int TRIANGLE = 6;

    private final int[] counts;
    private final double[] offset;
    private final int[] rowStarts;
    private final int[] cellsByRow;
    private final boolean inflated;
    private final CountDistribution distribution;
    private final CountProbability point = new CountProbability();

    MarginLikelihood(int[] counts, Design design, boolean inflated, CountDistribution distribution) {
        this.distribution = distribution;
        this.counts = counts;
        this.inflated = inflated;
        offset = design.offset();
        rowStarts = CellOrder.starts(design);
        cellsByRow = CellOrder.byRow(design, rowStarts);
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public double evaluate(double[] eta, RowSums sums) {
        Arrays.fill(sums.gradient, 0);
        Arrays.fill(sums.hessian, 0);
        double sum = 0;
        for (int r = 0; r + 1 < rowStarts.length; r++) {
            distribution.setLogDispersion(eta[r * WIDTH + 1]);
            double p = inflated ? JointLikelihood.logistic(eta[r * WIDTH + 2]) : 0;
            for (int i = rowStarts[r]; i < rowStarts[r + 1]; i++) {
                int cell = cellsByRow[i];
                distribution.mass(counts[cell], eta[r * WIDTH] + offset[cell], point);
                double logL = counts[cell] == 0 && p > 0 ? addZero(p, sums, r) : addPositive(p, sums, r);
                if (!Double.isFinite(logL)) {
                    return Double.NaN;
                }
                sum += logL;
            }
        }
        return sum;
    }

    // L = (1 - p) f
    private double addPositive(double p, RowSums sums, int r) {
        int g = r * WIDTH;
        int h = r * TRIANGLE;
        sums.gradient[g] += point.le;
        sums.gradient[g + 1] += point.ls;
        sums.gradient[g + 2] -= p;
        sums.hessian[h] += point.lee;
        sums.hessian[h + 1] += point.les;
        sums.hessian[h + 2] += point.lss;
        sums.hessian[h + 5] -= p * (1 - p);
        return point.logMass + StrictMath.log1p(-p);
    }

    // L = (1 - p) f + p; share is what f has of it
    private double addZero(double p, RowSums sums, int r) {
        double likelihood = (1 - p) * point.mass + p;
        double share = (1 - p) * point.mass / likelihood;
        double rest = share * (1 - share);
        double inP = p * (1 - p) * (1 - point.mass) / likelihood;
        int g = r * WIDTH;
        int h = r * TRIANGLE;
        sums.gradient[g] += share * point.le;
        sums.gradient[g + 1] += share * point.ls;
        sums.gradient[g + 2] += inP;
        sums.hessian[h] += share * point.lee + rest * point.le * point.le;
        sums.hessian[h + 1] += share * point.les + rest * point.le * point.ls;
        sums.hessian[h + 2] += share * point.lss + rest * point.ls * point.ls;
        sums.hessian[h + 3] -= rest * point.le;
        sums.hessian[h + 4] -= rest * point.ls;
        sums.hessian[h + 5] += inP * (1 - 2 * p) - inP * inP;
        return Math.log(likelihood);
    }
}
