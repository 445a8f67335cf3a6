package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.screlate.data.Column;
import org.screlate.data.Page;
import org.screlate.data.Table;

/** The bytes of a page's data do not depend on the order of maps: that of {@code Map.of} differs between runs of Java. */
final class PageDataTest {
    @Test
    void orderOfMapsDoesNotMatter() {
        Map<String, Object> scale = Map.of("zero", false);
        assertEquals(
                PageData.json(page(ordered(false, "orient", "bottom", "columns", scale))),
                PageData.json(page(ordered(true, "orient", "bottom", "columns", scale))));
    }

    private static Page page(Map<String, Object> legend) {
        Map<String, Object> words = new LinkedHashMap<>();
        String template = PageFile.resource("figures/bars.vl.json");
        for (String part : template.split("\"\\$")) {
            words.put(part.replaceFirst("(?s)\".*", ""), legend);
        }
        boolean first = legend.keySet().iterator().next().equals("orient");
        Map<String, Object> tables = ordered(!first, "a", table(1), "b", table(2));
        Map<String, Table> named = new LinkedHashMap<>();
        tables.forEach((name, table) -> named.put(name, (Table) table));
        Page.Figure figure = new Page.Figure("id", "Title", "What it shows", "bars", words, named, null, null);
        return new Page("Page", List.of(new Page.Section("s", "Section", List.of(figure))));
    }

    private static Table table(double value) {
        return Table.ofRows(1).with("x", new Column.Real(new double[] {value}));
    }

    private static Map<String, Object> ordered(boolean backwards, Object... entries) {
        List<Integer> order = new ArrayList<>(List.of(0, 2));
        if (backwards) {
            Collections.reverse(order);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        order.forEach(i -> map.put((String) entries[i], entries[i + 1]));
        return map;
    }
}
