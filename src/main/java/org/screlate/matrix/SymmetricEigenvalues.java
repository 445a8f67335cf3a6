package org.screlate.matrix;

/** All eigenvalues of a small dense symmetric matrix: Householder's tridiagonal form, then {@link TridiagonalEigen}. */
public final class SymmetricEigenvalues {
    private SymmetricEigenvalues() {}

    /**
     * Finds them.
     *
     * @param matrix {@code [n × n]}, symmetric; it is not changed
     * @return largest first
     */
    public static double[] of(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = matrix[i].clone();
        }
        double[] diagonal = new double[n];
        double[] offDiagonal = new double[n];
        for (int k = 0; k < n; k++) {
            if (k < n - 2) {
                reflect(a, k);
            }
            diagonal[k] = a[k][k];
            offDiagonal[k] = k < n - 1 ? a[k + 1][k] : 0;
        }
        return n == 0
                ? diagonal
                : TridiagonalEigen.lastEntries(diagonal, offDiagonal, n).values();
    }

    /** Zeros column k below the first entry beneath the diagonal by \(A - v w^T - w v^T\). */
    private static void reflect(double[][] a, int k) {
        int n = a.length;
        double square = 0;
        for (int i = k + 1; i < n; i++) {
            square += a[i][k] * a[i][k];
        }
        double first = a[k + 1][k];
        if (square - first * first <= 1e-300) {
            return;
        }
        double alpha = -Math.copySign(Math.sqrt(square), first);
        double[] v = new double[n];
        for (int i = k + 1; i < n; i++) {
            v[i] = a[i][k];
        }
        v[k + 1] -= alpha;
        double scale = Math.sqrt(2 / (2 * (square - alpha * first)));
        for (int i = k + 1; i < n; i++) {
            v[i] *= scale;
        }
        // With |v|² = 2 the reflection is I - v v'.
        double[] p = new double[n];
        double half = 0;
        for (int i = k + 1; i < n; i++) {
            double sum = 0;
            for (int j = k + 1; j < n; j++) {
                sum += a[i][j] * v[j];
            }
            p[i] = sum;
            half += 0.5 * sum * v[i];
        }
        for (int i = k + 1; i < n; i++) {
            p[i] -= half * v[i];
        }
        for (int i = k + 1; i < n; i++) {
            for (int j = k + 1; j < n; j++) {
                a[i][j] -= v[i] * p[j] + p[i] * v[j];
            }
        }
        a[k + 1][k] = alpha;
    }
}
