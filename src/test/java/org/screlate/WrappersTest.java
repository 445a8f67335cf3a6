package org.screlate;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.screlate.WrapperFiles.elements;
import static org.screlate.WrapperFiles.text;
import static org.screlate.WrapperFiles.xml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Programs, Nextflow modules, Galaxy wrappers and pages tell the same: every tool has all of them, they use only options
 * that exist, they show the defaults that hold, and the version is the pom's. Each rule was seen to fail before it was
 * trusted.
 */
final class WrappersTest {
    private static final Path TOOLS = Path.of("src/main/java/org/screlate/tool");
    private static final Path LAUNCHERS = Path.of("containers/rootfs/usr/local/bin");
    private static final Path MODULES = Path.of("nf-modules");
    private static final Path GALAXY = Path.of("galaxy-tools");
    private static final Path PAGES = Path.of("docs/methods");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]*");

    /** A Galaxy user has no use for them: Galaxy's tables are text, or have a text beside them, anyhow. */
    private static final Set<String> FOR_THE_SHELL = Set.of("--help", "--version", "--tsv-output", "--tsv-escape");

    /** Options that a Galaxy wrapper leaves out on purpose, by tool. */
    private static final Map<String, Set<String>> NOT_IN_GALAXY = Map.of(
            "embed",
            Set.of("--resume"),
            "import",
            Set.of("--describe"), // Galaxy shows what its data sets are
            "report",
            Set.of("--multiqc")); // jobs of Galaxy's know no folders of the user's

    /** Options that a Galaxy form sets otherwise than the tool on purpose: names of datasets tell no format. */
    private static final Map<String, Set<String>> OTHER_DEFAULT_IN_GALAXY =
            Map.of("import", Set.of("--format"), "export", Set.of("--format"));

    /** A tool under the one word that it has in every room. */
    private record Tool(String word, CommandLine line) {
        /** What is run: its subcommands, or itself. */
        List<CommandLine> commands() {
            return line.getSubcommands().isEmpty()
                    ? List.of(line)
                    : List.copyOf(line.getSubcommands().values());
        }

        Stream<OptionSpec> options(String name) {
            return commands().stream()
                    .map(command -> command.getCommandSpec().findOption(name))
                    .filter(Objects::nonNull);
        }

        Set<String> options() {
            return commands().stream()
                    .flatMap(command -> optionsOf(command).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** The folder of the module of one of its commands. */
        Path module(CommandLine command) {
            return command == line
                    ? MODULES.resolve(word)
                    : MODULES.resolve(word).resolve(command.getCommandName());
        }

        @Override
        public String toString() {
            return word;
        }
    }

    private static Set<String> optionsOf(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .flatMap(option -> Stream.of(option.names()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static List<Tool> tools() {
        return names(TOOLS).stream()
                .filter(room -> Files.isDirectory(TOOLS.resolve(room)))
                .map(WrappersTest::tool)
                .toList();
    }

    /** The tool of a room; its class is named as the room, whose name has an underscore where Java takes the word. */
    private static Tool tool(String room) {
        String word = room.replace("_", "");
        Class<?> type = toolClass(room + "." + word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        return new Tool(word, new CommandLine(make(type)));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void everyToolHasItsWordInEveryRoom(Tool tool) {
        String word = tool.word();
        assertEquals("screlate-" + word, tool.line().getCommandName());
        Path launcher = LAUNCHERS.resolve("screlate-" + word);
        Stream<Path> modules = tool.commands().stream().map(tool::module).flatMap(module -> Stream.of(
                        "main.nf", "meta.yml", "environment.yml", "tests/main.nf.test")
                .map(module::resolve));
        assertAll(
                Stream.concat(modules, Stream.of(launcher, GALAXY.resolve(word + ".xml"), PAGES.resolve(word + ".md")))
                        .map(path -> () -> assertTrue(Files.isRegularFile(path), "missing: " + path)));
        assertTrue(Files.isExecutable(launcher), launcher + " is not executable");
        assertTrue(
                text(launcher).contains("screlate-java\" " + className(tool) + " "),
                launcher + " starts another class");
    }

    @Test
    void noRoomHoldsAnythingThatIsNoTool() {
        Set<String> words = tools().stream().map(Tool::word).collect(Collectors.toCollection(TreeSet::new));
        assertAll(
                () -> assertEquals(words, part(LAUNCHERS, "screlate-(?!java$)(.+)")),
                () -> assertEquals(words, part(MODULES, "([^.]+)")),
                () -> assertEquals(modules(), foldersWith(MODULES, "main.nf")),
                () -> assertEquals(words, part(GALAXY, "(?!macros)(.+)\\.xml")),
                () -> assertEquals(words, part(PAGES, "(?!which-layer)(.+)\\.md")));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void wrappersUseOnlyOptionsThatExist(Tool tool) {
        assertAll(tool.commands().stream().map(command -> () -> {
            Path module = tool.module(command).resolve("main.nf");
            assertEquals(Set.of(), without(optionsIn(text(module)), optionsOf(command)), module.toString());
            assertTrue(
                    text(module).contains(" " + command.getCommandSpec().qualifiedName() + " "),
                    module + " runs another command");
        }));
        assertEquals(Set.of(), without(galaxyOptions(tool), tool.options()), tool.word() + ".xml");
    }

    /** Values come from sheets and parameters: in a command they stand in quotes of the shell, by one line that all modules share. */
    @Test
    void valuesReachTheCommandsOfModulesInQuotesOnly() {
        String helper = "def quoted = { text -> \"'\" + \"${text}\".replace(\"'\", \"'\\\\''\") + \"'\" }";
        List<String> wrong = new ArrayList<>();
        for (Path module : modules()) {
            String text = text(module.resolve("main.nf"));
            String input = text.substring(text.indexOf("input:"), text.indexOf("output:"));
            Set<String> values = Pattern.compile("val\\((\\w+)\\)")
                    .matcher(input)
                    .results()
                    .map(found -> found.group(1))
                    .filter(name -> !name.equals("meta"))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!values.isEmpty() && !text.contains(helper)) {
                wrong.add(module + " quotes otherwise than the others");
            }
            values.stream()
                    .filter(name -> text.contains("${" + name + "}"))
                    .forEach(name -> wrong.add(module + " has " + name + " without quotes"));
        }
        assertEquals(List.of(), wrong);
    }

    @ParameterizedTest
    @MethodSource("tools")
    void galaxyOffersEveryOption(Tool tool) {
        Set<String> missing = new TreeSet<>(tool.options());
        missing.removeAll(galaxyOptions(tool));
        missing.removeAll(FOR_THE_SHELL);
        assertEquals(new TreeSet<>(NOT_IN_GALAXY.getOrDefault(tool.word(), Set.of())), missing);
    }

    @ParameterizedTest
    @MethodSource("tools")
    void galaxyShowsTheDefaultsThatHold(Tool tool) {
        List<String> wrong = new ArrayList<>();
        for (Element param : params(tool)) {
            String name = param.getAttribute("argument");
            String shown = shownDefault(param);
            List<String> held = tool.options(name)
                    .filter(option -> option.initialValue() != null)
                    .map(WrappersTest::held)
                    .toList();
            boolean compared = !held.isEmpty() && shown != null && !isOtherInGalaxy(tool, name);
            if (compared && held.stream().noneMatch(value -> agree(value, shown))) {
                wrong.add(name + ": Galaxy shows " + shown + ", the tool takes " + held);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @ParameterizedTest
    @MethodSource("tools")
    void thePageTellsOfEveryOption(Tool tool) {
        Set<String> missing = new TreeSet<>(tool.options());
        missing.removeAll(optionsIn(text(PAGES.resolve(tool.word() + ".md"))));
        missing.removeAll(Set.of("--help", "--version"));
        missing.removeAll(Set.of("--threads", "--seed"));
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyToolHasARuleOfMemoryInGalaxy() {
        Set<String> ruled = Pattern.compile(
                        "(?m)^  \\(\\.\\*/\\)\\?screlate_(\\w+)\\(/\\.\\*\\)\\?:\\R    inherits: tools_of_screlate\\R(?:    cores: \\d+\\R)?    mem: \\d+ \\+ \\d+ \\* input_size$")
                .matcher(text(GALAXY.resolve("tpv/screlate.yml")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(tools().stream().map(Tool::word).collect(Collectors.toCollection(TreeSet::new)), ruled);
    }

    @Test
    void theVersionIsThatOfThePomEverywhere() {
        String version = first("<artifactId>screlate</artifactId>\\s*<version>([^<]+)<", Path.of("pom.xml"));
        Map<Path, String> places = new TreeMap<>(Map.of(
                GALAXY.resolve("macros.xml"), "name=\"@TOOL_VERSION@\">([^<]+)<",
                Path.of("workflows/nextflow.config"), "\\sversion = '([^']+)'",
                Path.of("conda/recipe.yaml"), "\n  version: \"([^\"]+)\"",
                Path.of("CITATION.cff"), "\nversion: (\\S+)"));
        for (Path module : modules()) {
            places.put(module.resolve("main.nf"), "container \"[^\"]*:([^\":]+)\"");
            places.put(module.resolve("environment.yml"), "::screlate=(\\S+)");
        }
        assertAll(places.entrySet().stream().map(place -> () -> {
            assertEquals(
                    version,
                    first(place.getValue(), place.getKey()),
                    place.getKey().toString());
        }));
    }

    /** What a parameter of Galaxy's form holds before the user touches it; null where it holds nothing. */
    private static String shownDefault(Element param) {
        String type = param.getAttribute("type");
        if (type.equals("boolean")) {
            return param.getAttribute("checked").isEmpty() ? "false" : param.getAttribute("checked");
        }
        if (type.equals("select")) {
            List<Element> options = elements(param, "option");
            Stream<Element> selected = options.stream()
                    .filter(option -> option.getAttribute("selected").equals("true"));
            boolean firstCounts = !param.getAttribute("optional").equals("true");
            return Stream.concat(selected, firstCounts ? options.stream() : Stream.empty())
                    .map(option -> option.getAttribute("value"))
                    .findFirst()
                    .orElse(null);
        }
        return param.getAttribute("value").isEmpty() ? null : param.getAttribute("value");
    }

    /** The default as a user types it: the parts of a list with commas between. */
    private static String held(OptionSpec option) {
        return option.initialValue() instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : String.valueOf(option.initialValue());
    }

    private static boolean isOtherInGalaxy(Tool tool, String option) {
        return OTHER_DEFAULT_IN_GALAXY.getOrDefault(tool.word(), Set.of()).contains(option);
    }

    private static boolean agree(String held, String shown) {
        try {
            return Double.parseDouble(held) == Double.parseDouble(shown);
        } catch (NumberFormatException e) {
            return held.equalsIgnoreCase(shown);
        }
    }

    private static Set<String> without(Set<String> all, Set<String> known) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(known);
        return rest;
    }

    /** The options in the command line and in the form. */
    private static Set<String> galaxyOptions(Tool tool) {
        Set<String> options = new TreeSet<>();
        for (Element command : elements(wrapper(tool), "command")) {
            options.addAll(optionsIn(command.getTextContent()));
        }
        for (Element param : params(tool)) {
            for (String attribute : List.of("argument", "truevalue", "falsevalue")) {
                options.addAll(optionsIn(param.getAttribute(attribute)));
            }
        }
        return options;
    }

    /** The parameters with an argument, those of the macros that the wrapper expands too. */
    private static List<Element> params(Tool tool) {
        Element wrapper = wrapper(tool);
        Set<String> expanded = elements(wrapper, "expand").stream()
                .map(expand -> expand.getAttribute("macro"))
                .collect(Collectors.toSet());
        return Stream.concat(
                        elements(wrapper, "param").stream(),
                        elements(xml(GALAXY.resolve("macros.xml")), "xml").stream()
                                .filter(macro -> expanded.contains(macro.getAttribute("name")))
                                .flatMap(macro -> elements(macro, "param").stream()))
                .filter(param -> param.hasAttribute("argument"))
                .toList();
    }

    private static Element wrapper(Tool tool) {
        return xml(GALAXY.resolve(tool.word() + ".xml"));
    }

    private static Set<String> optionsIn(String text) {
        return OPTION.matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Path> modules() {
        return tools().stream()
                .flatMap(tool -> tool.commands().stream().map(tool::module))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Path> foldersWith(Path folder, String name) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(path -> path.endsWith(name))
                    .map(Path::getParent)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String first(String pattern, Path path) {
        Matcher matcher = Pattern.compile(pattern).matcher(text(path));
        return matcher.find() ? matcher.group(1) : "nothing that matches " + pattern + " in " + path;
    }

    /** The first group of each name in a folder that matches. */
    private static Set<String> part(Path folder, String pattern) {
        return names(folder).stream()
                .map(Pattern.compile(pattern)::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String className(Tool tool) {
        Object instance = tool.line().getCommand();
        return instance.getClass().getName().substring("org.screlate.tool.".length());
    }

    private static Class<?> toolClass(String name) {
        try {
            return Class.forName("org.screlate.tool." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object make(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(Path folder) {
        String[] names = folder.toFile().list();
        return names == null ? List.of() : Arrays.stream(names).sorted().toList();
    }
}
