package org.screlate.coexpress;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;
import org.screlate.matrix.Gram;
import org.screlate.matrix.SparseMatrix;

/**
 * Correlations of analytic Pearson residuals, as sctransform has them for a fixed dispersion. With depth \(s_i\) of cell
 * \(i\) and \(\mu_{ij} = s_i \sum_i x_{ij} / \sum_i s_i\):
 * \[ r_{ij} = \frac{x_{ij} - \mu_{ij}}{\sqrt{\mu_{ij} + \mu_{ij}^2 / \theta}}, \] with \(\theta = 100\), cut to
 * \(\pm\sqrt{n}\) for \(n\) cells; \(\rho\) is their product-moment correlation, tested against 0 by \(t = \rho \sqrt{(n -
 * 2) / (1 - \rho^2)}\) with \(n - 2\) degrees of freedom.
 *
 * @see <a href="https://doi.org/10.1186/s13059-021-02451-7">Lause, Berens and Kobak (2021)</a>, equations 5 and 6
 */
final class PearsonResiduals implements GeneCorrelation {
    private static final double THETA = 100;
    private static final int BLOCK = 64;

    @Override
    public Estimate estimate(SparseMatrix counts, double[] depth, IndexPairs pairs) {
        int[] genes = pairs.genes();
        double[] share = shares(counts, depth, genes);
        int[] all = new int[counts.rows()];
        Arrays.setAll(all, c -> c);
        return correlate(counts.selectColumns(genes), depth, share, all, pairs, genes);
    }

    /**
     * The correlations within each of several sets of cells, all residuals being those of the cells together.
     *
     * @param sets numbers of cells; an empty set gives NaN
     * @return length sets
     */
    double[][] within(SparseMatrix counts, double[] depth, int[][] sets, IndexPairs pairs) {
        int[] genes = pairs.genes();
        double[] share = shares(counts, depth, genes);
        SparseMatrix selected = counts.selectColumns(genes);
        double[][] rho = new double[sets.length][];
        for (int s = 0; s < sets.length; s++) {
            rho[s] = correlate(selected, depth, share, sets[s], pairs, genes).rho();
        }
        return rho;
    }

    /** \(\sum_i x_{ij} / \sum_i s_i\) of the genes named. */
    private static double[] shares(SparseMatrix counts, double[] depth, int[] genes) {
        double[] totals = new double[counts.columns()];
        for (int k = 0; k < counts.stored(); k++) {
            totals[counts.indices()[k]] += counts.values()[k];
        }
        double all = Arrays.stream(depth).sum();
        return Arrays.stream(genes).mapToDouble(g -> totals[g] / all).toArray();
    }

    private static Estimate correlate(
            SparseMatrix counts, double[] depth, double[] share, int[] cells, IndexPairs pairs, int[] selected) {
        int genes = counts.columns();
        double[] sums = new double[genes];
        double[] products = new double[genes * genes];
        double[] block = new double[BLOCK * genes];
        double limit = Math.sqrt(counts.rows());
        for (int from = 0; from < cells.length; from += BLOCK) {
            int rows = Math.min(BLOCK, cells.length - from);
            Arrays.fill(block, 0);
            for (int i = 0; i < rows; i++) {
                residuals(counts, cells[from + i], depth[cells[from + i]], share, limit, block, i * genes);
                for (int g = 0; g < genes; g++) {
                    sums[g] += block[i * genes + g];
                }
            }
            Gram.addInto(block, rows, genes, products);
        }
        return pairs(sums, products, cells.length, pairs, selected);
    }

    private static void residuals(
            SparseMatrix counts, int cell, double depth, double[] share, double limit, double[] block, int offset) {
        for (int k = counts.offsets()[cell]; k < counts.offsets()[cell + 1]; k++) {
            block[offset + counts.indices()[k]] = counts.values()[k];
        }
        for (int g = 0; g < share.length; g++) {
            double expected = depth * share[g];
            double residual = (block[offset + g] - expected) / Math.sqrt(expected + expected * expected / THETA);
            block[offset + g] = expected > 0 ? Math.max(-limit, Math.min(limit, residual)) : 0;
        }
    }

    private static Estimate pairs(double[] sums, double[] products, int n, IndexPairs pairs, int[] selected) {
        double[] rho = new double[pairs.size()];
        double[] pValue = new double[pairs.size()];
        for (int p = 0; p < rho.length; p++) {
            int a = Arrays.binarySearch(selected, pairs.first()[p]);
            int b = Arrays.binarySearch(selected, pairs.second()[p]);
            double product = centred(sums, products, n, Math.min(a, b), Math.max(a, b));
            double squares = centred(sums, products, n, a, a) * centred(sums, products, n, b, b);
            rho[p] = squares > 0 ? Math.max(-1, Math.min(1, product / Math.sqrt(squares))) : Double.NaN;
            pValue[p] = n > 2 ? pValue(rho[p], n - 2) : Double.NaN;
        }
        return new Estimate(rho, pValue);
    }

    // Rounding leaves a constant gene a sum of squares near 0, not at it.
    private static double centred(double[] sums, double[] products, int n, int a, int b) {
        double raw = products[a * sums.length + b];
        double centred = raw - sums[a] * sums[b] / n;
        return a == b && centred < 1e-12 * raw ? 0 : centred;
    }

    private static double pValue(double rho, int df) {
        double t = Math.abs(rho) * Math.sqrt(df / (1 - rho * rho));
        return Double.isNaN(rho) ? Double.NaN : 2 * TDistribution.of(df).survivalProbability(t);
    }
}
