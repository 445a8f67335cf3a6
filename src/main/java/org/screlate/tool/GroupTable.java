package org.screlate.tool;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;

/** Groups of cells, such as clusters, in a table with the column {@code cell}. */
public final class GroupTable {
    private static final String CELL = "cell";

    private GroupTable() {}

    /**
     * The group of each cell, empty where the table has none; the user's error where it knows none of the cells.
     *
     * @param column of the groups; null for the first that does not name the cells
     */
    public static String[] labels(Table table, @Nullable String column, List<String> cells) {
        String chosen = column != null ? column : first(table);
        String[] named = table.labels(CELL);
        String[] labels = table.texts(chosen);
        Map<String, String> groups = new HashMap<>();
        for (int i = 0; i < named.length; i++) {
            groups.put(named[i], labels[i]);
        }
        if (cells.stream().noneMatch(groups::containsKey)) {
            throw new InvalidInputException("none of the " + cells.size()
                    + " cells is in the table of groups; they are named like '" + cells.get(0) + "'"
                    + (named.length == 0 ? "" : ", those of the table like '" + named[0] + "'"));
        }
        return cells.stream().map(cell -> groups.getOrDefault(cell, "")).toArray(String[]::new);
    }

    private static String first(Table table) {
        return table.names().stream()
                .filter(name -> !name.equals(CELL))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("the table of groups has no column beside 'cell'"));
    }
}
