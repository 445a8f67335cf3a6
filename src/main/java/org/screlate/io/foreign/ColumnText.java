package org.screlate.io.foreign;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.screlate.data.Column;

/** What the entries of a column mean together. */
public final class ColumnText {
    private static final Predicate<String> INFINITE =
            Pattern.compile("(?i)[-+]?inf(inity)?").asMatchPredicate();
    private static final Predicate<String> PLAIN = NumberWords.WHOLE.or(
            Pattern.compile("-?(0|[1-9]\\d{0,14})\\.\\d*[1-9]").asMatchPredicate());
    private static final Predicate<String> FLAG =
            Pattern.compile("(?i)true|false").asMatchPredicate();
    private static final Set<String> MISSING = Set.of("", "NA");
    private static final Set<String> NOT_A_NUMBER = Set.of("", "NA", "NaN", "nan");

    private ColumnText() {}

    /** Whole numbers if all are, real ones or missing if all are, true and false if all are, words else. */
    public static Column column(String[] texts) {
        if (texts.length > 0 && all(texts, NumberWords.WHOLE)) {
            return new Column.Whole(
                    Arrays.stream(texts).mapToLong(Long::parseLong).toArray());
        }
        if (texts.length > 0
                && all(texts, text -> NumberWords.isReal(text) || NOT_A_NUMBER.contains(text) || INFINITE.test(text))) {
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
        for (String text : texts) {
            if (!test.test(text)) {
                return false;
            }
        }
        return true;
    }

    private static double real(String text) {
        if (NOT_A_NUMBER.contains(text)) {
            return Double.NaN;
        }
        if (NumberWords.isReal(text)) {
            return Double.parseDouble(text);
        }
        return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
}
