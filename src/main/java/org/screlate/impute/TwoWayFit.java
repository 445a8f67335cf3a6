package org.screlate.impute;

import java.util.Arrays;
import org.screlate.matrix.SparseMatrix;

/**
 * An effect of each gene and of each cell, fitted to the observed values alone and drawn towards zero.
 *
 * <p>\(b_{ij} = \mu + g_j + c_i\), with μ given, by sweeps of
 * \[ g_j = \frac{\sum_i (x_{ij} - \mu - c_i)}{n_j + \lambda_g}, \qquad c_i = \frac{\sum_j (x_{ij} - \mu - g_j)}{n_i +
 * \lambda_c} \] over the observed places, of which gene j has \(n_j\) and cell i has \(n_i\); 0 where that divides by 0.
 *
 * @param mean μ
 * @param genes g, length genes
 * @param cells c, length cells
 */
record TwoWayFit(double mean, double[] genes, double[] cells) {
    /** One pass, without shrinkage: mean of each gene's observed values, then mean of what is left in each cell. */
    static TwoWayFit onePass(SparseMatrix x) {
        return fit(x, 0, 0, 0, 1);
    }

    /** Around the mean of all observed values. */
    static TwoWayFit shrunken(SparseMatrix x, double shrinkage, int sweeps) {
        double sum = 0;
        int observed = 0;
        for (float value : x.values()) {
            sum += value;
            observed += value != 0 ? 1 : 0;
        }
        return fit(x, sum / observed, shrinkage, shrinkage, sweeps);
    }

    double at(int cell, int gene) {
        return mean + genes[gene] + cells[cell];
    }

    /** The same for some of the genes. */
    TwoWayFit ofGenes(int[] some) {
        return new TwoWayFit(
                mean, Arrays.stream(some).mapToDouble(g -> genes[g]).toArray(), cells);
    }

    private static TwoWayFit fit(SparseMatrix x, double mean, double geneShrinkage, double cellShrinkage, int sweeps) {
        SparseMatrix byGene = x.transpose();
        TwoWayFit fit = new TwoWayFit(mean, new double[x.columns()], new double[x.rows()]);
        for (int sweep = 0; sweep < sweeps; sweep++) {
            refit(byGene, mean, fit.cells, geneShrinkage, fit.genes);
            refit(x, mean, fit.genes, cellShrinkage, fit.cells);
        }
        return fit;
    }

    /** The effects of the rows, given those of the columns. */
    private static void refit(SparseMatrix x, double mean, double[] columns, double shrinkage, double[] rows) {
        for (int r = 0; r < x.rows(); r++) {
            double sum = 0;
            int observed = 0;
            for (int k = x.offsets()[r]; k < x.offsets()[r + 1]; k++) {
                if (x.values()[k] != 0) {
                    sum += x.values()[k] - mean - columns[x.indices()[k]];
                    observed++;
                }
            }
            rows[r] = observed == 0 ? 0 : sum / (observed + shrinkage);
        }
    }
}
