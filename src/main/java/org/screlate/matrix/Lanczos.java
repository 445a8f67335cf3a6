package org.screlate.matrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.screlate.stats.random.Streams;

/**
 * Largest eigenvalues and eigenvectors of a symmetric positive semidefinite matrix {@code A} by the Lanczos iteration:
 * an orthonormal basis {@code V} of the space that {@code A} spans from a random start, in which {@code A} is the
 * tridiagonal {@code T = Vᵀ A V}. Every new vector is made orthogonal to all before it, twice, so no eigenvalue comes up
 * as a ghost; where the basis cannot grow, it goes on from a fresh random vector. An eigenpair has converged when its
 * residual {@code ‖A x − θ x‖ = |β s_last|} is below {@value #TOLERANCE} of the largest eigenvalue.
 *
 * <p>Small spaces, up to {@value #SMALL} dimensions, are spanned whole, so that repeated eigenvalues are all found.
 *
 * @see <a href="https://doi.org/10.1137/1.9780898719581">Saad (2011), Numerical Methods for Large Eigenvalue Problems,
 *     §6.6</a>
 */
final class Lanczos {
    private static final double TOLERANCE = 1e-10;
    /** A vector this much shorter after being made orthogonal is rounding. */
    private static final double BREAKDOWN = 1e-10;

    private static final int SMALL = 256;

    private final SymmetricOperator a;
    private final SplittableRandom random;
    private final int size;
    private final List<double[]> basis = new ArrayList<>();
    private final double[] alpha;
    private final double[] beta;

    private Lanczos(SymmetricOperator a, int size, int steps, long seed) {
        this.a = a;
        this.size = size;
        this.random = Streams.of(seed, "lanczos");
        this.alpha = new double[steps];
        this.beta = new double[steps];
    }

    /**
     * What was found.
     *
     * @param values falling; fewer than asked for if the rank is smaller
     * @param vectors one of unit length for each value
     * @param converged whether all of them passed the tolerance before the cap on steps
     */
    record Eigenpairs(double[] values, double[][] vectors, boolean converged) {}

    /**
     * Finds the largest eigenvalues.
     *
     * @param size of the matrix
     * @param rank not less than the matrix's
     */
    static Eigenpairs largest(SymmetricOperator a, int size, int rank, int count, long seed) {
        int steps = Math.min(rank, rank <= SMALL ? SMALL : 500 + 30 * count);
        return new Lanczos(a, size, steps, seed).run(count);
    }

    private Eigenpairs run(int count) {
        double[] vector = fresh();
        int nextCheck = Math.max(2 * count, SMALL);
        boolean converged = false;
        while (vector != null && basis.size() < alpha.length && !converged) {
            vector = step(vector);
            if (basis.size() >= nextCheck && vector != null) {
                converged = hasConverged(count);
                nextCheck += nextCheck / 10;
            }
        }
        boolean spanned = vector == null || basis.size() == size;
        return ritz(count, converged || spanned || alpha.length <= SMALL);
    }

    // Adds a vector to the basis and returns the next, null if the space is spanned.
    private double @Nullable [] step(double[] vector) {
        int m = basis.size();
        basis.add(vector);
        double[] next = new double[size];
        a.multiply(vector, next);
        alpha[m] = dot(vector, next);
        double before = Math.sqrt(dot(next, next));
        orthogonalise(next);
        double length = Math.sqrt(dot(next, next));
        if (!(length > BREAKDOWN * before)) {
            beta[m] = 0;
            return fresh();
        }
        beta[m] = length;
        divide(next, length);
        return next;
    }

    // A random vector in the range of A, orthogonal to the basis; null if there is none.
    private double @Nullable [] fresh() {
        double[] start = new double[size];
        Arrays.setAll(start, i -> random.nextDouble() - 0.5);
        double[] vector = new double[size];
        a.multiply(start, vector);
        double before = Math.sqrt(dot(vector, vector));
        orthogonalise(vector);
        double length = Math.sqrt(dot(vector, vector));
        if (!(length > BREAKDOWN * before)) {
            return null;
        }
        divide(vector, length);
        orthogonalise(vector);
        divide(vector, Math.sqrt(dot(vector, vector)));
        return vector;
    }

    private void orthogonalise(double[] vector) {
        for (int pass = 0; pass < 2; pass++) {
            for (double[] other : basis) {
                addScaled(vector, -dot(other, vector), other);
            }
        }
    }

    private boolean hasConverged(int count) {
        int m = basis.size();
        TridiagonalEigen t = TridiagonalEigen.lastEntries(alpha, beta, m);
        for (int i = 0; i < count; i++) {
            if (!(Math.abs(beta[m - 1] * t.vectors()[i][0]) <= TOLERANCE * t.values()[0])) {
                return false;
            }
        }
        return true;
    }

    private Eigenpairs ritz(int count, boolean converged) {
        if (basis.isEmpty()) {
            return new Eigenpairs(new double[0], new double[0][], true);
        }
        TridiagonalEigen t = TridiagonalEigen.full(alpha, beta, basis.size());
        int found = Math.min(count, basis.size());
        double[][] vectors = new double[found][size];
        for (int i = 0; i < found; i++) {
            for (int m = 0; m < basis.size(); m++) {
                addScaled(vectors[i], t.vectors()[i][m], basis.get(m));
            }
        }
        return new Eigenpairs(Arrays.copyOf(t.values(), found), vectors, converged);
    }

    // Four sums at once: the processor need not wait for one addition to end before it begins the next.
    private static double dot(double[] x, double[] y) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < x.length; i += 4) {
            s0 += x[i] * y[i];
            s1 += x[i + 1] * y[i + 1];
            s2 += x[i + 2] * y[i + 2];
            s3 += x[i + 3] * y[i + 3];
        }
        for (; i < x.length; i++) {
            s0 += x[i] * y[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static void addScaled(double[] sum, double scale, double[] x) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += scale * x[i];
        }
    }

    private static void divide(double[] x, double divisor) {
        for (int i = 0; i < x.length; i++) {
            x[i] /= divisor;
        }
    }
}
