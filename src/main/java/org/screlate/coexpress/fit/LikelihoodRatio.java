package org.screlate.coexpress.fit;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.Parameter;
import org.screlate.mixed.Layout;
import org.screlate.mixed.MixedModel;
import org.screlate.mixed.RowLikelihood;

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
        Design smallerDesign = design.withoutTested();
        Layout layout = new Layout(
                whole.parameters().stream().map(smallerDesign::predictor).toList());
        MixedModel.Estimate found = whole.found();
        var model = new MixedModel(likelihood, layout, options.fitting());
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
