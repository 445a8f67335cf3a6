package org.screlate.io.foreign;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.screlate.data.Column;

/** What the entries of a column mean together. */
public final class ColumnText {
    // No leading zeros and at most 18 digits: else it is an id, or passes a long.
    private static final Predicate<String> WHOLE =
            Pattern.compile("-?(0|[1-9]\\d{0,17})").asMatchPredicate();
    private static final Predicate<String> INFINITE =
            Pattern.compile("(?i)[-+]?inf(inity)?").asMatchPredicate();
    private static final Predicate<String> REAL =
            INFINITE.or(Pattern.compile("[-+]?((0|[1-9]\\d{0,17})(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?")
                    .asMatchPredicate());
    private static final Predicate<String> PLAIN =
            WHOLE.or(Pattern.compile("-?(0|[1-9]\\d{0,14})\\.\\d*[1-9]").asMatchPredicate());
    private static final Predicate<String> FLAG =
            Pattern.compile("(?i)true|false").asMatchPredicate();
    private static final Set<String> MISSING = Set.of("", "NA");
    private static final Set<String> NOT_A_NUMBER = Set.of("", "NA", "NaN", "nan");

    private ColumnText() {}

    /** Whole numbers if all are, real ones or missing if all are, true and false if all are, words else. */
    public static Column column(String[] texts) {
        if (texts.length > 0 && all(texts, WHOLE)) {
            return new Column.Whole(
                    Arrays.stream(texts).mapToLong(Long::parseLong).toArray());
        }
        if (texts.length > 0 && all(texts, REAL.or(NOT_A_NUMBER::contains))) {
            return new Column.Real(
                    Arrays.stream(texts).mapToDouble(ColumnText::real).toArray());
        }
        if (texts.length > 0 && all(texts, FLAG)) {
            boolean[] flags = new boolean[texts.length];
            for (int i = 0; i < texts.length; i++) {
                flags[i] = Boolean.parseBoolean(texts[i]);
            }
            return new Column.Flag(flags);
        }
        return text(texts);
    }

    /** Words, unless all are plain numbers: without an exponent, and without zeros at the end of a fraction. */
    public static Column labels(String[] texts) {
        boolean plain = all(texts, PLAIN.or(MISSING::contains)) && !all(texts, MISSING::contains);
        return plain ? column(texts) : text(texts);
    }

    /** Words. */
    public static Column.Text text(String[] texts) {
        return new Column.Text(Arrays.stream(texts)
                .map(text -> MISSING.contains(text) ? null : text)
                .toArray(String[]::new));
    }

    private static boolean all(String[] texts, Predicate<String> test) {
        return Stream.of(texts).allMatch(test);
    }

    private static double real(String text) {
        if (NOT_A_NUMBER.contains(text)) {
            return Double.NaN;
        }
        if (INFINITE.test(text)) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Double.parseDouble(text);
    }
}
