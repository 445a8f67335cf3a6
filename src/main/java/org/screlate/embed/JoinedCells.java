package org.screlate.embed;

import org.screlate.matrix.ColumnMoments;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Matrix;
import org.screlate.matrix.Products;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * Coordinates of cells that know no less than principal components do: those of the embedded genes, centred, and after them
 * scNET's own, stretched so that all of them together spread by half as much, \(\sum_i |s\,z_i - s\,\bar z|^2 = \frac14 \sum_i |p_i|^2\).
 *
 * @param vectors {@code [cells × (components + dimensions)]}
 * @param components how many of the coordinates are principal components; 0 for scNET's alone
 */
public record JoinedCells(DenseMatrix vectors, int components) {
    /** Spread of scNET's part, as a part of that of the components. */
    private static final double SHARE = 0.5;

    /** ScNET's coordinates as they are. */
    public static JoinedCells alone(DenseMatrix scnet) {
        return new JoinedCells(scnet, 0);
    }

    /**
     * Of the cells of a training.
     *
     * @param expression {@code [cells × genes]}, of the embedded genes
     * @param scnet {@code [cells × dimensions]}
     */
    public static JoinedCells of(Matrix expression, DenseMatrix scnet, TrainedCells.Options how, Workers workers) {
        SparseMatrix x = expression.toSparse();
        DenseMatrix points = Products.multiply(x, TrainedCells.axes(x, how, workers), workers);
        return of(points, points, scnet, stretch(points, scnet));
    }

    /**
     * Of any cells.
     *
     * @param points on the axes, {@code [cells × components]}
     * @param trained those of the training's cells, whose mean is taken off
     * @param stretch of scNET's coordinates
     */
    static JoinedCells of(DenseMatrix points, DenseMatrix trained, DenseMatrix scnet, float stretch) {
        int components = points.columns();
        double[] centre = ColumnMoments.means(trained);
        DenseMatrix vectors = DenseMatrix.zeros(points.rows(), Math.toIntExact((long) components + scnet.columns()));
        for (int i = 0; i < points.rows(); i++) {
            for (int c = 0; c < components; c++) {
                vectors.set(i, c, (float) (points.get(i, c) - centre[c]));
            }
            for (int c = 0; c < scnet.columns(); c++) {
                vectors.set(i, components + c, stretch * scnet.get(i, c));
            }
        }
        return new JoinedCells(vectors, components);
    }

    /** By what scNET's coordinates are multiplied; 0 where they are all the same. */
    static float stretch(DenseMatrix points, DenseMatrix scnet) {
        double own = spread(scnet);
        return own > 0 ? (float) (SHARE * Math.sqrt(spread(points) / own)) : 0;
    }

    /** Sum of the squared distances from the mean. */
    private static double spread(DenseMatrix rows) {
        double[] centre = ColumnMoments.means(rows);
        double sum = 0;
        for (int i = 0; i < rows.rows(); i++) {
            for (int c = 0; c < rows.columns(); c++) {
                double apart = rows.get(i, c) - centre[c];
                sum += apart * apart;
            }
        }
        return sum;
    }
}
