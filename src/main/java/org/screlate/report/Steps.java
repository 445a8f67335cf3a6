package org.screlate.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.screlate.data.Provenance;

/** What histories tell of the steps that were run. */
final class Steps {
    private Steps() {}

    /** Whether a step is of a tool, whichever of its commands was run. */
    static boolean isOf(Provenance.Step step, String tool) {
        return step.tool().equals("screlate-" + tool) || step.tool().startsWith("screlate-" + tool + " ");
    }

    /** The last step of a tool. */
    static Optional<Provenance.Step> last(Provenance history, String tool) {
        List<Provenance.Step> steps =
                history.steps().stream().filter(step -> isOf(step, tool)).toList();
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
    }

    /** Whether values were hidden or taken away on purpose on the way. */
    static boolean isMasked(Provenance history) {
        return history.steps().stream()
                .filter(step -> isOf(step, "simulate"))
                .anyMatch(step -> step.tool().endsWith(" dropout")
                        || "dropout".equalsIgnoreCase(step.options().get("scenario")));
    }

    /** An option of a step as a number; none where it was not given or is no number. */
    static OptionalDouble number(Provenance.Step step, String option) {
        try {
            String value = step.options().get(option);
            return value == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(value));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
