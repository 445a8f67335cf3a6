package org.screlate.coexpress.test;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.math.Median;

/**
 * Mean and variance of the expression of each gene beneath its Poisson counts, by the regressions of {@link CsCore}.
 *
 * @param mean \(\mu_j\), in counts per unit of depth
 * @param variance \(\sigma_{jj}\), not always positive
 * @param theta median over all genes of \(\mu_j^2 / \sigma_{jj}\) where that is positive
 */
record CountMoments(double[] mean, double[] variance, double theta) {
    private static final int MOST_ROUNDS = 11;
    private static final double TOLERANCE = 0.05;

    /** The genes named, with the common \(\theta\) of all. */
    CountMoments select(int[] genes) {
        return new CountMoments(
                Arrays.stream(genes).mapToDouble(g -> mean[g]).toArray(),
                Arrays.stream(genes).mapToDouble(g -> variance[g]).toArray(),
                theta);
    }

    /**
     * The moments of all genes.
     *
     * @param byGene counts {@code [genes × cells]}
     */
    static CountMoments of(SparseMatrix byGene, double[] depth) {
        Regressions genes = new Regressions(byGene, depth);
        genes.start();
        double[] ratio = genes.ratio();
        double change = Double.POSITIVE_INFINITY;
        for (int round = 0; round < MOST_ROUNDS && change > TOLERANCE; round++) {
            genes.update(typical(ratio));
            double[] next = genes.ratio();
            change = greatestLogChange(ratio, next);
            ratio = next;
        }
        return new CountMoments(genes.mean, genes.variance, typical(ratio));
    }

    // Of the positive ones; where no gene varies more than Poisson counts, weights are those of Poisson.
    private static double typical(double[] ratio) {
        return Median.of(DoubleStream.of(ratio).filter(r -> r > 0), Double.POSITIVE_INFINITY);
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
    private static final class Regressions {
        private final SparseMatrix byGene;
        private final double[] depth;
        private final double[] mean;
        private final double[] variance;

        Regressions(SparseMatrix byGene, double[] depth) {
            this.byGene = byGene;
            this.depth = depth;
            this.mean = new double[byGene.rows()];
            this.variance = new double[byGene.rows()];
        }

        /** Weights of one. */
        void start() {
            double depth2 = Arrays.stream(depth).map(s -> s * s).sum();
            double depth4 = Arrays.stream(depth).map(s -> s * s * s * s).sum();
            double[] row = new double[depth.length];
            for (int g = 0; g < mean.length; g++) {
                fill(g, row);
                double sum = 0;
                for (int i = 0; i < row.length; i++) {
                    sum += row[i] * depth[i];
                }
                mean[g] = sum / depth2;
                double squares = 0;
                for (int i = 0; i < row.length; i++) {
                    double expected = depth[i] * mean[g];
                    double residual = row[i] - expected;
                    squares += (residual * residual - expected) * depth[i] * depth[i];
                }
                variance[g] = squares / depth4;
            }
        }

        /** One turn with weights of the moments that are there. */
        void update(double theta) {
            double[] row = new double[depth.length];
            for (int g = 0; g < mean.length; g++) {
                if (mean[g] > 0) {
                    fill(g, row);
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
            Arrays.setAll(ratio, g -> mean[g] * mean[g] / variance[g]);
            return ratio;
        }

        private void fill(int gene, double[] row) {
            Arrays.fill(row, 0);
            for (int k = byGene.offsets()[gene]; k < byGene.offsets()[gene + 1]; k++) {
                row[byGene.indices()[k]] = byGene.values()[k];
            }
        }
    }
}
