package org.screlate.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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

    /** How it stood in another program's file; null where nothing more is known. */
    @Nullable
    ColumnForm form();

    /** The same entries in a form; those of no form for null. */
    Column as(@Nullable ColumnForm form);

    /** Columns of one kind, one below the other. */
    static Column stacked(List<Column> parts) {
        Column first = parts.get(0);
        if (parts.size() == 1) {
            return first;
        }
        boolean alike = parts.stream().allMatch(part -> Objects.equals(part.form(), first.form()));
        return together(parts).as(alike ? first.form() : null);
    }

    private static Column together(List<Column> parts) {
        Column first = parts.get(0);
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
     * @param form how they stood in another program's file
     */
    record Text(@Nullable String[] values, @Nullable ColumnForm form) implements Column {
        /** Of no form. */
        public Text(@Nullable String[] values) {
            this(values, null);
        }

        @Override
        public Text as(@Nullable ColumnForm other) {
            return new Text(values, other);
        }

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
            return new Text(chosen, form);
        }
    }

    /**
     * Real numbers.
     *
     * @param values NaN where missing
     * @param form how they stood in another program's file
     */
    record Real(double[] values, @Nullable ColumnForm form) implements Column {
        /** Of no form. */
        public Real(double[] values) {
            this(values, null);
        }

        @Override
        public Real as(@Nullable ColumnForm other) {
            return new Real(values, other);
        }

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
            return whole ? String.format(Locale.ROOT, "%.0f", value) : ShortestDecimal.of(value);
        }

        @Override
        public Real select(int[] rows) {
            double[] chosen = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                chosen[i] = values[rows[i]];
            }
            return new Real(chosen, form);
        }
    }

    /**
     * Whole numbers, none missing.
     *
     * @param values the numbers
     * @param form how they stood in another program's file
     */
    record Whole(long[] values, @Nullable ColumnForm form) implements Column {
        /** Of no form. */
        public Whole(long[] values) {
            this(values, null);
        }

        @Override
        public Whole as(@Nullable ColumnForm other) {
            return new Whole(values, other);
        }

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
            return new Whole(chosen, form);
        }
    }

    /**
     * True or false, none missing.
     *
     * @param values the claims
     * @param form how they stood in another program's file
     */
    record Flag(boolean[] values, @Nullable ColumnForm form) implements Column {
        /** Of no form. */
        public Flag(boolean[] values) {
            this(values, null);
        }

        @Override
        public Flag as(@Nullable ColumnForm other) {
            return new Flag(values, other);
        }

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
            return new Flag(chosen, form);
        }
    }
}
