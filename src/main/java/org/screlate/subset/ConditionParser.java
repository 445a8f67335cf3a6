package org.screlate.subset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.screlate.data.InvalidInputException;

/**
 * Reads conditions. The grammar, loosest first:
 *
 * <pre>
 * any     = all { "||" all }
 * all     = part { "&amp;&amp;" part }
 * part    = "!" part | "(" any ")" | column test
 * test    = operator constant | [ "not" ] "in" "(" constant { "," constant } ")" | "is" [ "not" ] "missing" | nothing
 * column  = name | "`" anything "`"
 * constant = "text" | 'text' | number | true | false
 * </pre>
 *
 * {@code or}, {@code and} and {@code not} are other words for {@code ||}, {@code &&} and {@code !}.
 */
final class ConditionParser {
    private static final String DIGITS = "[-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?";
    private static final Pattern NUMBER = Pattern.compile(DIGITS);
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(?<text>\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+')"
                    + "|(?<quoted>`[^`]+`)"
                    + "|(?<number>" + DIGITS + "(?![\\p{L}\\p{N}_]))"
                    + "|(?<name>[\\p{L}_][\\p{L}\\p{N}_.]*)"
                    + "|(?<sign>==|!=|<=|>=|&&|\\|\\||[<>!(),]))");
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.]*");
    private static final Set<String> OPERATORS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> WORDS = Set.of("and", "or", "not", "in", "is", "missing", "true", "false");

    private static final int DEEPEST = 200;
    private static final Set<String> ABSENT = Set.of("missing", "na", "nan", "none", "null");
    private static final String BACKTICKS =
            "; a column whose name is not one plain word stands in backticks: `cell type`";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int next;
    private int depth;

    ConditionParser(String text) {
        this.text = text;
    }

    private enum Kind {
        TEXT,
        QUOTED,
        NUMBER,
        NAME,
        SIGN,
        END
    }

    /** A word as written, quotes removed, and where it begins, from 1. */
    private record Token(Kind kind, String word, int at) {}

    Condition.Node parse() {
        split();
        Condition.Node node = any();
        if (peek().kind != Kind.END) {
            throw wrong("&& or || or the end");
        }
        return node;
    }

    /** A column as a condition names it. */
    static String written(String column) {
        return PLAIN.matcher(column).matches() && !WORDS.contains(column) ? column : '`' + column + '`';
    }

    private void split() {
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        while (!text.substring(at).isBlank()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw unreadable(at);
            }
            tokens.add(token(matcher));
            at = matcher.end();
        }
        tokens.add(new Token(Kind.END, "the end", text.length() + 1));
    }

    private InvalidInputException unreadable(int at) {
        String rest = text.substring(at).stripLeading();
        int place = text.length() - rest.length() + 1;
        String why =
                switch (rest.charAt(0)) {
                    case '"', '\'', '`' -> "a quote that does not end";
                    case '=' -> "'=' alone; write ==";
                    case '&' -> "'&' alone; write &&";
                    case '|' -> "'|' alone; write ||";
                    case '“', '”', '‘', '’', '„' -> "'" + rest.charAt(0) + "', a quote of typesetting; write \"";
                    case '≥' -> "'≥'; write >=";
                    case '≤' -> "'≤'; write <=";
                    case '≠' -> "'≠'; write !=";
                    case '-', '/', ':', '+', '.', '#', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
                        "'" + rest.charAt(0) + "', which means nothing here" + BACKTICKS;
                    default -> "'" + rest.charAt(0) + "', which means nothing here";
                };
        return new InvalidInputException("condition, character " + place + ": " + why);
    }

    private static Token token(Matcher matcher) {
        for (Kind kind : List.of(Kind.TEXT, Kind.QUOTED, Kind.NUMBER, Kind.NAME, Kind.SIGN)) {
            String group = kind.name().toLowerCase(Locale.ROOT);
            String word = matcher.group(group);
            if (word != null) {
                int at = matcher.start(group) + 1;
                boolean quoted = kind == Kind.TEXT || kind == Kind.QUOTED;
                String inner = quoted ? word.substring(1, word.length() - 1) : word;
                return new Token(kind, kind == Kind.TEXT ? inner.replaceAll("\\\\(.)", "$1") : inner, at);
            }
        }
        throw new IllegalStateException("no group matched: " + matcher.group());
    }

    private Token peek() {
        return tokens.get(next);
    }

    /** Whether the next word is this one, which is then passed over. */
    private boolean take(String... words) {
        Token token = peek();
        boolean plain = token.kind == Kind.SIGN || token.kind == Kind.NAME;
        if (plain && List.of(words).contains(token.word)) {
            next++;
            return true;
        }
        return false;
    }

    private Condition.Node any() {
        return joined(false, this::all, "||", "or");
    }

    private Condition.Node all() {
        return joined(true, this::part, "&&", "and");
    }

    private Condition.Node joined(boolean all, java.util.function.Supplier<Condition.Node> part, String... signs) {
        List<Condition.Node> parts = new ArrayList<>(List.of(part.get()));
        while (take(signs)) {
            parts.add(part.get());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.Joined(all, parts);
    }

    private Condition.Node part() {
        if (++depth > DEEPEST) {
            throw new InvalidInputException("condition, character " + peek().at + ": more than " + DEEPEST
                    + " brackets and negations within one another");
        }
        Condition.Node part;
        if (take("!", "not")) {
            part = new Condition.Not(part());
        } else if (take("(")) {
            part = any();
            expect(")");
        } else {
            part = test(column());
        }
        depth--;
        return part;
    }

    private String column() {
        Token token = peek();
        if (token.kind == Kind.QUOTED || (token.kind == Kind.NAME && !WORDS.contains(token.word))) {
            next++;
            return token.word;
        }
        throw wrong("the name of a column");
    }

    private Condition.Node test(String column) {
        if (peek().kind == Kind.SIGN && OPERATORS.contains(peek().word)) {
            String operator = tokens.get(next++).word;
            return new Condition.Compare(column, operator, constant());
        }
        if (take("is")) {
            boolean not = take("not");
            expect("missing");
            return not ? new Condition.Not(new Condition.Missing(column)) : new Condition.Missing(column);
        }
        if (take("in")) {
            return new Condition.In(column, constants());
        }
        if (take("not")) {
            expect("in");
            return new Condition.Not(new Condition.In(column, constants()));
        }
        return new Condition.Claim(column);
    }

    private List<Condition.Literal> constants() {
        expect("(");
        List<Condition.Literal> constants = new ArrayList<>(List.of(constant()));
        while (take(",")) {
            constants.add(constant());
        }
        expect(")");
        return constants;
    }

    private Condition.Literal constant() {
        Token token = peek();
        Object value =
                switch (token.kind) {
                    case TEXT -> token.word;
                    case NUMBER -> Double.valueOf(token.word);
                    case NAME ->
                        switch (token.word) {
                            case "true" -> true;
                            case "false" -> false;
                            default -> throw unquoted(token);
                        };
                    default -> throw wrong("a number or a text in quotes");
                };
        next++;
        return new Condition.Literal(value, token.word);
    }

    private static InvalidInputException unquoted(Token token) {
        boolean absent = ABSENT.contains(token.word.toLowerCase(Locale.ROOT));
        return new InvalidInputException("condition, character " + token.at + ": "
                + (absent
                        ? "cells without a value are asked for by 'is missing' or 'is not missing', not by "
                                + token.word
                        : "text needs quotes: \"" + token.word + '"'));
    }

    /** Whether a word is a number as conditions have them. */
    static boolean isNumber(String word) {
        return NUMBER.matcher(word).matches();
    }

    private void expect(String word) {
        if (!take(word)) {
            throw wrong("'" + word + "'");
        }
    }

    private InvalidInputException wrong(String wanted) {
        Token token = peek();
        String found = token.kind == Kind.END ? token.word : "'" + token.word + "'";
        return new InvalidInputException(
                "condition, character " + token.at + ": " + wanted + " is needed, not " + found + advice(token));
    }

    private String advice(Token token) {
        String small = token.word.toLowerCase(Locale.ROOT);
        boolean capitals = token.kind == Kind.NAME && WORDS.contains(small) && !small.equals(token.word);
        boolean afterName = next > 0 && tokens.get(next - 1).kind == Kind.NAME;
        boolean inName = afterName && (token.kind == Kind.NAME || token.kind == Kind.NUMBER);
        return capitals ? "; write '" + small + "'" : inName ? BACKTICKS : "";
    }
}
