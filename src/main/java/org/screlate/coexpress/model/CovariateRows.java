package org.screlate.coexpress.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.screlate.data.formula.Covariate;

/**
 * Cells with the same covariates share a row.
 *
 * @param rowOfCell {@code [cells]}, rows numbered by their first cell
 * @param firstCell {@code [rows]}
 */
record CovariateRows(int[] rowOfCell, int[] firstCell) {
    private record Key(int row, long value) {}

    /** The rows of so many cells. */
    static CovariateRows of(int cells, Collection<Covariate> covariates) {
        int[] rowOfCell = new int[cells];
        for (Covariate covariate : covariates) {
            Map<Key, Integer> rows = new HashMap<>();
            for (int c = 0; c < cells; c++) {
                Key key = new Key(rowOfCell[c], value(covariate, c));
                rowOfCell[c] = rows.computeIfAbsent(key, k -> rows.size());
            }
        }
        List<Integer> first = new ArrayList<>();
        for (int c = 0; c < cells; c++) {
            if (rowOfCell[c] == first.size()) {
                first.add(c);
            }
        }
        return new CovariateRows(
                rowOfCell, first.stream().mapToInt(cell -> cell).toArray());
    }

    private static long value(Covariate covariate, int cell) {
        return covariate instanceof Covariate.Factor factor
                ? factor.codes()[cell]
                : Double.doubleToLongBits(((Covariate.Quantity) covariate).values()[cell]);
    }
}
