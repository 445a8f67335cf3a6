package org.screlate.cluster;

import org.screlate.matrix.DenseMatrix;

/**
 * Points moved so that their mean is 0, which keeps squared distances from norms and products precise.
 *
 * @param points {@code [points × dimensions]}
 * @param squaredNorms of each point
 * @param meanVariance mean over dimensions of the variance (divided by the number of points)
 */
record CentredPoints(DenseMatrix points, double[] squaredNorms, double meanVariance) {
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
        return new CentredPoints(points, squaredNorms, sum / points.values().length);
    }
}
