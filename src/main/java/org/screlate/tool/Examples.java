package org.screlate.tool;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.screlate.tool.cluster.Cluster;
import org.screlate.tool.coexpress.Coexpress;
import org.screlate.tool.combine.Combine;
import org.screlate.tool.embed.Embed;
import org.screlate.tool.enrich.Enrich;
import org.screlate.tool.evaluate.Evaluate;
import org.screlate.tool.export.Export;
import org.screlate.tool.import_.Import;
import org.screlate.tool.impute.Impute;
import org.screlate.tool.merge.Merge;
import org.screlate.tool.modules.Modules;
import org.screlate.tool.network.Network;
import org.screlate.tool.pairs.Pairs;
import org.screlate.tool.preprocess.Preprocess;
import org.screlate.tool.report.Report;
import org.screlate.tool.simulate.Simulate;
import org.screlate.tool.subset.Subset;
import picocli.CommandLine;

/**
 * Runs the examples in the help of all tools, one after the other in one Java. The build does so on a copy of test-data/tiny
 * with -XX:ArchiveClassesAtExit, and so makes the class archive from which every tool starts.
 */
public final class Examples {
    /** The tools, in the order in which their examples make files for each other. */
    static final List<Supplier<Callable<Integer>>> TOOLS = List.of(
            Import::new,
            Simulate::new,
            Merge::new,
            Subset::new,
            Preprocess::new,
            Cluster::new,
            Impute::new,
            Network::new,
            Embed::new,
            Pairs::new,
            Coexpress::new,
            Combine::new,
            Modules::new,
            Enrich::new,
            Evaluate::new,
            Export::new,
            Report::new);

    private Examples() {}

    /** Runs them on the files of a folder; one that fails says so and does not keep the others from running. */
    public static void main(String[] args) {
        for (Supplier<Callable<Integer>> tool : TOOLS) {
            Tools.run(tool.get(), "--help");
            for (String example : of(tool.get())) {
                Tools.run(tool.get(), arguments(example, Path.of(args[0])));
            }
        }
    }

    /** The examples of a tool and of its subcommands. */
    static List<String> of(Callable<Integer> tool) {
        CommandLine line = new CommandLine(tool);
        List<CommandLine> commands = line.getSubcommands().isEmpty()
                ? List.of(line)
                : List.copyOf(line.getSubcommands().values());
        return commands.stream()
                .flatMap(command ->
                        Arrays.stream(command.getCommandSpec().usageMessage().footer()))
                .toList();
    }

    /** The words of an example after the name of the tool; those that name files do so in the folder. */
    static String[] arguments(String example, Path folder) {
        return Arrays.stream(example.split(" ", -1))
                .skip(1)
                .map(word -> word.replaceFirst(
                        "^(\\w+=|)(mtx|[\\w.]+\\.(?:arrow|tsv|h5ad|gmt|yaml|obo|gaf|html))$",
                        "$1" + folder.toString().replace("\\", "/") + "/$2"))
                .toArray(String[]::new);
    }
}
