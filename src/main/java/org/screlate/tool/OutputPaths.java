package org.screlate.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.screlate.data.InvalidInputException;
import org.screlate.io.file.AtomicFile;
import org.screlate.io.file.Outputs;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The files that a run will write: refused before its work, so that hours are not lost nor half the files written. */
final class OutputPaths {
    private OutputPaths() {}

    /** Refuses what cannot be written, names of another form, two outputs of one name, and an output that is also an input. */
    static void check(CommandSpec spec) {
        Map<Path, String> taken = new HashMap<>();
        spec.options().stream().filter(option -> !isOutput(option)).forEach(option -> paths(option)
                .forEach(path -> taken.put(key(path), option.longestName())));
        for (OptionSpec option : spec.options()) {
            for (Path path : isOutput(option) ? paths(option) : List.<Path>of()) {
                String other = taken.put(key(path), option.longestName());
                if (other != null) {
                    throw new InvalidInputException("cannot write " + path + ": " + other + " names it too; give "
                            + option.longestName() + " another name");
                }
                OutputForm form = OutputForm.of(option);
                if (form != null) {
                    form.check(path, option.longestName());
                }
                AtomicFile.check(path);
                Outputs.leftovers(path)
                        .forEach(
                                part -> CommonOptions.say(
                                        "note: " + part
                                                + " was left by a run that was stopped; delete it, unless another run is writing it now"));
                if (option.paramLabel().equals("FILE") && Files.isDirectory(path)) {
                    throw new InvalidInputException("cannot write " + path + ": it is a folder; name a file");
                }
            }
        }
    }

    /** The files and folders that a run reads. */
    static List<Path> inputs(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !isOutput(option))
                .flatMap(option -> paths(option).stream())
                .toList();
    }

    /** The files and folders that a run has written. */
    static List<Path> outputs(CommandSpec spec) {
        return spec.options().stream()
                .filter(OutputPaths::isOutput)
                .flatMap(option -> paths(option).stream())
                .filter(Files::exists)
                .toList();
    }

    private static boolean isOutput(OptionSpec option) {
        return option.longestName().endsWith("output");
    }

    private static List<Path> paths(OptionSpec option) {
        Object value = option.getValue();
        if (value instanceof Map<?, ?> named) {
            return onlyPaths(List.copyOf(named.values()));
        }
        if (value instanceof GeneChoice choice) {
            return choice.file() == null ? List.of() : List.of(choice.file());
        }
        return value instanceof List<?> several
                ? onlyPaths(several)
                : value instanceof Path one ? List.of(one) : List.of();
    }

    private static List<Path> onlyPaths(List<?> values) {
        return values.stream()
                .filter(Path.class::isInstance)
                .map(Path.class::cast)
                .toList();
    }

    private static Path key(Path path) {
        Path absolute = path.toAbsolutePath();
        try {
            return absolute.toRealPath();
        } catch (IOException e) {
            // Not there yet: its folder may still be a link.
            Path folder = absolute.normalize().getParent();
            return folder == null || !Files.isDirectory(folder)
                    ? absolute.normalize()
                    : real(folder).resolve(absolute.getFileName());
        }
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder;
        }
    }
}
