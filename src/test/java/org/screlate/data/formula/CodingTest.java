package org.screlate.data.formula;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.testing.OracleTable;

final class CodingTest {
    private static final Map<String, Covariate> DATA = data();

    private static Map<String, Covariate> data() {
        OracleTable table = OracleTable.read(CodingTest.class, "design_data.tsv");
        List<String> cells = List.of(table.texts("cell"));
        Map<String, Covariate> data = new LinkedHashMap<>();
        data.put("g", Covariate.factor("g", new Column.Text(table.texts("g")), cells, "Pre"));
        data.put("b", Covariate.factor("b", new Column.Text(table.texts("b")), cells, null));
        data.put("x", new Covariate.Quantity("x", table.numbers("x")));
        data.put("z", new Covariate.Quantity("z", table.numbers("z")));
        return data;
    }

    @Test
    void truthValuesMayBeNamedAsPythonOrRWritesThem() {
        Column treated = new Column.Flag(new boolean[] {true, false});
        for (String word : List.of("True", "TRUE", "true")) {
            assertEquals(
                    List.of("true", "false"),
                    Covariate.factor("treated", treated, List.of("c1", "c2"), word)
                            .levels());
        }
    }

    private static List<Coding.Coded> columns(String text) {
        Formula formula = Formula.parse(text);
        return Coding.columns(formula.intercept(), formula.terms(), DATA, 24);
    }

    private static List<String> names(String text) {
        return columns(text).stream().map(Coding.Coded::name).toList();
    }

    @Test
    void formulasSpanWhatPatsyMakesOfThemWithAsManyColumns() {
        OracleTable table = OracleTable.read(CodingTest.class, "design.tsv");
        double[] y = new double[24];
        Arrays.setAll(y, i -> Math.sin((double) i * i));
        for (String[] row : table.rows()) {
            List<Coding.Coded> columns = columns(row[0]);
            assertEquals(Integer.parseInt(row[2]), columns.size(), row[0]);
            assertNull(Coding.aliased(columns), row[0]);
            double[] expected = Arrays.stream(row[3].split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            assertArrayEquals(expected, projected(y, columns), 1e-9, row[0]);
        }
    }

    /** What is left of y within the span of the columns, by Gram and Schmidt. */
    private static double[] projected(double[] y, List<Coding.Coded> columns) {
        List<double[]> basis = new ArrayList<>();
        double[] fitted = new double[y.length];
        for (Coding.Coded column : columns) {
            double[] rest = column.values().clone();
            for (int twice = 0; twice < 2; twice++) {
                for (double[] unit : basis) {
                    add(rest, unit, -dot(rest, unit));
                }
            }
            double norm = Math.sqrt(dot(rest, rest));
            Arrays.setAll(rest, i -> rest[i] / norm);
            basis.add(rest);
            add(fitted, rest, dot(y, rest));
        }
        return fitted;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] to, double[] what, double times) {
        for (int i = 0; i < to.length; i++) {
            to[i] += times * what[i];
        }
    }

    @Test
    void columnsAreNamedAsRNamesThem() {
        assertEquals(List.of("(Intercept)", "gPost", "bb2", "bb3"), names("~ g + b"));
        assertEquals(List.of("gPre", "gPost"), names("~ 0 + g"));
        assertEquals(List.of("(Intercept)", "gPost", "x", "gPost:x"), names("~ g * x"));
        assertEquals(
                List.of("(Intercept)", "gPost", "gPre:bb2", "gPost:bb2", "gPre:bb3", "gPost:bb3"), names("~ g + g:b"));
    }

    @Test
    void aColumnThatFollowsFromOthersIsFoundAndNamed() {
        List<Coding.Coded> columns = new ArrayList<>(columns("~ g + x"));
        double[] sum = new double[24];
        Arrays.setAll(sum, i -> columns.get(1).values()[i] + 3 * columns.get(2).values()[i] - 2);
        columns.add(new Coding.Coded("sum", 2, false, sum));
        Coding.Coded aliased = Coding.aliased(columns);
        assertNotNull(aliased);
        assertEquals("sum", aliased.name());
    }

    @Test
    void theOrderOfTheCellsAndTheUnitOfANumberChangeNothing() {
        int[] backwards = new int[24];
        Arrays.setAll(backwards, i -> 23 - i);
        Covariate.Factor turned = ((Covariate.Factor) DATA.get("b")).select(backwards);
        assertEquals(List.of("b1", "b2", "b3"), turned.levels());
        List<Coding.Coded> columns = new ArrayList<>(columns("~ g + x"));
        double[] scaled =
                Arrays.stream(columns.get(2).values()).map(v -> v * 1e7).toArray();
        columns.set(2, new Coding.Coded("x", 1, false, scaled));
        assertNull(Coding.aliased(columns));
    }

    @Test
    void columnsThatNoDataTellApartAreCountedAndNotMade() {
        int cells = 50_000;
        List<String> names =
                IntStream.range(0, cells).mapToObj(cell -> "cell" + cell).toList();
        Column own = new Column.Text(names.toArray(new String[0]));
        Map<String, Covariate> data =
                Map.of("a", Covariate.factor("a", own, names, null), "b", Covariate.factor("b", own, names, null));
        for (String text : List.of("~ a", "~ a:b")) {
            List<Formula.Term> terms = Formula.parse(text).terms();
            String message = String.valueOf(
                    assertThrows(InvalidInputException.class, () -> Coding.columns(true, terms, data, cells))
                            .getMessage());
            assertTrue(message.contains("columns for 50,000 rows"), message);
        }
    }
}
