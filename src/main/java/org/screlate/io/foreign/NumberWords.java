package org.screlate.io.foreign;

import java.util.function.Predicate;

/** How numbers are written in tables as text, told letter by letter: a regular expression for each entry of a large table takes longer than reading it. */
final class NumberWords {
    /** No leading zeros and at most so many digits: else it is an id, or passes a long. */
    private static final int MOST_DIGITS = 18;

    /** Whole numbers, {@code -?(0|[1-9]\d{0,17})}. */
    static final Predicate<String> WHOLE = text -> {
        int from = text.startsWith("-") ? 1 : 0;
        return isWhole(text, from, text.length());
    };

    private NumberWords() {}

    /** Finite real numbers, {@code [-+]?((0|[1-9]\d{0,17})(\.\d*)?|\.\d+)([eE][-+]?\d+)?}. */
    static boolean isReal(String text) {
        int from = afterSign(text, 0);
        int end = afterDigits(text, from);
        if (end > from && !isWhole(text, from, end)) {
            return false;
        }
        if (end < text.length() && text.charAt(end) == '.') {
            int behind = afterDigits(text, end + 1);
            if (end == from && behind == end + 1) {
                return false;
            }
            end = behind;
        } else if (end == from) {
            return false;
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int exponent = afterSign(text, end + 1);
            end = afterDigits(text, exponent);
            return end == text.length() && end > exponent;
        }
        return end == text.length();
    }

    private static boolean isWhole(String text, int from, int end) {
        int digits = end - from;
        return digits >= 1
                && digits <= MOST_DIGITS
                && afterDigits(text, from) >= end
                && (digits == 1 || text.charAt(from) != '0');
    }

    private static int afterSign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
    }

    private static int afterDigits(String text, int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
