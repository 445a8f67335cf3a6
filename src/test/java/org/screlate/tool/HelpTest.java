package org.screlate.tool;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.screlate.data.GeneSet;
import org.screlate.io.GeneSetsFile;
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
import org.screlate.tool.simulate.Simulate;
import org.screlate.tool.subset.Subset;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What every help says and in which order, and that its examples run on test-data/tiny. */
final class HelpTest {
    private static final Path TINY = Path.of("test-data", "tiny");

    /** In the order in which their examples make files for each other. */
    private static List<Callable<Integer>> tools() {
        return List.of(
                new Import(),
                new Simulate(),
                new Merge(),
                new Subset(),
                new Preprocess(),
                new Cluster(),
                new Impute(),
                new Network(),
                new Embed(),
                new Pairs(),
                new Coexpress(),
                new Combine(),
                new Modules(),
                new Enrich(),
                new Evaluate(),
                new Export());
    }

    static List<CommandSpec> commands() {
        return tools().stream()
                .map(CommandLine::new)
                .flatMap(line ->
                        line.getSubcommands().isEmpty() ? Stream.of(line) : line.getSubcommands().values().stream())
                .map(CommandLine::getCommandSpec)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyHelpTellsWhatTheCommandDoesWhatItNeedsAndWhereToReadMore(CommandSpec spec) {
        String help = HelpText.of(spec);
        List<String> groups = List.of("Required", "Input", "Output", "Method", "Statistics", "Reproducibility", "Help");
        List<String> found = help.lines()
                .filter(line -> line.matches("[A-Z][a-z]+:"))
                .map(line -> line.replace(":", ""))
                .filter(groups::contains)
                .toList();
        assertEquals(groups.stream().filter(found::contains).toList(), found, "order of the groups");
        assertEquals("Required", found.get(0));
        assertTrue(help.lines().anyMatch(line -> line.startsWith("  " + spec.qualifiedName() + " --")), help);
        String page = help.lines().reduce("", (before, line) -> line).replaceFirst(".*/", "");
        assertTrue(Files.isRegularFile(Path.of("docs/methods", page)), page);
        assertTrue(
                help.lines().filter(line -> !line.contains("screlate-")).allMatch(line -> line.length() <= 100), help);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyDescriptionIsASentenceOfItsOwn(CommandSpec spec) {
        assertAll(spec.options().stream().map(option -> () -> {
            String text = String.join(" ", option.description());
            assertTrue(text.matches("(?s)[A-Z0-9].*\\."), option.longestName() + ": " + text);
        }));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void choicesAreShownAsTheyAreTyped(CommandSpec spec) {
        for (OptionSpec option : spec.options()) {
            if (option.type().isEnum()) {
                String text = HelpText.asTyped(option, String.join(" ", option.description()));
                for (Object constant : option.type().getEnumConstants()) {
                    String shouted = constant.toString().toUpperCase(Locale.ROOT);
                    assertFalse(text.matches(".*\\b" + shouted + "\\b.*"), option.longestName() + ": " + text);
                }
            }
        }
    }

    /** One after the other in one folder, as a user would. */
    @TestFactory
    Stream<DynamicTest> everyExampleRuns(@TempDir Path folder) throws IOException {
        try (Stream<Path> files = Files.list(TINY)) {
            for (Path file : files.toList()) {
                copy(file, folder.resolve(file.getFileName()));
            }
        }
        writeKnowledge(folder);
        List<DynamicTest> tests = new ArrayList<>();
        for (Callable<Integer> tool : tools()) {
            CommandLine line = new CommandLine(tool);
            Stream<CommandLine> own =
                    line.getSubcommands().isEmpty() ? Stream.of(line) : line.getSubcommands().values().stream();
            own.flatMap(command -> Arrays.stream(
                            command.getCommandSpec().usageMessage().footer()))
                    .forEach(example -> tests.add(DynamicTest.dynamicTest(example, () -> {
                        ToolRun run = ToolRun.of(anew(tool), arguments(example, folder));
                        assertEquals(0, run.code(), run.error());
                    })));
        }
        return tests.stream();
    }

    /** A tool keeps the options of its last run, so each run has one of its own. */
    @SuppressWarnings("unchecked")
    private static Callable<Integer> anew(Callable<Integer> tool) throws ReflectiveOperationException {
        return tool.getClass().getDeclaredConstructor().newInstance();
    }

    /** The words of an example; names of files are those of the folder. */
    private static String[] arguments(String example, Path folder) {
        return Arrays.stream(example.split(" "))
                .skip(1)
                .map(word -> word.replaceFirst(
                        "^(\\w+=|)(mtx|[\\w.]+\\.(?:arrow|tsv|h5ad|gmt|yaml|obo|gaf))$",
                        "$1" + folder.toString().replace("\\", "/") + "/$2"))
                .toArray(String[]::new);
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.isDirectory(from)) {
            Files.createDirectory(to);
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.toList()) {
                    copy(file, to.resolve(file.getFileName()));
                }
            }
        } else {
            Files.copy(from, to);
        }
    }

    /** Markers named as the cell types, and an ontology whose terms are the gene sets. */
    private static void writeKnowledge(Path folder) throws IOException {
        List<String> types = Files.readAllLines(TINY.resolve("metadata.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t")[1])
                .distinct()
                .sorted()
                .toList();
        List<GeneSet> sets = GeneSetsFile.read(TINY.resolve("sets.gmt"));
        Map<String, GeneSet> named = sets.stream().collect(Collectors.toMap(GeneSet::name, set -> set));
        List<String> markers = new ArrayList<>();
        for (int t = 0; t < types.size(); t++) {
            GeneSet set = named.getOrDefault("markers_" + types.get(t), sets.get(t));
            markers.add(types.get(t) + "\t\t" + String.join("\t", set.genes()));
        }
        Files.write(folder.resolve("markers.gmt"), markers);
        StringBuilder terms = new StringBuilder("[Term]\nid: all\nnamespace: biological_process\n");
        StringBuilder genes = new StringBuilder("!gaf-version: 2.2\n");
        for (GeneSet set : sets) {
            terms.append("\n[Term]\nid: " + set.name() + "\nnamespace: biological_process\nis_a: all\n");
            set.genes().forEach(gene -> genes.append("\t\t" + gene + "\t\t" + set.name() + "\t\t\t\t\t\t\t\t\t\t\n"));
        }
        Files.writeString(folder.resolve("go.obo"), terms);
        Files.writeString(folder.resolve("genes.gaf"), genes);
    }
}
