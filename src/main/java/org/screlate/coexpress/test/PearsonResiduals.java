package org.screlate.coexpress.test;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Gram;
import org.screlate.matrix.Sizes;
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
    private static final int BLOCK = 2048;

    @Override
    public Estimate estimate(SparseMatrix counts, double[] depth, IndexPairs pairs) {
        double[] rho = rho(counts, depth, pairs);
        int df = depth.length - 2;
        double[] pValue = Arrays.stream(rho).map(r -> pValue(r, df)).toArray();
        return new Estimate(rho, pValue);
    }

    @Override
    public double[] rho(SparseMatrix counts, double[] depth, IndexPairs pairs) {
        int[] all = new int[depth.length];
        Arrays.setAll(all, c -> c);
        return within(counts, depth, new int[][] {all}, pairs)[0];
    }

    /**
     * The correlations within each of several sets of cells, all residuals being those of the cells together.
     *
     * @param sets numbers of cells; an empty set gives NaN
     * @return {@code [sets × pairs]}
     */
    double[][] within(SparseMatrix counts, double[] depth, int[][] sets, IndexPairs pairs) {
        int[] genes = pairs.genes();
        SparseMatrix selected = counts.selectColumns(genes);
        double[] share = shares(selected, depth);
        double[][] rho = new double[sets.length][];
        for (int s = 0; s < sets.length; s++) {
            Sums sums =
                    new Sums(genes, new double[genes.length], new double[Sizes.product(genes.length, genes.length)]);
            for (int from = 0; from < sets[s].length; from += BLOCK) {
                int[] cells = Arrays.copyOfRange(sets[s], from, Math.min(from + BLOCK, sets[s].length));
                sums.add(residuals(selected, depth, share, cells));
            }
            rho[s] = sums.correlations(sets[s].length, pairs);
        }
        return rho;
    }

    /** \(\sum_i x_{ij} / \sum_i s_i\) of each gene. */
    private static double[] shares(SparseMatrix counts, double[] depth) {
        double[] share = new double[counts.columns()];
        for (int k = 0; k < counts.stored(); k++) {
            share[counts.indices()[k]] += counts.values()[k];
        }
        double all = Arrays.stream(depth).sum();
        Arrays.setAll(share, g -> share[g] / all);
        return share;
    }

    /** \(r\) of some cells, {@code [genes × cells]}; zeros for a gene without counts. */
    private static DenseMatrix residuals(SparseMatrix counts, double[] depth, double[] share, int[] cells) {
        SparseMatrix byGene = counts.selectRows(cells).transpose();
        DenseMatrix residuals = byGene.toDense();
        double limit = Math.sqrt(depth.length);
        for (int g = 0; g < share.length; g++) {
            float[] values = residuals.values();
            int offset = residuals.offset(g);
            for (int i = 0; i < cells.length && share[g] > 0; i++) {
                double expected = depth[cells[i]] * share[g];
                double residual = (values[offset + i] - expected) / Math.sqrt(expected + expected * expected / THETA);
                values[offset + i] = (float) Math.max(-limit, Math.min(limit, residual));
            }
        }
        return residuals;
    }

    private static double pValue(double rho, int df) {
        if (Double.isNaN(rho) || df < 1) {
            return Double.NaN;
        }
        return 2 * TDistribution.of(df).survivalProbability(Math.abs(rho) * Math.sqrt(df / (1 - rho * rho)));
    }

    /**
     * Sums over cells.
     *
     * @param genes their numbers, rising
     * @param totals of the residuals of each gene
     * @param products of the residuals of two, upper triangle
     */
    private record Sums(int[] genes, double[] totals, double[] products) {
        void add(DenseMatrix residuals) {
            for (int g = 0; g < totals.length; g++) {
                for (float residual : residuals.row(g)) {
                    totals[g] += residual;
                }
            }
            Gram.addInto(residuals, products);
        }

        double[] correlations(int n, IndexPairs pairs) {
            double[] rho = new double[pairs.size()];
            for (int p = 0; p < rho.length; p++) {
                int a = Arrays.binarySearch(genes, pairs.first()[p]);
                int b = Arrays.binarySearch(genes, pairs.second()[p]);
                double product = centred(n, Math.min(a, b), Math.max(a, b));
                double squares = centred(n, a, a) * centred(n, b, b);
                rho[p] = squares > 0 ? Math.max(-1, Math.min(1, product / Math.sqrt(squares))) : Double.NaN;
            }
            return rho;
        }

        // Rounding leaves a constant gene a sum of squares near 0, not at it.
        private double centred(int n, int a, int b) {
            double raw = products[a * genes.length + b];
            double centred = raw - totals[a] * totals[b] / n;
            return a == b && centred < 1e-6 * raw ? 0 : centred;
        }
    }
}
