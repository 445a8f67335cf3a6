package org.screlate.data;

import java.util.List;
import java.util.Map;
import org.screlate.matrix.DenseMatrix;

/**
 * Coordinates of cells, such as principal components.
 *
 * @param cells unique names, one a row
 * @param dimensions names of the coordinates, one a column
 * @param values {@code [cells × dimensions]}
 * @param name what made them: pca, umap
 * @param provenance the steps that led here
 */
public record Embedding(
        List<String> cells, List<String> dimensions, DenseMatrix values, String name, Provenance provenance) {
    /** Checks that names and values fit. */
    public Embedding {
        cells = List.copyOf(cells);
        dimensions = List.copyOf(dimensions);
        if (values.rows() != cells.size() || values.columns() != dimensions.size()) {
            throw new IllegalArgumentException("coordinates of " + values.rows() + " × " + values.columns() + " for "
                    + cells.size() + " cells and " + dimensions.size() + " dimensions");
        }
        CellMatrix.index("cell", cells);
    }

    /**
     * One row a cell: its name, its coordinates, and what else is known of it.
     *
     * @param metadata of the same cells in the same order; of none where nothing is known
     */
    public Table table(Table metadata) {
        Table table = Table.ofRows(cells.size()).with("cell", new Column.Text(cells.toArray(new String[0])));
        for (int d = 0; d < dimensions.size(); d++) {
            double[] column = new double[cells.size()];
            for (int c = 0; c < column.length; c++) {
                // The shortest number that is this one in single precision, not its 17 digits in double.
                column[c] = Double.parseDouble(ShortestDecimal.of(values.get(c, d)));
            }
            table = table.with(dimensions.get(d), new Column.Real(column));
        }
        for (Map.Entry<String, Column> column : metadata.columns().entrySet()) {
            table = table.columns().containsKey(column.getKey())
                    ? table
                    : table.with(column.getKey(), column.getValue());
        }
        return table;
    }
}
