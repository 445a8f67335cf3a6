package org.screlate.graph;

import java.util.Arrays;

/**
 * The polynomial \(p(z) = \sum_{k < n} z^k\) as the first terms of its series of Chebyshev's polynomials, \[ p(z) \approx
 * \sum_{j \le m} c_j T_j(u), \qquad u = \frac{2 z - h - l}{h - l}, \] on the interval \([l, h]\). As \(|T_j| \le 1\) there, the
 * error is at most the sum of the \(|c_j|\) left out; m is the least for which that is within the tolerance. It grows with
 * \(\sqrt n\), not with n.
 *
 * @param low l
 * @param high h
 * @param coefficients \(c_0\) to \(c_m\)
 * @see <a href="https://doi.org/10.1561/0400000065">Sachdeva and Vishnoi (2014), section 3, "Faster algorithms via approximation
 *     theory"</a>
 */
record PowerSum(double low, double high, double[] coefficients) {
    private static final int POINTS = 8;

    /**
     * Finds the terms.
     *
     * @param n at least 1
     * @param tolerance on the error, anywhere in the interval
     */
    static PowerSum of(int n, double low, double high, double tolerance) {
        int points = POINTS * n;
        double[] values = new double[points];
        for (int i = 0; i < points; i++) {
            double z = ((high - low) * Math.cos(angle(i, points)) + high + low) / 2;
            for (int k = 0; k < n; k++) {
                values[i] = values[i] * z + 1;
            }
        }
        double[] all = new double[n];
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < points; i++) {
                all[j] += (j == 0 ? 1 : 2) * values[i] * Math.cos(j * angle(i, points)) / points;
            }
        }
        int terms = n;
        for (double left = 0; terms > 1 && left + Math.abs(all[terms - 1]) <= tolerance; terms--) {
            left += Math.abs(all[terms - 1]);
        }
        return new PowerSum(low, high, Arrays.copyOf(all, terms));
    }

    private static double angle(int i, int points) {
        return Math.PI * (i + 0.5) / points;
    }

    /** m: as many products with the matrix are needed. */
    int degree() {
        return coefficients.length - 1;
    }

    /** Its value at a number, by the recurrence that serves for matrices, too (Clenshaw's). */
    double at(double z) {
        double u = (2 * z - high - low) / (high - low);
        double now = 0;
        double before = 0;
        for (int j = degree(); j > 0; j--) {
            double next = 2 * u * now - before + coefficients[j];
            before = now;
            now = next;
        }
        return u * now - before + coefficients[0];
    }
}
