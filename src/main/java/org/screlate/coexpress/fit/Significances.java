package org.screlate.coexpress.fit;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.Parameter;
import org.screlate.mixed.ContrastVariance;
import org.screlate.mixed.Penalty;
import org.screlate.mixed.RestrictedLikelihood;
import org.screlate.mixed.WorkingModel;
import org.screlate.stats.math.Cholesky;
import org.screlate.stats.test.IntegratedT;

/**
 * Tests of the tested columns of dependence from one fit: \(\hat\beta\) over its Bayesian standard error, by the normal
 * distribution, by {@link IntegratedT}, or by t with Satterthwaite's degrees of freedom. For a contrast c, \[ \nu = \frac{2 (c^T V c)^2}{d^T A d},
 * \qquad d_j = \frac{\partial\, c^T V c}{\partial \theta_j} = -c^T V S_j V c, \] with A the inverse information of the
 * variance components' parameters \(\theta\) from their restricted likelihood.
 */
final class Significances {
    // The information of components at the end of their range is nil; their share of the degrees of freedom is, too.
    private static final double LEAST_INFORMATION = 1e-4;
    private static final double LEAST_DEGREES = 1;
    // Of subjects less coefficients: no fewer degrees of freedom than that for the variance between subjects.
    private static final double LEAST_SHARE = 1 / 3.0;
    // The degrees of freedom of a bounded t are those of the t with the same interval of 95 %.
    private static final double INTERVAL = 0.05;

    private final Design design;
    private final Penalty penalty;
    private final double[] theta;
    private final double[] beta;
    private final WorkingModel model;
    private final int dependence;
    private final int at;

    /** Takes a fit that has the dependence among its parameters. */
    Significances(Design design, FitReport.Part part) {
        this.design = design;
        penalty = part.penalty();
        theta = part.found().theta();
        beta = part.found().beta();
        model = part.model();
        dependence = part.parameters().indexOf(Parameter.RHO);
        at = part.layout().start(dependence);
    }

    /** The tests that need no other fit, the chosen one first. */
    List<Fit.Significance> of(CopulaModel.Inference chosen) {
        List<Fit.Significance> tests = new ArrayList<>();
        if (design.tested().length > 0) {
            double square = square();
            for (CopulaModel.Inference inference : List.of(
                    CopulaModel.Inference.WALD,
                    CopulaModel.Inference.WALD_T,
                    CopulaModel.Inference.SUBJECT_T,
                    CopulaModel.Inference.INTEGRATED_T)) {
                tests.add(inference == chosen ? 0 : tests.size(), wald(inference, square));
            }
        }
        return tests;
    }

    private Fit.Significance wald(CopulaModel.Inference inference, double square) {
        int k = design.tested().length;
        if (inference == CopulaModel.Inference.INTEGRATED_T) {
            return bounded(square);
        }
        double df = degreesOfFreedom(inference);
        if (k == 1) {
            double statistic = signedRoot(square);
            return new Fit.Significance(inference, statistic, df, twoSided(statistic, df));
        }
        return Double.isInfinite(df)
                ? new Fit.Significance(inference, square, df, chiSquared(square, k))
                : new Fit.Significance(inference, square / k, df, upperF(square / k, k, df));
    }

    /** Of several columns, each with its own degrees of freedom, that with the highest p is asked. */
    private Fit.Significance bounded(double square) {
        int k = design.tested().length;
        var variance = new ContrastVariance(
                penalty, dependence, theta, beta, model.v(), Math.max(LEAST_DEGREES, LEAST_SHARE * subjectDegrees()));
        double df = Double.POSITIVE_INFINITY;
        double p = Double.isNaN(square) ? Double.NaN : 0;
        for (int column : design.tested()) {
            IntegratedT distribution = variance.distribution(at + column);
            df = Math.min(df, distribution.equivalentDegrees(INTERVAL));
            p = Math.max(p, k == 1 ? distribution.twoSided(Math.sqrt(square)) : distribution.upper(square / k, k));
        }
        return new Fit.Significance(
                CopulaModel.Inference.INTEGRATED_T, k == 1 ? signedRoot(square) : square / k, df, p);
    }

    private double signedRoot(double square) {
        return Math.copySign(Math.sqrt(square), beta[at + design.tested()[0]]);
    }

    /** The tested coefficients' Wald statistic; NaN where their covariance cannot be inverted. */
    private double square() {
        int k = design.tested().length;
        double[][] covariance = new double[k][k];
        double[] estimate = new double[k];
        for (int i = 0; i < k; i++) {
            estimate[i] = beta[at + design.tested()[i]];
            for (int j = 0; j < k; j++) {
                covariance[i][j] = model.v().get(at + design.tested()[i], at + design.tested()[j]);
            }
        }
        Cholesky cholesky = new Cholesky(k);
        if (!cholesky.factor(covariance)) {
            return Double.NaN;
        }
        double[] solved = estimate.clone();
        cholesky.solveInPlace(solved);
        double square = 0;
        for (int i = 0; i < k; i++) {
            square += estimate[i] * solved[i];
        }
        return square;
    }

    private double degreesOfFreedom(CopulaModel.Inference inference) {
        return switch (inference) {
            case WALD_T -> satterthwaite();
            case SUBJECT_T -> subjectDegrees();
            default -> Double.POSITIVE_INFINITY;
        };
    }

    /** Subjects less the fixed coefficients of dependence, at least 1. */
    private double subjectDegrees() {
        int coefficients = design.predictor(Parameter.RHO).names().size();
        return Math.max(LEAST_DEGREES, (double) design.subjects() - coefficients);
    }

    /** The least over the tested columns. */
    private double satterthwaite() {
        double least = Double.POSITIVE_INFINITY;
        if (theta.length == 0) {
            return least;
        }
        double[][] information = information();
        Cholesky cholesky = new Cholesky(theta.length);
        if (!cholesky.factor(information)) {
            return subjectDegrees();
        }
        for (int column : design.tested()) {
            int i = at + column;
            double[] d = slopes(model.v().column(i));
            double[] solved = d.clone();
            cholesky.solveInPlace(solved);
            double variance = 0;
            for (int j = 0; j < d.length; j++) {
                variance += d[j] * solved[j];
            }
            double v = model.v().get(i, i);
            least = Math.min(least, 2 * v * v / variance);
        }
        return Math.max(LEAST_DEGREES, least);
    }

    /** Negative Hessian of the restricted log-likelihood; rows of uninformed parameters are made diagonal. */
    private double[][] information() {
        var restricted = new RestrictedLikelihood(penalty, model.b.length);
        restricted.derivatives(model, theta);
        double[][] information = new double[theta.length][theta.length];
        for (int i = 0; i < theta.length; i++) {
            for (int j = 0; j < theta.length; j++) {
                information[i][j] = -restricted.hessian[i][j];
            }
        }
        for (int i = 0; i < theta.length; i++) {
            if (information[i][i] < LEAST_INFORMATION) {
                for (int j = 0; j < theta.length; j++) {
                    information[i][j] = 0;
                    information[j][i] = 0;
                }
                information[i][i] = Double.MAX_VALUE;
            }
        }
        return information;
    }

    /** \(v^T S_j v\) for all j, v a column of V. */
    private double[] slopes(double[] v) {
        double[] slopes = new double[theta.length];
        double[] none = new double[v.length];
        for (Penalty.Block block : penalty.blocks()) {
            int p = block.at();
            for (int i = 0; i < block.effects(); i++) {
                for (int j = 0; j <= i; j++) {
                    slopes[p++] = block.apply(block.derivative(theta, i, j), v, none);
                }
            }
        }
        return slopes;
    }

    static double twoSided(double statistic, double df) {
        if (Double.isNaN(statistic)) {
            return Double.NaN;
        }
        double size = Math.abs(statistic);
        return Double.isInfinite(df)
                ? 2 * NormalDistribution.of(0, 1).survivalProbability(size)
                : 2 * TDistribution.of(df).survivalProbability(size);
    }

    private static double chiSquared(double statistic, int df) {
        return Double.isNaN(statistic)
                ? Double.NaN
                : ChiSquaredDistribution.of(df).survivalProbability(statistic);
    }

    private static double upperF(double statistic, int k, double df) {
        return Double.isNaN(statistic) ? Double.NaN : FDistribution.of(k, df).survivalProbability(statistic);
    }
}
