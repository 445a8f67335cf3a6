package org.screlate.stats.test;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * P-values adjusted for the number of tests, so that calling all below \(q\) significant keeps the expected share of
 * false calls, the false discovery rate, at most \(q\). With \(p_{(1)} \le \dots \le p_{(m)}\):
 * \[ \tilde p_{(i)} = \min\Bigl(1, \min_{j \ge i} c \, \frac{m}{j} p_{(j)}\Bigr), \] where \(c = 1\) for Benjamini and
 * Hochberg, which holds for independent tests and many kinds of positive dependence, and \(c = \sum_{k=1}^m 1/k\) for
 * Benjamini and Yekutieli, which holds for any. A missing p-value (NaN) stays missing and is not counted in \(m\).
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">Benjamini and Hochberg (1995)</a>
 * @see <a href="https://doi.org/10.1214/aos/1013699998">Benjamini and Yekutieli (2001), theorem 1.3</a>
 */
public final class MultipleTesting {
    private MultipleTesting() {}

    /**
     * Adjusted by Benjamini and Hochberg.
     *
     * @param p in [0, 1], or NaN where missing; left as it is
     * @return in the order of {@code p}
     */
    public static double[] benjaminiHochberg(double[] p) {
        return stepUp(p, false);
    }

    /**
     * Adjusted by Benjamini and Yekutieli.
     *
     * @param p in [0, 1], or NaN where missing; left as it is
     * @return in the order of {@code p}
     */
    public static double[] benjaminiYekutieli(double[] p) {
        return stepUp(p, true);
    }

    private static double[] stepUp(double[] p, boolean anyDependence) {
        for (double value : p) {
            if (value < 0 || value > 1) {
                throw new IllegalArgumentException("p-value not in [0, 1]: " + value);
            }
        }
        int[] rising = IntStream.range(0, p.length)
                .filter(i -> !Double.isNaN(p[i]))
                .boxed()
                .sorted((i, j) -> Double.compare(p[i], p[j]))
                .mapToInt(i -> i)
                .toArray();
        int m = rising.length;
        double factor = anyDependence ? harmonic(m) : 1;
        double[] adjusted = new double[p.length];
        Arrays.fill(adjusted, Double.NaN);
        double least = 1;
        for (int rank = m; rank >= 1; rank--) {
            int i = rising[rank - 1];
            least = Math.min(least, factor * m / rank * p[i]);
            adjusted[i] = least;
        }
        return adjusted;
    }

    private static double harmonic(int m) {
        double sum = 0;
        for (int k = m; k >= 1; k--) {
            sum += 1.0 / k;
        }
        return sum;
    }
}
