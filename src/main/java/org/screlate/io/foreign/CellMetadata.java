package org.screlate.io.foreign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;

/**
 * A table about cells, to be joined to a matrix by name.
 *
 * @param source the file, for messages
 * @param table one row a cell, in any order
 * @param idColumn the column that names the cells; null for the first
 */
public record CellMetadata(String source, Table table, @Nullable String idColumn) {
    /** What the column that names the cells is called. */
    public static final String CELL = "cell";

    /** The matrix with the columns of the table; every cell must be in the table, and what else is there is counted. */
    public ForeignMatrix joinTo(ForeignMatrix matrix) {
        try {
            return joined(matrix);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(source + ": " + e.getMessage(), e);
        }
    }

    private ForeignMatrix joined(ForeignMatrix matrix) {
        if (table.names().isEmpty()) {
            throw new InvalidInputException("it has no columns");
        }
        String id = idColumn == null ? table.names().get(0) : idColumn;
        Map<String, Integer> rowOf = CellMatrix.index("cell", List.of(table.labels(id)));
        int[] rows = rows(matrix, id, rowOf);
        Table metadata = matrix.cellMetadata();
        List<String> notes = new ArrayList<>();
        for (Map.Entry<String, Column> column : table.select(rows).columns().entrySet()) {
            if (column.getKey().equals(id)) {
                continue;
            }
            if (metadata.names().contains(column.getKey())) {
                notes.add("the metadata's column '" + column.getKey() + "' replaces that of the input");
            }
            metadata = metadata.with(column.getKey(), column.getValue());
        }
        int extra = table.rows() - (int) Arrays.stream(rows).distinct().count();
        if (extra > 0) {
            notes.add(
                    "left out " + extra + " of " + table.rows() + " metadata rows, whose cells are not in the matrix");
        }
        return matrix.withCellMetadata(metadata, notes);
    }

    private static int[] rows(ForeignMatrix matrix, String id, Map<String, Integer> rowOf) {
        List<String> missing = new ArrayList<>();
        int[] rows = new int[matrix.cells().size()];
        for (int c = 0; c < rows.length; c++) {
            Integer row = rowOf.get(matrix.cells().get(c));
            rows[c] = row == null ? -1 : row;
            if (row == null) {
                missing.add(matrix.cells().get(c));
            }
        }
        if (missing.isEmpty()) {
            return rows;
        }
        Set<String> genes = new HashSet<>(matrix.genes());
        long swapped = rowOf.keySet().stream().filter(genes::contains).count();
        if (swapped * 2 > rowOf.size()) {
            throw new InvalidInputException("genes and cells seem swapped: column '" + id
                    + "' names what the matrix has as genes; " + matrix.turned());
        }
        if (missing.size() == rows.length) {
            throw new InvalidInputException("column '" + id + "' names no cell of the matrix (it has '"
                    + rowOf.keySet().stream().min(String::compareTo).orElse("") + "', the matrix '" + missing.get(0)
                    + "'); choose the column with --metadata-cell-column");
        }
        throw new InvalidInputException(missing.size() + " of " + rows.length
                + " cells of the matrix are missing, the first is '" + missing.get(0) + "'; add them");
    }
}
