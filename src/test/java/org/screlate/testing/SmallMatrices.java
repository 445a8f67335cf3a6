package org.screlate.testing;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Matrix;
import org.screlate.matrix.SparseMatrix;

/** Small cell matrices, the same for the same seed. */
public final class SmallMatrices {
    private SmallMatrices() {}

    /**
     * Sparse counts of cells in types that take turns, named in the column {@code type}; genes {@code g} with {@code g %
     * types} equal to the type's number have about three times as many counts in it.
     */
    public static CellMatrix counts(int cells, int genes, int types, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DenseMatrix values = DenseMatrix.zeros(cells, genes);
        for (int c = 0; c < cells; c++) {
            for (int g = 0; g < genes; g++) {
                double mean = c % types == g % types ? 3 : 1;
                values.set(c, g, (float) Math.floor(-mean * Math.log1p(-random.nextDouble())));
            }
        }
        String[] type = new String[cells];
        for (int c = 0; c < cells; c++) {
            type[c] = "type_" + c % types;
        }
        return named(values.toSparse(), Layer.COUNTS)
                .withCellMetadata(Table.ofRows(cells).with("type", new Column.Text(type)));
    }

    /** Natural log of one plus each count. */
    public static CellMatrix lognorm(int cells, int genes, int types, long seed) {
        CellMatrix counts = counts(cells, genes, types, seed);
        SparseMatrix values = counts.values().toSparse();
        float[] logs = new float[values.stored()];
        for (int k = 0; k < logs.length; k++) {
            logs[k] = (float) Math.log1p(values.values()[k]);
        }
        return counts.withValues(values.withValues(logs), Layer.LOGNORM);
    }

    /** Points of uniform values in [-0.5, 0.5). */
    public static DenseMatrix points(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DenseMatrix points = DenseMatrix.zeros(rows, columns);
        for (int i = 0; i < points.values().length; i++) {
            points.values()[i] = (float) (random.nextDouble() - 0.5);
        }
        return points;
    }

    /** A dense matrix of the values given, row after row. */
    public static CellMatrix dense(Layer layer, float[]... rows) {
        DenseMatrix values = DenseMatrix.zeros(rows.length, rows.length == 0 ? 0 : rows[0].length);
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(rows[r], 0, values.values(), values.offset(r), rows[r].length);
        }
        return named(values, layer);
    }

    private static CellMatrix named(Matrix values, Layer layer) {
        return CellMatrix.of(names("cell", values.rows()), names("GENE", values.columns()), values, layer);
    }

    private static List<String> names(String prefix, int n) {
        return IntStream.range(0, n).mapToObj(i -> prefix + i).toList();
    }
}
