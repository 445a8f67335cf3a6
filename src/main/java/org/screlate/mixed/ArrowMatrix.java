package org.screlate.mixed;

import java.util.Arrays;
import org.screlate.matrix.Sizes;

/**
 * A symmetric matrix with zeros between components, see {@link ArrowOrder}: squares on the diagonal, a border with all of
 * them, a corner. Only one triangle is kept.
 */
public final class ArrowMatrix {
    final ArrowOrder order;
    /** Squares of the components, lower triangles, row by row. */
    final double[] squares;
    /** {@code [inner × border]}. */
    final double[] sides;
    /** {@code [border × border]}, lower triangle. */
    final double[] corner;

    /** Zeros, in the order of a penalty's layout. */
    public ArrowMatrix(Penalty penalty) {
        this(penalty.order());
    }

    ArrowMatrix(ArrowOrder order) {
        this.order = order;
        squares = new double[order.squares()];
        sides = new double[Sizes.product(order.inner(), order.border())];
        corner = new double[Sizes.product(order.border(), order.border())];
    }

    /** Number of rows. */
    public int size() {
        return order.size();
    }

    void clear() {
        Arrays.fill(squares, 0);
        Arrays.fill(sides, 0);
        Arrays.fill(corner, 0);
    }

    /** Adds to the entries (i, j) and (j, i), which are of one component, or one of the border. */
    public void add(int i, int j, double value) {
        int c = order.component(i);
        int d = order.component(j);
        int p = order.place(i);
        int q = order.place(j);
        if (c < 0 && d < 0) {
            corner[Math.max(p, q) * order.border() + Math.min(p, q)] += value;
        } else if (d < 0) {
            sides[p * order.border() + q] += value;
        } else if (c < 0) {
            sides[q * order.border() + p] += value;
        } else if (c == d) {
            int start = order.start(c);
            int n = order.start(c + 1) - start;
            squares[order.square(c) + (Math.max(p, q) - start) * n + Math.min(p, q) - start] += value;
        } else {
            throw new IllegalArgumentException("coefficients " + i + " and " + j + " are of two components");
        }
    }

    /** The entry (i, j). */
    public double get(int i, int j) {
        int c = order.component(i);
        int d = order.component(j);
        int p = order.place(i);
        int q = order.place(j);
        if (c < 0 && d < 0) {
            return corner[Math.max(p, q) * order.border() + Math.min(p, q)];
        } else if (d < 0) {
            return sides[p * order.border() + q];
        } else if (c < 0) {
            return sides[q * order.border() + p];
        } else if (c == d) {
            int start = order.start(c);
            int n = order.start(c + 1) - start;
            return squares[order.square(c) + (Math.max(p, q) - start) * n + Math.min(p, q) - start];
        }
        return 0;
    }

    /** An entry of the corner, by places. */
    double cornerAt(int p, int q) {
        return corner[Math.max(p, q) * order.border() + Math.min(p, q)];
    }

    /** An entry of a component's square, by places within it. */
    double squareAt(int c, int p, int q) {
        int n = order.start(c + 1) - order.start(c);
        return squares[order.square(c) + Math.max(p, q) * n + Math.min(p, q)];
    }

    /** Takes the negative of another, and adds \(\lambda \max(1, |a_{ii}|)\) to its diagonal. */
    public void setNegative(ArrowMatrix other, double lambda) {
        for (int i = 0; i < squares.length; i++) {
            squares[i] = -other.squares[i];
        }
        for (int i = 0; i < sides.length; i++) {
            sides[i] = -other.sides[i];
        }
        for (int i = 0; i < corner.length; i++) {
            corner[i] = -other.corner[i];
        }
        if (lambda > 0) {
            for (int i = 0; i < order.size(); i++) {
                add(i, i, lambda * Math.max(1, Math.abs(other.get(i, i))));
            }
        }
    }

    /** Takes the values of another. */
    void set(ArrowMatrix other) {
        System.arraycopy(other.squares, 0, squares, 0, squares.length);
        System.arraycopy(other.sides, 0, sides, 0, sides.length);
        System.arraycopy(other.corner, 0, corner, 0, corner.length);
    }

    /** Adds the product with a vector into another. */
    void multiplyInto(double[] x, double[] product) {
        int m = order.border();
        double[] inner = new double[order.inner()];
        double[] outer = new double[m];
        split(x, inner, outer);
        double[] innerSum = new double[inner.length];
        double[] outerSum = new double[m];
        for (int c = 0; c < order.components(); c++) {
            int start = order.start(c);
            int n = order.start(c + 1) - start;
            int at = order.square(c);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    double value = squares[at + i * n + j];
                    innerSum[start + i] += value * inner[start + j];
                    innerSum[start + j] += value * inner[start + i];
                }
                innerSum[start + i] += squares[at + i * n + i] * inner[start + i];
            }
        }
        for (int i = 0; i < inner.length; i++) {
            for (int j = 0; j < m; j++) {
                innerSum[i] += sides[i * m + j] * outer[j];
                outerSum[j] += sides[i * m + j] * inner[i];
            }
        }
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < i; j++) {
                outerSum[i] += corner[i * m + j] * outer[j];
                outerSum[j] += corner[i * m + j] * outer[i];
            }
            outerSum[i] += corner[i * m + i] * outer[i];
        }
        for (int i = 0; i < x.length; i++) {
            product[i] += order.component(i) < 0 ? outerSum[order.place(i)] : innerSum[order.place(i)];
        }
    }

    private void split(double[] x, double[] inner, double[] outer) {
        for (int i = 0; i < x.length; i++) {
            (order.component(i) < 0 ? outer : inner)[order.place(i)] = x[i];
        }
    }
}
