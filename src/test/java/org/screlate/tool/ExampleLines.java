package org.screlate.tool;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The examples of all tools' help, in the order in which they make files for each other. */
public final class ExampleLines {
    private ExampleLines() {}

    public static List<String> all() {
        return Examples.TOOLS.stream()
                .flatMap(tool -> Examples.of(tool.get()).stream())
                .toList();
    }

    /** Runs one on the files of a folder, with so many threads where its command takes them. */
    public static int run(String line, Path folder, int threads) {
        Supplier<Callable<Integer>> tool = tool(line);
        boolean threaded = spec(line).findOption("--threads") != null;
        String[] words = Examples.arguments(line, folder);
        return Tools.run(
                tool.get(),
                threaded
                        ? Stream.concat(Arrays.stream(words), Stream.of("--threads", String.valueOf(threads)))
                                .toArray(String[]::new)
                        : words);
    }

    /** The tool whose example a line is. */
    static Supplier<Callable<Integer>> tool(String line) {
        return Examples.TOOLS.stream()
                .filter(made -> Examples.of(made.get()).contains(line))
                .findFirst()
                .orElseThrow();
    }

    /** Its command, or subcommand. */
    static CommandSpec spec(String line) {
        CommandLine command = new CommandLine(tool(line).get());
        CommandLine sub = command.getSubcommands().get(line.split(" ")[1]);
        return (sub == null ? command : sub).getCommandSpec();
    }
}
