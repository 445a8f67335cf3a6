package org.screlate.coexpress.module;

import java.util.Arrays;
import java.util.List;

/**
 * The tested direction among weighted units, with what is not tested taken out: \(\tilde x = (I - N N^T) \sqrt{w} x\), N an
 * orthonormal basis of the other covariates, and \(\hat t\) the unit vector along the tested one.
 *
 * @param basis N, each column of unit length
 * @param roots \(\sqrt{w}\) of each unit
 * @param direction \(\hat t\); zeros where the other covariates determine the tested one
 * @param length of the tested covariate before it was brought to unit length
 * @param dimensions of all directions left, the tested one among them
 */
record Contrast(List<double[]> basis, double[] roots, double[] direction, double length, int dimensions) {
    // Of a vector's length: what is left of it where it follows from those before.
    private static final double ALIASED = 1e-8;

    /** Takes a basis, which it keeps, and the tested covariate times the roots. */
    static Contrast of(List<double[]> basis, double[] roots, double[] tested) {
        double[] direction = tested.clone();
        double before = norm(direction);
        takeOut(basis, direction);
        double length = norm(direction);
        boolean aliased = !(length > ALIASED * before);
        double by = aliased ? 0 : 1 / length;
        for (int u = 0; u < direction.length; u++) {
            direction[u] *= by;
        }
        int units = (int) Arrays.stream(roots).filter(root -> root > 0).count();
        return new Contrast(List.copyOf(basis), roots, direction, aliased ? 0 : length, units - basis.size());
    }

    /** The direction of another tested covariate. */
    double[] directionOf(double[] covariate) {
        double[] weighted = new double[roots.length];
        Arrays.setAll(weighted, u -> roots[u] * covariate[u]);
        return of(basis, roots, weighted).direction();
    }

    /** The residuals' projection, by its entries. */
    double projection(int u, int v) {
        double sum = u == v && roots[u] > 0 ? 1 : 0;
        for (double[] column : basis) {
            sum -= column[u] * column[v];
        }
        return sum;
    }

    /** Adds a vector to an orthonormal basis, unless it follows from those that are there. */
    static void addDirection(List<double[]> basis, double[] vector) {
        double before = norm(vector);
        takeOut(basis, vector);
        takeOut(basis, vector);
        double length = norm(vector);
        if (length > ALIASED * before) {
            for (int u = 0; u < vector.length; u++) {
                vector[u] /= length;
            }
            basis.add(vector);
        }
    }

    private static void takeOut(List<double[]> basis, double[] vector) {
        for (double[] known : basis) {
            double along = dot(known, vector);
            for (int u = 0; u < vector.length; u++) {
                vector[u] -= along * known[u];
            }
        }
    }

    /** \(\tilde x\). */
    double[] residual(double[] x) {
        double[] left = new double[x.length];
        Arrays.setAll(left, u -> roots[u] * x[u]);
        takeOut(basis, left);
        return left;
    }

    /** The trace of the residuals' projection times the weights. */
    double information() {
        double sum = 0;
        for (int u = 0; u < roots.length; u++) {
            double left = 1;
            for (double[] column : basis) {
                left -= column[u] * column[u];
            }
            sum += roots[u] * roots[u] * left;
        }
        return sum;
    }

    /** The share of a residual's square that lies along the tested direction. */
    double explained(double[] residual) {
        double along = dot(direction, residual);
        return along * along / dot(residual, residual);
    }

    /** \(r^T A r\). */
    static double quadratic(double[][] a, double[] r) {
        double sum = 0;
        for (int u = 0; u < r.length; u++) {
            sum += r[u] * dot(a[u], r);
        }
        return sum;
    }

    /** The weighted mean over units. */
    double mean(double[] x) {
        double sum = 0;
        double all = 0;
        for (int u = 0; u < x.length; u++) {
            sum += roots[u] * roots[u] * x[u];
            all += roots[u] * roots[u];
        }
        return sum / all;
    }

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    static double norm(double[] x) {
        return Math.sqrt(dot(x, x));
    }
}
