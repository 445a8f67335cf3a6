package org.screlate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.Table;

/** Numbers out of tables, numbers as words, and rows put together. */
final class Values {
    private Values() {}

    /** A column as numbers; NaN where an entry is none. */
    static double[] numbers(Table table, String name) {
        Column column = table.column(name);
        double[] values = new double[table.rows()];
        for (int r = 0; r < values.length; r++) {
            values[r] = number(column, r);
        }
        return values;
    }

    private static double number(Column column, int row) {
        if (column instanceof Column.Real real) {
            return real.values()[row];
        } else if (column instanceof Column.Whole whole) {
            return whole.values()[row];
        } else if (column instanceof Column.Flag flag) {
            return flag.values()[row] ? 1 : 0;
        }
        try {
            return Double.parseDouble(column.text(row));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Entries of a column as words; empty where missing. */
    static String[] words(Table table, String name) {
        Column column = table.column(name);
        String[] words = new String[table.rows()];
        for (int r = 0; r < words.length; r++) {
            words[r] = column.text(r);
        }
        return words;
    }

    /** Whether a column holds categories rather than measurements. */
    static boolean isCategory(Column column) {
        return column instanceof Column.Text || column instanceof Column.Flag;
    }

    /** How often each word occurs, the most frequent first. */
    static Map<String, Integer> counts(String[] words) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String word : words) {
            counts.merge(word, 1, Integer::sum);
        }
        Map<String, Integer> ordered = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    /** The value below which a share lies, of those that are numbers; NaN of none. */
    static double quantile(double[] values, double share) {
        double[] sorted =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** Three digits, plainly where that is short. */
    static String shown(double value) {
        if (Double.isNaN(value)) {
            return "not known";
        }
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e9) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        } else if (size >= 1000 && size < 1e9) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        String three = new java.math.BigDecimal(value)
                .round(new java.math.MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
        return size >= 1e-3 ? three : String.format(Locale.ROOT, "%.1e", value);
    }

    /** A count with its noun: 1 cell, 2,000 cells. */
    static String counted(long n, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", n, noun, n == 1 ? "" : "s");
    }

    /** Words with commas and an "and" between; after the first few only how many more there are. */
    static String listed(List<String> words, int most) {
        List<String> shown = new ArrayList<>(words.subList(0, Math.min(most, words.size())));
        if (words.size() > most) {
            shown.add((words.size() - most) + " more");
        }
        if (shown.size() < 2) {
            return String.join("", shown);
        }
        return String.join(", ", shown.subList(0, shown.size() - 1)) + " and " + shown.get(shown.size() - 1);
    }

    /** A text as part of an id or of a file's name: letters, digits, hyphens. */
    static String id(String... parts) {
        String joined = String.join("-", parts).toLowerCase(Locale.ROOT);
        String safe = joined.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        // Names that differ only in what was replaced, or very long ones, stay apart by their hash.
        boolean told = safe.equals(joined) && safe.length() <= 60;
        return told
                ? safe
                : safe.substring(0, Math.min(50, safe.length())) + "-" + Integer.toHexString(joined.hashCode());
    }

    /** Rows gathered one by one, columns in the order in which they first came. */
    static final class RowList {
        private final Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        private int rows;

        /** Adds a row: name, value, name, value. Numbers and words; null where missing. */
        RowList add(@Nullable Object... entries) {
            for (int e = 0; e < entries.length; e += 2) {
                List<@Nullable Object> column =
                        columns.computeIfAbsent(String.valueOf(entries[e]), n -> new ArrayList<>());
                while (column.size() < rows) {
                    column.add(null);
                }
                column.add(entries[e + 1]);
            }
            rows++;
            return this;
        }

        int size() {
            return rows;
        }

        Table table() {
            Table table = Table.ofRows(rows);
            for (Map.Entry<String, List<@Nullable Object>> column : columns.entrySet()) {
                while (column.getValue().size() < rows) {
                    column.getValue().add(null);
                }
                table = table.with(column.getKey(), column(column.getValue()));
            }
            return table;
        }

        private static Column column(List<@Nullable Object> values) {
            if (values.stream().allMatch(value -> value == null || value instanceof Number)) {
                return new Column.Real(values.stream()
                        .mapToDouble(value -> value instanceof Number number ? number.doubleValue() : Double.NaN)
                        .toArray());
            }
            @Nullable String[] words = new @Nullable String[values.size()];
            for (int r = 0; r < words.length; r++) {
                words[r] = values.get(r) == null ? null : String.valueOf(values.get(r));
            }
            return new Column.Text(words);
        }
    }
}
