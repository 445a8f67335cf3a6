package org.screlate.coexpress.model;

/** Cells of the same row side by side, so that what depends on the row is computed once. */
public final class CellOrder {
    private CellOrder() {}

    /** Where each row's cells begin, and the number of cells at the end: {@code [rows + 1]}. */
    public static int[] starts(Design design) {
        int[] starts = new int[design.rows() + 1];
        for (int row : design.rowOfCell()) {
            starts[row + 1]++;
        }
        for (int r = 0; r < design.rows(); r++) {
            starts[r + 1] += starts[r];
        }
        return starts;
    }

    /** The cells, by row and then by number. */
    public static int[] byRow(Design design, int[] starts) {
        int[] next = starts.clone();
        int[] order = new int[design.cells()];
        for (int cell = 0; cell < design.cells(); cell++) {
            order[next[design.rowOfCell()[cell]]++] = cell;
        }
        return order;
    }
}
