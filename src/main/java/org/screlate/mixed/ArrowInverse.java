package org.screlate.mixed;

import java.util.Arrays;
import java.util.List;
import org.screlate.matrix.Sizes;

/**
 * A symmetric matrix X like the inverse of an arrow: squares of its own for each component, and \(\pm u_i \cdot u_j\)
 * between coefficients of two components, u having as many entries as the border has coefficients; \(u_i R\) between a
 * component and the border; a corner. The trace of \(X E X F\), where E and F do not join components, is linear in the number
 * of components: with \(M_E = \sum_{ij} E_{ij} u_i u_j^T\), of one component \(M_E^c\), \[ \operatorname{tr}(M_E M_F) -
 * \sum_c \operatorname{tr}(M_E^c M_F^c) + \sum_c \operatorname{tr}(X_c E_c X_c F_c), \] and the like where one acts on the border.
 */
public final class ArrowInverse {
    private final ArrowOrder order;
    private final int m;
    private final double[] squares;
    private final double[] u;
    private final double[] r;
    private final double[] corner;
    private final int sign;

    ArrowInverse(ArrowOrder order, double[] squares, double[] u, double[] r, double[] corner, int sign) {
        this.order = order;
        m = order.border();
        this.squares = squares;
        this.u = u;
        this.r = r;
        this.corner = corner;
        this.sign = sign;
    }

    /** The entry (i, j). */
    public double get(int i, int j) {
        int c = order.component(i);
        int d = order.component(j);
        int p = order.place(i);
        int q = order.place(j);
        if (c < 0) {
            return d < 0 ? corner[p * m + q] : side(q, p);
        } else if (d < 0) {
            return side(p, q);
        } else if (c == d) {
            int start = order.start(c);
            int n = order.start(c + 1) - start;
            return squares[order.square(c) + (p - start) * n + q - start];
        }
        return sign * dot(u, p * m, u, q * m, m);
    }

    private double side(int p, int q) {
        double sum = 0;
        for (int k = 0; k < m; k++) {
            sum += u[p * m + k] * r[k * m + q];
        }
        return sum;
    }

    /** A column, by the number of its coefficient. */
    public double[] column(int j) {
        double[] column = new double[order.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = get(i, j);
        }
        return column;
    }

    /**
     * \(E = K \otimes I\) of the effects of a block, with what its products with X need.
     *
     * @param square \(M_E\), or nothing where the block is in the border
     * @param head by component: its last level, or -1
     * @param next by level: the one before it in its component, or -1
     */
    record Weighted(Penalty.Block block, double[][] k, double[] square, int[] head, int[] next) {}

    /** Prepares a factor of {@link #traceOfProducts}. */
    Weighted weigh(Penalty.Block block, double[][] k) {
        if (isInBorder(block)) {
            return new Weighted(block, k, new double[0], new int[0], new int[0]);
        }
        int[] head = new int[order.components()];
        int[] next = new int[block.levels()];
        Arrays.fill(head, -1);
        for (int level = 0; level < next.length; level++) {
            int c = order.component(block.starts()[0] + level);
            next[level] = head[c];
            head[c] = level;
        }
        double[] square = new double[Sizes.product(m, m)];
        for (int a = 0; a < block.effects(); a++) {
            for (int b = 0; b < block.effects(); b++) {
                for (int level = 0; level < block.levels() && k[a][b] != 0; level++) {
                    int row = order.place(block.starts()[a] + level) * m;
                    int other = order.place(block.starts()[b] + level) * m;
                    for (int i = 0; i < m; i++) {
                        double factor = k[a][b] * u[row + i];
                        for (int j = 0; j < m; j++) {
                            square[i * m + j] += factor * u[other + j];
                        }
                    }
                }
            }
        }
        return new Weighted(block, k, square, head, next);
    }

    private boolean isInBorder(Penalty.Block block) {
        return order.component(block.starts()[0]) < 0;
    }

    /** \(\operatorname{tr}(X E X F)\). */
    double traceOfProducts(Weighted e, Weighted f) {
        boolean outer = isInBorder(e.block());
        if (outer && isInBorder(f.block())) {
            return ofBorder(e, f);
        } else if (outer || isInBorder(f.block())) {
            return outer ? ofBoth(f, e) : ofBoth(e, f);
        }
        double sum = dot(e.square(), 0, f.square(), 0, m * m);
        for (int l = 0; l < e.block().levels(); l++) {
            int c = order.component(e.block().starts()[0] + l);
            for (int other = f.head()[c]; other >= 0; other = f.next()[other]) {
                sum += ofLevels(e, l, f, other);
            }
        }
        return sum;
    }

    /** Of a level of each in one component, less what all components together have of it. */
    private double ofLevels(Weighted e, int l, Weighted f, int other) {
        int[] one = e.block().starts();
        int[] two = f.block().starts();
        double sum = 0;
        for (int a = 0; a < one.length; a++) {
            for (int b = 0; b < one.length; b++) {
                for (int c = 0; c < two.length; c++) {
                    for (int d = 0; d < two.length; d++) {
                        double factor = e.k()[a][b] * f.k()[c][d];
                        if (factor != 0) {
                            int i = one[b] + l;
                            int j = two[c] + other;
                            int back = two[d] + other;
                            int to = one[a] + l;
                            sum += factor * (get(i, j) * get(back, to) - between(i, j) * between(back, to));
                        }
                    }
                }
            }
        }
        return sum;
    }

    private double between(int i, int j) {
        return dot(u, order.place(i) * m, u, order.place(j) * m, m);
    }

    /** E acts on components, F on the border: \(\operatorname{tr}(R^T M_E R F)\). */
    private double ofBoth(Weighted e, Weighted f) {
        double sum = 0;
        for (int c = 0; c < f.block().effects(); c++) {
            for (int d = 0; d < f.block().effects(); d++) {
                for (int level = 0; level < f.block().levels() && f.k()[c][d] != 0; level++) {
                    int p = order.place(f.block().starts()[c] + level);
                    int q = order.place(f.block().starts()[d] + level);
                    for (int i = 0; i < m; i++) {
                        double factor = f.k()[c][d] * r[i * m + p];
                        for (int j = 0; j < m && factor != 0; j++) {
                            sum += factor * e.square()[i * m + j] * r[j * m + q];
                        }
                    }
                }
            }
        }
        return sum;
    }

    private double ofBorder(Weighted e, Weighted f) {
        double sum = 0;
        for (int a = 0; a < e.block().effects(); a++) {
            for (int b = 0; b < e.block().effects(); b++) {
                for (int c = 0; c < f.block().effects(); c++) {
                    for (int d = 0; d < f.block().effects(); d++) {
                        double factor = e.k()[a][b] * f.k()[c][d];
                        if (factor != 0) {
                            sum += factor * ofBorder(e.block(), a, b, f.block(), c, d);
                        }
                    }
                }
            }
        }
        return sum;
    }

    // sum over levels l, m of X[b l][c m] X[d m][a l]
    private double ofBorder(Penalty.Block one, int a, int b, Penalty.Block other, int c, int d) {
        double sum = 0;
        for (int l = 0; l < one.levels(); l++) {
            for (int k = 0; k < other.levels(); k++) {
                sum += get(one.starts()[b] + l, other.starts()[c] + k)
                        * get(other.starts()[d] + k, one.starts()[a] + l);
            }
        }
        return sum;
    }

    /** \(S - S X S\) of some blocks' precision \(S = K \otimes I\). */
    ArrowInverse complement(List<Penalty.Block> blocks, double[] theta) {
        ArrowMatrix s = new ArrowMatrix(order);
        for (Penalty.Block block : blocks) {
            block.addInto(block.precision(theta), s);
        }
        double[] su = new double[u.length];
        double[] sr = new double[r.length];
        double[] cornerOut = new double[corner.length];
        double[] squaresOut = new double[squares.length];
        for (int c = 0; c < order.components(); c++) {
            complement(c, s, squaresOut, su);
        }
        double[] once = new double[corner.length];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                for (int k = 0; k < m; k++) {
                    once[i * m + j] += s.cornerAt(i, k) * corner[k * m + j];
                    sr[i * m + j] -= r[i * m + k] * s.cornerAt(k, j);
                }
            }
        }
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                double sum = s.cornerAt(i, j);
                for (int k = 0; k < m; k++) {
                    sum -= once[i * m + k] * s.cornerAt(k, j);
                }
                cornerOut[i * m + j] = sum;
            }
        }
        return new ArrowInverse(order, squaresOut, su, sr, cornerOut, -sign);
    }

    private void complement(int c, ArrowMatrix s, double[] squaresOut, double[] su) {
        int start = order.start(c);
        int n = order.start(c + 1) - start;
        int at = order.square(c);
        double[] once = new double[Sizes.product(n, n)];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                double factor = s.squareAt(c, i, k);
                for (int j = 0; j < n && factor != 0; j++) {
                    once[i * n + j] += factor * squares[at + k * n + j];
                }
                for (int j = 0; j < m && factor != 0; j++) {
                    su[(start + i) * m + j] += factor * u[(start + k) * m + j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = s.squareAt(c, i, j);
                for (int k = 0; k < n; k++) {
                    sum -= once[i * n + k] * s.squareAt(c, k, j);
                }
                squaresOut[at + i * n + j] = sum;
            }
        }
    }

    static double dot(double[] a, int i, double[] b, int j, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += a[i + k] * b[j + k];
        }
        return sum;
    }
}
