package org.screlate.stats.test;

import java.util.Arrays;
import org.screlate.stats.math.LogFactorial;
import org.screlate.stats.math.StandardNormal;

/**
 * The sum \(S = \sum_j r_j k_j\) of the scores of m things, drawn without return from n of which \(c_j\) have the score
 * \(r_j\).
 *
 * <p>Where there are at most {@value #MOST_WAYS} different \(k\) all are counted. Otherwise the tail is the saddlepoint
 * approximation: with \[ K(t, \lambda) = \sum_j c_j \log(1 - \pi + \pi e^{\lambda + r_j t}), \quad \pi = m / n, \] and
 * \((\hat t, \hat\lambda)\) where its derivatives are the sum \(s\), less half a step of the lattice \(g\) that sums lie
 * on, and \(m\), \[ P(S \ge s) \approx 1 - \Phi(w) + \phi(w) \Bigl(\frac{1}{u} - \frac{1}{w}\Bigr), \quad
 * w = \pm\sqrt{2 (\hat t s + \hat\lambda m - K)}, \quad
 * u = \frac{2}{g} \sinh\frac{g \hat t}{2} \sqrt{\frac{|K''(\hat t, \hat\lambda)|}{n \pi (1 - \pi)}}, \] but no less than
 * the chance of the highest sum, which is counted.
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1982.tb01195.x">Robinson (1982), Saddlepoint approximations for
 *     permutation tests</a>
 * @see <a href="https://doi.org/10.2307/1403323">Daniels (1987), Tail probability approximations, section 6</a>
 */
final class DrawnSum {
    private static final int MOST_WAYS = 8_192;
    private static final int MOST_STEPS = 100;
    // Nearer to the mean than this, in standard deviations, the saddlepoint formula is a difference of infinities.
    private static final double NEAR = 0.05;
    // Factors up to 2 are multiplied before a logarithm is taken: so many at once, up to so large a product.
    private static final int FEW = 16;
    private static final double LARGE = 1e250;

    private final int[] sizes;
    private final long[] scores;
    private final int all;
    /** All scores are a multiple of it apart. */
    private final long step;
    /** Scores from 0 to 1, as t of the size of one wants them. */
    private final double[] unitScores;
    // Where the last saddlepoint lay: a start for the next.
    private double lastT;
    private double lastLambda;

    /**
     * Prepares sums.
     *
     * @param sizes c
     * @param scores r, rising
     */
    DrawnSum(int[] sizes, long[] scores) {
        this.sizes = sizes;
        this.scores = scores;
        this.all = Arrays.stream(sizes).sum();
        long common = 0;
        for (int j = 1; j < scores.length && common != 1; j++) {
            common = divisor(scores[j] - scores[0], common);
        }
        step = common;
        double range = scores.length == 0 ? 1 : scores[scores.length - 1] - scores[0];
        unitScores =
                Arrays.stream(scores).mapToDouble(b -> (b - scores[0]) / range).toArray();
    }

    /** The sum of the scores with the opposite sign. */
    DrawnSum mirrored() {
        int n = sizes.length;
        int[] turned = new int[n];
        long[] opposite = new long[n];
        for (int j = 0; j < n; j++) {
            turned[j] = sizes[n - 1 - j];
            opposite[j] = -scores[n - 1 - j];
        }
        return new DrawnSum(turned, opposite);
    }

    /**
     * The chance of a sum at least as high.
     *
     * @param drawn m, at most the sum of c
     */
    double atLeast(long sum, int drawn) {
        long highest = 0;
        long lowest = 0;
        double logChance = -LogFactorial.logChoose(all, drawn);
        int left = drawn;
        int right = drawn;
        for (int i = 0; (left > 0 || right > 0) && i < sizes.length; i++) {
            int j = sizes.length - 1 - i;
            int high = Math.min(left, sizes[j]);
            highest += high * scores[j];
            logChance += high < sizes[j] ? LogFactorial.logChoose(sizes[j], high) : 0;
            left -= high;
            int low = Math.min(right, sizes[i]);
            lowest += low * scores[i];
            right -= low;
        }
        if (sum > highest || sum <= lowest) {
            return sum > highest ? 0 : 1;
        }
        if (ways(drawn) <= MOST_WAYS) {
            return count(0, drawn, all, 0, Math.exp(-LogFactorial.logChoose(all, drawn)), sum);
        }
        long reached = highest - Math.floorDiv(highest - sum, step) * step;
        return reached == highest ? Math.exp(logChance) : Math.max(Math.exp(logChance), saddlepoint(reached, drawn));
    }

    /** How many different k there are, or just over the limit. */
    private double ways(int drawn) {
        double[] ways = new double[drawn + 1];
        ways[0] = 1;
        for (int size : sizes) {
            for (int k = drawn; k > 0; k--) {
                for (int own = 1; own <= Math.min(k, size); own++) {
                    ways[k] += ways[k - own];
                }
            }
            if (ways[drawn] > MOST_WAYS) {
                return ways[drawn];
            }
        }
        return ways[drawn];
    }

    /** Of the ways to draw {@code left} more from this tie on, the chance of those that reach the sum. */
    private double count(int tie, int left, int behind, long sum, double weight, long least) {
        if (left == 0) {
            return sum >= least ? weight : 0;
        }
        if (sum + left * scores[scores.length - 1] < least) {
            return 0;
        }
        if (sum + left * scores[tie] >= least) {
            return weight * Math.exp(LogFactorial.logChoose(behind, left));
        }
        int rest = behind - sizes[tie];
        double total = 0;
        double ways = weight;
        for (int k = 0; k <= Math.min(sizes[tie], left); k++) {
            if (k + rest >= left) {
                total += count(tie + 1, left - k, rest, sum + k * scores[tie], ways, least);
            }
            ways *= (sizes[tie] - k) / (k + 1.0);
        }
        return total;
    }

    private double saddlepoint(long least, int drawn) {
        double unit = scores[scores.length - 1] - scores[0];
        double g = step / unit;
        Saddlepoint at = new Saddlepoint((least - drawn * scores[0]) / unit - g / 2, drawn);
        if (Math.abs(at.deviation) < NEAR) {
            return StandardNormal.cumulative(-at.deviation);
        }
        at.minimise();
        double w = Math.signum(at.t) * Math.sqrt(-2 * at.height);
        double u = 2 / g * StrictMath.sinh(g * at.t / 2) * Math.sqrt(at.determinant() / at.spreadOfCount);
        double density = Math.exp(-w * w / 2) / Math.sqrt(2 * Math.PI);
        return StandardNormal.cumulative(-w) + density * (1 / u - 1 / w);
    }

    /** The least of \(K - t s - \lambda m\), which is convex, by Newton's steps, halved where they overshoot. */
    private final class Saddlepoint {
        private final double sum;
        private final int drawn;
        private final double logOdds;
        /** How far the sum is above its mean, in standard deviations. */
        private final double deviation;

        private final double spreadOfCount;
        private double t;
        private double lambda;
        private double height;
        // By t, by lambda, and the second ones by tt, t lambda, lambda lambda.
        private double[] slopes = new double[5];
        private double[] next = new double[5];

        Saddlepoint(double sum, int drawn) {
            this.sum = sum;
            this.drawn = drawn;
            double p = (double) drawn / all;
            logOdds = Math.log(p / (1 - p));
            double mean = 0;
            double square = 0;
            for (int j = 0; j < unitScores.length; j++) {
                mean += sizes[j] * unitScores[j];
                square += sizes[j] * unitScores[j] * unitScores[j];
            }
            spreadOfCount = all * p * (1 - p);
            double variance = p * (1 - p) * (square - mean * mean / all);
            deviation = (sum - p * mean) / Math.sqrt(variance);
        }

        private double determinant() {
            return slopes[2] * slopes[4] - slopes[3] * slopes[3];
        }

        private void minimise() {
            t = lastT;
            lambda = lastLambda;
            height = evaluate(t, lambda, slopes);
            for (int step = 0; step < MOST_STEPS; step++) {
                double[] d = slopes;
                double determinant = determinant();
                double toT = (d[4] * d[0] - d[3] * d[1]) / determinant;
                double toLambda = (d[2] * d[1] - d[3] * d[0]) / determinant;
                double gain = toT * d[0] + toLambda * d[1];
                double size = 1;
                double reached = evaluate(t - toT, lambda - toLambda, next);
                boolean last = !(gain > 1e-12);
                while (!last && !(reached <= height - 0.1 * size * gain) && size > 1e-9) {
                    size /= 2;
                    reached = evaluate(t - size * toT, lambda - size * toLambda, next);
                }
                t -= size * toT;
                lambda -= size * toLambda;
                height = reached;
                slopes = next;
                next = d;
                if (last) {
                    break;
                }
            }
            lastT = t;
            lastLambda = lambda;
        }

        /** The value there; fills in its derivatives. */
        private double evaluate(double atT, double atLambda, double[] d) {
            double k = 0;
            double product = 1;
            d[0] = -sum;
            d[1] = -drawn;
            d[2] = d[3] = d[4] = 0;
            for (int j = 0; j < unitScores.length; j++) {
                double score = unitScores[j];
                double x = logOdds + atLambda + score * atT;
                double e = Math.exp(-Math.abs(x));
                double share = 1 / (1 + e);
                double p = x > 0 ? share : e * share;
                double expected = sizes[j] * p;
                double spread = expected * (x > 0 ? e * share : share);
                k += x > 0 ? sizes[j] * x : 0;
                if (sizes[j] <= FEW) {
                    for (int i = 0; i < sizes[j]; i++) {
                        product *= 1 + e;
                    }
                } else {
                    k += sizes[j] * Math.log(1 + e);
                }
                if (product > LARGE) {
                    k += Math.log(product);
                    product = 1;
                }
                d[0] += expected * score;
                d[1] += expected;
                d[2] += spread * score * score;
                d[3] += spread * score;
                d[4] += spread;
            }
            return k + Math.log(product) - all * StrictMath.log1p(Math.exp(logOdds)) - atT * sum - atLambda * drawn;
        }
    }

    private static long divisor(long a, long b) {
        return b == 0 ? a : divisor(b, a % b);
    }
}
