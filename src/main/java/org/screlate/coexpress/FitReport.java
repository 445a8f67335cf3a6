package org.screlate.coexpress;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an estimate says, in the words of the model: {@link Fit}. */
final class FitReport {
    // Beyond these a parameter is at the end of its range.
    private static final double LEAST_LOGIT = -9;
    private static final double LEAST_LOG_DISPERSION = -8;
    private static final double MOST_DEPENDENCE = 4;

    private final Design design;
    private final Layout layout;
    private final Penalty penalty;
    private final CopulaModel.Options options;

    FitReport(Design design, Layout layout, Penalty penalty, CopulaModel.Options options) {
        this.design = design;
        this.layout = layout;
        this.penalty = penalty;
        this.options = options;
    }

    Fit of(MixedModel.Estimate found) {
        WorkingModel model = found.model();
        if (model == null) {
            return failed("the likelihood cannot be computed", found.steps());
        } else if (!found.converged()) {
            return failed("no maximum within " + found.steps() + " steps", found.steps());
        }
        String boundary = boundary(found.beta());
        return new Fit(
                boundary.isEmpty() ? Fit.Status.CONVERGED : Fit.Status.BOUNDARY,
                boundary,
                estimates(found.beta(), model.v),
                components(found.theta(), model.v),
                found.logLikelihood(),
                found.penalised(),
                found.restricted(),
                effectiveParameters(found.theta(), model.v),
                new Significances(design, layout, penalty, found.theta(), model).of(found.beta(), options.inference()),
                design.cells(),
                design.subjects(),
                found.steps());
    }

    private Fit failed(String reason, int steps) {
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

    private List<Fit.Estimates> estimates(double[] beta, double[][] v) {
        List<Fit.Estimates> all = new ArrayList<>();
        for (int q = 0; q < layout.width(); q++) {
            Predictor predictor = layout.predictors().get(q);
            int at = layout.start(q);
            int n = predictor.names().size();
            double[] fixed = new double[n];
            double[][] covariance = new double[n][n];
            for (int i = 0; i < n; i++) {
                fixed[i] = beta[at + i];
                System.arraycopy(v[at + i], at, covariance[i], 0, n);
            }
            double[][] random = new double[predictor.random().size()][];
            at += n;
            for (int e = 0; e < random.length; e++) {
                random[e] = new double[predictor.random().get(e).levels()];
                System.arraycopy(beta, at, random[e], 0, random[e].length);
                at += random[e].length;
            }
            all.add(new Fit.Estimates(fixed, covariance, random));
        }
        return all;
    }

    private List<Fit.VarianceComponent> components(double[] theta, double[][] v) {
        List<Fit.VarianceComponent> components = new ArrayList<>();
        List<Layout.Term> terms = layout.terms();
        int at = 0;
        for (Penalty.Block block : penalty.blocks()) {
            double[][] covariance = block.covariance(theta);
            for (int i = 0; i < block.effects(); i++) {
                Layout.Term term = terms.get(at++);
                double sd = Math.sqrt(covariance[i][i]);
                double correlation = i == 0 ? Double.NaN : covariance[i][0] / sd / Math.sqrt(covariance[0][0]);
                components.add(new Fit.VarianceComponent(
                        Parameter.at(term.predictor()),
                        term.effect().name(),
                        sd,
                        correlation,
                        used(block, i, block.precision(theta), v)));
            }
        }
        return components;
    }

    /** Levels less \(\operatorname{tr}(V S)\) over the levels of one effect. */
    private static double used(Penalty.Block block, int effect, double[][] k, double[][] v) {
        double sum = block.levels();
        for (int j = 0; j < block.effects(); j++) {
            for (int level = 0; level < block.levels(); level++) {
                sum -= k[effect][j] * v[block.starts()[effect] + level][block.starts()[j] + level];
            }
        }
        return sum;
    }

    private double effectiveParameters(double[] theta, double[][] v) {
        double sum = layout.size();
        for (Penalty.Block block : penalty.blocks()) {
            sum -= block.trace(block.precision(theta), v);
        }
        return sum;
    }

    private String boundary(double[] beta) {
        double[] eta = new double[layout.rows() * layout.width()];
        layout.predict(beta, eta);
        List<String> reasons = new ArrayList<>();
        for (Parameter parameter : Parameter.values()) {
            String reason = design.predictor(parameter).isAbsent() ? null : boundary(parameter, eta);
            if (reason != null) {
                reasons.add(reason);
            }
        }
        return String.join("; ", reasons);
    }

    private @Nullable String boundary(Parameter parameter, double[] eta) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int r = 0; r < layout.rows(); r++) {
            double value = eta[r * layout.width() + parameter.place()];
            least = Math.min(least, value);
            most = Math.max(most, Math.abs(value));
        }
        return switch (parameter) {
            case ZI1, ZI2 -> least < LEAST_LOGIT ? "no zero inflation (" + parameter + ")" : null;
            case SIGMA1, SIGMA2 -> least < LEAST_LOG_DISPERSION ? "no overdispersion (" + parameter + ")" : null;
            case RHO -> most > MOST_DEPENDENCE ? "complete dependence" : null;
            default -> null;
        };
    }
}
