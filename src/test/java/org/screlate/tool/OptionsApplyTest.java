package org.screlate.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * No option is passed over in silence: beside the example of a command, and beside it with each value of each of its choices, every
 * other option changes what is written by one of some values, or is refused.
 */
@Tag("slow")
final class OptionsApplyTest {
    /** What is taken everywhere, or changes nothing in these data. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            // Of all commands: results do not depend on it; one seed can be given to all steps of a pipeline.
            "--threads",
            "--seed",
            // Of import: the format is told from the name as well, the counts are whole, the names are unique, files
            // differ in size alone.
            "--format",
            "--round",
            "--make-unique",
            "--compress",
            // Of merge and subset: both samples have the same genes and columns and other cells, every cell has all
            // labels.
            "--join",
            "--conflicts",
            "--rename",
            "--labelled",
            // Of impute: the search beyond the limit finds the same neighbours of so few cells.
            "--exact-limit",
            // Of coexpress and report: counts are not imputed, and no file is named after a sample.
            "--imputed-input",
            "--samples",
            // Of network compare and enrich: no correlation that is taken is negative, both groups are large, one gene
            // is lower.
            "--correlation",
            "--min-group-cells",
            "--min-log2-fold-change beside [--direction, down]");

    /** Choices of embed and coexpress, whose runs take long, that go with the same options whatever is chosen. */
    private static final Set<String> SLOW = Set.of(
            "--test",
            "--smoothing",
            "--copula",
            "--pca-input",
            "--ppi-format",
            "--control",
            "--cell-coordinates",
            "--estimation",
            "--preset",
            "--null");

    private static final List<String> NUMBERS = List.of("1", "3", "7", "40", "150", "1000");
    private static final List<String> REALS = List.of("0.1", "0.5", "0.9", "1.5", "5", "99", "1000");
    private static final List<String> TEXTS = List.of("group", "cell_type", "50", "names.txt", "none of these");
    private static final List<String> FILES = List.of(
            "names.txt", "metadata.tsv", "expression.arrow", "graph.arrow", "network.arrow", "ppi.tsv", "sets.gmt");

    @TempDir
    private static Path folder;

    /** @param files what stands in each file that was written, by name */
    private record Outcome(int code, String error, Map<String, Integer> files) {
        /** Whether the two options were said not to go together; that a value is out of range says nothing of this. */
        boolean refuses() {
            return code == 2
                    && Stream.of(
                                    " need",
                                    "does not go with",
                                    "has no effect with",
                                    "leave it out",
                                    ", not both",
                                    "is for ",
                                    "give either ",
                                    "; give it a name without")
                            .anyMatch(error::contains);
        }
    }

    @BeforeAll
    static void runExamples() throws IOException {
        HelpTest.copy(Path.of("test-data", "tiny"), folder);
        Files.writeString(folder.resolve("names.txt"), "CXCL901\nZNF901\nTMEM905\nIL905RA\n");
        for (String line : ExampleLines.all()) {
            assertEquals(0, ExampleLines.run(line, folder, 1), line);
        }
    }

    static Stream<String> lines() {
        // The second lines of coexpress and impute are of the same options.
        return ExampleLines.all().stream()
                .filter(line -> !line.contains("drawn.tests") && !line.contains("--output recovered"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void everyOptionAppliesOrIsRefused(String line) throws IOException {
        Command command = Command.of(line);
        List<List<String>> contexts = new ArrayList<>(List.of(List.of()));
        for (OptionSpec option : command.others(List.of())) {
            if (option.type().isEnum() && !SLOW.contains(option.longestName())) {
                values(option).forEach(value -> contexts.add(List.of(option.longestName(), value.get(0))));
            }
        }
        List<String> silent = new ArrayList<>();
        for (List<String> context : contexts) {
            Outcome before = command.run(context);
            if (before.code != 0) {
                assertEquals(2, before.code, () -> line + " " + context + ": " + before.error);
                continue;
            }
            for (OptionSpec option : command.others(context)) {
                if (!applies(command, context, option, before)) {
                    silent.add(option.longestName() + " beside " + context);
                }
            }
        }
        silent.removeAll(WITHOUT_EFFECT);
        assertEquals(List.of(), silent, line);
    }

    private static boolean applies(Command command, List<String> context, OptionSpec option, Outcome before)
            throws IOException {
        boolean isNumber = REALS.equals(plain(option)) || NUMBERS.equals(plain(option));
        for (List<String> value : values(option)) {
            List<String> words = new ArrayList<>(context);
            words.add(option.longestName());
            words.addAll(value);
            Outcome after = command.run(words);
            assertEquals(true, after.code == 0 || after.code == 2, () -> words + ": " + after.error);
            if (after.refuses()
                    || (after.code == 2 && !isNumber)
                    || (after.code == 0 && !after.files.equals(before.files))) {
                return true;
            }
        }
        return false;
    }

    private static List<List<String>> values(OptionSpec option) {
        return option.arity().max() == 0
                ? List.of(List.of())
                : plain(option).stream().map(List::of).toList();
    }

    private static List<String> plain(OptionSpec option) {
        OutputForm form = OutputForm.of(option);
        Class<?> type = option.isMultiValue() ? option.auxiliaryTypes()[0] : option.type();
        if (form != null) {
            return List.of("further_" + OutputFormTest.FITTING.get(form).get(0));
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
        }
        if (type == boolean.class || type == Boolean.class) {
            return List.of("true", "false");
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return NUMBERS;
        }
        if (type == double.class || type == Double.class) {
            return REALS;
        }
        return type == Path.class ? FILES : TEXTS;
    }

    /** A command with its example. */
    private record Command(Supplier<Callable<Integer>> tool, CommandSpec spec, String line) {
        static Command of(String line) {
            return new Command(
                    ExampleLines.tool(line),
                    ExampleLines.spec(line),
                    // Epochs cost time, and of 150 genes the default takes all as variable.
                    line.replace("--epochs 20", "--epochs 2")
                            .replace("--output expression.arrow", "--hvg 50 --output expression.arrow")
                            .replace("--output denoised.arrow", "--hvg 50 --output denoised.arrow"));
        }

        /** The options that are neither in the example nor among some words. */
        List<OptionSpec> others(List<String> words) {
            List<String> given = Stream.concat(Arrays.stream(line.split(" ")), words.stream())
                    .toList();
            return spec.options().stream()
                    .filter(option -> !given.contains(option.longestName())
                            && !WITHOUT_EFFECT.contains(option.longestName())
                            && !option.usageHelp()
                            && !option.versionHelp())
                    .toList();
        }

        /** Runs the example with more words; all is written to a folder of its own. */
        Outcome run(List<String> more) throws IOException {
            Path out = folder.resolve("out");
            remove(out);
            Files.createDirectory(out);
            List<String> words = new ArrayList<>(List.of(Examples.arguments(line, folder)));
            for (String word : more) {
                words.add(
                        Files.exists(folder.resolve(word))
                                ? folder.resolve(word).toString()
                                : word);
            }
            for (int i = 0; i + 1 < words.size(); i++) {
                OptionSpec option = words.get(i).startsWith("--") ? spec.findOption(words.get(i)) : null;
                if (option != null && OutputForm.of(option) != null) {
                    words.set(
                            i + 1,
                            out.resolve(Path.of(words.get(i + 1)).getFileName()).toString());
                }
            }
            ToolRun run = ToolRun.of(tool.get(), words.toArray(String[]::new));
            Map<String, Integer> files = new TreeMap<>();
            try (Stream<Path> all = Files.walk(out)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    files.put(out.relativize(file).toString(), contents(file));
                }
            }
            return new Outcome(run.code(), run.error(), files);
        }
    }

    /** A hash of what a file holds; of Arrow, all but the history, in which every option stands. */
    private static int contents(Path file) throws IOException {
        if (!file.toString().endsWith(".arrow")) {
            return Arrays.hashCode(Files.readAllBytes(file));
        }
        try (RootAllocator allocator = new RootAllocator();
                FileChannel channel = FileChannel.open(file);
                ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
            Map<String, String> metadata =
                    new TreeMap<>(reader.getVectorSchemaRoot().getSchema().getCustomMetadata());
            metadata.remove("screlate.provenance");
            int hash = metadata.hashCode();
            while (reader.loadNextBatch()) {
                for (FieldVector vector : reader.getVectorSchemaRoot().getFieldVectors()) {
                    for (int i = 0; i < vector.getValueCount(); i++) {
                        hash = 31 * hash + Objects.hashCode(vector.getObject(i));
                    }
                }
            }
            return hash;
        }
    }

    private static void remove(Path path) throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
