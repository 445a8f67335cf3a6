package org.screlate.tool;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What every help says and in which order, and that its examples run on test-data/tiny. */
final class HelpTest {
    private static final Path TINY = Path.of("test-data", "tiny");

    static List<CommandSpec> commands() {
        return Examples.TOOLS.stream()
                .map(tool -> new CommandLine(tool.get()))
                .flatMap(line ->
                        line.getSubcommands().isEmpty() ? Stream.of(line) : line.getSubcommands().values().stream())
                .map(CommandLine::getCommandSpec)
                .toList();
    }

    @Test
    void allToolsAreThere() throws IOException {
        try (Stream<Path> rooms = Files.list(Path.of("src/main/java/org/screlate/tool"))) {
            assertEquals(rooms.filter(Files::isDirectory).count(), Examples.TOOLS.size());
        }
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
        copy(TINY, folder);
        return Examples.TOOLS.stream().flatMap(tool -> Examples.of(tool.get()).stream()
                .map(example -> DynamicTest.dynamicTest(example, () -> {
                    ToolRun run = ToolRun.of(tool.get(), Examples.arguments(example, folder));
                    assertEquals(0, run.code(), run.error());
                })));
    }

    static void copy(Path from, Path to) throws IOException {
        if (Files.isDirectory(from)) {
            Files.createDirectories(to);
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.toList()) {
                    copy(file, to.resolve(file.getFileName()));
                }
            }
        } else {
            Files.copy(from, to);
        }
    }
}
