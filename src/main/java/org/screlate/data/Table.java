package org.screlate.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Named columns of one length.
 *
 * @param rows length of each column
 * @param columns by name, in order
 */
public record Table(int rows, Map<String, Column> columns) {
    /** Checks the lengths and keeps its own copy. */
    public Table {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        for (Map.Entry<String, Column> column : columns.entrySet()) {
            if (column.getValue().size() != rows) {
                throw new IllegalArgumentException("column '" + column.getKey() + "' has "
                        + column.getValue().size() + " entries, not " + rows);
            }
        }
    }

    /** A table of no columns yet. */
    public static Table ofRows(int rows) {
        return new Table(rows, Map.of());
    }

    /** This table with a column added last, or replaced in its place. */
    public Table with(String name, Column column) {
        Map<String, Column> more = new LinkedHashMap<>(columns);
        more.put(name, column);
        return new Table(rows, more);
    }

    /** This table with the columns of another after its own. */
    public Table with(Table other) {
        Map<String, Column> more = new LinkedHashMap<>(columns);
        more.putAll(other.columns);
        return new Table(rows, more);
    }

    /** The rows named, in the order named. */
    public Table select(int[] selected) {
        Map<String, Column> chosen = new LinkedHashMap<>();
        columns.forEach((name, column) -> chosen.put(name, column.select(selected)));
        return new Table(selected.length, chosen);
    }

    /** Tables of the same columns, one below the other. */
    public static Table stacked(List<Table> tables) {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (String name : tables.get(0).names()) {
            columns.put(
                    name,
                    Column.stacked(
                            tables.stream().map(table -> table.column(name)).toList()));
        }
        return new Table(tables.stream().mapToInt(Table::rows).sum(), columns);
    }

    /** The names of the columns, in order. */
    public List<String> names() {
        return List.copyOf(columns.keySet());
    }

    /** A column by name; the user's error, naming those there are, if there is none. */
    public Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new InvalidInputException("no column '" + name + "'; "
                    + (columns.isEmpty() ? "there are no columns" : Spelling.hint(name, columns.keySet())));
        }
        return column;
    }

    /** Refuses a column of p-values with one below 0 or above 1; missing ones pass. */
    public void checkProbabilities(String name) {
        Column column = column(name);
        for (int r = 0; r < rows; r++) {
            double p = column instanceof Column.Real real
                    ? real.values()[r]
                    : column instanceof Column.Whole whole ? whole.values()[r] : 0;
            if (p < 0 || p > 1) {
                throw new InvalidInputException(
                        "column '" + name + "' has " + p + " in row " + (r + 1) + "; p-values are from 0 to 1");
            }
        }
    }

    /** A column as text, one entry a row; empty where an entry is missing. */
    public String[] texts(String name) {
        Column column = column(name);
        return IntStream.range(0, rows).mapToObj(column::text).toArray(String[]::new);
    }

    /** A column as text, one entry a row; the user's error if an entry is missing. */
    public String[] labels(String name) {
        String[] labels = texts(name);
        for (int i = 0; i < rows; i++) {
            if (labels[i].isEmpty()) {
                throw new InvalidInputException("column '" + name + "' has no value in row " + (i + 1));
            }
        }
        return labels;
    }
}
