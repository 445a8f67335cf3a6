package org.screlate.coexpress.test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.stats.test.MultipleTesting;

/**
 * The tests of one question in several parts of a study, such as its cell types, as one table: a column names the part, and
 * {@value #FDR} is the false discovery rate over all of them, by Benjamini and Hochberg. What the parts have (rank, rates
 * within the part) stays.
 */
public final class GatheredTests {
    /** The rate over the whole study. */
    public static final String FDR = "fdr_study";

    private GatheredTests() {}

    /**
     * Gathers.
     *
     * @param parts tables with {@code p_value}, by name, in the order wanted
     * @param nameColumn called so, the first column names the part
     */
    public static Table of(Map<String, Table> parts, String nameColumn) {
        List<Table> tables = List.copyOf(parts.values());
        List<String> names = tables.get(0).names();
        List<String> labels = new ArrayList<>();
        parts.forEach((name, table) -> {
            if (!table.names().equals(names)) {
                throw new InvalidInputException("the table of '" + name + "' has other columns than that before it: "
                        + String.join(", ", table.names()));
            }
            labels.addAll(java.util.Collections.nCopies(table.rows(), name));
        });
        if (names.contains(nameColumn)) {
            throw new InvalidInputException(
                    "the tables have a column '" + nameColumn + "' already; choose another name");
        }
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put(nameColumn, new Column.Text(labels.toArray(new String[0])));
        for (String name : names) {
            Column column =
                    stacked(tables.stream().map(table -> table.column(name)).toList());
            columns.put(name, column);
            if (name.equals("p_value")) {
                tables.forEach(table -> table.checkProbabilities(name));
                columns.put(FDR, new Column.Real(MultipleTesting.benjaminiHochberg(reals(column))));
            }
        }
        if (!columns.containsKey(FDR)) {
            throw new InvalidInputException("the tables have no column 'p_value'");
        }
        return new Table(labels.size(), columns);
    }

    /**
     * The history of the gathered table: that of the first part, and of the others the steps of other tools or with other options.
     * Steps that differ in their inputs alone were run once for each part, and are told once.
     */
    public static Provenance history(List<Provenance> parts) {
        List<Provenance.Step> steps = new ArrayList<>();
        Set<List<Object>> told = new HashSet<>();
        for (Provenance part : parts) {
            List<Provenance.Step> others = part.steps().stream()
                    .filter(step -> !told.contains(withoutInputs(step)))
                    .toList();
            others.forEach(step -> told.add(withoutInputs(step)));
            steps.addAll(others);
        }
        return new Provenance(steps);
    }

    private static List<Object> withoutInputs(Provenance.Step step) {
        return List.of(step.tool(), step.version(), step.options(), step.seed());
    }

    /** Columns read from text hold numbers in one part and nothing in another. */
    private static Column stacked(List<Column> parts) {
        List<Column> filled = parts.stream().filter(part -> part.size() > 0).toList();
        if (filled.stream().map(Column::getClass).distinct().count() == 1) {
            return Column.stacked(filled);
        }
        boolean numbers = filled.stream().allMatch(part -> !(part instanceof Column.Flag) && isNumeric(part));
        return Column.stacked(filled.stream()
                .map(part -> numbers ? (Column) new Column.Real(reals(part)) : words(part))
                .toList());
    }

    private static boolean isNumeric(Column part) {
        return !(part instanceof Column.Text text)
                || java.util.stream.IntStream.range(0, text.size()).allMatch(text::isMissing);
    }

    private static double[] reals(Column part) {
        double[] values = new double[part.size()];
        for (int r = 0; r < values.length; r++) {
            values[r] = part instanceof Column.Real real
                    ? real.values()[r]
                    : part instanceof Column.Whole whole ? (double) whole.values()[r] : Double.NaN;
        }
        return values;
    }

    private static Column words(Column part) {
        @Nullable String[] words = new @Nullable String[part.size()];
        for (int r = 0; r < words.length; r++) {
            words[r] = part.isMissing(r) ? null : part.text(r);
        }
        return new Column.Text(words);
    }
}
