package org.screlate.stats.copula;

/**
 * A number with its first and second derivatives in one variable, for functions whose derivatives are long to write:
 * \(g = f(a)\) has \(g' = f' a'\) and \(g'' = f' a'' + f'' a'^2\).
 */
record Jet(double value, double first, double second) {
    private static final int TERMS = 18;
    // Nearer to 0 the ratios below lose figures, and their series are short.
    private static final double NEAR_EXP = 0.5;
    private static final double NEAR_LOG = 0.1;
    private static final double[] EXP_RATIO = new double[TERMS];
    private static final double[] LOG_RATIO = new double[TERMS];

    static {
        double factorial = 1;
        for (int k = 0; k < TERMS; k++) {
            factorial *= k + 1;
            EXP_RATIO[k] = 1 / factorial;
            LOG_RATIO[k] = (k % 2 == 0 ? 1.0 : -1.0) / (k + 1);
        }
    }

    static Jet constant(double value) {
        return new Jet(value, 0, 0);
    }

    static Jet variable(double value) {
        return new Jet(value, 1, 0);
    }

    /** A function of this, of which the value and two derivatives are known. */
    private Jet map(double f, double slope, double bend) {
        return new Jet(f, slope * first, slope * second + bend * first * first);
    }

    Jet plus(Jet other) {
        return new Jet(value + other.value, first + other.first, second + other.second);
    }

    Jet plus(double c) {
        return new Jet(value + c, first, second);
    }

    Jet minus(Jet other) {
        return new Jet(value - other.value, first - other.first, second - other.second);
    }

    Jet times(double c) {
        return new Jet(c * value, c * first, c * second);
    }

    Jet times(Jet other) {
        return new Jet(
                value * other.value,
                first * other.value + value * other.first,
                second * other.value + 2 * first * other.first + value * other.second);
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
        return map(StrictMath.expm1(value), e, e);
    }

    Jet log() {
        double by = 1 / value;
        return map(Math.log(value), by, -by * by);
    }

    /** \(\log(1 + a)\). */
    Jet log1p() {
        double by = 1 / (1 + value);
        return map(StrictMath.log1p(value), by, -by * by);
    }

    /** \(\log(1 + e^a)\). */
    Jet softplus() {
        double share = 1 / (1 + Math.exp(-value));
        return map(Math.max(value, 0) + StrictMath.log1p(Math.exp(-Math.abs(value))), share, share * (1 - share));
    }

    /** \(\log(e^a - 1)\), for \(a > 0\). */
    Jet logExpm1() {
        double rest = -StrictMath.expm1(-value);
        return map(value + Math.log(rest), 1 / rest, -Math.exp(-value) / (rest * rest));
    }

    /** \((e^a - 1) / a\), which is 1 at 0. */
    Jet expm1Ratio() {
        if (Math.abs(value) < NEAR_EXP) {
            return series(EXP_RATIO);
        }
        double e = Math.exp(value);
        double ratio = StrictMath.expm1(value) / value;
        double slope = (e - ratio) / value;
        return map(ratio, slope, (e - 2 * slope) / value);
    }

    /** \(\log(1 + a) / a\), which is 1 at 0. */
    Jet log1pRatio() {
        if (Math.abs(value) < NEAR_LOG) {
            return series(LOG_RATIO);
        }
        double by = 1 / (1 + value);
        double ratio = StrictMath.log1p(value) / value;
        double slope = (by - ratio) / value;
        return map(ratio, slope, (-by * by - 2 * slope) / value);
    }

    private Jet series(double[] coefficients) {
        double f = 0;
        double slope = 0;
        double bend = 0;
        for (int k = TERMS - 1; k >= 0; k--) {
            bend = bend * value + 2 * slope;
            slope = slope * value + f;
            f = f * value + coefficients[k];
        }
        return map(f, slope, bend);
    }
}
