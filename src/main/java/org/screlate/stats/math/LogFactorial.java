package org.screlate.stats.math;

/** \(\log y!\), of a table for small y and by Stirling's series for large. */
public final class LogFactorial {
    private static final double[] TABLE = table(256);
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private LogFactorial() {}

    public static double of(int y) {
        if (y < TABLE.length) {
            return TABLE[y];
        }
        double z = y + 1.0;
        double square = z * z;
        return (z - 0.5) * Math.log(z)
                - z
                + HALF_LOG_TWO_PI
                + (1.0 / 12 - (1.0 / 360 - 1 / (1260 * square)) / square) / z;
    }

    /** The log of the number of ways to choose k of n. */
    public static double logChoose(int n, int k) {
        return of(n) - of(k) - of(n - k);
    }

    private static double[] table(int size) {
        double[] table = new double[size];
        for (int y = 2; y < size; y++) {
            table[y] = table[y - 1] + Math.log(y);
        }
        return table;
    }
}
