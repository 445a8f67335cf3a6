package org.screlate.tool;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Provenance;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a task of {@link Evaluate} takes from the command line, and where that came from. */
final class EvaluateInputs {
    private final CommandSpec spec;
    private final String task;
    private final Map<String, Path> files = new LinkedHashMap<>();
    private Provenance history = Provenance.NONE;

    EvaluateInputs(CommandSpec spec, String task) {
        this.spec = spec;
        this.task = task;
    }

    /** A file that the task cannot do without. */
    Path file(String option, @Nullable Path path) {
        Path given = needed("--" + option, path);
        files.put(option, given);
        return given;
    }

    /** Files under names, of which the task needs one or more. */
    Map<String, Path> files(String option, Map<String, Path> named) {
        if (named.isEmpty()) {
            needed("--" + option + " NAME=FILE", null);
        }
        named.forEach((name, path) -> files.put(option + " " + name, path));
        return named;
    }

    <T> T needed(String option, @Nullable T value) {
        if (value == null) {
            throw new ParameterException(spec.commandLine(), "--task " + task + " needs " + option);
        }
        return value;
    }

    /** Adds to the history of what will be written. */
    void add(Provenance... histories) {
        for (Provenance other : histories) {
            history = history.with(other);
        }
    }

    /** All that led here, and this run. */
    Provenance history(long seed) {
        return history.then(Tools.step(spec, seed, files));
    }
}
