package org.screlate.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.screlate.data.Column;
import org.screlate.data.Table;

/** The rows of a table of metrics, in the order added. */
final class Metrics {
    private final String task;
    private final List<Row> rows = new ArrayList<>();

    private record Row(String name, String metric, double value, long n) {}

    Metrics(String task) {
        this.task = task;
    }

    /**
     * Adds a row.
     *
     * @param name what was scored
     * @param n how many cells or entries the value is of
     */
    Metrics add(String name, String metric, double value, long n) {
        rows.add(new Row(name, metric, value, n));
        return this;
    }

    /** Adds the rows of others. */
    Metrics addAll(Metrics others) {
        rows.addAll(others.rows);
        return this;
    }

    /** Columns task, name, metric, value, n. */
    Table table() {
        String[] tasks = new String[rows.size()];
        Arrays.fill(tasks, task);
        return Table.ofRows(rows.size())
                .with("task", new Column.Text(tasks))
                .with("name", new Column.Text(rows.stream().map(Row::name).toArray(String[]::new)))
                .with("metric", new Column.Text(rows.stream().map(Row::metric).toArray(String[]::new)))
                .with(
                        "value",
                        new Column.Real(rows.stream().mapToDouble(Row::value).toArray()))
                .with("n", new Column.Whole(rows.stream().mapToLong(Row::n).toArray()));
    }
}
