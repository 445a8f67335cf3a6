package org.screlate.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A column of a table: text, numbers, whole numbers or claims. Arrays are not copied. */
public sealed interface Column {
    /** Number of entries. */
    int size();

    /** The entry as text; empty where it is missing. */
    String text(int row);

    /** Whether there is no entry: no word, or not a number. */
    default boolean isMissing(int row) {
        return this instanceof Text words
                ? words.text(row).isEmpty()
                : this instanceof Real real && Double.isNaN(real.values()[row]);
    }

    /** The entries named, in the order named. */
    Column select(int[] rows);

    /** Columns of one kind, one below the other. */
    static Column stacked(List<Column> parts) {
        Column first = parts.get(0);
        if (parts.size() == 1) {
            return first;
        }
        if (parts.stream().anyMatch(part -> part.getClass() != first.getClass())) {
            throw new InvalidInputException("columns of one name hold words in one part and numbers in another");
        }
        if (first instanceof Text) {
            List<@Nullable String> all = new ArrayList<>();
            parts.forEach(part -> Collections.addAll(all, ((Text) part).values()));
            return new Text(all.toArray(new @Nullable String[0]));
        } else if (first instanceof Real) {
            return new Real(parts.stream()
                    .flatMapToDouble(part -> Arrays.stream(((Real) part).values()))
                    .toArray());
        } else if (first instanceof Whole) {
            return new Whole(parts.stream()
                    .flatMapToLong(part -> Arrays.stream(((Whole) part).values()))
                    .toArray());
        }
        boolean[] flags = new boolean[parts.stream().mapToInt(Column::size).sum()];
        int next = 0;
        for (Column part : parts) {
            System.arraycopy(((Flag) part).values(), 0, flags, next, part.size());
            next += part.size();
        }
        return new Flag(flags);
    }

    /**
     * Words, such as labels.
     *
     * @param values null where missing
     */
    record Text(@Nullable String[] values) implements Column {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public String text(int row) {
            String value = values[row];
            return value == null ? "" : value;
        }

        @Override
        public Text select(int[] rows) {
            @Nullable String[] chosen = new @Nullable String[rows.length];
            for (int i = 0; i < rows.length; i++) {
                chosen[i] = values[rows[i]];
            }
            return new Text(chosen);
        }
    }

    /**
     * Real reals.
     *
     * @param values NaN where missing
     */
    record Real(double[] values) implements Column {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public String text(int row) {
            double value = values[row];
            if (Double.isNaN(value)) {
                return "";
            }
            boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
            return whole ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
        }

        @Override
        public Real select(int[] rows) {
            double[] chosen = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                chosen[i] = values[rows[i]];
            }
            return new Real(chosen);
        }
    }

    /**
     * Whole numbers, none missing.
     *
     * @param values the numbers
     */
    record Whole(long[] values) implements Column {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public String text(int row) {
            return Long.toString(values[row]);
        }

        @Override
        public Whole select(int[] rows) {
            long[] chosen = new long[rows.length];
            for (int i = 0; i < rows.length; i++) {
                chosen[i] = values[rows[i]];
            }
            return new Whole(chosen);
        }
    }

    /**
     * True or false, none missing.
     *
     * @param values the claims
     */
    record Flag(boolean[] values) implements Column {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public String text(int row) {
            return Boolean.toString(values[row]);
        }

        @Override
        public Flag select(int[] rows) {
            boolean[] chosen = new boolean[rows.length];
            for (int i = 0; i < rows.length; i++) {
                chosen[i] = values[rows[i]];
            }
            return new Flag(chosen);
        }
    }
}
