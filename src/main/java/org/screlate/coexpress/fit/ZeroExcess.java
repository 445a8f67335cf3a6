package org.screlate.coexpress.fit;

import org.screlate.coexpress.model.CellOrder;
import org.screlate.coexpress.model.Design;
import org.screlate.stats.count.CountDistribution;
import org.screlate.stats.count.CountProbability;

/**
 * How many more zeros a gene has than its own distribution without extra zeros explains: with \(f_c\) the fitted probability of
 * a zero in cell c, \[ z = \frac{\sum_c [y_c = 0] - \sum_c f_c}{\sqrt{\sum_c f_c (1 - f_c)}}. \] A dispersion that was fitted to the same
 * zeros explains part of them, so that z is nearer to 0 than a normal score.
 */
final class ZeroExcess {
    private ZeroExcess() {}

    /** z; NaN where no zero is possible. */
    static double of(Margin margin, CountDistribution distribution) {
        Design design = margin.design();
        int[] starts = CellOrder.starts(design);
        int[] cells = CellOrder.byRow(design, starts);
        CountProbability zero = new CountProbability();
        double more = 0;
        double variance = 0;
        for (int r = 0; r < design.rows(); r++) {
            distribution.setLogDispersion(margin.eta(r, 1));
            for (int i = starts[r]; i < starts[r + 1]; i++) {
                distribution.mass(0, margin.eta(r, 0) + design.offset()[cells[i]], zero);
                more += (margin.counts()[cells[i]] == 0 ? 1 : 0) - zero.mass;
                variance += zero.mass * (1 - zero.mass);
            }
        }
        return more / Math.sqrt(variance);
    }
}
