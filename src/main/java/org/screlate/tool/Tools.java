package org.screlate.tool;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.screlate.data.InvalidInputException;
import org.screlate.data.NotEnoughMemoryException;
import org.screlate.data.Provenance;
import org.screlate.data.ShortestDecimal;
import org.screlate.data.Spelling;
import org.screlate.io.FileSummary;
import org.screlate.io.file.Outputs;
import org.screlate.io.file.Sha256;
import org.screlate.matrix.Sizes;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** What all tools share: the run with its two kinds of failure, checked options, and the step they add to a history. */
public final class Tools {
    public static final String VERSION = version();
    /** What the system's own killing for memory gives, so that a workflow manager tries again with more. */
    public static final int OUT_OF_MEMORY = 137;

    private Tools() {}

    /** Runs a tool: 0 when all is done, 1 with a trace for our own failures, 2 with one line for the user's; 137 where memory ends. */
    public static int run(Callable<Integer> tool, String... args) {
        // The JDK's own logger: one plain line a message.
        System.setProperty("java.util.logging.SimpleFormatter.format", "%5$s%n");
        if (args.length == 1 && args[0].equals("--version")) {
            return sayVersion(tool);
        }
        CommandLine line = new CommandLine(tool);
        addVersions(line);
        HelpText.set(line);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Path.class, Tools::path);
        line.setExecutionStrategy(Tools::execute);
        line.setParameterExceptionHandler((e, rest) -> fail(e.getCommandLine(), misuse(e) + " (see --help)"));
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof InvalidInputException
                    || e instanceof ParameterException
                    || e instanceof Sizes.TooLargeException) {
                return fail(command, message(e));
            }
            if (e instanceof NotEnoughMemoryException memory) {
                int code = fail(command, message(e) + (memory.curedByMore() ? "; or " + giveMore() : ""));
                return memory.curedByMore() ? OUT_OF_MEMORY : code;
            }
            throw e;
        });
        try {
            return line.execute(args);
        } catch (OutOfMemoryError e) {
            fail(line, "not enough memory: " + giveMore() + " or use a larger machine");
            return OUT_OF_MEMORY;
        }
    }

    private static String giveMore() {
        return "Java may use " + (Runtime.getRuntime().maxMemory() >> 20)
                + " MB here; give it more (SCRELATE_MEMORY_MB)";
    }

    /** Without reading every option first: workflow managers ask for the version before each task. */
    private static int sayVersion(Callable<Integer> tool) {
        CommandLine line = new CommandLine(CommandSpec.create()
                .name(tool.getClass().getAnnotation(CommandLine.Command.class).name()));
        line.getOut().println(line.getCommandName() + " " + VERSION);
        return CommandLine.ExitCode.OK;
    }

    private static void addVersions(CommandLine line) {
        line.getCommandSpec().version(line.getCommandSpec().qualifiedName() + " " + VERSION);
        line.getSubcommands().values().forEach(Tools::addVersions);
    }

    private static int execute(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        try {
            checkNames(last);
            OutputPaths.check(last.commandSpec());
        } catch (InvalidInputException e) {
            return fail(last.commandSpec().commandLine(), message(e));
        }
        return executeAsOne(parsed, last.commandSpec().commandLine());
    }

    /** Runs a tool whose outputs appear together at its end, or not at all: not where it fails, nor where it is stopped. */
    private static int executeAsOne(ParseResult parsed, CommandLine command) {
        InputFiles inputs = new InputFiles(OutputPaths.inputs(command.getCommandSpec()));
        try (Outputs outputs = Outputs.begin()) {
            Thread stopped = new Thread(() -> {
                Outputs.stop();
                fail(command, "stopped by a signal; no output of this run is left");
                // What the run says of its sudden end is of no use to anybody.
                command.getErr().close();
            });
            Runtime.getRuntime().addShutdownHook(stopped);
            try {
                int code = new CommandLine.RunLast().execute(parsed);
                if (code == 0) {
                    inputs.check();
                    outputs.commit();
                    OutputPaths.outputs(command.getCommandSpec()).forEach(Tools::sayWritten);
                }
                return code;
            } catch (InvalidInputException e) {
                return fail(command, message(e));
            } finally {
                forget(stopped);
            }
        }
    }

    private static void sayWritten(Path path) {
        String summary = FileSummary.of(path);
        CommonOptions.say("wrote " + path + (summary.isEmpty() ? "" : ": " + summary));
    }

    private static void forget(Thread stopped) {
        try {
            Runtime.getRuntime().removeShutdownHook(stopped);
        } catch (IllegalStateException e) {
            // It is running: the machine goes down, and nothing is to be forgotten.
        }
    }

    /** Of two values under one NAME of NAME=FILE, picocli would keep the last and say nothing; one without a NAME has none later. */
    private static void checkNames(ParseResult parsed) {
        for (OptionSpec option : parsed.matchedOptionsSet()) {
            if (!(option.getValue() instanceof Map<?, ?> named)) {
                continue;
            }
            String given = String.join(", ", option.originalStringValues());
            if (named.keySet().stream().anyMatch(name -> name.toString().isBlank())) {
                throw new InvalidInputException(option.longestName() + " takes " + option.paramLabel()
                        + ", and nothing stands before '=' in: " + given);
            }
            if (named.size() < option.originalStringValues().size()) {
                throw new InvalidInputException(
                        option.longestName() + " has one name twice; give each its own: " + given);
            }
        }
    }

    private static Path path(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("the name of a file is empty");
        }
        return Path.of(text);
    }

    private static int fail(CommandLine command, String message) {
        String line = OneLine.of(message);
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + line);
        return CommandLine.ExitCode.USAGE;
    }

    /** What is wrong with the options; a misspelt one is named, not the one that it left missing. */
    private static String misuse(ParameterException e) {
        List<String> unknown = e.getCommandLine().getUnmatchedArguments();
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        if (!unknown.isEmpty()) {
            return unknown(unknown.get(0).replaceFirst("=.*", ""), spec);
        }
        if (e.getArgSpec() instanceof OptionSpec option && option.type().isEnum() && e.getValue() != null) {
            return "Invalid value for option '" + option.longestName() + "': '" + e.getValue() + "' is none of "
                    + String.join(", ", choices(option)) + Spelling.nearestOf(e.getValue(), choices(option));
        }
        if (e.getArgSpec() instanceof OptionSpec option && message(e).contains("KEY=VALUE format")) {
            return option.longestName() + " takes " + option.paramLabel() + ", not '"
                    + message(e).replaceFirst("(?s).* but was ", "") + "'; put a name and '=' before the file";
        }
        return message(e)
                .replaceFirst("is not an? (int|long)$", "is not a whole number that fits")
                .replaceFirst("is not a double$", "is not a number");
    }

    /** An option or subcommand that there is not, and which one was probably meant. */
    private static String unknown(String word, CommandSpec spec) {
        if (!word.startsWith("-")) {
            return spec.subcommands().isEmpty()
                    ? "Unexpected argument: '" + word + "'; every file and value follows an option, such as "
                            + example(spec)
                    : "Unknown subcommand: '" + word + "'; there are: "
                            + String.join(", ", spec.subcommands().keySet())
                            + Spelling.nearestOf(word, spec.subcommands().keySet());
        }
        List<String> owners = spec.parent() == null
                ? List.of()
                : spec.parent().subcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .filter(other -> other.findOption(word) != null)
                        .map(CommandSpec::name)
                        .toList();
        if (!spec.subcommands().isEmpty()) {
            return missingSubcommand(spec);
        }
        return "Unknown option: '" + word + "'"
                + (owners.isEmpty()
                        ? Spelling.nearestOf(word, named(spec))
                        : "; it is one of " + String.join(", ", owners));
    }

    static String missingSubcommand(CommandSpec spec) {
        return "Missing subcommand: one of "
                + String.join(", ", spec.subcommands().keySet()) + " comes before the options";
    }

    /** The first required option with what it takes. */
    private static String example(CommandSpec spec) {
        return spec.options().stream()
                .filter(OptionSpec::required)
                .findFirst()
                .map(HelpText::named)
                .orElse("--output FILE");
    }

    /** The options that a misspelt one may have meant: all but help and version, which are near to many short words. */
    private static List<String> named(CommandSpec spec) {
        return spec.optionsMap().entrySet().stream()
                .filter(option ->
                        !option.getValue().usageHelp() && !option.getValue().versionHelp())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> choices(OptionSpec option) {
        return Arrays.stream(option.type().getEnumConstants())
                .map(HelpText::typed)
                .toList();
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** Refuses options that do not go with another one that was given. */
    public static void refuse(CommandSpec spec, String given, String... others) {
        for (String other : others) {
            if (spec.commandLine().getParseResult().hasMatchedOption(other)) {
                throw new ParameterException(
                        spec.commandLine(), other + " does not go with " + given + "; leave it out");
            }
        }
    }

    /** Refuses options that need another one, which was not given. */
    public static void need(CommandSpec spec, String missing, String... others) {
        for (String other : others) {
            if (spec.commandLine().getParseResult().hasMatchedOption(other)) {
                throw new ParameterException(spec.commandLine(), other + " needs " + missing);
            }
        }
    }

    /** Makes checked options; what they refuse is the user's error. */
    public static <T> T options(CommandSpec spec, Supplier<T> make) {
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
    public static Provenance.Step step(CommandSpec spec, Map<String, Path> inputs) {
        return step(spec, inputs, Map.of());
    }

    /**
     * The same, where digests of inputs were made as they were read.
     *
     * @param digests sha256 by option, of inputs that are not in {@code inputs}
     */
    public static Provenance.Step step(CommandSpec spec, Map<String, Path> inputs, Map<String, String> digests) {
        Map<String, String> options = new TreeMap<>();
        for (OptionSpec option : spec.options()) {
            boolean changesResult = !option.type().equals(Path.class)
                    && !List.of(option.auxiliaryTypes()).contains(Path.class)
                    && !option.usageHelp()
                    && !option.versionHelp()
                    && !option.longestName().equals("--threads")
                    && !option.longestName().equals("--seed");
            Object value = option.getValue();
            if (changesResult && value != null) {
                options.put(
                        option.longestName().substring(2),
                        value instanceof Double number ? ShortestDecimal.of(number) : String.valueOf(value));
            }
        }
        Map<String, String> all = new TreeMap<>(digests);
        inputs.forEach((option, path) -> all.put(option, Sha256.of(path)));
        OptionSpec seed = spec.findOption("--seed");
        return new Provenance.Step(
                spec.qualifiedName(), VERSION, options, seed == null ? 0 : seed.<Long>getValue(), all);
    }

    private static String version() {
        String version = Tools.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
