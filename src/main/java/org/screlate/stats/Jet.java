package org.screlate.stats;

/**
 * A number with its first and second derivatives in three variables, for functions whose derivatives are long to write:
 * \(g = f(a)\) has \(g_i = f' a_i\) and \(g_{ij} = f' a_{ij} + f'' a_i a_j\).
 */
final class Jet {
    private static final int VARIABLES = 3;

    final double value;
    private final double[] first;
    // Lower triangle row by row.
    private final double[] second;

    private Jet(double value, double[] first, double[] second) {
        this.value = value;
        this.first = first;
        this.second = second;
    }

    static Jet constant(double value) {
        return new Jet(value, new double[VARIABLES], new double[6]);
    }

    /** One of the three variables. */
    static Jet variable(double value, int which) {
        double[] first = new double[VARIABLES];
        first[which] = 1;
        return new Jet(value, first, new double[6]);
    }

    double first(int i) {
        return first[i];
    }

    double second(int i, int j) {
        return i >= j ? second[i * (i + 1) / 2 + j] : second[j * (j + 1) / 2 + i];
    }

    /** A function of this, of which the value and two derivatives are known. */
    Jet map(double f, double slope, double bend) {
        double[] g = new double[VARIABLES];
        double[] h = new double[6];
        int k = 0;
        for (int i = 0; i < VARIABLES; i++) {
            g[i] = slope * first[i];
            for (int j = 0; j <= i; j++) {
                h[k] = slope * second[k] + bend * first[i] * first[j];
                k++;
            }
        }
        return new Jet(f, g, h);
    }

    Jet plus(Jet other) {
        double[] g = new double[VARIABLES];
        double[] h = new double[6];
        for (int i = 0; i < VARIABLES; i++) {
            g[i] = first[i] + other.first[i];
        }
        for (int k = 0; k < 6; k++) {
            h[k] = second[k] + other.second[k];
        }
        return new Jet(value + other.value, g, h);
    }

    Jet times(double c) {
        return map(c * value, c, 0);
    }

    Jet times(Jet other) {
        double[] g = new double[VARIABLES];
        double[] h = new double[6];
        int k = 0;
        for (int i = 0; i < VARIABLES; i++) {
            g[i] = first[i] * other.value + value * other.first[i];
            for (int j = 0; j <= i; j++) {
                h[k] = second[k] * other.value
                        + first[i] * other.first[j]
                        + first[j] * other.first[i]
                        + value * other.second[k];
                k++;
            }
        }
        return new Jet(value * other.value, g, h);
    }

    Jet inverse() {
        double inverse = 1 / value;
        return map(inverse, -inverse * inverse, 2 * inverse * inverse * inverse);
    }

    Jet exp() {
        double e = Math.exp(value);
        return map(e, e, e);
    }

    /** \(e^a - 1\). */
    Jet expm1() {
        double e = Math.exp(value);
        return map(Math.expm1(value), e, e);
    }

    /** \(\log(1 + a)\). */
    Jet log1p() {
        double by = 1 / (1 + value);
        return map(Math.log1p(value), by, -by * by);
    }
}
