package org.screlate.report;

import java.util.ArrayList;
import java.util.List;
import org.screlate.data.Provenance;

/** What was done against advice, as the histories of the results tell: layers that answer some questions spoil others. */
final class Advice {
    private Advice() {}

    /** A warning for each. */
    static List<String> warnings(Results results) {
        List<String> warnings = new ArrayList<>();
        for (Result result : results.all()) {
            List<Provenance.Step> steps = result.provenance().steps();
            if (!steps.isEmpty()) {
                String of = warning(result.provenance(), steps.get(steps.size() - 1));
                if (!of.isEmpty()) {
                    warnings.add(result.file() + " " + of);
                }
            }
        }
        return warnings;
    }

    private static String warning(Provenance history, Provenance.Step last) {
        boolean imputed = Steps.last(history, "impute").isPresent();
        boolean smoothed = Steps.last(history, "impute")
                .map(step -> "smooth".equals(step.options().get("mode")))
                .orElse(false);
        if (Steps.isOf(last, "coexpress") && "true".equals(last.options().get("imputed-input"))) {
            return "tests coexpression of imputed values (--imputed-input): its p-values are wrong, for imputed genes"
                    + " correlate by the way they were imputed.";
        } else if (imputed && Steps.isOf(last, "network")) {
            return "is a network of imputed expression: genes that are averaged over the same cells correlate even where"
                    + " the genes themselves do not. Use log-normalised expression.";
        } else if (imputed && Steps.isOf(last, "enrich")) {
            return "tests imputed expression: cells that lend each other their values are not independent, so the"
                    + " p-values mean nothing. Use counts by subject, or log-normalised expression.";
        } else if (smoothed && Steps.isOf(last, "cluster")) {
            return "has clusters of smoothed expression, which breaks cell types into pieces. Use principal components of"
                    + " log-normalised expression.";
        }
        return "";
    }
}
