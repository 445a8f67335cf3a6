package org.screlate.io;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.Table;

/** Words that a spreadsheet takes for a formula, in tables that people will open there. */
public final class FormulaWords {
    private static final String FIRST = "=+-@";

    private FormulaWords() {}

    /**
     * The table with {@code '} before each such word, in columns of text and in names of columns; numbers stay, negative ones
     * too.
     */
    public static Table escaped(Table table) {
        Map<String, Column> columns = new LinkedHashMap<>();
        table.columns()
                .forEach((name, column) ->
                        columns.put(escaped(name), column instanceof Column.Text text ? escaped(text) : column));
        return new Table(table.rows(), columns);
    }

    private static Column escaped(Column.Text column) {
        @Nullable String[] words = column.values().clone();
        for (int r = 0; r < words.length; r++) {
            String word = words[r];
            words[r] = word == null ? null : escaped(word);
        }
        return new Column.Text(words, column.form());
    }

    private static String escaped(String word) {
        return !word.isEmpty() && FIRST.indexOf(word.charAt(0)) >= 0 ? "'" + word : word;
    }
}
