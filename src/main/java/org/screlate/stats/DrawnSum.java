package org.screlate.stats;

import java.util.Arrays;

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

    private final int[] sizes;
    private final long[] scores;
    private final int drawn;
    private final int all;

    /**
     * Prepares the sum.
     *
     * @param sizes c
     * @param scores r, rising
     * @param drawn m, at most the sum of c
     */
    DrawnSum(int[] sizes, long[] scores, int drawn) {
        this.sizes = sizes;
        this.scores = scores;
        this.drawn = drawn;
        this.all = Arrays.stream(sizes).sum();
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
        return new DrawnSum(turned, opposite, drawn);
    }

    /** The chance of a sum at least as high. */
    double atLeast(long sum) {
        long highest = 0;
        long lowest = 0;
        double logChance = -LogFactorial.logChoose(all, drawn);
        int left = drawn;
        int right = drawn;
        for (int i = 0; i < sizes.length; i++) {
            int j = sizes.length - 1 - i;
            int high = Math.min(left, sizes[j]);
            highest += high * scores[j];
            logChance += LogFactorial.logChoose(sizes[j], high);
            left -= high;
            int low = Math.min(right, sizes[i]);
            lowest += low * scores[i];
            right -= low;
        }
        if (sum > highest || sum <= lowest) {
            return sum > highest ? 0 : 1;
        }
        if (ways() <= MOST_WAYS) {
            return count(0, 0, all, 0, Math.exp(-LogFactorial.logChoose(all, drawn)), sum);
        }
        // Sums differ by multiples of what scores differ by.
        long step = 0;
        for (long score : scores) {
            step = divisor(Math.abs(score - scores[0]), step);
        }
        long reached = highest - Math.floorDiv(highest - sum, step) * step;
        return reached == highest ? Math.exp(logChance) : Math.max(Math.exp(logChance), saddlepoint(reached, step));
    }

    /** How many different k there are, or just over the limit. */
    private double ways() {
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

    private double count(int tie, int used, int behind, long sum, double weight, long least) {
        if (used == drawn) {
            return sum >= least ? weight : 0;
        }
        int rest = behind - sizes[tie];
        double total = 0;
        double ways = weight;
        for (int k = 0; k <= Math.min(sizes[tie], drawn - used); k++) {
            if (used + k + rest >= drawn) {
                total += count(tie + 1, used + k, rest, sum + k * scores[tie], ways, least);
            }
            ways *= (sizes[tie] - k) / (k + 1.0);
        }
        return total;
    }

    private double saddlepoint(long least, long step) {
        // Scores in units of their range keep t of the size of one.
        double unit = scores[scores.length - 1] - scores[0];
        double[] score =
                Arrays.stream(scores).mapToDouble(b -> (b - scores[0]) / unit).toArray();
        double g = step / unit;
        Saddlepoint at = new Saddlepoint(score, (least - drawn * scores[0]) / unit - g / 2);
        if (Math.abs(at.deviation) < NEAR) {
            return StandardNormal.cumulative(-at.deviation);
        }
        double w = Math.signum(at.t) * Math.sqrt(-2 * at.height);
        double u = 2 / g * Math.sinh(g * at.t / 2) * Math.sqrt(at.determinant / at.spreadOfCount);
        double density = Math.exp(-w * w / 2) / Math.sqrt(2 * Math.PI);
        return StandardNormal.cumulative(-w) + density * (1 / u - 1 / w);
    }

    /** The least of \(K - t s - \lambda m\), which is convex, by Newton's steps, halved where they overshoot. */
    private final class Saddlepoint {
        private final double[] score;
        private final double sum;
        private final double logOdds = Math.log((double) drawn / (all - drawn));
        /** How far the sum is above its mean, in standard deviations. */
        private final double deviation;

        private final double spreadOfCount;
        private double t;
        private double lambda;
        private double height;
        private double determinant;

        Saddlepoint(double[] score, double sum) {
            this.score = score;
            this.sum = sum;
            double[] start = derivatives(0, 0);
            spreadOfCount = start[4];
            double variance = start[2] - start[3] * start[3] / start[4];
            deviation = -start[0] / Math.sqrt(variance);
            height = value(0, 0);
            minimise();
        }

        private void minimise() {
            for (int step = 0; step < MOST_STEPS; step++) {
                double[] d = derivatives(t, lambda);
                determinant = d[2] * d[4] - d[3] * d[3];
                double toT = (d[4] * d[0] - d[3] * d[1]) / determinant;
                double toLambda = (d[2] * d[1] - d[3] * d[0]) / determinant;
                double gain = toT * d[0] + toLambda * d[1];
                if (!(gain > 1e-12)) {
                    return;
                }
                double size = 1;
                double next = value(t - toT, lambda - toLambda);
                while (!(next <= height - 0.1 * size * gain) && size > 1e-9) {
                    size /= 2;
                    next = value(t - size * toT, lambda - size * toLambda);
                }
                t -= size * toT;
                lambda -= size * toLambda;
                height = next;
            }
        }

        private double value(double atT, double atLambda) {
            double k = -all * Math.log1p(Math.exp(logOdds));
            for (int j = 0; j < score.length; j++) {
                double x = logOdds + atLambda + score[j] * atT;
                k += sizes[j] * (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));
            }
            return k - atT * sum - atLambda * drawn;
        }

        /** By t, by lambda, and the second ones by tt, t lambda, lambda lambda. */
        private double[] derivatives(double atT, double atLambda) {
            double[] d = {-sum, -drawn, 0, 0, 0};
            for (int j = 0; j < score.length; j++) {
                double p = 1 / (1 + Math.exp(-(logOdds + atLambda + score[j] * atT)));
                double spread = sizes[j] * p * (1 - p);
                d[0] += sizes[j] * p * score[j];
                d[1] += sizes[j] * p;
                d[2] += spread * score[j] * score[j];
                d[3] += spread * score[j];
                d[4] += spread;
            }
            return d;
        }
    }

    private static long divisor(long a, long b) {
        return b == 0 ? a : divisor(b, a % b);
    }
}
