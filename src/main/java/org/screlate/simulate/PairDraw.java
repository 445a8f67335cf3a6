package org.screlate.simulate;

import java.util.List;
import java.util.SplittableRandom;
import org.screlate.matrix.DenseMatrix;
import org.screlate.stats.count.CountQuantile;
import org.screlate.stats.math.StandardNormal;

/** The draw of one pair in all cells: first the effects of subjects, then the counts, cell after cell. */
final class PairDraw {
    private final PairParameters pair;
    private final CoexpressionSimulation.Options options;
    private final SplittableRandom random;
    private final double[][][] mu;
    private final double[][][] zeroInflation;
    private final double[][] rho;

    PairDraw(PairParameters pair, CoexpressionSimulation.Options options, SplittableRandom random) {
        this.pair = pair;
        this.options = options;
        this.random = random;
        this.mu = predictors(pair.mu());
        this.zeroInflation = predictors(pair.zeroInflation());
        this.rho = predictor(pair.rho());
    }

    private double[][][] predictors(List<PairParameters.Effect> effects) {
        return effects.stream().map(this::predictor).toArray(double[][][]::new);
    }

    /** \(\eta\), {@code [subjects × groups]}. */
    private double[][] predictor(PairParameters.Effect effect) {
        double[][] predictor = new double[options.sampling().subjects()][2];
        for (double[] subject : predictor) {
            double first = StandardNormal.draw(random);
            double second = effect.shared() ? first : StandardNormal.draw(random);
            subject[0] = effect.intercept() + effect.sd()[0] * first;
            subject[1] = effect.intercept() + effect.group() + effect.sd()[1] * second;
        }
        return predictor;
    }

    /** Writes the counts of the two genes into two columns. */
    void into(List<CoexpressionSimulation.Cell> cells, DenseMatrix counts, int column) {
        double[] uniforms = new double[2];
        for (int c = 0; c < cells.size(); c++) {
            CoexpressionSimulation.Cell cell = cells.get(c);
            options.copula().draw(StrictMath.tanh(rho[cell.subject()][cell.group()]), random, uniforms);
            for (int gene = 0; gene < 2; gene++) {
                counts.set(c, column + gene, count(cell, gene, uniforms[gene]));
            }
        }
    }

    private int count(CoexpressionSimulation.Cell cell, int gene, double uniform) {
        if (zeroInflation.length > 0) {
            double logit = zeroInflation[gene][cell.subject()][cell.group()];
            if (random.nextDouble() * (1 + Math.exp(-logit)) < 1) {
                return 0;
            }
        }
        PairParameters.Effect dispersion = pair.logDispersion().get(gene);
        double mean = cell.depth() * Math.exp(mu[gene][cell.subject()][cell.group()]);
        double sigma = Math.exp(dispersion.intercept() + (cell.group() == 1 ? dispersion.group() : 0));
        return CountQuantile.of(uniform, mean, sigma);
    }
}
