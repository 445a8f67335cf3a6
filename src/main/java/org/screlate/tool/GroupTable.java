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
     * The group of each cell; the user's error where the table lacks one.
     *
     * @param column of the groups; null for the first that does not name the cells
     */
    public static String[] labels(Table table, @Nullable String column, List<String> cells) {
        String chosen = column != null ? column : first(table);
        String[] named = table.labels(CELL);
        String[] labels = table.labels(chosen);
        Map<String, String> groups = new HashMap<>();
        for (int i = 0; i < named.length; i++) {
            groups.put(named[i], labels[i]);
        }
        List<String> missing =
                cells.stream().filter(cell -> !groups.containsKey(cell)).toList();
        if (!missing.isEmpty()) {
            throw new InvalidInputException(missing.size() + " of " + cells.size()
                    + " cells are not in the table of groups, such as '" + missing.get(0) + "'");
        }
        return cells.stream().map(groups::get).toArray(String[]::new);
    }

    private static String first(Table table) {
        return table.names().stream()
                .filter(name -> !name.equals(CELL))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("the table of groups has no column beside 'cell'"));
    }
}
