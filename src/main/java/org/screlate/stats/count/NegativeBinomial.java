package org.screlate.stats.count;

import org.screlate.stats.math.LogFactorial;

/**
 * The negative binomial distribution with mean \(\mu\) and variance \(\mu + \sigma \mu^2\), its logarithm, its
 * distribution function in both tails, and their first and second derivatives in \(e = \log \mu\) and \(s = \log
 * \sigma\).
 *
 * <p>With \(x = \mu\sigma\), \(w = x/(1+x)\), \(m = \mu/(1+x)\), \(T(y) = \sum_{k<y} \log(1 + k\sigma)\): \[ \log f(y) = T(y)
 * + y \log\mu - (y + 1/\sigma) \log(1+x) - \log y! \] which is Poisson's as \(\sigma \to 0\), without loss of figures.
 * The derivatives of \(F\) in \(e\) are closed, \(F_e(y-1) = -y f(y)\); those in \(s\) are sums: over all smaller counts
 * where these are few, else of a series or a continued fraction of the incomplete beta function.
 *
 * <p>Holds tables of one \(\sigma\) at a time, so each thread needs its own.
 */
public final class NegativeBinomial implements CountDistribution {
    private static final double LITTLE = 0.5;
    private static final int TABLE = 128;
    // A sum from 0 up needs f(0) well inside the range of doubles.
    private static final double LEAST_LOG_START = -600;
    // Past this the complement has lost figures and is found by itself.
    private static final double MOST_BELOW = 0.999;
    private static final double WIDE_TAIL = 3;
    private static final int MOST_TERMS = 100_000;

    private final double[] tableT = new double[TABLE + 1];
    private final double[] tableS = new double[TABLE + 1];
    private final double[] tableSS = new double[TABLE + 1];
    private final double[] ratio = new double[TABLE + 1];
    private final double[] fraction = new double[3];
    private double sigma = Double.NaN;
    private int filled;

    // Of the last mean: see the class comment; p = 1 - w.
    private double mu;
    private double x;
    private double w;
    private double p;
    private double m;
    private double logOnePlusX;

    /** Takes another dispersion. */
    @Override
    public void setLogDispersion(double logSigma) {
        double value = Math.exp(logSigma);
        if (value != sigma) {
            sigma = value;
            filled = 0;
        }
    }

    /** Fills \(\log f(y)\) and its derivatives. */
    @Override
    public void mass(int y, double logMean, CountProbability out) {
        setMean(logMean);
        double t;
        double ts;
        double tss;
        if (y <= TABLE) {
            fill(y);
            t = tableT[y];
            ts = tableS[y];
            tss = tableSS[y];
        } else {
            fill(TABLE);
            double r = 1 / sigma;
            double b = TABLE + r;
            double a = y + r;
            double d = y - TABLE;
            double log = StrictMath.log1p(d / b);
            double b2 = 1 / (b * b);
            double a2 = 1 / (a * a);
            double psi = log + 0.5 * (1 / b - 1 / a) + (b2 - a2) / 12 - (b2 * b2 - a2 * a2) / 120;
            double psi1 = d / a / b + 0.5 * (b2 - a2) + (b2 / b - a2 / a) / 6 - (b2 * b2 / b - a2 * a2 / a) / 30;
            t = tableT[TABLE]
                    + (b - 0.5) * log
                    + d * StrictMath.log1p(y * sigma)
                    - d
                    + (1 / a - 1 / b) / 12
                    - (a2 / a - b2 / b) / 360;
            ts = tableS[TABLE] + d - r * psi;
            tss = tableSS[TABLE] + r * psi - r * r * psi1;
        }
        double v = (logOnePlusX - w) / sigma;
        out.logMass = t + y * logMean - y * logOnePlusX - logOnePlusX / sigma - LogFactorial.of(y);
        out.mass = Math.exp(out.logMass);
        out.le = (y - mu) * p;
        out.lee = -m * p * (1 + y * sigma);
        out.les = -(y - mu) * w * p;
        out.ls = ts - y * w + v;
        out.lss = tss - y * w * p - v + w * m;
    }

    /** Fills all. */
    public void cumulative(int y, double logMean, CountProbability out) {
        mass(y, logMean, out);
        boolean upper = y > mu + WIDE_TAIL * Math.sqrt(mu * (1 + x));
        if (upper) {
            fillAbove(y, out);
        } else {
            fillBelow(y, out);
            if (out.below + out.mass > MOST_BELOW) {
                fillAbove(y, out);
            }
        }
        double f = out.mass;
        out.lowE = -y * f;
        out.lowEE = -y * f * out.le;
        out.lowES = -y * f * out.ls;
        out.highE = out.lowE + f * out.le;
        out.highEE = out.lowEE + f * (out.lee + out.le * out.le);
        out.highES = out.lowES + f * (out.les + out.le * out.ls);
    }

    private void setMean(double logMean) {
        mu = Math.exp(logMean);
        x = mu * sigma;
        p = 1 / (1 + x);
        w = x * p;
        m = mu * p;
        // As exact, and several times as fast.
        logOnePlusX = x < LITTLE ? StrictMath.log1p(x) : Math.log(1 + x);
    }

    private void fill(int y) {
        for (int k = filled; k < y; k++) {
            double z = k * sigma;
            double share = z / (1 + z);
            tableT[k + 1] = tableT[k] + StrictMath.log1p(z);
            tableS[k + 1] = tableS[k] + share;
            tableSS[k + 1] = tableSS[k] + share / (1 + z);
            ratio[k] = (1 + z) / (k + 1);
        }
        filled = Math.max(filled, y);
    }

    private void fillBelow(int y, CountProbability out) {
        if (y == 0) {
            setBelow(0, 0, 0, out);
        } else if (y <= TABLE && logOnePlusX / sigma < -LEAST_LOG_START) {
            sumUp(y, out);
        } else if (x > 1) {
            sumSeries(y, out);
        } else {
            sumDown(y, out);
        }
    }

    /** Sums \(f(k)\), \(k < y\), from 0 up. */
    private void sumUp(int y, CountProbability out) {
        double v = (logOnePlusX - w) / sigma;
        double vs = w * m - v;
        double wp = w * p;
        double f = Math.exp(-logOnePlusX / sigma);
        double sum = 0;
        double sumS = 0;
        double sumSS = 0;
        for (int k = 0; k < y; k++) {
            double slope = tableS[k] - k * w + v;
            double bend = tableSS[k] - k * wp + vs;
            sum += f;
            sumS += f * slope;
            sumSS += f * (bend + slope * slope);
            f *= ratio[k] * m;
        }
        setBelow(sum, sumS, sumSS, out);
    }

    /** Sums \(f(k)\), \(k < y\), from y - 1 down, until nothing is added. */
    private void sumDown(int y, CountProbability out) {
        double f = out.mass;
        double slope = out.ls;
        double bend = out.lss;
        double sum = 0;
        double sumS = 0;
        double sumSS = 0;
        for (int k = y - 1; k >= 0; k--) {
            double z = 1 + k * sigma;
            double factor = (k + 1) / (z * m);
            f *= factor;
            slope += w - k * sigma / z;
            bend += w * p - k * sigma / (z * z);
            sum += f;
            sumS += f * slope;
            sumSS += f * (bend + slope * slope);
            if (factor < 1 && f < 1e-18 * (1 - factor) * sum) {
                break;
            }
        }
        setBelow(sum, sumS, sumSS, out);
    }

    /** \(F(y - 1) = y \sigma f(y) \sum_n \prod_{j<n} \frac{1 + (y + j)\sigma}{1 + (1 + j)\sigma} (1 - w)\), by x > 1. */
    private void sumSeries(int y, CountProbability out) {
        double term = y * sigma * out.mass;
        double slope = out.ls + 1;
        double bend = out.lss;
        double sum = 0;
        double sumS = 0;
        double sumSS = 0;
        double factor;
        int n = 0;
        do {
            sum += term;
            sumS += term * slope;
            sumSS += term * (bend + slope * slope);
            double up = (y + n) * sigma;
            double down = (1 + n) * sigma;
            double shareUp = up / (1 + up);
            double shareDown = down / (1 + down);
            factor = (1 + up) / (1 + down) * p;
            term *= factor;
            slope += shareUp - shareDown - w;
            bend += shareUp / (1 + up) - shareDown / (1 + down) - w * p;
            n++;
        } while (n < MOST_TERMS && (factor >= 1 || term > 1e-18 * (1 - factor) * sum));
        setBelow(sum, sumS, sumSS, out);
    }

    private static void setBelow(double below, double s, double ss, CountProbability out) {
        out.below = below;
        out.above = Math.max(0, 1 - below - out.mass);
        out.lowS = s;
        out.lowSS = ss;
        out.highS = s + out.mass * out.ls;
        out.highSS = ss + out.mass * (out.lss + out.ls * out.ls);
    }

    /** \(1 - F(y) = f(y + 1) \, h\), with h the continued fraction of the incomplete beta function. */
    private void fillAbove(int y, CountProbability out) {
        double z = y * sigma;
        double next = out.mass * (1 + z) * m / (y + 1);
        double slope = out.ls + z / (1 + z) - w;
        double bend = out.lss + z / ((1 + z) * (1 + z)) - w * p;
        continuedFraction(y + 1);
        double h = fraction[0];
        double above = next * h;
        double s = next * (h * slope + fraction[1]);
        double ss = next * (h * (bend + slope * slope) + 2 * slope * fraction[1] + fraction[2]);
        out.above = above;
        out.below = Math.max(0, 1 - above - out.mass);
        out.highS = -s;
        out.highSS = -ss;
        out.lowS = -s - out.mass * out.ls;
        out.lowSS = -ss - out.mass * (out.lss + out.ls * out.ls);
    }

    /**
     * \(\frac{1}{1+} \frac{d_1}{1+} \frac{d_2}{1+} \cdots\) of \(I_w(a, 1/\sigma)\) with its first two derivatives in s, by
     * the recurrence of its numerators and denominators.
     *
     * @see <a href="https://dlmf.nist.gov/8.17#v">DLMF 8.17.22</a>
     */
    private void continuedFraction(double a) {
        double ms = -m * w;
        double mss = m * w * (w - p);
        double ws = w * p;
        double wss = w * p * (p - w);
        double n0 = 0;
        double n0s = 0;
        double n0ss = 0;
        double d0 = 1;
        double d0s = 0;
        double d0ss = 0;
        double n1 = 1;
        double n1s = 0;
        double n1ss = 0;
        double d1 = 1;
        double d1s = 0;
        double d1ss = 0;
        double last = Double.NaN;
        for (int j = 1; j <= MOST_TERMS; j++) {
            int k = j / 2;
            boolean even = (j & 1) == 0;
            double scale = (even ? k : -(a + k)) / ((a + j - 1) * (a + j));
            double shift = even ? -k : a + k;
            double d = scale * (m + shift * w);
            double ds = scale * (ms + shift * ws);
            double dss = scale * (mss + shift * wss);
            double n2 = n1 + d * n0;
            double n2s = n1s + ds * n0 + d * n0s;
            double n2ss = n1ss + dss * n0 + 2 * ds * n0s + d * n0ss;
            double d2 = d1 + d * d0;
            double d2s = d1s + ds * d0 + d * d0s;
            double d2ss = d1ss + dss * d0 + 2 * ds * d0s + d * d0ss;
            double by = 1 / d2;
            n0 = n1 * by;
            n0s = n1s * by;
            n0ss = n1ss * by;
            d0 = d1 * by;
            d0s = d1s * by;
            d0ss = d1ss * by;
            n1 = n2 * by;
            n1s = n2s * by;
            n1ss = n2ss * by;
            d1 = 1;
            d1s = d2s * by;
            d1ss = d2ss * by;
            if (Math.abs(n1 - last) <= 1e-16 * Math.abs(n1) || !(Math.abs(n1) < Double.MAX_VALUE)) {
                break;
            }
            last = n1;
        }
        fraction[0] = n1;
        fraction[1] = n1s - n1 * d1s;
        fraction[2] = n1ss - 2 * fraction[1] * d1s - n1 * d1ss;
    }
}
