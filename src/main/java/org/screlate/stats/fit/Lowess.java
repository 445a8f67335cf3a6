package org.screlate.stats.fit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A smooth curve through points: at each x, a line fitted to the nearest share of the points, weighted by the tricube of
 * their distance and, in three further rounds, by the bisquare of their residuals. Between x that lie closer than a
 * hundredth of their range the curve is straight.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1979.10481038">Cleveland (1979)</a>
 */
public final class Lowess {
    private static final int ROUNDS = 3;
    private static final double DELTA = 0.01;

    private final double[] x;
    private final double[] fitted;

    /**
     * Fits the curve.
     *
     * @param x at least one, finite
     * @param y as many
     * @param span share of the points in each line, in (0, 1]
     */
    public Lowess(double[] x, double[] y, double span) {
        int n = x.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> x[i]))
                .mapToInt(i -> i)
                .toArray();
        this.x = IntStream.of(order).mapToDouble(i -> x[i]).toArray();
        this.fitted = new double[n];
        double[] sorted = IntStream.of(order).mapToDouble(i -> y[i]).toArray();
        int near = Math.max(Math.min(n, 2), Math.min(n, (int) (span * n + 1e-7)));
        double[] robust = new double[n];
        Arrays.fill(robust, 1);
        for (int round = 0; round <= ROUNDS; round++) {
            fit(sorted, near, robust);
            if (!bisquare(sorted, robust)) {
                break;
            }
        }
    }

    /** The curve at x; beyond the points, that of the outermost. */
    public double at(double value) {
        int place = Arrays.binarySearch(x, value);
        if (place >= 0) {
            return fitted[place];
        }
        int above = -place - 1;
        if (above == 0 || above == x.length) {
            return fitted[above == 0 ? 0 : x.length - 1];
        }
        double part = (value - x[above - 1]) / (x[above] - x[above - 1]);
        return fitted[above - 1] + part * (fitted[above] - fitted[above - 1]);
    }

    private void fit(double[] y, int near, double[] robust) {
        int n = x.length;
        double delta = DELTA * (x[n - 1] - x[0]);
        int last = -1;
        int from = 0;
        for (int i = 0; i < n; ) {
            while (from + near < n && x[from + near] - x[i] < x[i] - x[from]) {
                from++;
            }
            fitted[i] = line(y, i, from, from + near, robust);
            for (int j = last + 1; j < i; j++) {
                double part = x[i] > x[last] ? (x[j] - x[last]) / (x[i] - x[last]) : 1;
                fitted[j] = fitted[last] + part * (fitted[i] - fitted[last]);
            }
            last = i;
            int next = i + 1;
            while (next < n && x[next] <= x[last] + delta) {
                if (x[next] == x[last]) {
                    fitted[next] = fitted[last];
                    last = next;
                }
                next++;
            }
            i = last == n - 1 ? n : Math.max(last + 1, next - 1);
        }
    }

    private double line(double[] y, int at, int from, int to, double[] robust) {
        double width = Math.max(x[at] - x[from], x[to - 1] - x[at]);
        double weights = 0;
        double meanX = 0;
        double meanY = 0;
        double[] w = new double[to - from];
        for (int j = from; j < to; j++) {
            double distance = width > 0 ? Math.abs(x[j] - x[at]) / width : 0;
            double cube = 1 - distance * distance * distance;
            w[j - from] = distance > 0.999 ? 0 : (distance < 0.001 ? 1 : cube * cube * cube) * robust[j];
            weights += w[j - from];
            meanX += w[j - from] * x[j];
            meanY += w[j - from] * y[j];
        }
        if (!(weights > 0)) {
            return y[at];
        }
        meanX /= weights;
        meanY /= weights;
        double xx = 0;
        double xy = 0;
        for (int j = from; j < to; j++) {
            xx += w[j - from] * (x[j] - meanX) * (x[j] - meanX);
            xy += w[j - from] * (x[j] - meanX) * y[j];
        }
        // Points that hardly spread have no slope.
        boolean spread = Math.sqrt(xx / weights) > 0.001 * (x[x.length - 1] - x[0]);
        return spread ? meanY + (x[at] - meanX) * xy / xx : meanY;
    }

    /** Sets the weights by the residuals; whether there are any to speak of. */
    private boolean bisquare(double[] y, double[] robust) {
        double[] residuals = new double[y.length];
        Arrays.setAll(residuals, i -> Math.abs(y[i] - fitted[i]));
        double[] rising = residuals.clone();
        Arrays.sort(rising);
        int n = rising.length;
        double scale = 3 * (rising[n / 2] + rising[(n - 1) / 2]);
        if (!(scale > 1e-7 * Arrays.stream(rising).sum() / n)) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            double share = residuals[i] / scale;
            robust[i] = share > 0.999 ? 0 : share < 0.001 ? 1 : (1 - share * share) * (1 - share * share);
        }
        return true;
    }
}
