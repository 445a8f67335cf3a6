package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.CoexpressionModel;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.io.foreign.ForeignOptions;

final class CoexpressionModelFileTest {
    private static final String EXAMPLE =
            """
            family: nb                     # negative binomial margins (NBI), zero inflation by zi
            copula: gaussian
            offset: log(n_counts)
            mu:    ~ group + (1 | group:subject)
            sigma: ~ group
            rho:   ~ group + (1 | group:subject)
            zi:    ~ group + (1 | subject)
            test:  group
            """;

    @TempDir
    private Path folder;

    private CoexpressionModel read(String yaml) {
        try {
            return CoexpressionModelFile.read(Files.writeString(folder.resolve("model.yaml"), yaml));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theExampleOfTheManualIsRead() {
        CoexpressionModel model = read(EXAMPLE);
        assertEquals(CoexpressionModel.PARAMETERS, List.copyOf(model.formulas().keySet()));
        assertEquals("~ group + (1 | group:subject)", model.formulas().get("mu2"));
        assertEquals("~ group + (1 | subject)", model.formulas().get("zi1"));
        assertEquals("log(n_counts)", model.offset());
        assertEquals("group", model.test());
        assertEquals("gaussian", model.copula());
    }

    @Test
    void eachGeneMayHaveItsOwnAndZeroInflationMayBeLeftOut() {
        CoexpressionModel model = read(
                """
                mu1: ~ group
                mu2: ~ age
                sigma: ~ 1
                rho: ~ group
                test: group
                subject: patient
                reference: {group: Pre, batch: 2}
                factors: [batch]
                """);
        assertEquals(
                List.of("mu1", "mu2", "sigma1", "sigma2", "rho"),
                List.copyOf(model.formulas().keySet()));
        assertEquals("~ age", model.formulas().get("mu2"));
        assertEquals(Map.of("group", "Pre", "batch", "2"), model.references());
        assertEquals(List.of("batch"), model.factors());
        assertEquals("patient", model.subject());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sgima: ~ 1; unknown key 'sgima'",
                "mu1: ~ 1; give either mu or mu1 and mu2, not both",
                "subject:; subject has no value",
                "reference: Pre; reference: 'Pre' names no column",
                "factors: {a: b}; factors: give a list of columns",
                "copula: gaussian; line 9: not YAML: Duplicate field 'copula'",
                "subject: a: b; line 9: not YAML: ",
            })
    void whatIsWrongIsOneLineWithTheOffendingText(String line, String expected) {
        String message = assertThrows(InvalidInputException.class, () -> read(EXAMPLE + line + "\n"))
                .getMessage();
        assertTrue(message.contains("model.yaml: " + expected), message);
        assertEquals(1, message.lines().count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No",
                "no",
                "Yes",
                "yes",
                "on",
                "Off",
                "true",
                "True",
                "010",
                "0x10",
                "0o17",
                "1e3",
                "1_000",
                "1.0",
                "1:30",
                ".inf",
                "-.INF",
                ".nan",
                "~",
                "null",
                "NULL",
                "2026-11-28",
                "+7",
                "=",
                "<<"
            })
    void levelsAndNamesAreTheTextThatStandsInTheFile(String word) {
        for (String written : List.of(word, "'" + word + "'", '"' + word + '"')) {
            CoexpressionModel model = read("mu: ~ " + "a\nsigma: ~ 1\nrho: ~ a\ntest: " + written + "\nsubject: "
                    + written + "\nreference: {a: " + written + ", " + written + ": b}\nfactors: [" + written + "]\n");
            assertEquals(Map.of("a", word, word, "b"), model.references());
            assertEquals(List.of(word), model.factors());
            assertEquals(word, model.test());
            assertEquals(word, model.subject());
        }
    }

    // The two files are of PyYAML's safe_dump and of an editor.
    @Test
    void modelsOfOthersNameTheLevelsThatTheCellsHave() {
        Path yesNo = FormatsTest.file("model_no.yaml");
        assertEquals(Map.of("response", "No"), CoexpressionModelFile.read(yesNo).references());
        Path pyYaml = FormatsTest.file("model_1e3_by_pyyaml.yaml");
        assertEquals(Map.of("vol", "1e3"), CoexpressionModelFile.read(pyYaml).references());
        Table cells = ForeignFile.read(FormatsTest.file("yes_no_groups.h5ad"), ForeignOptions.DEFAULTS, bytes -> {})
                .cellMetadata();
        assertTrue(List.of(cells.labels("response")).contains("No"), cells::toString);
        assertTrue(List.of(cells.labels("vol")).contains("1e3"), cells::toString);
    }

    @Test
    void aValueThatStandsElsewhereIsRefused() {
        assertRefused("mu: &m ~ a\nsigma: *m\nrho: ~ a\ntest: a\n", "'*m' stands for a value elsewhere");
    }

    @Test
    void missingKeysAndOtherFilesAreRefused() {
        assertRefused("mu: ~ 1\nsigma: ~ 1\ntest: a\n", "no key 'rho'");
        assertRefused("family: poisson\n", "family: 'poisson' is none of nb, pln");
        assertRefused("mu1: ~ 1\nsigma: ~ 1\nrho: ~ a\ntest: a\n", "no key 'mu2'");
        assertRefused("mu: ~ 1\nsigma: ~ 1\nrho: ~ a\n", "no key 'test'");
        assertRefused("just words\n", "no keys with values");
        assertRefused("", "no keys with values");
    }

    private void assertRefused(String yaml, String expected) {
        String message =
                assertThrows(InvalidInputException.class, () -> read(yaml)).getMessage();
        assertTrue(message.contains(expected), message);
    }

    @ParameterizedTest
    @CsvSource({"---", "..."})
    void aSecondModelInTheFileIsRefusedAndNotPassedOver(String between) {
        assertThrows(InvalidInputException.class, () -> read(EXAMPLE + between + "\nmu: ~ 1\n"));
        assertEquals("group", read("---\n" + EXAMPLE + "...\n").test());
    }

    @Test
    void whatIsFarLongerThanAModelIsRefusedAtOnce() {
        String message = String.valueOf(
                assertThrows(InvalidInputException.class, () -> read(EXAMPLE + "#" + "x".repeat(50_000_000)))
                        .getMessage());
        assertTrue(message.contains("more than 262144 characters"), message);
    }
}
