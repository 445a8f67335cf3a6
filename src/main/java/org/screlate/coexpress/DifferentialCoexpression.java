package org.screlate.coexpress;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether two genes depend on each other differently in groups of cells, by {@link CopulaModel}; where several families of
 * copulas are given, by the one with the least AIC, \(2 \, \mathrm{edf} - 2 \log L\).
 *
 * <p>Immutable, so one instance serves all threads.
 */
public final class DifferentialCoexpression {
    private final List<CopulaModel> models;
    private final List<CopulaModel.Family> families;

    /**
     * Creates the test.
     *
     * @param families of copulas to choose from, at least one
     * @param options of each fit; its own family is not looked at
     */
    public DifferentialCoexpression(List<CopulaModel.Family> families, CopulaModel.Options options) {
        if (families.isEmpty()) {
            throw new IllegalArgumentException("no copula to fit");
        }
        this.families = List.copyOf(families);
        this.models = this.families.stream()
                .map(family -> new CopulaModel(options.withCopula(family)))
                .toList();
    }

    /**
     * Fits and tests one pair; never fails for what its counts are.
     *
     * @param first number of a gene of the study, or -1 for one that the cells do not have
     * @param second number of the other
     */
    public PairResult test(PairStudy study, int first, int second) {
        if (first < 0 || second < 0) {
            return without(Fit.Status.FAILED, "the cells have no such gene", null);
        }
        if (first == second) {
            return without(Fit.Status.FAILED, "the pair is one gene twice", null);
        }
        PairStudy.Sample sample = study.sample(first, second);
        ModelFrame.Selection selection = sample.selection();
        if (selection == null) {
            return without(Fit.Status.TOO_FEW_SUBJECTS, sample.problem(), sample);
        }
        if (!sample.problem().isEmpty()) {
            return without(Fit.Status.FAILED, sample.problem(), sample);
        }
        try {
            return fit(sample, selection);
        } catch (RuntimeException e) {
            // A fault in one fit must not cost the run of all the others; the row tells of it.
            return without(Fit.Status.FAILED, "fault: " + e, sample);
        }
    }

    private PairResult fit(PairStudy.Sample sample, ModelFrame.Selection selection) {
        Fit best = null;
        CopulaModel.Family family = families.get(0);
        for (int m = 0; m < models.size(); m++) {
            Fit fit = models.get(m).fit(sample.first(), sample.second(), selection.design());
            if (best == null || aic(fit) < aic(best)) {
                best = fit;
                family = families.get(m);
            }
        }
        if (best == null) {
            throw new IllegalStateException("no fit");
        }
        return new PairResult(
                best.status(),
                best.reason(),
                selection.cells().length,
                sample.subjects(),
                sample.excluded(),
                family,
                best,
                selection);
    }

    private static double aic(Fit fit) {
        double aic = 2 * fit.effectiveParameters() - 2 * fit.logLikelihood();
        return fit.status() == Fit.Status.FAILED || Double.isNaN(aic) ? Double.POSITIVE_INFINITY : aic;
    }

    private PairResult without(Fit.Status status, String reason, PairStudy.@Nullable Sample sample) {
        return new PairResult(
                status,
                reason,
                0,
                sample == null ? 0 : sample.subjects(),
                sample == null ? List.of() : sample.excluded(),
                families.get(0),
                null,
                null);
    }
}
