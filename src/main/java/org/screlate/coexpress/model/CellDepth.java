package org.screlate.coexpress.model;

import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.matrix.SparseMatrix;

/** The depth of each cell where nobody gave it: the sum of its counts. */
public final class CellDepth {
    /** The column that holds it. */
    public static final String COLUMN = "n_counts";

    private CellDepth() {}

    /** The same cells with their depth, summed over the genes there are unless the column is there already. */
    public static CellMatrix of(CellMatrix cells) {
        if (cells.cellMetadata().columns().containsKey(COLUMN)) {
            return cells;
        }
        SparseMatrix counts = cells.values().toSparse();
        double[] depth = new double[counts.rows()];
        for (int c = 0; c < depth.length; c++) {
            for (int k = counts.offsets()[c]; k < counts.offsets()[c + 1]; k++) {
                depth[c] += counts.values()[k];
            }
        }
        return cells.withCellMetadata(cells.cellMetadata().with(COLUMN, new Column.Real(depth)));
    }
}
