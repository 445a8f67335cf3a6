package org.screlate.mixed;

import org.screlate.matrix.Sizes;

/** First and second derivatives of a log-likelihood in the linear predictors of each row. */
public final class RowSums {
    private final int width;

    /** {@code [rows × width]}. */
    public final double[] gradient;

    /** {@code [rows × width (width + 1) / 2]}, lower triangles row by row. */
    public final double[] hessian;

    public RowSums(int rows, int width) {
        this.width = width;
        gradient = new double[Sizes.product(rows, width)];
        hessian = new double[Sizes.product(rows, triangle())];
    }

    int width() {
        return width;
    }

    public int triangle() {
        return width * (width + 1) / 2;
    }
}
