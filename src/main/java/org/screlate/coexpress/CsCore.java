package org.screlate.coexpress;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.screlate.matrix.Gram;
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
    private static final int MOST_ROUNDS = 11;
    private static final double TOLERANCE = 0.05;
    private static final int BLOCK = 64;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    @Override
    public Estimate estimate(SparseMatrix counts, double[] depth, IndexPairs pairs) {
        Moments moments = moments(counts, depth);
        int[] genes = pairs.genes();
        CrossProducts products = new CrossProducts(counts.selectColumns(genes), depth, moments.select(genes));
        return products.pairs(pairs, genes);
    }

    /** Means, variances and the common \(\theta\) of all genes. */
    record Moments(double[] mean, double[] variance, double theta, boolean converged) {
        Moments select(int[] genes) {
            return new Moments(
                    Arrays.stream(genes).mapToDouble(g -> mean[g]).toArray(),
                    Arrays.stream(genes).mapToDouble(g -> variance[g]).toArray(),
                    theta,
                    converged);
        }
    }

    static Moments moments(SparseMatrix counts, double[] depth) {
        GeneMoments genes = new GeneMoments(counts, depth);
        genes.start();
        double[] ratio = genes.ratio();
        double change = Double.POSITIVE_INFINITY;
        for (int round = 0; round < MOST_ROUNDS && change > TOLERANCE; round++) {
            genes.update(median(ratio));
            double[] next = genes.ratio();
            change = greatestLogChange(ratio, next);
            ratio = next;
        }
        return new Moments(genes.mean, genes.variance, median(ratio), change <= TOLERANCE);
    }

    // Of the positive ones; where no gene varies more than Poisson counts, weights are those of Poisson.
    private static double median(double[] ratio) {
        double[] rising = DoubleStream.of(ratio).filter(r -> r > 0).sorted().toArray();
        int n = rising.length;
        return n == 0 ? Double.POSITIVE_INFINITY : (rising[(n - 1) / 2] + rising[n / 2]) / 2;
    }

    private static double greatestLogChange(double[] before, double[] after) {
        double greatest = 0;
        for (int g = 0; g < before.length; g++) {
            if (before[g] > 0 && after[g] > 0) {
                greatest = Math.max(greatest, Math.abs(Math.log(after[g] / before[g])));
            }
        }
        return greatest;
    }

    /** Mean and variance of each gene, by weighted regression. */
    private static final class GeneMoments {
        private final SparseMatrix byGene;
        private final double[] depth;
        private final double[] mean;
        private final double[] variance;

        GeneMoments(SparseMatrix counts, double[] depth) {
            this.byGene = counts.transpose();
            this.depth = depth;
            this.mean = new double[counts.columns()];
            this.variance = new double[counts.columns()];
        }

        /** Weights of one. */
        void start() {
            double depth2 = 0;
            double depth4 = 0;
            for (double s : depth) {
                depth2 += s * s;
                depth4 += s * s * s * s;
            }
            for (int g = 0; g < mean.length; g++) {
                double sum = 0;
                for (int k = byGene.offsets()[g]; k < byGene.offsets()[g + 1]; k++) {
                    sum += byGene.values()[k] * depth[byGene.indices()[k]];
                }
                mean[g] = sum / depth2;
                double squares = 0;
                double[] row = denseRow(g);
                for (int i = 0; i < depth.length; i++) {
                    double expected = depth[i] * mean[g];
                    double residual = row[i] - expected;
                    squares += (residual * residual - expected) * depth[i] * depth[i];
                }
                variance[g] = squares / depth4;
            }
        }

        /** One turn with weights of the moments that are there. */
        void update(double theta) {
            for (int g = 0; g < mean.length; g++) {
                if (mean[g] > 0) {
                    double[] row = denseRow(g);
                    mean[g] = weightedMean(row, mean[g], theta);
                    variance[g] = weightedVariance(row, mean[g], theta);
                }
            }
        }

        // Both s and 1 / w divide by s: w / s = μ + s μ² / θ.
        private double weightedMean(double[] row, double mean, double theta) {
            double slope = mean * mean / theta;
            double above = 0;
            double below = 0;
            for (int i = 0; i < row.length; i++) {
                double weight = 1 / (mean + depth[i] * slope);
                above += row[i] * weight;
                below += depth[i] * weight;
            }
            return above / below;
        }

        private double weightedVariance(double[] row, double mean, double theta) {
            double slope = mean * mean / theta;
            double above = 0;
            double below = 0;
            for (int i = 0; i < row.length; i++) {
                double expected = depth[i] * mean;
                double residual = row[i] - expected;
                double weight = 1 / (mean + depth[i] * slope);
                double squared = weight * weight;
                above += (residual * residual - expected) * squared;
                below += depth[i] * depth[i] * squared;
            }
            return above / below;
        }

        /** \(\mu^2 / \sigma\) of each gene; NaN for one without counts. */
        double[] ratio() {
            double[] ratio = new double[mean.length];
            for (int g = 0; g < ratio.length; g++) {
                ratio[g] = mean[g] * mean[g] / variance[g];
            }
            return ratio;
        }

        private double[] denseRow(int gene) {
            double[] row = new double[depth.length];
            for (int k = byGene.offsets()[gene]; k < byGene.offsets()[gene + 1]; k++) {
                row[byGene.indices()[k]] = byGene.values()[k];
            }
            return row;
        }
    }

    /** The four sums over cells of all pairs of the genes. */
    private static final class CrossProducts {
        private final Moments moments;
        private final int genes;
        private final double[] covariance;
        private final double[] covarianceWeight;
        private final double[] score;
        private final double[] information;

        CrossProducts(SparseMatrix counts, double[] depth, Moments moments) {
            this.moments = moments;
            this.genes = counts.columns();
            this.covariance = new double[genes * genes];
            this.covarianceWeight = new double[genes * genes];
            this.score = new double[genes * genes];
            this.information = new double[genes * genes];
            Factors factors = new Factors(BLOCK * genes);
            for (int from = 0; from < counts.rows(); from += BLOCK) {
                int cells = Math.min(BLOCK, counts.rows() - from);
                factors.fill(counts, depth, moments, from, cells);
                Gram.addInto(factors.residual, cells, genes, covariance);
                Gram.addInto(factors.weight, cells, genes, covarianceWeight);
                Gram.addInto(factors.testResidual, cells, genes, score);
                Gram.addInto(factors.testWeight, cells, genes, information);
            }
        }

        Estimate pairs(IndexPairs pairs, int[] selected) {
            double[] rho = new double[pairs.size()];
            double[] pValue = new double[pairs.size()];
            for (int p = 0; p < rho.length; p++) {
                int a = Arrays.binarySearch(selected, pairs.first()[p]);
                int b = Arrays.binarySearch(selected, pairs.second()[p]);
                int place = Math.min(a, b) * genes + Math.max(a, b);
                boolean varies = moments.variance()[a] > 0 && moments.variance()[b] > 0;
                double scale = Math.sqrt(moments.variance()[a] * moments.variance()[b]);
                double raw = covariance[place] / covarianceWeight[place] / scale;
                double statistic = score[place] / Math.sqrt(information[place]);
                rho[p] = varies ? Math.max(-1, Math.min(1, raw)) : Double.NaN;
                pValue[p] = varies ? 2 * NORMAL.survivalProbability(Math.abs(statistic)) : Double.NaN;
            }
            return new Estimate(rho, pValue);
        }
    }

    /** What is multiplied pairwise, of one block of cells: {@code [cells × genes]} each. */
    private static final class Factors {
        private final double[] residual;
        private final double[] weight;
        private final double[] testResidual;
        private final double[] testWeight;

        Factors(int size) {
            residual = new double[size];
            weight = new double[size];
            testResidual = new double[size];
            testWeight = new double[size];
        }

        void fill(SparseMatrix counts, double[] depth, Moments moments, int from, int cells) {
            int genes = counts.columns();
            Arrays.fill(residual, 0);
            for (int i = 0; i < cells; i++) {
                for (int k = counts.offsets()[from + i]; k < counts.offsets()[from + i + 1]; k++) {
                    residual[i * genes + counts.indices()[k]] = counts.values()[k];
                }
                fillCell(depth[from + i], moments, i * genes, genes);
            }
        }

        private void fillCell(double s, Moments moments, int offset, int genes) {
            double[] mean = moments.mean();
            double[] variance = moments.variance();
            for (int g = 0; g < genes; g++) {
                double deviation = residual[offset + g] - s * mean[g];
                // w / s and v / s; a gene that varies less than Poisson is left out later.
                double w = mean[g] + s * mean[g] * mean[g] / moments.theta();
                double v = mean[g] + s * variance[g];
                residual[offset + g] = deviation / w;
                weight[offset + g] = s / w;
                testResidual[offset + g] = deviation / v;
                testWeight[offset + g] = s / v;
            }
        }
    }
}
