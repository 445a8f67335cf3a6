package org.screlate.io.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class NumberWordsTest {
    private static final Predicate<String> WHOLE =
            Pattern.compile("-?(0|[1-9]\\d{0,17})").asMatchPredicate();
    private static final Predicate<String> REAL = Pattern.compile(
                    "[-+]?((0|[1-9]\\d{0,17})(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?")
            .asMatchPredicate();
    private static final char[] LETTERS = "-+0190.eEx \u0661".toCharArray();

    @Test
    void everyShortTextIsToldAsTheRegularExpressionTellsIt() {
        assertAllFrom("", 5);
    }

    private static void assertAllFrom(String text, int more) {
        assertEquals(WHOLE.test(text), NumberWords.WHOLE.test(text), text);
        assertEquals(REAL.test(text), NumberWords.isReal(text), text);
        for (int l = 0; more > 0 && l < LETTERS.length; l++) {
            assertAllFrom(text + LETTERS[l], more - 1);
        }
    }

    @Test
    void longTextsToo() {
        String most = "123456789012345678";
        assertTrue(NumberWords.WHOLE.test(most) && NumberWords.WHOLE.test("-" + most));
        assertFalse(NumberWords.WHOLE.test(most + "9"));
        assertTrue(NumberWords.isReal(most + ".000000000000000000000001e-300"));
        assertFalse(NumberWords.isReal(most + "9.5"));
        assertTrue(NumberWords.isReal("." + most + most));
        assertFalse(NumberWords.isReal("1e5000000000000000000000x"));
        assertTrue(NumberWords.isReal("1e5000000000000000000000"));
    }
}
