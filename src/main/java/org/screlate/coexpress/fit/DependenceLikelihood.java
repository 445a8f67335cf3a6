package org.screlate.coexpress.fit;

import java.util.Arrays;
import org.screlate.coexpress.model.CellOrder;
import org.screlate.coexpress.model.Design;
import org.screlate.mixed.RowLikelihood;
import org.screlate.mixed.RowSums;
import org.screlate.stats.copula.Copula;
import org.screlate.stats.copula.Interval;
import org.screlate.stats.copula.Rectangle;

/** The likelihood of {@link CopulaModel} in the predictor of dependence alone; the margins are given. */
final class DependenceLikelihood implements RowLikelihood {
    private final Interval[] first;
    private final Interval[] second;
    private final Copula copula;
    private final int[] rowStarts;
    private final int[] cellsByRow;
    // What the likelihood is without a count's rectangle, and what multiplies the rectangle's probability; by cell, by
    // row.
    private final double[] rest;
    private final double[] share;
    private final Rectangle rectangle = new Rectangle();

    DependenceLikelihood(Margin first, Margin second, Design design, Copula copula) {
        this.first = first.intervals();
        this.second = second.intervals();
        this.copula = copula;
        rowStarts = CellOrder.starts(design);
        cellsByRow = CellOrder.byRow(design, rowStarts);
        rest = new double[design.cells()];
        share = new double[design.rows()];
        double[] p1 = first.extraZeros();
        double[] p2 = second.extraZeros();
        for (int r = 0; r < share.length; r++) {
            share[r] = (1 - p1[r]) * (1 - p2[r]);
        }
        for (int cell = 0; cell < rest.length; cell++) {
            int row = design.rowOfCell()[cell];
            double q1 = first.counts()[cell] == 0 ? p1[row] : 0;
            double q2 = second.counts()[cell] == 0 ? p2[row] : 0;
            rest[cell] =
                    (1 - p1[row]) * q2 * this.first[cell].mass + q1 * (1 - p2[row]) * this.second[cell].mass + q1 * q2;
        }
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public double evaluate(double[] eta, RowSums sums) {
        Arrays.fill(sums.gradient, 0);
        Arrays.fill(sums.hessian, 0);
        double sum = 0;
        for (int r = 0; r < share.length; r++) {
            double slope = 0;
            double bend = 0;
            for (int i = rowStarts[r]; i < rowStarts[r + 1]; i++) {
                int cell = cellsByRow[i];
                copula.dependence(first[cell], second[cell], eta[r], rectangle);
                double likelihood = share[r] * rectangle.value + rest[cell];
                double by = share[r] / likelihood;
                double g = rectangle.eta * by;
                sum += Math.log(likelihood);
                slope += g;
                bend += rectangle.etaEta * by - g * g;
            }
            sums.gradient[r] = slope;
            sums.hessian[r] = bend;
        }
        return sum;
    }
}
