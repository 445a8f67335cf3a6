package org.screlate.subset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Spelling;
import org.screlate.data.Table;

/**
 * A condition on the metadata of cells, such as {@code celltype == "T cell" && n_genes > 200}; the language is told in
 * docs/methods/subset.md.
 *
 * <p>A comparison with a missing value is neither true nor false but unknown, and so is its contrary (Kleene's logic, as in
 * SQL): cells of which the condition is unknown are not chosen, and are counted. {@code is missing} is always known.
 */
public final class Condition {
    private static final byte FALSE = 0;
    private static final byte TRUE = 1;
    private static final byte UNKNOWN = 2;

    private final Node root;

    private Condition(Node root) {
        this.root = root;
    }

    /** Reads a condition; the user's error, with the place, where it cannot be read. */
    public static Condition parse(String text) {
        return new Condition(new ConditionParser(text).parse());
    }

    /**
     * Judges every cell.
     *
     * @param cells names, which a condition calls cell
     * @param metadata one row a cell
     */
    public Result of(List<String> cells, Table metadata) {
        Table named = Table.ofRows(cells.size())
                .with("cell", new Column.Text(cells.toArray(new String[0])))
                .with(metadata);
        Context context = new Context(named, new TreeMap<>());
        byte[] truths = root.truths(context);
        boolean[] holds = new boolean[truths.length];
        int unknown = 0;
        for (int c = 0; c < truths.length; c++) {
            holds[c] = truths[c] == TRUE;
            unknown += truths[c] == UNKNOWN ? 1 : 0;
        }
        return new Result(holds, unknown, context.missing);
    }

    /**
     * What was found.
     *
     * @param holds for each cell whether the condition is true of it
     * @param unknown number of cells of which it is neither true nor false, for want of a value
     * @param missing number of missing values in each column that was compared, where there are any
     */
    public record Result(boolean[] holds, int unknown, Map<String, Integer> missing) {}

    /** The table, and what is missing in the columns that were compared so far. */
    record Context(Table table, Map<String, Integer> missing) {
        /** One truth a row: that of the test where there is a value. */
        byte[] compare(String name, Column column, IntPredicate test) {
            byte[] truths = new byte[table.rows()];
            int absent = 0;
            for (int r = 0; r < truths.length; r++) {
                boolean has = !column.isMissing(r);
                absent += has ? 0 : 1;
                truths[r] = !has ? UNKNOWN : test.test(r) ? TRUE : FALSE;
            }
            if (absent > 0) {
                missing.put(name, absent);
            }
            return truths;
        }
    }

    /** A part of a condition. */
    sealed interface Node {
        /** One truth a row. */
        byte[] truths(Context context);
    }

    /** The contrary. */
    record Not(Node node) implements Node {
        @Override
        public byte[] truths(Context context) {
            byte[] truths = node.truths(context);
            for (int r = 0; r < truths.length; r++) {
                truths[r] = truths[r] == UNKNOWN ? UNKNOWN : (byte) (TRUE - truths[r]);
            }
            return truths;
        }
    }

    /** All of them, or any of them: one false part makes the first false, one true part the second true. */
    record Joined(boolean all, List<Node> nodes) implements Node {
        @Override
        public byte[] truths(Context context) {
            byte decisive = all ? FALSE : TRUE;
            byte[] joined = new byte[context.table.rows()];
            Arrays.fill(joined, all ? TRUE : FALSE);
            for (Node node : nodes) {
                byte[] truths = node.truths(context);
                for (int r = 0; r < joined.length; r++) {
                    if (truths[r] == decisive || (joined[r] != decisive && truths[r] == UNKNOWN)) {
                        joined[r] = truths[r];
                    }
                }
            }
            return joined;
        }
    }

    /** Whether the value is absent. */
    record Missing(String column) implements Node {
        @Override
        public byte[] truths(Context context) {
            Column values = context.table.column(column);
            byte[] truths = new byte[values.size()];
            for (int r = 0; r < truths.length; r++) {
                truths[r] = values.isMissing(r) ? TRUE : FALSE;
            }
            return truths;
        }
    }

    /** A column of true and false by itself. */
    record Claim(String column) implements Node {
        @Override
        public byte[] truths(Context context) {
            Column values = context.table.column(column);
            if (Claims.are(values)) {
                return context.compare(column, values, r -> Claims.of(values.text(r)));
            }
            throw new InvalidInputException("column '" + column + "' does not hold true and false: compare it, as in "
                    + ConditionParser.written(column) + " == ...");
        }
    }

    /** Whether the value is one of several. */
    record In(String column, List<Literal> literals) implements Node {
        @Override
        public byte[] truths(Context context) {
            List<Node> each = new ArrayList<>();
            literals.forEach(literal -> each.add(new Compare(column, "==", literal)));
            return new Joined(false, each).truths(context);
        }
    }

    /**
     * A constant.
     *
     * @param value a String, a Double or a Boolean
     * @param word as written, without quotes
     */
    record Literal(Object value, String word) {
        String written() {
            return value instanceof String ? '"' + word + '"' : word;
        }

        /** The number, also of one in quotes; not a number for other words. */
        double number() {
            return ConditionParser.isNumber(word) ? Double.parseDouble(word) : Double.NaN;
        }
    }

    /**
     * A value against a constant. Whether numbers stand in quotes does not matter where they are only compared for equality:
     * labels such as those of clusters are numbers in one file and words in another.
     */
    record Compare(String column, String operator, Literal literal) implements Node {
        @Override
        public byte[] truths(Context context) {
            Column values = context.table.column(column);
            boolean numbers = values instanceof Column.Whole || values instanceof Column.Real;
            boolean quoted = literal.value instanceof String;
            if (Claims.are(values) && Claims.is(literal.word)) {
                refuseOrder("true and false");
                boolean claim = Claims.of(literal.word);
                return context.compare(
                        column, values, r -> (Claims.of(values.text(r)) == claim) == operator.equals("=="));
            } else if (values instanceof Column.Text && !(literal.value instanceof Boolean)) {
                refuseOrder("words");
                refuseUnlessPresent(values, r -> values.text(r).equals(literal.word));
                return context.compare(
                        column, values, r -> values.text(r).equals(literal.word) == operator.equals("=="));
            } else if (numbers && !Double.isNaN(literal.number()) && (!quoted || !isOrder())) {
                double number = literal.number();
                if (quoted) {
                    refuseUnlessPresent(values, r -> number(values, r) == number);
                }
                return context.compare(column, values, r -> holds(number(values, r), number));
            }
            throw new InvalidInputException("column '" + column + "' holds " + kind(values) + ", not "
                    + literal.written() + ": " + example(values));
        }

        private void refuseUnlessPresent(Column values, IntPredicate test) {
            if (IntStream.range(0, values.size()).noneMatch(r -> !values.isMissing(r) && test.test(r))) {
                throw new InvalidInputException("no cell has '" + literal.word + "' in column '" + column + "'; "
                        + Spelling.hint(literal.word, present(values)));
            }
        }

        private static List<String> present(Column values) {
            return IntStream.range(0, values.size())
                    .filter(r -> !values.isMissing(r))
                    .mapToObj(values::text)
                    .distinct()
                    .sorted()
                    .toList();
        }

        private static double number(Column values, int row) {
            return values instanceof Column.Whole whole ? whole.values()[row] : ((Column.Real) values).values()[row];
        }

        private boolean isOrder() {
            return !operator.equals("==") && !operator.equals("!=");
        }

        private void refuseOrder(String what) {
            if (isOrder()) {
                throw new InvalidInputException("column '" + column + "' holds " + what
                        + ", which have no order: == or != is needed, not " + operator);
            }
        }

        // Of primitives, for which 0 and -0 are equal.
        private boolean holds(double value, double number) {
            return switch (operator) {
                case "==" -> value == number;
                case "!=" -> value != number;
                case "<" -> value < number;
                case "<=" -> value <= number;
                case ">" -> value > number;
                default -> value >= number;
            };
        }

        private static String kind(Column values) {
            return Claims.are(values) ? "true and false" : values instanceof Column.Text ? "words" : "numbers";
        }

        private String example(Column values) {
            String name = "write " + ConditionParser.written(column) + ' ';
            if (Claims.are(values)) {
                return name + "== true";
            } else if (values instanceof Column.Text) {
                String first = present(values).stream().findFirst().orElse("...");
                return name + (operator.equals("!=") ? "!=" : "==") + " \"" + first + '"';
            }
            return name + operator + ' ' + (Double.isNaN(literal.number()) ? "1" : literal.word);
        }
    }

    /** True and false: a column of them, or of words that say so and may be missing. */
    private static final class Claims {
        private Claims() {}

        static boolean are(Column values) {
            if (values instanceof Column.Text text) {
                List<String> words = Arrays.stream(text.values())
                        .filter(word -> word != null && !word.isEmpty())
                        .distinct()
                        .limit(3)
                        .toList();
                return !words.isEmpty() && words.stream().allMatch(Claims::is);
            }
            return values instanceof Column.Flag;
        }

        static boolean is(String word) {
            return word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false");
        }

        static boolean of(String word) {
            return word.equalsIgnoreCase("true");
        }
    }
}
