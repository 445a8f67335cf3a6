package org.screlate.coexpress.fit;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.Parameter;
import org.screlate.matrix.Sizes;
import org.screlate.mixed.Layout;
import org.screlate.mixed.Penalty;
import org.screlate.stats.copula.Copula;
import org.screlate.stats.count.CountQuantile;
import org.screlate.stats.math.StandardNormal;
import org.screlate.stats.random.Streams;

/**
 * The test of the tested columns by Wald's statistic W among those of N data sets, drawn from the model fitted without these
 * columns, random effects anew, and fitted as the data were: \(p = (1 + \#\{|W^*| \ge |W|\}) / (N + 1)\), of those N that could be
 * fitted.
 *
 * <p>The draws are seeded by the counts of the pair, too, so that they depend on no other pair, nor on chunks and threads.
 */
final class ParametricBootstrap {
    private final CopulaModel.Options options;
    private final CopulaModel model;

    ParametricBootstrap(CopulaModel.Options options) {
        this.options = options;
        this.model = new CopulaModel(options.with(CopulaModel.Inference.WALD));
    }

    /** The test of a fit; NaN where the model without the tested columns cannot be fitted. */
    Fit.Significance test(Fit fit, Margin first, Margin second, Design design) {
        double statistic = statistic(fit);
        List<FitReport.Part> parts = model.parts(first, second, design.withoutTested());
        boolean converged = parts.stream().allMatch(part -> part.found().converged());
        long key = key(first) + key(second);
        int fitted = 0;
        int beyond = 0;
        for (int run = 0; run < options.testing().bootstraps() && converged; run++) {
            int[][] counts = draw(parts, design, Streams.of(key, "data set", run));
            Fit again = model.fit(counts[0], counts[1], design);
            if (again.status() != Fit.Status.FAILED) {
                fitted++;
                // One without a statistic, such as at the end of the range, may have been as large.
                beyond += Math.abs(statistic(again)) < Math.abs(statistic) ? 0 : 1;
            }
        }
        double p = fitted > 0 && !Double.isNaN(statistic) ? (1 + beyond) / (fitted + 1.0) : Double.NaN;
        return new Fit.Significance(CopulaModel.Inference.BOOTSTRAP, statistic, Double.POSITIVE_INFINITY, p);
    }

    private long key(Margin gene) {
        return Streams.key(
                options.testing().seed(),
                "bootstrap",
                Arrays.stream(gene.counts()).asLongStream().toArray());
    }

    private static double statistic(Fit fit) {
        return fit.tests().stream()
                .filter(test -> test.inference() == CopulaModel.Inference.WALD)
                .findFirst()
                .orElseThrow()
                .statistic();
    }

    /** Counts of both genes, {@code [2][cells]}. */
    int[][] draw(List<FitReport.Part> parts, Design design, SplittableRandom random) {
        double[][] eta = new double[Parameter.COUNT][design.rows()];
        for (FitReport.Part part : parts) {
            Layout layout = part.layout();
            double[] predicted = new double[Sizes.product(layout.rows(), layout.width())];
            layout.predict(coefficients(part, random), predicted);
            for (int i = 0; i < predicted.length; i++) {
                eta[part.parameters().get(i % layout.width()).place()][i / layout.width()] = predicted[i];
            }
        }
        Copula copula = model.copula();
        int[][] counts = new int[2][design.cells()];
        for (int cell = 0; cell < design.cells(); cell++) {
            int row = design.rowOfCell()[cell];
            double u = StandardNormal.probability(random);
            double v = copula.given(u, StandardNormal.probability(random), eta[Parameter.RHO.place()][row]);
            counts[0][cell] = count(u, Parameter.OF_FIRST, eta, row, design, cell, random);
            counts[1][cell] = count(v, Parameter.OF_SECOND, eta, row, design, cell, random);
        }
        return counts;
    }

    private static int count(
            double u, List<Parameter> gene, double[][] eta, int row, Design design, int cell, SplittableRandom random) {
        double logMean = eta[gene.get(0).place()][row] + design.offset()[cell];
        double logDispersion = eta[gene.get(1).place()][row];
        double zero = random.nextDouble();
        boolean extraZero = !design.predictor(gene.get(2)).isAbsent()
                && zero < JointLikelihood.logistic(eta[gene.get(2).place()][row]);
        return extraZero ? 0 : CountQuantile.of(u, Math.exp(logMean), Math.exp(logDispersion));
    }

    /** Fixed ones as they were found, random ones drawn: \(L^{-T} z\) for each level of a block with precision \(L L^T\). */
    private static double[] coefficients(FitReport.Part part, SplittableRandom random) {
        double[] beta = part.found().beta().clone();
        for (Penalty.Block block : part.penalty().blocks()) {
            double[][] lower = block.factor(part.found().theta());
            for (int level = 0; level < block.levels(); level++) {
                double[] effects = new double[block.effects()];
                for (int i = effects.length - 1; i >= 0; i--) {
                    double rest = StandardNormal.draw(random);
                    for (int j = i + 1; j < effects.length; j++) {
                        rest -= lower[j][i] * effects[j];
                    }
                    effects[i] = rest / lower[i][i];
                    beta[block.starts()[i] + level] = effects[i];
                }
            }
        }
        return beta;
    }
}
