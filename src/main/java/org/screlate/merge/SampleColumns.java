package org.screlate.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.ColumnForm;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Spelling;
import org.screlate.data.Table;

/**
 * What is known of the cells of all samples: a column that names the sample, the columns of a table about the samples, then
 * those that the cells have. A column that one sample lacks is empty there.
 */
final class SampleColumns {
    private final String sampleColumn;
    private final List<String> account;

    SampleColumns(String sampleColumn, List<String> account) {
        this.sampleColumn = sampleColumn;
        this.account = account;
    }

    /** @param about with a column that names the samples: the sample column, or else the first */
    Table of(List<SampleMerge.Sample> samples, @Nullable Table about) {
        int cells = samples.stream()
                .mapToInt(sample -> sample.frame().cells().size())
                .sum();
        int[] sampleOf = new int[cells];
        int from = 0;
        for (int s = 0; s < samples.size(); s++) {
            int to = from + samples.get(s).frame().cells().size();
            Arrays.fill(sampleOf, from, to, s);
            from = to;
        }
        Column names =
                new Column.Text(samples.stream().map(SampleMerge.Sample::name).toArray(String[]::new));
        Table given = Table.ofRows(samples.size()).with(sampleColumn, names);
        if (about != null) {
            given = given.with(rows(samples, about));
        }
        refuseContradictions(samples, given);
        Table table = given.select(sampleOf);
        Set<String> further = new LinkedHashSet<>();
        samples.forEach(sample -> further.addAll(sample.frame().cellMetadata().names()));
        further.removeAll(given.names());
        for (String name : further) {
            table = table.with(name, joined(name, samples));
        }
        return table;
    }

    /** The rows of the table in the order of the samples, without the column that names them. */
    private Table rows(List<SampleMerge.Sample> samples, Table about) {
        if (about.names().isEmpty()) {
            throw new InvalidInputException("the table about the samples has no columns");
        }
        String key = about.names().contains(sampleColumn)
                ? sampleColumn
                : about.names().get(0);
        Map<String, Integer> index = CellMatrix.index("sample", List.of(about.labels(key)));
        int[] rows = new int[samples.size()];
        for (int s = 0; s < rows.length; s++) {
            String name = samples.get(s).name();
            Integer row = index.get(name);
            if (row == null) {
                throw new InvalidInputException("the table about the samples has no row for sample '" + name
                        + "' in its column '" + key + "'; "
                        + Spelling.hint(name, index.keySet().stream().sorted().toList()));
            }
            rows[s] = row;
        }
        int unused = about.rows() - rows.length;
        if (unused > 0) {
            account.add((unused == 1
                            ? "1 row of the table about the samples names a sample"
                            : unused + " rows of the table about the samples name samples")
                    + " not merged here");
        }
        Table chosen = about.select(rows);
        Table table = Table.ofRows(rows.length);
        for (String name : chosen.names()) {
            table = name.equals(key) ? table : table.with(name, chosen.column(name));
        }
        return table;
    }

    private static void refuseContradictions(List<SampleMerge.Sample> samples, Table given) {
        for (int s = 0; s < samples.size(); s++) {
            Table metadata = samples.get(s).frame().cellMetadata();
            for (String name : given.names()) {
                Column own = metadata.columns().get(name);
                String wanted = given.column(name).text(s);
                for (int c = 0; own != null && c < own.size(); c++) {
                    if (!own.text(c).equals(wanted)) {
                        throw new InvalidInputException(
                                "cells of sample '" + samples.get(s).name() + "' have '" + own.text(c)
                                        + "' in column '" + name + "', which would become '" + wanted
                                        + "'; rename one of the columns (--sample-column names that of the samples)");
                    }
                }
            }
        }
    }

    private Column joined(String name, List<SampleMerge.Sample> samples) {
        List<Column> parts = new ArrayList<>();
        Set<String> lacking = new TreeSet<>();
        Set<Class<?>> kinds = new HashSet<>();
        for (SampleMerge.Sample sample : samples) {
            Column column = sample.frame().cellMetadata().columns().get(name);
            int cells = sample.frame().cells().size();
            if (column == null) {
                lacking.add(sample.name());
            } else if (cells > 0) {
                kinds.add(column.getClass());
            }
            parts.add(column == null ? new Column.Text(new @Nullable String[cells]) : column);
        }
        if (!lacking.isEmpty()) {
            account.add("cell column '" + name + "' is empty in " + lacking.size() + " of " + samples.size()
                    + " samples, which lack it: " + String.join(", ", lacking));
        }
        boolean numbers = kinds.stream().allMatch(kind -> kind == Column.Real.class || kind == Column.Whole.class);
        boolean alike = kinds.size() == 1 && lacking.isEmpty();
        if (alike) {
            return Column.stacked(parts.stream().filter(part -> part.size() > 0).toList());
        }
        ColumnForm form = form(name, samples);
        boolean claims = form != null && form.isNullableClaim();
        if (!numbers && !claims && kinds.size() > 1) {
            account.add("cell column '" + name + "' holds words in some samples and "
                    + (kinds.contains(Column.Flag.class) ? "true and false or numbers" : "numbers")
                    + " in others: all became words");
        }
        return (numbers ? numbers(parts) : words(parts)).as(form);
    }

    /** The form that all samples with the column give it, such as the order of its categories; null where they differ. */
    private static @Nullable ColumnForm form(String name, List<SampleMerge.Sample> samples) {
        Set<Optional<ColumnForm>> forms = new HashSet<>();
        for (SampleMerge.Sample sample : samples) {
            Column column = sample.frame().cellMetadata().columns().get(name);
            if (column != null && column.size() > 0) {
                forms.add(Optional.ofNullable(ColumnForm.withMissing(column)));
            }
        }
        return forms.size() == 1 ? forms.iterator().next().orElse(null) : null;
    }

    private static Column numbers(List<Column> parts) {
        return Column.stacked(parts.stream()
                .map(part -> {
                    double[] values = new double[part.size()];
                    for (int r = 0; r < values.length; r++) {
                        values[r] = part instanceof Column.Real real
                                ? real.values()[r]
                                : part instanceof Column.Whole whole ? whole.values()[r] : Double.NaN;
                    }
                    return (Column) new Column.Real(values);
                })
                .toList());
    }

    private static Column words(List<Column> parts) {
        return Column.stacked(parts.stream()
                .map(part -> {
                    @Nullable String[] values = new @Nullable String[part.size()];
                    for (int r = 0; r < values.length; r++) {
                        values[r] = part.text(r).isEmpty() ? null : part.text(r);
                    }
                    return (Column) new Column.Text(values);
                })
                .toList());
    }
}
