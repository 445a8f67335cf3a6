package org.screlate.tool;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.io.Sha256;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What all tools share: the run with its two kinds of failure, checked options, and the step they add to a history. */
final class Tools {
    static final String VERSION = version();

    private Tools() {}

    /** Runs a tool: 0 when all is done, 1 with a trace for our own failures, 2 with one line for the user's. */
    static int run(Callable<Integer> tool, String... args) {
        // The JDK's own logger: one plain line a message.
        System.setProperty("java.util.logging.SimpleFormatter.format", "%5$s%n");
        CommandLine line = new CommandLine(tool);
        line.getCommandSpec().version(line.getCommandName() + " " + VERSION);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((e, rest) -> fail(e.getCommandLine(), message(e) + " (see --help)"));
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof InvalidInputException || e instanceof ParameterException) {
                return fail(command, message(e));
            }
            throw e;
        });
        return line.execute(args);
    }

    private static int fail(CommandLine command, String message) {
        String line = message.lines().findFirst().orElse("failed");
        command.getErr().println(command.getCommandName() + ": " + line);
        return CommandLine.ExitCode.USAGE;
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** Makes checked options; what they refuse is the user's error. */
    static <T> T options(CommandSpec spec, Supplier<T> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), message(e), e);
        }
    }

    /**
     * The step that a run adds to the history of what it writes.
     *
     * @param inputs the files read, by option
     */
    static Provenance.Step step(CommandSpec spec, long seed, Map<String, Path> inputs) {
        Map<String, String> options = new TreeMap<>();
        for (OptionSpec option : spec.options()) {
            boolean changesResult = !option.type().equals(Path.class)
                    && !option.auxiliaryTypes()[0].equals(Path.class)
                    && !option.usageHelp()
                    && !option.versionHelp()
                    && !option.longestName().equals("--threads")
                    && !option.longestName().equals("--seed");
            Object value = option.getValue();
            if (changesResult && value != null) {
                options.put(option.longestName().substring(2), String.valueOf(value));
            }
        }
        Map<String, String> digests = new TreeMap<>();
        inputs.forEach((option, path) -> digests.put(option, Sha256.of(path)));
        return new Provenance.Step(spec.name(), VERSION, options, seed, digests);
    }

    private static String version() {
        String version = Tools.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
