package org.screlate.matrix;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues of a symmetric tridiagonal matrix {@code T}, largest first, with some rows of its eigenvectors {@code S}
 * ({@code T = S diag(θ) Sᵀ}).
 *
 * <p>The implicit QL iteration: each sweep chases a Wilkinson-shifted Givens rotation up the matrix, until the
 * off-diagonal is negligible.
 *
 * @param values θ, falling
 * @param vectors one array for each value: its eigenvector, or only the last entry of it
 * @see <a href="https://doi.org/10.1007/BF02165404">Dubrulle, Martin and Wilkinson (1968), imtql2</a>
 */
record TridiagonalEigen(double[] values, double[][] vectors) {
    private static final int MAX_SWEEPS = 100;

    /** Values and whole eigenvectors. */
    static TridiagonalEigen full(double[] diagonal, double[] offDiagonal, int size) {
        double[][] identity = new double[size][size];
        for (int i = 0; i < size; i++) {
            identity[i][i] = 1;
        }
        return of(diagonal, offDiagonal, size, identity);
    }

    /** Values and the last entry of each eigenvector: all that a test of convergence needs. */
    static TridiagonalEigen lastEntries(double[] diagonal, double[] offDiagonal, int size) {
        double[][] last = new double[size][1];
        last[size - 1][0] = 1;
        return of(diagonal, offDiagonal, size, last);
    }

    private static TridiagonalEigen of(double[] diagonal, double[] offDiagonal, int size, double[][] vectors) {
        double[] d = Arrays.copyOf(diagonal, size);
        double[] e = Arrays.copyOf(offDiagonal, size);
        e[size - 1] = 0;
        for (int l = 0; l < size; l++) {
            int m = split(d, e, l);
            for (int sweep = 0; m > l; sweep++) {
                if (sweep == MAX_SWEEPS) {
                    throw new IllegalStateException("QL iteration stands still at eigenvalue " + l);
                }
                sweep(d, e, l, m, vectors);
                m = split(d, e, l);
            }
        }
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -d[i]))
                .mapToInt(i -> i)
                .toArray();
        return new TridiagonalEigen(
                IntStream.of(order).mapToDouble(i -> d[i]).toArray(),
                IntStream.of(order).mapToObj(i -> vectors[i]).toArray(double[][]::new));
    }

    // The first place at or after l where the off-diagonal is negligible.
    private static int split(double[] d, double[] e, int l) {
        int m = l;
        while (m < d.length - 1 && Math.abs(e[m]) > Math.ulp(1.0) * (Math.abs(d[m]) + Math.abs(d[m + 1]))) {
            m++;
        }
        return m;
    }

    private static void sweep(double[] d, double[] e, int l, int m, double[][] vectors) {
        double g = (d[l + 1] - d[l]) / (2 * e[l]);
        g = d[m] - d[l] + e[l] / (g + Math.copySign(StrictMath.hypot(g, 1), g));
        double sine = 1;
        double cosine = 1;
        double shift = 0;
        for (int i = m - 1; i >= l; i--) {
            double f = sine * e[i];
            double b = cosine * e[i];
            double r = StrictMath.hypot(f, g);
            e[i + 1] = r;
            if (r == 0) { // the matrix falls apart here: the next sweep takes the smaller part
                d[i + 1] -= shift;
                e[m] = 0;
                return;
            }
            sine = f / r;
            cosine = g / r;
            g = d[i + 1] - shift;
            r = (d[i] - g) * sine + 2 * cosine * b;
            shift = sine * r;
            d[i + 1] = g + shift;
            g = cosine * r - b;
            rotate(vectors[i], vectors[i + 1], sine, cosine);
        }
        d[l] -= shift;
        e[l] = g;
        e[m] = 0;
    }

    private static void rotate(double[] lower, double[] upper, double sine, double cosine) {
        for (int k = 0; k < lower.length; k++) {
            double f = upper[k];
            upper[k] = sine * lower[k] + cosine * f;
            lower[k] = cosine * lower[k] - sine * f;
        }
    }
}
