package org.screlate.coexpress.test;

import java.util.Arrays;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;

/**
 * Mean and variability of a gene's expression beneath its Poisson counts, in each subject's cells of each level. With counts
 * \(y_c\) and depths \(d_c\) of n cells, \[ m = \frac{\sum y}{\sum d}, \qquad S = \frac{n}{n - 1} \sum (y - d m)^2, \qquad v =
 * \frac{S - \sum y}{(m^2 - S / (\sum d)^2) \sum d^2}. \] \(v\) estimates the variance of expression over its squared mean, the
 * \(\sigma\) of negative binomial counts; it may be negative.
 */
final class GeneMoments {
    /** Cells that a subject must have in a level for its moments to count. */
    static final int FEWEST_CELLS = 10;

    private final ModelFrame frame;
    private final SparseMatrix counts;
    /** Of each {@code subject * levels + level}: cells, sum of depths, sum of their squares. */
    private final int[] cells;

    private final double[] depth;
    private final double[] depth2;
    private final double[] depthOfCell;
    private final int[] place;

    /**
     * Sums the depths.
     *
     * @param counts {@code [genes × cells]}
     */
    GeneMoments(ModelFrame frame, SparseMatrix counts) {
        this.frame = frame;
        this.counts = counts;
        int places = Sizes.product(frame.subjects().size(), frame.levels().size());
        cells = new int[places];
        depth = new double[places];
        depth2 = new double[places];
        place = new int[frame.cells()];
        depthOfCell = Arrays.stream(frame.offset()).map(Math::exp).toArray();
        for (int c = 0; c < place.length; c++) {
            int p = frame.subjectOfCell()[c] * frame.levels().size() + frame.levelOfCell()[c];
            place[c] = p;
            cells[p]++;
            depth[p] += depthOfCell[c];
            depth2[p] += depthOfCell[c] * depthOfCell[c];
        }
    }

    /**
     * Of one gene, {@code [subject * levels + level]}; NaN where there are too few cells, a variability also where there are no
     * counts.
     *
     * @param mean counts per unit of depth
     * @param variability squared coefficient of variation of expression
     */
    record Moments(double[] mean, double[] variability) {
        /** Of the subjects used in a level, NaN for the others. */
        static double[] in(double[] values, int level, boolean[] used) {
            double[] chosen = new double[used.length];
            for (int s = 0; s < used.length; s++) {
                chosen[s] = used[s] ? values[s * (values.length / used.length) + level] : Double.NaN;
            }
            return chosen;
        }
    }

    /** Of one gene, from its counts. */
    Moments of(int gene) {
        double[] sum = new double[cells.length];
        double[] squares = new double[cells.length];
        double[] products = new double[cells.length];
        for (int k = counts.offsets()[gene]; k < counts.offsets()[gene + 1]; k++) {
            int c = counts.indices()[k];
            double y = counts.values()[k];
            sum[place[c]] += y;
            squares[place[c]] += y * y;
            products[place[c]] += y * depthOfCell[c];
        }
        double[] mean = new double[cells.length];
        double[] variability = new double[cells.length];
        for (int p = 0; p < cells.length; p++) {
            int n = cells[p];
            double m = sum[p] / depth[p];
            double s = (squares[p] - 2 * m * products[p] + m * m * depth2[p]) * n / (n - 1);
            double squaredMean = (m * m - s / (depth[p] * depth[p])) * depth2[p];
            boolean enough = n >= FEWEST_CELLS;
            mean[p] = enough ? m : Double.NaN;
            variability[p] = enough && squaredMean > 0 ? (s - sum[p]) / squaredMean : Double.NaN;
        }
        return new Moments(mean, variability);
    }

    /** Levels that are compared. */
    ModelFrame frame() {
        return frame;
    }
}
