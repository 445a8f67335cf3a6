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
import org.screlate.data.Provenance;
import org.screlate.data.Provenance.Step;
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
    void aStepThatWasRunForEachPartIsToldOnce() {
        Step merge = step("merge", Map.of(), "a");
        Step one = step("coexpress", Map.of("test", "t"), "b");
        Step other = step("coexpress", Map.of("test", "t"), "c");
        Step otherwise = step("coexpress", Map.of("test", "wald"), "d");
        // Two imports of one history differ in their inputs, and both stay.
        Provenance first =
                new Provenance(List.of(step("import", Map.of(), "1"), step("import", Map.of(), "2"), merge, one));
        Provenance second = new Provenance(List.of(step("import", Map.of(), "1"), merge, other));
        assertEquals(first, GatheredTests.history(List.of(first, second)));
        assertEquals(
                first.then(otherwise),
                GatheredTests.history(List.of(first, second, new Provenance(List.of(merge, otherwise)))));
        assertEquals(Provenance.NONE, GatheredTests.history(List.of(Provenance.NONE, Provenance.NONE)));
    }

    private static Step step(String tool, Map<String, String> options, String digest) {
        return new Step(tool, "1", options, 0, Map.of("input", digest));
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
