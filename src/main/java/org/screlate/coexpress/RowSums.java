package org.screlate.coexpress;

/** First and second derivatives of a log-likelihood in the linear predictors of each row. */
final class RowSums {
    private final int width;

    /** {@code [rows × width]}. */
    final double[] gradient;

    /** {@code [rows × width (width + 1) / 2]}, lower triangles row by row. */
    final double[] hessian;

    RowSums(int rows, int width) {
        this.width = width;
        gradient = new double[rows * width];
        hessian = new double[rows * triangle()];
    }

    int width() {
        return width;
    }

    int triangle() {
        return width * (width + 1) / 2;
    }
}
