package org.screlate.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The steps that led to a file, oldest first. No times, no paths: the same inputs and options give the same history.
 *
 * @param steps oldest first
 */
public record Provenance(List<Step> steps) {
    /** No step yet. */
    public static final Provenance NONE = new Provenance(List.of());

    /** Keeps its own copy. */
    public Provenance {
        steps = List.copyOf(steps);
    }

    /** This history with one step more. */
    public Provenance then(Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new Provenance(longer);
    }

    /** This history with the steps of another that it does not hold yet. */
    public Provenance with(Provenance other) {
        List<Step> longer = new ArrayList<>(steps);
        other.steps.stream().filter(step -> !longer.contains(step)).forEach(longer::add);
        return new Provenance(longer);
    }

    /**
     * One run of one tool.
     *
     * @param tool the program's name
     * @param version its version
     * @param options every option that can change the result, by name, defaults too
     * @param seed of all random choices
     * @param inputs sha256 of each input, by option
     */
    public record Step(
            String tool, String version, Map<String, String> options, long seed, Map<String, String> inputs) {
        /** Checks that nothing is missing. */
        public Step {
            Objects.requireNonNull(tool, "tool");
            Objects.requireNonNull(version, "version");
            options.values().forEach(Objects::requireNonNull);
            inputs.values().forEach(Objects::requireNonNull);
        }
    }
}
