package org.screlate.cluster;

import org.screlate.matrix.DenseMatrix;
import org.screlate.testing.OracleTable;

/** The 240 points in 8 dimensions that src/test/oracles/cluster.py clusters. */
final class Points240 {
    private Points240() {}

    static DenseMatrix read() {
        OracleTable table = OracleTable.read(Points240.class, "points.tsv");
        DenseMatrix points = DenseMatrix.zeros(240, 8);
        for (int c = 0; c < 8; c++) {
            double[] column = table.numbers("x" + c);
            for (int r = 0; r < 240; r++) {
                points.set(r, c, (float) column[r]);
            }
        }
        return points;
    }
}
