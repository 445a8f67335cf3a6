package org.screlate.coexpress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Test of the tested columns by \(\Lambda = 2 (\ell_p(\hat\beta) - \ell_p(\hat\beta_0))\), \(\ell_p\) the penalised
 * log-likelihood and \(\hat\beta_0\) its maximum without those columns, at the variance components of the whole model;
 * \(\Lambda \sim \chi^2\) with as many degrees of freedom as columns.
 */
final class LikelihoodRatio {
    private final RowLikelihood likelihood;
    private final Design design;
    private final CopulaModel.Options options;

    LikelihoodRatio(RowLikelihood likelihood, Design design, CopulaModel.Options options) {
        this.likelihood = likelihood;
        this.design = design;
        this.options = options;
    }

    /** The test, given the fit of the whole model; NaN where the smaller one cannot be fitted. */
    Fit.Significance test(FitReport.Part whole) {
        Layout layout = new Layout(withoutTested(whole));
        MixedModel.Estimate found = whole.found();
        var model = new MixedModel(likelihood, layout, options);
        double[] start =
                without(found.beta(), whole.layout().start(whole.parameters().indexOf(Parameter.RHO)));
        MixedModel.Estimate smaller = model.fitFixed(start, found.theta());
        double statistic =
                smaller.converged() ? Math.max(0, 2 * (found.penalised() - smaller.penalised())) : Double.NaN;
        double p = Double.isNaN(statistic)
                ? Double.NaN
                : ChiSquaredDistribution.of(design.tested().length).survivalProbability(statistic);
        return new Fit.Significance(CopulaModel.Inference.LIKELIHOOD_RATIO, statistic, Double.POSITIVE_INFINITY, p);
    }

    private List<Predictor> withoutTested(FitReport.Part whole) {
        List<Predictor> predictors = new ArrayList<>(whole.layout().predictors());
        int q = whole.parameters().indexOf(Parameter.RHO);
        Predictor predictor = predictors.get(q);
        double[][] fixed =
                Arrays.stream(predictor.fixed()).map(row -> without(row, 0)).toArray(double[][]::new);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < predictor.names().size(); i++) {
            if (!isTested(i)) {
                names.add(predictor.names().get(i));
            }
        }
        predictors.set(q, new Predictor(fixed, names, predictor.random()));
        return predictors;
    }

    /** The values but those of the tested columns, the first column being at a place. */
    private double[] without(double[] values, int place) {
        double[] rest = new double[values.length - design.tested().length];
        int next = 0;
        for (int i = 0; i < values.length; i++) {
            if (!isTested(i - place)) {
                rest[next++] = values[i];
            }
        }
        return rest;
    }

    private boolean isTested(int column) {
        for (int tested : design.tested()) {
            if (tested == column) {
                return true;
            }
        }
        return false;
    }
}
