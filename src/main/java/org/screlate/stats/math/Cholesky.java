package org.screlate.stats.math;

import java.util.Arrays;

/** The factor \(L\) of a symmetric positive definite matrix \(A = L L^T\), and what is solved with it. */
public final class Cholesky {
    private final int n;
    private final double[][] lower;
    private final double[] inversePivot;

    /** Room for matrices of one size. */
    public Cholesky(int n) {
        this.n = n;
        lower = new double[n][];
        for (int i = 0; i < n; i++) {
            lower[i] = new double[i + 1];
        }
        inversePivot = new double[n];
    }

    /**
     * Factors a matrix.
     *
     * @param a {@code [n × n]}, of which the lower triangle is read
     * @return whether it is positive definite; if not, nothing may be solved
     */
    public boolean factor(double[][] a) {
        for (int i = 0; i < n; i++) {
            double[] row = lower[i];
            for (int j = 0; j < i; j++) {
                row[j] = (a[i][j] - dot(row, lower[j], j)) * inversePivot[j];
            }
            double pivot = a[i][i] - dot(row, row, i);
            // A pivot that is all rounding is none.
            if (!(pivot > 1e-14 * Math.abs(a[i][i]))) {
                return false;
            }
            row[i] = Math.sqrt(pivot);
            inversePivot[i] = 1 / row[i];
        }
        return true;
    }

    /** \(\log |A|\). */
    public double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.log(lower[i][i]);
        }
        return 2 * sum;
    }

    /** Overwrites b with \(A^{-1} b\). */
    public void solveInPlace(double[] b) {
        for (int i = 0; i < n; i++) {
            b[i] = (b[i] - dot(lower[i], b, i)) * inversePivot[i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double value = b[i] * inversePivot[i];
            b[i] = value;
            double[] row = lower[i];
            for (int j = 0; j < i; j++) {
                b[j] -= row[j] * value;
            }
        }
    }

    /** The least square of L's diagonal. */
    public double leastPivot() {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            least = Math.min(least, lower[i][i] * lower[i][i]);
        }
        return least;
    }

    /** The rows of \(L^{-1}\), up to the diagonal. */
    public double[][] inverseOfFactor() {
        double[][] g = new double[n][];
        for (int i = 0; i < n; i++) {
            double[] row = new double[i + 1];
            for (int k = 0; k < i; k++) {
                double factor = -lower[i][k] * inversePivot[i];
                double[] other = g[k];
                for (int j = 0; j <= k; j++) {
                    row[j] += factor * other[j];
                }
            }
            row[i] = inversePivot[i];
            g[i] = row;
        }
        return g;
    }

    /** Fills \(A^{-1}\), {@code [n × n]}, both triangles. */
    public void invertInto(double[][] inverse) {
        double[][] g = inverseOfFactor();
        for (double[] row : inverse) {
            Arrays.fill(row, 0);
        }
        for (int k = 0; k < n; k++) {
            double[] row = g[k];
            for (int i = 0; i <= k; i++) {
                double factor = row[i];
                if (factor != 0) {
                    double[] target = inverse[i];
                    for (int j = 0; j <= i; j++) {
                        target[j] += factor * row[j];
                    }
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                inverse[j][i] = inverse[i][j];
            }
        }
    }

    private static double dot(double[] a, double[] b, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
