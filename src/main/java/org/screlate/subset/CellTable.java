package org.screlate.subset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.ColumnForm;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;

/** A table about cells, such as clusters, beside the metadata of a matrix. */
public final class CellTable {
    private CellTable() {}

    /**
     * The metadata with the columns of the table, found by the name of the cell: empty for cells that are not in it.
     *
     * @param table the cells are named by its column "cell", or else in its first
     * @param account gets a line where the two do not have the same cells
     */
    public static Table join(List<String> cells, Table metadata, Table table, List<String> account) {
        if (table.names().isEmpty()) {
            throw new InvalidInputException("the table about the cells has no columns");
        }
        String key = table.names().contains("cell") ? "cell" : table.names().get(0);
        Map<String, Integer> index = CellMatrix.index("cell", List.of(table.labels(key)));
        int[] rows =
                cells.stream().mapToInt(cell -> index.getOrDefault(cell, -1)).toArray();
        long absent = Arrays.stream(rows).filter(row -> row < 0).count();
        if (absent == rows.length) {
            throw new InvalidInputException("column '" + key + "' of the table names no cell of the matrix");
        }
        if (absent > 0 || rows.length - absent < table.rows()) {
            account.add(absent + " of " + rows.length + " cells are not in the table; "
                    + (table.rows() - rows.length + absent) + " of its " + table.rows()
                    + " rows name no cell of the matrix");
        }
        Table joined = metadata;
        for (String name : table.names()) {
            joined = name.equals(key) ? joined : joined.with(name, chosen(table.column(name), rows, absent > 0));
        }
        return joined;
    }

    private static Column chosen(Column column, int[] rows, boolean absent) {
        if (!absent) {
            return column.select(rows);
        }
        if (column instanceof Column.Text || column instanceof Column.Flag) {
            List<@Nullable String> words = new ArrayList<>();
            for (int row : rows) {
                words.add(row < 0 || column.isMissing(row) ? null : column.text(row));
            }
            return new Column.Text(words.toArray(new @Nullable String[0]), ColumnForm.withMissing(column));
        }
        double[] numbers = new double[rows.length];
        Arrays.setAll(numbers, c -> rows[c] < 0 ? Double.NaN : number(column, rows[c]));
        return new Column.Real(numbers, ColumnForm.withMissing(column));
    }

    private static double number(Column column, int row) {
        return column instanceof Column.Whole whole ? whole.values()[row] : ((Column.Real) column).values()[row];
    }
}
