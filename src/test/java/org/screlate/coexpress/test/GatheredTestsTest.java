package org.screlate.coexpress.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;

final class GatheredTestsTest {
    private static Table part(double... p) {
        return Table.ofRows(p.length)
                .with("p_value", new Column.Real(p))
                .with("note", new Column.Text(new String[p.length]));
    }

    @Test
    void ratesAreOverAllPartsByHand() {
        Map<String, Table> parts = new LinkedHashMap<>();
        parts.put("b, c", part(0.01, Double.NaN));
        parts.put("a", part(0.02, 0.9));
        Table gathered = GatheredTests.of(parts, "type");
        assertEquals(List.of("type", "p_value", "fdr_study", "note"), gathered.names());
        assertEquals("b, c", gathered.column("type").text(1));
        // Three tests: 3 · 0.01 / 1 and 3 · 0.02 / 2 are both 0.03, 3 · 0.9 / 3 is 0.9.
        assertArrayEquals(
                new double[] {0.03, Double.NaN, 0.03, 0.9},
                ((Column.Real) gathered.column("fdr_study")).values(),
                1e-12);
    }

    @Test
    void tablesOfOtherColumnsAreRefused() {
        Map<String, Table> parts = new LinkedHashMap<>();
        parts.put("a", part(0.1));
        parts.put("b", Table.ofRows(1).with("p_value", new Column.Real(new double[] {0.1})));
        assertThrows(InvalidInputException.class, () -> GatheredTests.of(parts, "type"));
        assertThrows(InvalidInputException.class, () -> GatheredTests.of(Map.of("a", part(0.1)), "note"));
    }
}
