package org.screlate.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.screlate.data.Column;
import org.screlate.data.Page;
import org.screlate.data.Table;

/** Shorthand for the parts of a page. */
final class Parts {
    /** More rows of a table than this stay in the file of the result. */
    static final int MOST_ROWS = 3000;

    /** Colours of values from little to much, and of values either side of 0; both safe for the colour-blind. */
    static final Map<String, Object> SEQUENTIAL = Map.of("scheme", "viridis");

    static final Map<String, Object> DIVERGING = Map.of("scheme", "purpleorange", "domainMid", 0);

    /** The legend of lines, and none where there is but one. */
    private static final Object LEGEND = Map.of("orient", "bottom", "columns", "@legendColumns");

    private static final Object NO_LEGEND = "@noLegend";

    private Parts() {}

    static Page.Text plain(String text) {
        return new Page.Text(Page.Tone.PLAIN, text);
    }

    static Page.Text heading(String text) {
        return new Page.Text(Page.Tone.HEADING, text);
    }

    static Page.Text finding(String text) {
        return new Page.Text(Page.Tone.FINDING, text);
    }

    static Page.Text warning(String text) {
        return new Page.Text(Page.Tone.WARNING, text);
    }

    static Page.Text missing(String text) {
        return new Page.Text(Page.Tone.MISSING, text);
    }

    /** A table to sort and search: its first rows, and a sentence where that is not all. */
    static Page.Grid grid(String id, String title, String description, Table table) {
        if (table.rows() <= MOST_ROWS) {
            return new Page.Grid(id, title, description, table);
        }
        int[] first = new int[MOST_ROWS];
        java.util.Arrays.setAll(first, i -> i);
        return new Page.Grid(
                id,
                title,
                description + " These are the first " + Values.counted(MOST_ROWS, "row") + " of "
                        + Values.counted(table.rows(), "row") + "; the others are in the file of the result.",
                table.select(first));
    }

    /** Only those columns that are there, in the order named. */
    static Table columns(Table table, String... names) {
        Table chosen = Table.ofRows(table.rows());
        for (String name : names) {
            if (table.columns().containsKey(name)) {
                chosen = chosen.with(name, table.column(name));
            }
        }
        return chosen;
    }

    /** A table with one word in all rows of a new first column. */
    static Table under(String name, String word, Table table) {
        String[] words = new String[table.rows()];
        java.util.Arrays.fill(words, word);
        return Table.ofRows(table.rows()).with(name, new Column.Text(words)).with(table);
    }

    /** Placeholders of a template: name, value, name, value. */
    static Map<String, Object> words(Object... entries) {
        Map<String, Object> words = new HashMap<>();
        for (int e = 0; e < entries.length; e += 2) {
            words.put(String.valueOf(entries[e]), entries[e + 1]);
        }
        return words;
    }

    /**
     * Placeholders of a figure of lines.
     *
     * @param kinds what a line stands for, as the legend says; empty where there is but one line
     * @param step the least distance of two labels of the x axis; 0 for any
     * @param zero whether the y axis begins at 0
     * @param points whether each value has a point
     */
    static Map<String, Object> lines(
            String xTitle, String yTitle, String kinds, int step, boolean zero, boolean points) {
        return words(
                "xTitle",
                xTitle,
                "yTitle",
                yTitle,
                "step",
                step,
                "zero",
                zero,
                "points",
                points,
                "legend",
                kinds.isEmpty() ? NO_LEGEND : LEGEND,
                "colourTitle",
                kinds.isEmpty() ? "Line" : kinds);
    }

    /** How steep the labels of categories must stand to find room: not at all where they are few and short. */
    static int angle(Table rows, String column) {
        Set<String> words = new HashSet<>(List.of(Values.words(rows, column)));
        return words.size() <= 20 && words.stream().allMatch(word -> word.length() < 4) ? 0 : -45;
    }

    /** What the pointer shows of a row: field, title, field, title; a field's type is told by the column. */
    static List<Map<String, Object>> tooltip(Table rows, String... entries) {
        List<Map<String, Object>> tooltip = new ArrayList<>();
        for (int e = 0; e < entries.length; e += 2) {
            boolean category = rows.rows() == 0 || Values.isCategory(rows.column(entries[e]));
            Map<String, Object> entry =
                    words("field", entries[e], "title", entries[e + 1], "type", category ? "nominal" : "quantitative");
            if (!category) {
                entry.put("format", ".4~g");
            }
            tooltip.add(entry);
        }
        return tooltip;
    }
}
