package org.screlate.coexpress.test;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.screlate.coexpress.fit.Fit;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Gram;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;

/**
 * CS-CORE: moments of the expression that lies beneath Poisson counts. With depth \(s_i\) of cell \(i\), expression
 * \(z_{ij}\) of mean \(\mu_j\) and covariance \(\sigma_{jk}\), and counts \(x_{ij} \sim\) Poisson\((s_i z_{ij})\):
 * \[ E x_{ij} = s_i \mu_j, \quad E \varepsilon_{ij}^2 = s_i \mu_j + s_i^2 \sigma_{jj}, \quad
 * E \varepsilon_{ij} \varepsilon_{ik} = s_i^2 \sigma_{jk}, \quad \varepsilon_{ij} = x_{ij} - s_i \mu_j. \]
 * Each moment is a weighted regression through the origin, with weights \(1 / w_{ij}\), \(1 / w_{ij}^2\) and \(1 / (w_{ij}
 * w_{ik})\), where \(w_{ij} = s_i \mu_j + s_i^2 \mu_j^2 / \theta\) and \(\theta\) is the median over all genes of \(\mu_j^2
 * / \sigma_{jj}\); weights and moments take turns. Then \(\rho_{jk} = \sigma_{jk} / \sqrt{\sigma_{jj} \sigma_{kk}}\),
 * cut to [-1, 1]. With \(v_{ij} = s_i \mu_j + s_i^2 \sigma_{jj}\), independence is tested by
 * \[ T_{jk} = \sum_i \frac{s_i^2 \varepsilon_{ij} \varepsilon_{ik}}{v_{ij} v_{ik}} \Big/
 * \sqrt{\sum_i \frac{s_i^4}{v_{ij} v_{ik}}} \sim N(0, 1). \] A gene with \(\sigma_{jj} \le 0\) varies no more than Poisson
 * counts do, and has no correlation.
 *
 * @see <a href="https://doi.org/10.1038/s41467-023-40503-7">Su et al. (2023)</a>
 */
final class CsCore implements GeneCorrelation {
    private static final int BLOCK = 2048;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    @Override
    public Estimate estimate(SparseMatrix counts, double[] depth, IndexPairs pairs) {
        Fit fit = Fit.of(counts, depth, pairs);
        double[] pValue = new double[pairs.size()];
        PairSums sums = fit.sums(fit.moments.variance());
        for (int p = 0; p < pValue.length; p++) {
            int place = fit.place(pairs, p);
            double statistic = sums.residuals()[place] / Math.sqrt(sums.weights()[place]);
            pValue[p] = fit.varies(place) ? 2 * NORMAL.survivalProbability(Math.abs(statistic)) : Double.NaN;
        }
        return new Estimate(fit.rho(pairs), pValue);
    }

    @Override
    public double[] rho(SparseMatrix counts, double[] depth, IndexPairs pairs) {
        return Fit.of(counts, depth, pairs).rho(pairs);
    }

    /** The moments of the genes in pairs, and their counts {@code [genes × cells]}. */
    private record Fit(SparseMatrix byGene, double[] depth, CountMoments moments, int[] genes) {
        static Fit of(SparseMatrix counts, double[] depth, IndexPairs pairs) {
            int[] genes = pairs.genes();
            SparseMatrix byGene = counts.transpose();
            return new Fit(
                    byGene.selectRows(genes),
                    depth,
                    CountMoments.of(byGene, depth).select(genes),
                    genes);
        }

        double[] rho(IndexPairs pairs) {
            double[] mean = moments.mean();
            double[] common = new double[mean.length];
            Arrays.setAll(common, g -> mean[g] * mean[g] / moments.theta());
            PairSums sums = sums(common);
            double[] rho = new double[pairs.size()];
            for (int p = 0; p < rho.length; p++) {
                int place = place(pairs, p);
                double scale = moments.variance()[place / genes.length] * moments.variance()[place % genes.length];
                double raw = sums.residuals()[place] / sums.weights()[place] / Math.sqrt(scale);
                rho[p] = varies(place) ? Math.max(-1, Math.min(1, raw)) : Double.NaN;
            }
            return rho;
        }

        boolean varies(int place) {
            return moments.variance()[place / genes.length] > 0 && moments.variance()[place % genes.length] > 0;
        }

        int place(IndexPairs pairs, int pair) {
            int a = Arrays.binarySearch(genes, pairs.first()[pair]);
            int b = Arrays.binarySearch(genes, pairs.second()[pair]);
            return Math.min(a, b) * genes.length + Math.max(a, b);
        }

        /** The sums of {@link PairSums} for variances \(q_j\) beyond Poisson. */
        PairSums sums(double[] variance) {
            int n = genes.length;
            PairSums sums = new PairSums(new double[Sizes.product(n, n)], new double[Sizes.product(n, n)]);
            int[] next = Arrays.copyOf(byGene.offsets(), n);
            for (int from = 0; from < depth.length; from += BLOCK) {
                int cells = Math.min(BLOCK, depth.length - from);
                DenseMatrix residuals = DenseMatrix.zeros(n, cells);
                DenseMatrix weights = DenseMatrix.zeros(n, cells);
                for (int g = 0; g < n; g++) {
                    next[g] = putCounts(g, next[g], from, cells, residuals);
                    weigh(g, variance[g], from, residuals, weights);
                }
                Gram.addInto(residuals, sums.residuals());
                Gram.addInto(weights, sums.weights());
            }
            return sums;
        }

        private int putCounts(int gene, int start, int from, int cells, DenseMatrix into) {
            int end = byGene.offsets()[gene + 1];
            int k = start;
            for (; k < end && byGene.indices()[k] < from + cells; k++) {
                into.set(gene, byGene.indices()[k] - from, byGene.values()[k]);
            }
            return k;
        }

        private void weigh(int gene, double variance, int from, DenseMatrix residuals, DenseMatrix weights) {
            double mean = moments.mean()[gene];
            int offset = residuals.offset(gene);
            float[] residual = residuals.values();
            float[] weight = weights.values();
            for (int i = 0; i < residuals.columns(); i++) {
                double s = depth[from + i];
                double inverse = 1 / (mean + s * variance);
                residual[offset + i] = (float) ((residual[offset + i] - s * mean) * inverse);
                weight[offset + i] = (float) (s * inverse);
            }
        }
    }

    /**
     * Of genes \(j < k\), at \(j \cdot\) genes \(+ k\), with \(u_{ij} = \mu_j + s_i q_j\):
     *
     * @param residuals \(\sum_i \varepsilon_{ij} \varepsilon_{ik} / (u_{ij} u_{ik})\)
     * @param weights \(\sum_i s_i^2 / (u_{ij} u_{ik})\)
     */
    private record PairSums(double[] residuals, double[] weights) {}
}
