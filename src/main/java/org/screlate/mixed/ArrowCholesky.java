package org.screlate.mixed;

import org.screlate.matrix.Sizes;

/**
 * The Cholesky factor of an arrow: with components \(A_c = L_c L_c^T\) and their sides \(C_c\), \(W_c = L_c^{-1} C_c\), and
 * the factor of the corner's complement \(D - \sum_c W_c^T W_c = L L^T\). Time and room are linear in the number of
 * components.
 */
public final class ArrowCholesky {
    // A pivot that is all rounding is none.
    private static final double LEAST_PIVOT = 1e-14;

    private final ArrowOrder order;
    private final int m;
    private final double[] squares;
    private final double[] inversePivots;
    private final double[] w;
    private final double[] corner;
    private final double[] inverseCornerPivots;
    private final double[] inner;
    private final double[] outer;

    /** Room for matrices of one order. */
    public ArrowCholesky(Penalty penalty) {
        order = penalty.order();
        m = order.border();
        squares = new double[order.squares()];
        inversePivots = new double[order.inner()];
        w = new double[Sizes.product(order.inner(), m)];
        corner = new double[Sizes.product(m, m)];
        inverseCornerPivots = new double[m];
        inner = new double[order.inner()];
        outer = new double[m];
    }

    /** Factors a matrix; whether it is positive definite, and if not, nothing may be solved. */
    public boolean factor(ArrowMatrix a) {
        System.arraycopy(a.corner, 0, corner, 0, corner.length);
        System.arraycopy(a.sides, 0, w, 0, w.length);
        for (int c = 0; c < order.components(); c++) {
            int start = order.start(c);
            int n = order.start(c + 1) - start;
            if (!factor(a.squares, squares, order.square(c), n, inversePivots, start)) {
                return false;
            }
            forward(c, start, n);
        }
        subtractProducts();
        // The complement's pivots are compared with what stood there before.
        double[] before = new double[m];
        for (int i = 0; i < m; i++) {
            before[i] = Math.abs(a.corner[i * m + i]);
        }
        return factorCorner(before);
    }

    private static boolean factor(double[] a, double[] lower, int at, int n, double[] inverse, int start) {
        for (int i = 0; i < n; i++) {
            int row = at + i * n;
            for (int j = 0; j < i; j++) {
                int other = at + j * n;
                double sum = a[row + j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[row + k] * lower[other + k];
                }
                lower[row + j] = sum * inverse[start + j];
            }
            double pivot = a[row + i];
            for (int k = 0; k < i; k++) {
                pivot -= lower[row + k] * lower[row + k];
            }
            if (!(pivot > LEAST_PIVOT * Math.abs(a[row + i]))) {
                return false;
            }
            lower[row + i] = Math.sqrt(pivot);
            inverse[start + i] = 1 / lower[row + i];
        }
        return true;
    }

    /** W of a component. */
    private void forward(int c, int start, int n) {
        int at = order.square(c);
        for (int i = 0; i < n; i++) {
            int row = (start + i) * m;
            for (int k = 0; k < i; k++) {
                double factor = squares[at + i * n + k];
                int other = (start + k) * m;
                for (int j = 0; j < m; j++) {
                    w[row + j] -= factor * w[other + j];
                }
            }
            for (int j = 0; j < m; j++) {
                w[row + j] *= inversePivots[start + i];
            }
        }
    }

    private void subtractProducts() {
        for (int row = 0; row < w.length; row += m) {
            for (int i = 0; i < m; i++) {
                double factor = w[row + i];
                if (factor != 0) {
                    for (int j = 0; j <= i; j++) {
                        corner[i * m + j] -= factor * w[row + j];
                    }
                }
            }
        }
    }

    private boolean factorCorner(double[] before) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < i; j++) {
                double sum = corner[i * m + j];
                for (int k = 0; k < j; k++) {
                    sum -= corner[i * m + k] * corner[j * m + k];
                }
                corner[i * m + j] = sum * inverseCornerPivots[j];
            }
            double pivot = corner[i * m + i];
            for (int k = 0; k < i; k++) {
                pivot -= corner[i * m + k] * corner[i * m + k];
            }
            if (!(pivot > LEAST_PIVOT * before[i])) {
                return false;
            }
            corner[i * m + i] = Math.sqrt(pivot);
            inverseCornerPivots[i] = 1 / corner[i * m + i];
        }
        return true;
    }

    /** \(\log |A|\). */
    public double logDeterminant() {
        double sum = 0;
        for (double inverse : inversePivots) {
            sum -= Math.log(inverse);
        }
        for (double inverse : inverseCornerPivots) {
            sum -= Math.log(inverse);
        }
        return 2 * sum;
    }

    /** Overwrites b with \(A^{-1} b\). */
    public void solveInPlace(double[] b) {
        for (int i = 0; i < b.length; i++) {
            (order.component(i) < 0 ? outer : inner)[order.place(i)] = b[i];
        }
        for (int c = 0; c < order.components(); c++) {
            forwardVector(c);
        }
        for (int i = 0; i < inner.length; i++) {
            for (int j = 0; j < m; j++) {
                outer[j] -= w[i * m + j] * inner[i];
            }
        }
        for (int i = 0; i < m; i++) {
            for (int k = 0; k < i; k++) {
                outer[i] -= corner[i * m + k] * outer[k];
            }
            outer[i] *= inverseCornerPivots[i];
        }
        for (int i = m - 1; i >= 0; i--) {
            outer[i] *= inverseCornerPivots[i];
            for (int k = 0; k < i; k++) {
                outer[k] -= corner[i * m + k] * outer[i];
            }
        }
        for (int i = 0; i < inner.length; i++) {
            for (int j = 0; j < m; j++) {
                inner[i] -= w[i * m + j] * outer[j];
            }
        }
        for (int c = 0; c < order.components(); c++) {
            backVector(c);
        }
        for (int i = 0; i < b.length; i++) {
            b[i] = (order.component(i) < 0 ? outer : inner)[order.place(i)];
        }
    }

    private void forwardVector(int c) {
        int start = order.start(c);
        int n = order.start(c + 1) - start;
        int at = order.square(c);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                inner[start + i] -= squares[at + i * n + k] * inner[start + k];
            }
            inner[start + i] *= inversePivots[start + i];
        }
    }

    private void backVector(int c) {
        int start = order.start(c);
        int n = order.start(c + 1) - start;
        int at = order.square(c);
        for (int i = n - 1; i >= 0; i--) {
            inner[start + i] *= inversePivots[start + i];
            for (int k = 0; k < i; k++) {
                inner[start + k] -= squares[at + i * n + k] * inner[start + i];
            }
        }
    }

    /** The inverse of the matrix: its arrow, and by low rank the rest. */
    public ArrowInverse inverse() {
        double[] u = w.clone();
        // Rows of W L^-T, then L_c^-T times these.
        for (int row = 0; row < u.length; row += m) {
            for (int i = 0; i < m; i++) {
                double value = u[row + i];
                for (int k = 0; k < i; k++) {
                    value -= corner[i * m + k] * u[row + k];
                }
                u[row + i] = value * inverseCornerPivots[i];
            }
        }
        double[] blocks = new double[squares.length];
        for (int c = 0; c < order.components(); c++) {
            backRows(c, u);
            invert(c, blocks);
            addProducts(c, u, blocks);
        }
        double[] root = inverseOfCornerFactor();
        double[] inverseCorner = new double[Sizes.product(m, m)];
        for (int k = 0; k < m; k++) {
            for (int i = 0; i <= k; i++) {
                for (int j = 0; j <= k; j++) {
                    inverseCorner[i * m + j] += root[k * m + i] * root[k * m + j];
                }
            }
        }
        for (int i = 0; i < root.length; i++) {
            root[i] = -root[i];
        }
        return new ArrowInverse(order, blocks, u, root, inverseCorner, 1);
    }

    private void backRows(int c, double[] u) {
        int start = order.start(c);
        int n = order.start(c + 1) - start;
        int at = order.square(c);
        for (int i = n - 1; i >= 0; i--) {
            int row = (start + i) * m;
            for (int j = 0; j < m; j++) {
                u[row + j] *= inversePivots[start + i];
            }
            for (int k = 0; k < i; k++) {
                double factor = squares[at + i * n + k];
                int other = (start + k) * m;
                for (int j = 0; j < m; j++) {
                    u[other + j] -= factor * u[row + j];
                }
            }
        }
    }

    /** Fills a component's \(A_c^{-1}\). */
    private void invert(int c, double[] blocks) {
        int start = order.start(c);
        int n = order.start(c + 1) - start;
        int at = order.square(c);
        double[] root = new double[Sizes.product(n, n)];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                double factor = -squares[at + i * n + k] * inversePivots[start + i];
                for (int j = 0; j <= k; j++) {
                    root[i * n + j] += factor * root[k * n + j];
                }
            }
            root[i * n + i] = inversePivots[start + i];
        }
        for (int k = 0; k < n; k++) {
            for (int i = 0; i <= k; i++) {
                double factor = root[k * n + i];
                for (int j = 0; j <= k; j++) {
                    blocks[at + i * n + j] += factor * root[k * n + j];
                }
            }
        }
    }

    private void addProducts(int c, double[] u, double[] blocks) {
        int start = order.start(c);
        int n = order.start(c + 1) - start;
        int at = order.square(c);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                blocks[at + i * n + j] += ArrowInverse.dot(u, (start + i) * m, u, (start + j) * m, m);
            }
        }
    }

    /** \(L^{-1}\) of the corner. */
    private double[] inverseOfCornerFactor() {
        double[] root = new double[Sizes.product(m, m)];
        for (int i = 0; i < m; i++) {
            for (int k = 0; k < i; k++) {
                double factor = -corner[i * m + k] * inverseCornerPivots[i];
                for (int j = 0; j <= k; j++) {
                    root[i * m + j] += factor * root[k * m + j];
                }
            }
            root[i * m + i] = inverseCornerPivots[i];
        }
        return root;
    }
}
