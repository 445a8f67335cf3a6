package org.screlate.cluster;

import java.util.Arrays;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.PackedRows;
import org.screlate.matrix.Products;

/**
 * Points moved so that their mean is 0, which keeps squared distances from norms and products precise.
 *
 * @param points {@code [points × dimensions]}
 * @param squaredNorms of each point
 * @param meanVariance mean over dimensions of the variance (divided by the number of points)
 * @param packed the points again, {@value #BLOCK} at a time, as products with centres want them
 */
record CentredPoints(DenseMatrix points, double[] squaredNorms, double meanVariance, PackedRows[] packed) {
    /** Points of a packed block: with their products they stay in the second cache. */
    static final int BLOCK = 256;

    static CentredPoints of(DenseMatrix original) {
        double[] means = new double[original.columns()];
        for (int r = 0; r < original.rows(); r++) {
            for (int c = 0; c < means.length; c++) {
                means[c] += original.get(r, c) / original.rows();
            }
        }
        DenseMatrix points = original.copy();
        double[] squaredNorms = new double[points.rows()];
        double sum = 0;
        for (int r = 0; r < points.rows(); r++) {
            for (int c = 0; c < means.length; c++) {
                float centred = (float) (points.get(r, c) - means[c]);
                points.set(r, c, centred);
                squaredNorms[r] += (double) centred * centred;
            }
            sum += squaredNorms[r];
        }
        PackedRows[] packed = new PackedRows[(points.rows() + BLOCK - 1) / BLOCK];
        Arrays.setAll(packed, b -> Products.pack(points, b * BLOCK, Math.min(points.rows(), (b + 1) * BLOCK)));
        return new CentredPoints(points, squaredNorms, sum / points.values().length, packed);
    }
}
