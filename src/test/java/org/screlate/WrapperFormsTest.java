package org.screlate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.screlate.WrapperFiles.elements;
import static org.screlate.WrapperFiles.text;
import static org.screlate.WrapperFiles.xml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** What a user meets in Galaxy's forms and in the inputs of Nextflow modules: the words of docs/options.md, help, and tests behind them. */
final class WrapperFormsTest {
    private static final Path GALAXY = Path.of("galaxy-tools");
    private static final Path MODULES = Path.of("nf-modules");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]*");
    private static final Pattern SHARED = Pattern.compile("(?m)^\\| `(--[a-z0-9-]+)`");
    private static final Pattern INPUT = Pattern.compile("(?:path|val)\\((\\w+)");
    private static final Pattern GIVEN = Pattern.compile("(--[a-z0-9-]+) \\$\\{(?:quoted\\.call\\()?(\\w+)");

    static List<Path> wrappers() {
        return files(GALAXY)
                .filter(path -> path.toString().endsWith(".xml") && !path.endsWith("macros.xml"))
                .toList();
    }

    /** Outputs are datasets and no fields; all else is a field of the option's own name, which tells that two tools mean the same. */
    @ParameterizedTest
    @MethodSource("wrappers")
    void sharedOptionsAreFieldsUnderTheirOwnName(Path wrapper) {
        Element tool = xml(wrapper);
        Set<String> used = found(OPTION, elements(tool, "command").get(0).getTextContent());
        used.retainAll(shared());
        used.removeIf(option -> option.endsWith("output"));
        params(tool).forEach(param -> used.remove(param.getAttribute("argument")));
        assertEquals(Set.of(), used);
    }

    @Test
    void inputsOfModulesAreNamedAsTheSharedOptionsThatTheyBecome() {
        List<String> wrong = new ArrayList<>();
        for (Path module :
                files(MODULES).filter(path -> path.endsWith("main.nf")).toList()) {
            String text = text(module);
            Set<String> inputs = INPUT.matcher(text.substring(text.indexOf("input:"), text.indexOf("output:")))
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());
            GIVEN.matcher(text)
                    .results()
                    .filter(given -> inputs.contains(given.group(2)) && shared().contains(given.group(1)))
                    .filter(given -> !given.group(1).equals("--input")) // the word has a meaning of its own in Nextflow
                    .filter(given ->
                            !given.group(1).equals("--" + given.group(2).replace('_', '-')))
                    .forEach(given -> wrong.add(module + ": " + given.group()));
        }
        assertEquals(List.of(), wrong);
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void everyFieldHasALabelAndHelp(Path wrapper) {
        List<String> without = params(xml(wrapper)).stream()
                .filter(param -> param.getAttribute("label").isBlank()
                        || param.getAttribute("help").isBlank())
                .map(param -> param.getAttribute("argument") + param.getAttribute("name"))
                .toList();
        assertEquals(List.of(), without);
    }

    /** Two runs whose outputs are looked into, and one that is refused in a line. */
    @ParameterizedTest
    @MethodSource("wrappers")
    void everyWrapperHasTestsThatLookIntoOutputsAndOneOfARefusal(Path wrapper) {
        List<Element> tests = elements(xml(wrapper), "test");
        List<Element> refused = tests.stream()
                .filter(test -> test.getAttribute("expect_failure").equals("true"))
                .toList();
        long looked = tests.stream()
                .filter(test -> !refused.contains(test))
                .filter(test -> !elements(test, "assert_contents").isEmpty())
                .count();
        assertEquals(List.of(true, true), List.of(looked >= 2, !refused.isEmpty()), looked + " and " + refused.size());
        assertEquals(
                List.of(),
                refused.stream()
                        .filter(test -> elements(test, "assert_stderr").isEmpty())
                        .toList());
    }

    private static Set<String> shared() {
        return found(SHARED, text(Path.of("docs", "options.md")));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(WrapperFormsTest::last)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String last(MatchResult found) {
        return found.group(found.groupCount());
    }

    /** The fields of a form, those of macros that it takes from macros.xml too. */
    private static List<Element> params(Element tool) {
        Set<String> expanded = elements(tool, "expand").stream()
                .map(expand -> expand.getAttribute("macro"))
                .collect(Collectors.toSet());
        Stream<Element> shared = elements(xml(GALAXY.resolve("macros.xml")), "xml").stream()
                .filter(macro -> expanded.contains(macro.getAttribute("name")))
                .flatMap(macro -> elements(macro, "param").stream());
        return Stream.concat(elements(tool, "param").stream(), shared)
                .filter(param -> param.hasAttribute("type"))
                .toList();
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
