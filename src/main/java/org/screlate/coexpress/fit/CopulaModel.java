package org.screlate.coexpress.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.Parameter;
import org.screlate.data.CoexpressionModel;
import org.screlate.mixed.ComponentCriterion;
import org.screlate.mixed.Layout;
import org.screlate.mixed.MixedModel;
import org.screlate.mixed.Predictor;
import org.screlate.mixed.RowLikelihood;
import org.screlate.mixed.Smoothing;
import org.screlate.stats.copula.ClaytonCopula;
import org.screlate.stats.copula.Copula;
import org.screlate.stats.copula.FrankCopula;
import org.screlate.stats.copula.GaussianCopula;
import org.screlate.stats.copula.RotatedCopula;
import org.screlate.stats.count.CountDistribution;
import org.screlate.stats.count.LatentRates;
import org.screlate.stats.count.NegativeBinomial;
import org.screlate.stats.count.PoissonLognormal;

/**
 * Differential coexpression of a pair of genes by a zero-inflated bivariate copula model with negative binomial margins
 * and random effects of subjects.
 *
 * <p>For a cell with counts \(y_1, y_2\), \[ L = (1-p_1)(1-p_2) E + (1-p_1) p_2 f_1 [y_2 = 0] + p_1 (1-p_2) f_2 [y_1 = 0]
 * + p_1 p_2 [y_1 = y_2 = 0], \] with \(f_k\) the negative binomial probability of \(y_k\) and \(E\) the probability of
 * both under the copula.
 *
 * <p>Immutable, so one instance serves all threads.
 *
 * @see <a href="https://doi.org/10.1002/sim.70213">Bussing et al. (2025)</a>; departures from it are decisions in docs/adr
 */
public final class CopulaModel {
    private static final double START_SD = 0.3;
    // Two estimates that differ less in log-likelihood are one maximum.
    private static final double SAME_MAXIMUM = 0.01;

    private final Options options;

    /** Creates the model; nothing is computed until {@link #fit}. */
    public CopulaModel(Options options) {
        this.options = options;
    }

    /** Whether it is the rates beneath the counts that depend, so that a margin serves all pairs of a gene. */
    public boolean dependsOnRates() {
        return options.dependence().isOfRates();
    }

    /** Estimates the model for one pair; never throws for what the counts are, see {@link Fit#status}. */
    public Fit fit(int[] first, int[] second, Design design) {
        return fit(margin(first, design, true), margin(second, design, false), design);
    }

    /**
     * Estimates one gene's own distribution, to be used for all its pairs with the same cells. Where a design has the
     * same predictor objects for both genes, a margin serves in either place.
     *
     * @param counts {@code [cells]}
     * @param isFirst whether to take the predictors MU1, SIGMA1, ZI1 or MU2, SIGMA2, ZI2
     */
    public Margin margin(int[] counts, Design design, boolean isFirst) {
        if (Arrays.stream(counts).allMatch(count -> count == counts[0])) {
            return Margin.without(counts, design, "a gene has one count in every cell");
        }
        Predictor mu = design.predictor(isFirst ? Parameter.MU1 : Parameter.MU2);
        Predictor sigma = design.predictor(isFirst ? Parameter.SIGMA1 : Parameter.SIGMA2);
        Predictor zi = design.predictor(isFirst ? Parameter.ZI1 : Parameter.ZI2);
        Layout layout = new Layout(List.of(mu, sigma, zi));
        var likelihood = new MarginLikelihood(
                counts, design, !zi.isAbsent(), options.dependence().counts());
        var model = new MixedModel(likelihood, layout, options.fitting());
        double[] theta = ComponentCriterion.start(model.penalty(), START_SD);
        List<double[]> starts = Starts.margins(counts, design, layout);
        MixedModel.Estimate few = model.fit(starts.get(0), theta);
        MixedModel.Estimate many = model.fit(starts.get(1), theta);
        boolean isMany = many.isBetterThan(few);
        Margin margin = new Margin(counts, design, model.penalty(), isMany ? many : few);
        if (few.converged() && many.converged() && Math.abs(few.marginal() - many.marginal()) > SAME_MAXIMUM) {
            margin.setOther(new Margin(counts, design, model.penalty(), isMany ? few : many));
        }
        if (zi.isAbsent()) {
            margin.setZeroExcess(ZeroExcess.of(margin, options.dependence().counts()));
        }
        if (options.dependence().isOfRates()) {
            margin.placeRates(options.dependence().rates());
        } else if (options.estimation() == Estimation.TWO_STAGE) {
            margin.placeCounts(copula());
        }
        return margin;
    }

    /** Estimates the model for one pair whose margins are known. */
    public Fit fit(Margin first, Margin second, Design design) {
        String problem = first.problem().isEmpty() ? second.problem() : first.problem();
        if (!problem.isEmpty()) {
            return new FitReport(design, options).failed(problem, 0);
        }
        RowLikelihood likelihood = likelihood(first, second, design);
        List<FitReport.Part> parts = parts(likelihood, first, second, design);
        Fit fit = new FitReport(design, options).of(parts);
        if (fit.tests().isEmpty()) {
            return fit;
        }
        return switch (options.testing().inference()) {
            case LIKELIHOOD_RATIO ->
                fit.withFirstTest(new LikelihoodRatio(likelihood, design, options).test(parts.get(0)));
            case BOOTSTRAP -> fit.withFirstTest(new ParametricBootstrap(options).test(fit, first, second, design));
            default -> fit;
        };
    }

    private RowLikelihood likelihood(Margin first, Margin second, Design design) {
        if (options.dependence().isOfRates()) {
            return new RateDependence(first, second, design);
        }
        return switch (options.estimation()) {
            case JOINT -> new JointLikelihood(first.counts(), second.counts(), design, copula());
            case TWO_STAGE -> new DependenceLikelihood(first, second, design, copula());
        };
    }

    /** The parameters that are estimated together, part by part; the first has the dependence. */
    List<FitReport.Part> parts(Margin first, Margin second, Design design) {
        return parts(likelihood(first, second, design), first, second, design);
    }

    private List<FitReport.Part> parts(RowLikelihood likelihood, Margin first, Margin second, Design design) {
        return switch (options.estimation()) {
            case JOINT -> {
                FitReport.Part part = FitReport.Part.of(List.of(Parameter.values()), design);
                yield List.of(part.with(joint(likelihood, part, first, second, design)));
            }
            case TWO_STAGE -> {
                FitReport.Part part = FitReport.Part.of(List.of(Parameter.RHO), design);
                double[] start = Starts.dependence(design, part.layout(), 0, options.copula());
                double[] components = Starts.dependenceComponents(part.penalty());
                yield List.of(
                        part.with(new MixedModel(likelihood, part.penalty(), options.fitting()).fit(start, components)),
                        FitReport.Part.of(Parameter.OF_FIRST, first),
                        FitReport.Part.of(Parameter.OF_SECOND, second));
            }
        };
    }

    /** The best of the maxima found from those of the margins. */
    private MixedModel.Estimate joint(
            RowLikelihood likelihood, FitReport.Part part, Margin first, Margin second, Design design) {
        MixedModel.Estimate best = null;
        for (Margin one : first.maxima()) {
            for (Margin two : second.maxima()) {
                double[] start = Starts.joint(one, two, design, part.layout(), options.copula());
                double[] components = Starts.jointComponents(one, two, part.penalty());
                var found = new MixedModel(likelihood, part.penalty(), options.fitting()).fit(start, components);
                best = best == null || found.isBetterThan(best) ? found : best;
            }
        }
        return Objects.requireNonNull(best);
    }

    /** The copula of the family; it keeps scratch space, so each fit has its own. */
    public Copula copula() {
        return switch (options.copula()) {
            case GAUSSIAN -> new GaussianCopula();
            case FRANK -> new FrankCopula();
            case CLAYTON -> new ClaytonCopula();
            case CLAYTON_90 -> RotatedCopula.clayton(90);
            case CLAYTON_180 -> RotatedCopula.clayton(180);
            case CLAYTON_270 -> RotatedCopula.clayton(270);
        };
    }

    /**
     * Settings known before the data, in parts, so that a change names only the part that it is in.
     *
     * @param dependence what the copula joins
     * @param copula family of the dependence; of rates only the Gaussian
     * @param estimation all parameters together, or the margins first
     * @param fitting how coefficients and variance components are found
     * @param testing the test of the tested columns
     */
    public record Options(
            Dependence dependence, Family copula, Estimation estimation, MixedModel.Options fitting, Testing testing) {
        /** What is used where nothing else is said. */
        public static final Options DEFAULTS = new Options(
                Dependence.COUNTS, Family.GAUSSIAN, Estimation.JOINT, MixedModel.Options.DEFAULTS, Testing.DEFAULTS);

        /** Checks that the parts go together. */
        public Options {
            if (dependence.isOfRates() && (copula != Family.GAUSSIAN || estimation != Estimation.TWO_STAGE)) {
                throw new IllegalArgumentException(
                        "dependence of expression is that of a gaussian copula, estimated in two stages; not of '"
                                + copula + "', " + estimation);
            }
            if (dependence.isOfRates() && testing.inference() == Inference.BOOTSTRAP) {
                throw new IllegalArgumentException("the bootstrap draws counts by dependence: counts only");
            }
        }

        /** The same with another dependence; that of rates is estimated in two stages. */
        public Options with(Dependence other) {
            return new Options(other, copula, other.isOfRates() ? Estimation.TWO_STAGE : estimation, fitting, testing);
        }

        /** The same with another copula. */
        public Options with(Family other) {
            return new Options(dependence, other, estimation, fitting, testing);
        }

        /** The same with another estimation. */
        public Options with(Estimation other) {
            return new Options(dependence, copula, other, fitting, testing);
        }

        /** The same with another way of fitting. */
        public Options with(MixedModel.Options other) {
            return new Options(dependence, copula, estimation, other, testing);
        }

        /** The same with another choice of variance components. */
        public Options with(Smoothing other) {
            return with(fitting.with(other));
        }

        /** The same with another test. */
        public Options with(Testing other) {
            return new Options(dependence, copula, estimation, fitting, other);
        }

        /** The same with another kind of test. */
        public Options with(Inference other) {
            return with(testing.with(other));
        }
    }

    /**
     * How the tested columns are tested.
     *
     * @param inference the kind of test
     * @param bootstraps how many data sets the bootstrap draws for a pair
     * @param seed of these draws
     */
    public record Testing(Inference inference, int bootstraps, long seed) {
        /** What is used where nothing else is said. */
        public static final Testing DEFAULTS = new Testing(Inference.INTEGRATED_T, 199, 1);

        /** Checks the number. */
        public Testing {
            if (bootstraps < 1) {
                throw new IllegalArgumentException("bootstraps < 1: " + bootstraps);
            }
        }

        /** The same with another kind of test. */
        public Testing with(Inference other) {
            return new Testing(other, bootstraps, seed);
        }
    }

    /** What the copula joins. */
    public enum Dependence {
        /** The counts themselves, as published; their Poisson noise is part of it. */
        COUNTS,
        /** The rates beneath the counts, gamma distributed: the counts are negative binomial. */
        GAMMA_RATES,
        /** The rates beneath the counts, lognormal: the counts are Poisson-lognormal. */
        LOGNORMAL_RATES;

        /** What a model asks for. */
        public static Dependence of(CoexpressionModel model) {
            if (model.dependence().equals(CoexpressionModel.COUNTS)) {
                return COUNTS;
            }
            return model.family().equals(CoexpressionModel.PLN) ? LOGNORMAL_RATES : GAMMA_RATES;
        }

        /** Whether it is expression that depends, not counts. */
        public boolean isOfRates() {
            return this != COUNTS;
        }

        LatentRates.Family rates() {
            return this == LOGNORMAL_RATES ? LatentRates.Family.LOGNORMAL : LatentRates.Family.GAMMA;
        }

        /** The distribution of the counts of one gene. */
        CountDistribution counts() {
            return this == LOGNORMAL_RATES ? new PoissonLognormal() : new NegativeBinomial();
        }
    }

    /** Families of copulas; rotated ones join low values of one gene to high values of the other. */
    public enum Family {
        /** Normal quantiles correlated by \(\rho = \tanh \eta\). */
        GAUSSIAN,
        /** Symmetric, without tail dependence; \(\theta = \eta\). */
        FRANK,
        /** Dependent in the lower tail; \(\theta = e^\eta\), independence at the end of the range. */
        CLAYTON,
        /** Clayton turned by 90 degrees: low values of the second gene with high of the first. */
        CLAYTON_90,
        /** Clayton turned by 180 degrees: dependent in the upper tail. */
        CLAYTON_180,
        /** Clayton turned by 270 degrees: low values of the first gene with high of the second. */
        CLAYTON_270;

        /** Whether low values of one gene go with high or with low ones of the other by the family alone. */
        boolean isOfOneDirection() {
            return this != GAUSSIAN && this != FRANK;
        }

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** What is estimated together. */
    public enum Estimation {
        /** All seven parameters. */
        JOINT,
        /** The margins of each gene first, then the dependence given them. */
        TWO_STAGE;

        @Override
        public String toString() {
            return word(this);
        }
    }

    /** Tests of the tested columns. */
    public enum Inference {
        /** Normal distribution of estimate over Bayesian standard error, as published. */
        WALD,
        /** The same by a t or F distribution with Satterthwaite's degrees of freedom. */
        WALD_T,
        /** The same by a t or F distribution with as many degrees of freedom as subjects less coefficients. */
        SUBJECT_T,
        /** The same by a t or F distribution that knows that variances between subjects are cut at zero. */
        INTEGRATED_T,
        /** Twice the difference of log-likelihoods, chi-squared. */
        LIKELIHOOD_RATIO,
        /** Wald's statistic among those of data drawn from the fit without the tested columns. */
        BOOTSTRAP;

        @Override
        public String toString() {
            return word(this);
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
