package org.screlate.coexpress.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.Parameter;
import org.screlate.matrix.Sizes;
import org.screlate.mixed.ArrowInverse;
import org.screlate.mixed.Layout;
import org.screlate.mixed.MixedModel;
import org.screlate.mixed.Penalty;
import org.screlate.mixed.Predictor;
import org.screlate.mixed.RandomEffect;
import org.screlate.mixed.WorkingModel;

/** What an estimate says, in the words of the model: {@link Fit}. */
final class FitReport {
    // Standard deviations are kept above a thousandth.
    private static final double ZERO_SD = 1.5e-3;
    // Beyond these a parameter is at the end of its range.
    private static final double LEAST_LOGIT = -9;
    private static final double LEAST_LOG_DISPERSION = -8;
    private static final double MOST_DEPENDENCE = 8;
    // A correlation of 0.97: rates that can hardly be told apart.
    private static final double MOST_DEPENDENCE_OF_RATES = 2.1;
    private static final String NO_ZERO_INFLATION = "no zero inflation";
    private static final String END_OF_DEPENDENCE = "dependence at the end of its range, so that it has no test";
    private static final double MOST_FRANK = 100;
    private static final double LEAST_LOG_CLAYTON = -7;

    private final Design design;
    private final CopulaModel.Options options;

    FitReport(Design design, CopulaModel.Options options) {
        this.design = design;
        this.options = options;
    }

    /** Parts that together have all parameters; the first has the dependence, and its likelihood is the whole one. */
    Fit of(List<Part> parts) {
        MixedModel.Estimate found = parts.get(0).found();
        int steps = 0;
        double penalised = found.logLikelihood();
        double used = 0;
        List<String> boundaries = new ArrayList<>();
        for (Part part : parts) {
            MixedModel.Estimate estimate = part.found();
            steps += estimate.steps();
            if (estimate.model() == null) {
                return failed("the likelihood cannot be computed", steps);
            } else if (!estimate.converged()) {
                return failed("no maximum within " + estimate.steps() + " steps", steps);
            }
            penalised -= estimate.logLikelihood() - estimate.penalised();
            used += part.effectiveParameters();
            boundaries.addAll(boundaries(part));
        }
        return new Fit(
                boundaries.stream().allMatch(FitReport::isHarmless) ? Fit.Status.CONVERGED : Fit.Status.BOUNDARY,
                String.join("; ", boundaries),
                estimates(parts),
                components(parts),
                found.logLikelihood(),
                penalised,
                found.restricted(),
                used,
                boundaries.contains(END_OF_DEPENDENCE)
                        ? List.of()
                        : new Significances(design, parts.get(0))
                                .of(options.testing().inference()),
                design.cells(),
                design.subjects(),
                steps);
    }

    /** Whether an end of a range is as good a place as any: the test of dependence does not suffer. */
    private static boolean isHarmless(String boundary) {
        return boundary.startsWith(NO_ZERO_INFLATION);
    }

    /** What is said where there is no estimate. */
    Fit failed(String reason, int steps) {
        double none = Double.NaN;
        return new Fit(
                Fit.Status.FAILED,
                reason,
                List.of(),
                List.of(),
                none,
                none,
                none,
                none,
                List.of(),
                design.cells(),
                design.subjects(),
                steps);
    }

    private static List<Fit.Estimates> estimates(List<Part> parts) {
        List<Fit.Estimates> all = new ArrayList<>();
        for (Parameter parameter : Parameter.values()) {
            for (Part part : parts) {
                if (part.parameters().contains(parameter)) {
                    all.add(part.estimates(part.parameters().indexOf(parameter)));
                }
            }
        }
        return all;
    }

    private static List<Fit.VarianceComponent> components(List<Part> parts) {
        return parts.stream()
                .flatMap(part -> part.components().stream())
                .sorted(Comparator.comparingInt(
                        component -> component.parameter().place()))
                .toList();
    }

    private List<String> boundaries(Part part) {
        double[] eta =
                new double[Sizes.product(part.layout().rows(), part.layout().width())];
        part.layout().predict(part.found().beta(), eta);
        List<String> reasons = new ArrayList<>();
        if (!part.found().balanced()) {
            reasons.add("variance components between two answers");
        }
        for (int q = 0; q < part.parameters().size(); q++) {
            if (!part.layout().predictors().get(q).isAbsent()) {
                String reason = boundary(part.parameters().get(q), q, part.layout(), eta);
                if (reason != null) {
                    reasons.add(reason);
                }
            }
        }
        return reasons;
    }

    private @Nullable String boundary(Parameter parameter, int q, Layout layout, double[] eta) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int r = 0; r < layout.rows(); r++) {
            double value = eta[r * layout.width() + q];
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return switch (parameter) {
            case ZI1, ZI2 -> least < LEAST_LOGIT ? NO_ZERO_INFLATION + " (" + parameter + ")" : null;
            case SIGMA1, SIGMA2 -> least < LEAST_LOG_DISPERSION ? "no overdispersion (" + parameter + ")" : null;
            case RHO -> boundaryOfDependence(least, most);
            default -> null;
        };
    }

    private @Nullable String boundaryOfDependence(double least, double most) {
        if (options.dependence().isOfRates()) {
            return Math.max(-least, most) > MOST_DEPENDENCE_OF_RATES ? END_OF_DEPENDENCE : null;
        }
        boolean atEnd =
                switch (options.copula()) {
                    case GAUSSIAN -> Math.max(-least, most) > MOST_DEPENDENCE;
                    case FRANK -> Math.max(-least, most) > MOST_FRANK;
                    case CLAYTON, CLAYTON_90, CLAYTON_180, CLAYTON_270 -> most > MOST_DEPENDENCE;
                };
        if (atEnd) {
            return END_OF_DEPENDENCE;
        }
        // Clayton's dependence has one direction, and ends in independence where the counts have the other.
        return options.copula().isOfOneDirection() && least < LEAST_LOG_CLAYTON
                ? "no dependence of this kind (rho)"
                : null;
    }

    /**
     * Parameters that were estimated together.
     *
     * @param parameters one for each predictor of the layout
     */
    record Part(List<Parameter> parameters, Layout layout, Penalty penalty, MixedModel.@Nullable Estimate maybeFound) {
        static Part of(List<Parameter> parameters, Design design) {
            Layout layout =
                    new Layout(parameters.stream().map(design::predictor).toList());
            return new Part(parameters, layout, new Penalty(layout), null);
        }

        /** A gene's own parameters, as they were found. */
        static Part of(List<Parameter> parameters, Margin margin) {
            return new Part(parameters, margin.layout(), margin.penalty(), margin.estimate());
        }

        Part with(MixedModel.Estimate estimate) {
            return new Part(parameters, layout, penalty, estimate);
        }

        MixedModel.Estimate found() {
            return Objects.requireNonNull(maybeFound);
        }

        WorkingModel model() {
            return Objects.requireNonNull(found().model());
        }

        private Fit.Estimates estimates(int q) {
            Predictor predictor = layout.predictors().get(q);
            int at = layout.start(q);
            int n = predictor.names().size();
            double[] beta = found().beta();
            double[][] covariance = new double[n][];
            for (int i = 0; i < n; i++) {
                covariance[i] = new double[n];
                for (int j = 0; j < n; j++) {
                    covariance[i][j] = model().v().get(at + i, at + j);
                }
            }
            double[][] random = new double[predictor.random().size()][];
            int next = at + n;
            for (int e = 0; e < random.length; e++) {
                RandomEffect effect = predictor.random().get(e);
                double unit = effect.unit();
                random[e] = new double[effect.levels()];
                for (int level = 0; level < effect.levels(); level++) {
                    random[e][level] = beta[next++] / unit;
                }
            }
            return new Fit.Estimates(Arrays.copyOfRange(beta, at, at + n), covariance, random);
        }

        private List<Fit.VarianceComponent> components() {
            List<Fit.VarianceComponent> components = new ArrayList<>();
            List<Layout.Term> terms = layout.terms();
            double[] theta = found().theta();
            for (Penalty.Block block : penalty.blocks()) {
                double[][] covariance = block.covariance(theta);
                for (int i = 0; i < block.effects(); i++) {
                    Layout.Term term = terms.get(components.size());
                    double sd = Math.sqrt(covariance[i][i]);
                    components.add(new Fit.VarianceComponent(
                            parameters.get(term.predictor()),
                            term.effect().name(),
                            sd / term.effect().unit(),
                            sd < ZERO_SD,
                            i == 0 ? Double.NaN : covariance[i][0] / sd / Math.sqrt(covariance[0][0]),
                            used(block, i, block.precision(theta), model().v())));
                }
            }
            return components;
        }

        private double effectiveParameters() {
            double sum = layout.size();
            for (Penalty.Block block : penalty.blocks()) {
                sum -= block.trace(block.precision(found().theta()), model().v());
            }
            return sum;
        }
    }

    /** Levels less \(\operatorname{tr}(V S)\) over the levels of one effect. */
    private static double used(Penalty.Block block, int effect, double[][] k, ArrowInverse v) {
        double sum = block.levels();
        for (int j = 0; j < block.effects(); j++) {
            for (int level = 0; level < block.levels(); level++) {
                sum -= k[effect][j] * v.get(block.starts()[effect] + level, block.starts()[j] + level);
            }
        }
        return sum;
    }
}
