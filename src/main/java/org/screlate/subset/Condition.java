package org.screlate.subset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
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
            if (context.table.column(column) instanceof Column.Flag flag) {
                return context.compare(column, flag, r -> flag.values()[r]);
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
     */
    record Literal(Object value) {
        String written() {
            return value instanceof String text ? '"' + text + '"' : String.valueOf(value);
        }
    }

    /** A value against a constant. */
    record Compare(String column, String operator, Literal literal) implements Node {
        @Override
        public byte[] truths(Context context) {
            Column values = context.table.column(column);
            if (values instanceof Column.Text text && literal.value instanceof String word) {
                return words(context, text, word);
            } else if (values instanceof Column.Whole whole && literal.value instanceof Double number) {
                return context.compare(
                        column, values, r -> ordered(Double.compare((double) whole.values()[r], number)));
            } else if (values instanceof Column.Real real && literal.value instanceof Double number) {
                return context.compare(column, values, r -> ordered(Double.compare(real.values()[r], number)));
            } else if (values instanceof Column.Flag flag && literal.value instanceof Boolean claim) {
                refuseOrder("true and false");
                return context.compare(column, values, r -> (flag.values()[r] == claim) == operator.equals("=="));
            }
            throw new InvalidInputException("column '" + column + "' holds " + kind(values) + ", not "
                    + literal.written() + ": " + example(values));
        }

        private byte[] words(Context context, Column.Text text, String word) {
            refuseOrder("words");
            Map<String, Integer> counts = new LinkedHashMap<>();
            for (int r = 0; r < text.size(); r++) {
                if (!text.isMissing(r)) {
                    counts.merge(text.text(r), 1, Integer::sum);
                }
            }
            if (!counts.containsKey(word)) {
                throw new InvalidInputException("no cell has '" + word + "' in column '" + column + "'; "
                        + Spelling.hint(word, counts.keySet().stream().sorted().toList()));
            }
            return context.compare(column, text, r -> text.text(r).equals(word) == operator.equals("=="));
        }

        private void refuseOrder(String what) {
            if (!operator.equals("==") && !operator.equals("!=")) {
                throw new InvalidInputException("column '" + column + "' holds " + what
                        + ", which have no order: == or != is needed, not " + operator);
            }
        }

        private boolean ordered(int comparison) {
            return switch (operator) {
                case "==" -> comparison == 0;
                case "!=" -> comparison != 0;
                case "<" -> comparison < 0;
                case "<=" -> comparison <= 0;
                case ">" -> comparison > 0;
                default -> comparison >= 0;
            };
        }

        private static String kind(Column values) {
            return values instanceof Column.Text
                    ? "words"
                    : values instanceof Column.Flag ? "true and false" : "numbers";
        }

        private String example(Column values) {
            String name = "write " + ConditionParser.written(column) + ' ';
            if (values instanceof Column.Text text) {
                String first = Arrays.stream(text.values())
                        .filter(value -> value != null && !value.isEmpty())
                        .findFirst()
                        .orElse("...");
                return name + (operator.equals("!=") ? "!=" : "==") + " \"" + first + '"';
            }
            return name + (values instanceof Column.Flag ? "== true" : operator + " 1");
        }
    }
}
