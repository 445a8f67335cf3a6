package org.screlate.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** docs/options.md lists each option that several commands have, with the commands and the default that hold. */
final class SharedOptionsTest {
    private static final Path PAGE = Path.of("docs", "options.md");
    private static final List<String> OF_EVERY_COMMAND = List.of("--help", "--version", "--threads", "--seed");
    private static final int NAMED = 8;
    private static final Pattern DEFAULT = Pattern.compile("default: (.*?)\\)\\.$");

    @Test
    void thePageListsEverySharedOptionWithItsCommandsAndDefaults() throws IOException {
        Map<String, String> written = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `--"))
                .collect(Collectors.toMap(
                        line -> line.split("`")[1],
                        line -> line.substring(0, line.lastIndexOf('|', line.length() - 2)),
                        (one, other) -> one + " and " + other,
                        TreeMap::new));
        assertEquals(String.join("\n", expected().values()), String.join("\n", written.values()));
    }

    /** The rows of the table without their last column, by option. */
    private static Map<String, String> expected() {
        Map<String, Map<String, OptionSpec>> all = new TreeMap<>();
        for (CommandSpec command : HelpTest.commands()) {
            String name = command.qualifiedName().replaceFirst("screlate-", "");
            for (OptionSpec option : command.options()) {
                all.computeIfAbsent(option.longestName(), n -> new TreeMap<>()).put(name, option);
            }
        }
        Map<String, String> rows = new TreeMap<>();
        all.forEach((name, commands) -> {
            if (commands.size() > 1 && !OF_EVERY_COMMAND.contains(name)) {
                rows.put(
                        name,
                        "| `" + name + "` | " + listed(new ArrayList<>(commands.keySet())) + " | " + defaults(commands)
                                + " ");
            }
        });
        return rows;
    }

    private static String listed(List<String> commands) {
        return commands.size() > NAMED ? commands.size() + " commands" : String.join(", ", commands);
    }

    private static String defaults(Map<String, OptionSpec> commands) {
        Map<String, List<String>> by = new LinkedHashMap<>();
        commands.forEach((name, option) ->
                by.computeIfAbsent(shown(option), v -> new ArrayList<>()).add(name));
        return by.size() == 1
                ? by.keySet().iterator().next()
                : by.entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + listed(entry.getValue()) + ")")
                        .collect(Collectors.joining("; "));
    }

    /** The default as the help tells it. */
    private static String shown(OptionSpec option) {
        Matcher found = DEFAULT.matcher(String.join(" ", option.description()));
        String text = option.required() ? "required" : found.find() ? found.group(1) : "none";
        return HelpText.asTyped(option, text.replace("${DEFAULT-VALUE}", option.defaultValueString()));
    }
}
