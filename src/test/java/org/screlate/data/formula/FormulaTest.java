package org.screlate.data.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.InvalidInputException;

final class FormulaTest {
    private static String terms(String text) {
        Formula formula = Formula.parse(text);
        return (formula.intercept() ? "1" : "0") + formula.terms();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "~ 1; 1[]",
                "~ 0 + group; 0[group]",
                "~ group - 1; 0[group]",
                "~ a + b; 1[a, b]",
                "~ a:b + a; 1[a, a:b]",
                "~ a * b; 1[a, b, a:b]",
                "~ a * b * c; 1[a, b, c, a:b, a:c, b:c, a:b:c]",
                "~ a + b + a:b + b:a; 1[a, b, a:b]",
                "~ `two words` + n.x_1; 1[two words, n.x_1]",
                "~a+b; 1[a, b]",
            })
    void termsAreTheseOfR(String text, String expected) {
        assertEquals(expected, terms(text));
    }

    @Test
    void aRandomTermKeepsItsEffectsItsGroupingAndWhetherTheyAreCorrelated() {
        Formula formula = Formula.parse("~ group + (1 | group:subject) + (0 + group || subject) + (1 + age | batch)");
        List<Formula.RandomTerm> randoms = formula.randoms();
        assertEquals(3, randoms.size());
        assertTrue(randoms.get(0).intercept());
        assertEquals(List.of("group", "subject"), randoms.get(0).grouping());
        assertFalse(randoms.get(1).intercept());
        assertFalse(randoms.get(1).correlated());
        assertEquals("[group]", randoms.get(1).terms().toString());
        assertTrue(randoms.get(2).correlated());
        assertEquals("1 + age | batch", randoms.get(2).text());
        assertEquals("[group, age, subject, batch]", formula.variables().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "group; begins with '~'",
                "~; a column is expected, not the end",
                "~ group +; a column is expected, not the end",
                "~ group + (1 | subject; '(' is not closed before the end",
                "~ group + (group); brackets hold random effects only",
                "~ (1 | a/b); write (1 | a/b) as (1 | a) + (1 | a:b)",
                "~ (0 | subject); nothing differs by subject",
                "~ log(depth); 'log(...)' cannot be computed here",
                "~ a ^ 2; '^' is not understood",
                "~ a - b; only '- 1' can be taken away",
                "~ 3; a column is expected, not '3'",
                "~ a %in% b; '%' is not understood",
            })
    void whatIsNoFormulaIsNamedWithTheFormulaAroundIt(String text, String expected) {
        String message = assertThrows(InvalidInputException.class, () -> Formula.parse(text))
                .getMessage();
        assertTrue(message.contains(expected), message);
        assertTrue(message.startsWith("formula '" + text + "'"), message);
    }

    @Test
    void factorsThatRepeatInAProductAreOneAndThereIsAnEndToProducts() {
        assertEquals("1[a, b, a:b]", terms("~ " + "a*b*".repeat(500) + "a"));
        assertWrong("~ a*b*c*d*e*f*g*h*i", "more than 8 columns, a:b:c:d:e:f:g:h:i");
        assertWrong("~ a:b:c:d:e:f:g:h:i", "more than 8 columns");
        assertWrong(
                "~ " + IntStream.range(0, 600).mapToObj(i -> "x" + i).collect(Collectors.joining("+")), "500 terms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"~ (1 | a) + (1 | a)", "~ (1 | a:b) + (1 | b:a)", "~ (a + b | c) + (1 + b + a | c)"})
    void aRandomTermIsThereOnce(String text) {
        assertWrong(text, "is there twice");
    }

    @Test
    void randomTermsThatDifferMayHaveOneGrouping() {
        assertEquals(
                3,
                Formula.parse("~ (1 | a) + (0 + b | a) + (1 | a:c)").randoms().size());
    }

    private static void assertWrong(String text, String part) {
        String message = String.valueOf(assertThrows(InvalidInputException.class, () -> Formula.parse(text))
                .getMessage());
        assertTrue(message.contains(part), message);
    }
}
