package org.screlate.stats.copula;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.screlate.stats.math.StandardNormal;

/**
 * The copula of two normal variables with correlation \(\rho = \tanh \eta\).
 *
 * <p>The probability of a rectangle is Mehler's series \[ E = \sum_{n \ge 0} \rho^n A_n B_n, \qquad A_n = \int_{h_0}^{h_1}
 * \phi(x) P_n(x) dx = \frac{\phi(h_0) P_{n-1}(h_0) - \phi(h_1) P_{n-1}(h_1)}{\sqrt n} \] with \(P_n\) the Hermite
 * polynomials orthonormal under \(\phi\). By Parseval \(\sum A_n^2 = f_1\), so what follows the N-th term is at most
 * \(|\rho|^{N+1} \sqrt{f_1 f_2}\): the number of terms comes from that bound, cell by cell. Where \(|\rho|\) is large, or
 * the series cancels, {@link BivariateNormal} serves instead.
 *
 * <p>With \(\phi_2\) the bivariate density and \(s^2 = 1 - \rho^2\), at a corner \((h, k)\): \(C_{uv} = \phi_2 / \phi(h)
 * \phi(k)\), \(C_{uu} = -\rho \phi_2 / \phi(h)^2\), \(C_{u\rho} = \phi_2 (\rho k - h) / (s^2 \phi(h))\), \(C_\rho = \phi_2\),
 * \(C_{\rho\rho} = \phi_2 [\rho / s^2 - \rho (h^2 + k^2 - 2\rho hk) / s^4 + hk / s^2]\).
 */
public final class GaussianCopula implements Copula {
    /** Bound on the relative error of a probability against independence. */
    private static final double TOLERANCE = 1e-12;

    private static final double MOST_RHO = 0.8;
    private static final int MOST_TERMS = 256;
    private static final double LEAST_SHARE = 1e-4;
    private static final double INVERSE_ROOT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double[] ROOT = roots(MOST_TERMS + 2);
    private static final double[] INVERSE_ROOT = inverse(ROOT);

    // Of the last eta: rho, d rho / d eta, log |rho|.
    private double lastEta = Double.NaN;
    private double rho;
    private double slope;
    private double logRho;

    @Override
    public double parameter(double eta) {
        return StrictMath.tanh(eta);
    }

    @Override
    public double given(double u, double probability, double eta) {
        double mean = StrictMath.tanh(eta) * StandardNormal.quantile(u);
        return StandardNormal.cumulative(mean + StandardNormal.quantile(probability) / StrictMath.cosh(eta));
    }

    @Override
    public void prepare(Interval interval) {
        interval.low = quantile(interval.below, interval.above + interval.mass);
        interval.high = quantile(interval.below + interval.mass, interval.above);
        interval.lowDensity = INVERSE_ROOT_TWO_PI * Math.exp(-0.5 * interval.low * interval.low);
        interval.highDensity = INVERSE_ROOT_TWO_PI * Math.exp(-0.5 * interval.high * interval.high);
    }

    @Override
    public void rectangle(Interval first, Interval second, double eta, Rectangle out) {
        setEta(eta);
        int terms = terms(first, second);
        if (terms > 0) {
            series(first, second, terms, out);
        }
        if (terms == 0 || cancelled(first, second, out)) {
            out.value = BivariateNormal.rectangle(first, second, eta);
            conditionals(first, second, out);
        }
        corners(first, second, out);
    }

    @Override
    public void dependence(Interval first, Interval second, double eta, Rectangle out) {
        setEta(eta);
        int terms = terms(first, second);
        if (terms > 0) {
            powers(first, second, terms, out);
        }
        if (terms == 0 || cancelled(first, second, out)) {
            out.value = BivariateNormal.rectangle(first, second, eta);
            corners(first, second, out);
        }
    }

    private void setEta(double eta) {
        if (eta != lastEta) {
            lastEta = eta;
            rho = StrictMath.tanh(eta);
            double cosh = StrictMath.cosh(eta);
            slope = 1 / (cosh * cosh);
            logRho = Math.log(Math.abs(rho));
        }
    }

    /** How many terms the bound asks for; 0 where the series does not serve. */
    private int terms(Interval first, Interval second) {
        if (rho == 0) {
            return 2;
        }
        double terms = 0.5 * Math.log(TOLERANCE * TOLERANCE * first.mass * second.mass) / logRho;
        return Math.abs(rho) <= MOST_RHO && terms <= MOST_TERMS ? Math.max(2, (int) terms + 1) : 0;
    }

    private static boolean cancelled(Interval first, Interval second, Rectangle out) {
        return !(out.value > LEAST_SHARE * first.mass * second.mass);
    }

    /** The sum with its derivatives in \(\eta\). */
    private void powers(Interval first, Interval second, int terms, Rectangle out) {
        double h0 = finite(first.low);
        double h1 = finite(first.high);
        double k0 = finite(second.low);
        double k1 = finite(second.high);
        // phi P_{n-1} and phi P_{n-2} at the four ends
        double p0 = first.lowDensity;
        double p1 = first.highDensity;
        double q0 = second.lowDensity;
        double q1 = second.highDensity;
        double p0Before = 0;
        double p1Before = 0;
        double q0Before = 0;
        double q1Before = 0;
        double value = first.mass * second.mass;
        double inRho = 0;
        double twice = 0;
        double power = 1;
        for (int n = 1; n <= terms; n++) {
            double by = INVERSE_ROOT[n];
            double back = ROOT[n - 1];
            double product = (p0 - p1) * (q0 - q1) * by * by * power;
            // power is rho^(n - 1) here
            value += product * rho;
            inRho += n * product;
            twice += n * (n - 1) * product;
            power *= rho;
            double p0Next = (h0 * p0 - back * p0Before) * by;
            double p1Next = (h1 * p1 - back * p1Before) * by;
            double q0Next = (k0 * q0 - back * q0Before) * by;
            double q1Next = (k1 * q1 - back * q1Before) * by;
            p0Before = p0;
            p1Before = p1;
            q0Before = q0;
            q1Before = q1;
            p0 = p0Next;
            p1 = p1Next;
            q0 = q0Next;
            q1 = q1Next;
        }
        if (rho == 0) {
            // the second term alone, n (n - 1) rho^(n - 2) at n = 2
            twice = (h0 * first.lowDensity - h1 * first.highDensity)
                    * (k0 * second.lowDensity - k1 * second.highDensity);
        } else {
            twice /= rho;
        }
        out.value = value;
        out.eta = slope * inRho;
        out.etaEta = slope * (slope * twice - 2 * rho * inRho);
    }

    private void series(Interval first, Interval second, int terms, Rectangle out) {
        double h0 = finite(first.low);
        double h1 = finite(first.high);
        double k0 = finite(second.low);
        double k1 = finite(second.high);
        // P_{n-1} and P_{n-2} at the four ends
        double p0 = 1;
        double p1 = 1;
        double q0 = 1;
        double q1 = 1;
        double p0Before = 0;
        double p1Before = 0;
        double q0Before = 0;
        double q1Before = 0;
        double value = first.mass * second.mass;
        double low1 = second.mass;
        double high1 = second.mass;
        double low2 = first.mass;
        double high2 = first.mass;
        double power = 1;
        for (int n = 1; n <= terms; n++) {
            double by = INVERSE_ROOT[n];
            double back = ROOT[n - 1];
            power *= rho;
            double a = (first.lowDensity * p0 - first.highDensity * p1) * by * power;
            double b = (second.lowDensity * q0 - second.highDensity * q1) * by;
            double p0Next = (h0 * p0 - back * p0Before) * by;
            double p1Next = (h1 * p1 - back * p1Before) * by;
            double q0Next = (k0 * q0 - back * q0Before) * by;
            double q1Next = (k1 * q1 - back * q1Before) * by;
            p0Before = p0;
            p1Before = p1;
            q0Before = q0;
            q1Before = q1;
            p0 = p0Next;
            p1 = p1Next;
            q0 = q0Next;
            q1 = q1Next;
            value += a * b;
            b *= power;
            low1 += b * p0;
            high1 += b * p1;
            low2 += a * q0;
            high2 += a * q1;
        }
        out.value = value;
        out.firstLow = -low1;
        out.firstHigh = high1;
        out.secondLow = -low2;
        out.secondHigh = high2;
    }

    /** First derivatives in the ends: probability of the other's interval given one's own end. */
    private void conditionals(Interval first, Interval second, Rectangle out) {
        out.firstLow = -conditional(first.low, second);
        out.firstHigh = conditional(first.high, second);
        out.secondLow = -conditional(second.low, first);
        out.secondHigh = conditional(second.high, first);
    }

    private double conditional(double end, Interval other) {
        if (Double.isInfinite(end)) {
            return 0;
        }
        double by = 1 / Math.sqrt(slope);
        double from = (other.low - rho * end) * by;
        double to = (other.high - rho * end) * by;
        return from > 0
                ? NORMAL.survivalProbability(from) - NORMAL.survivalProbability(to)
                : NORMAL.cumulativeProbability(to) - NORMAL.cumulativeProbability(from);
    }

    private void corners(Interval first, Interval second, Rectangle out) {
        double norm = 1 / (2 * Math.PI * Math.sqrt(slope));
        double d00 = density(first.low, second.low, norm);
        double d01 = density(first.low, second.high, norm);
        double d10 = density(first.high, second.low, norm);
        double d11 = density(first.high, second.high, norm);
        double f0 = inverseOrZero(first.lowDensity);
        double f1 = inverseOrZero(first.highDensity);
        double g0 = inverseOrZero(second.lowDensity);
        double g1 = inverseOrZero(second.highDensity);
        out.lowLow = d00 * f0 * g0;
        out.lowHigh = -d01 * f0 * g1;
        out.highLow = -d10 * f1 * g0;
        out.highHigh = d11 * f1 * g1;
        out.firstLowLow = rho * (d01 - d00) * f0 * f0;
        out.firstHighHigh = -rho * (d11 - d10) * f1 * f1;
        out.secondLowLow = rho * (d10 - d00) * g0 * g0;
        out.secondHighHigh = -rho * (d11 - d01) * g1 * g1;

        double h0 = finite(first.low);
        double h1 = finite(first.high);
        double k0 = finite(second.low);
        double k1 = finite(second.high);
        // C_{u rho} times d rho / d eta = s²
        out.firstLowEta = -(d01 * (rho * k1 - h0) - d00 * (rho * k0 - h0)) * f0;
        out.firstHighEta = (d11 * (rho * k1 - h1) - d10 * (rho * k0 - h1)) * f1;
        out.secondLowEta = -(d10 * (rho * h1 - k0) - d00 * (rho * h0 - k0)) * g0;
        out.secondHighEta = (d11 * (rho * h1 - k1) - d01 * (rho * h0 - k1)) * g1;

        out.eta = slope * (d11 - d10 - d01 + d00);
        out.etaEta = d11 * bend(h1, k1) - d10 * bend(h1, k0) - d01 * bend(h0, k1) + d00 * bend(h0, k0);
    }

    /** \(s^4 C_{\rho\rho} - 2 \rho s^2 C_\rho\), over \(\phi_2\). */
    private double bend(double h, double k) {
        return rho * slope - rho * (h * h + k * k - 2 * rho * h * k) + h * k * slope - 2 * rho * slope;
    }

    private double density(double h, double k, double norm) {
        if (Double.isInfinite(h) || Double.isInfinite(k)) {
            return 0;
        }
        return norm * Math.exp(-0.5 * (h * h + k * k - 2 * rho * h * k) / slope);
    }

    private static double finite(double end) {
        return Double.isInfinite(end) ? 0 : end;
    }

    private static double inverseOrZero(double density) {
        return density > 0 ? 1 / density : 0;
    }

    private static double quantile(double below, double above) {
        if (!(below >= 0 && above >= 0)) {
            return Double.NaN;
        }
        return below <= above ? NORMAL.inverseCumulativeProbability(below) : NORMAL.inverseSurvivalProbability(above);
    }

    private static double[] roots(int n) {
        double[] roots = new double[n];
        for (int i = 0; i < n; i++) {
            roots[i] = Math.sqrt(i);
        }
        return roots;
    }

    private static double[] inverse(double[] values) {
        double[] inverse = new double[values.length];
        for (int i = 1; i < values.length; i++) {
            inverse[i] = 1 / values[i];
        }
        return inverse;
    }
}
