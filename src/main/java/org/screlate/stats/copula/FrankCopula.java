package org.screlate.stats.copula;

/**
 * Frank's copula, \[ C(u, v) = -\frac1\theta \log\left(1 + \frac{(e^{-\theta u} - 1)(e^{-\theta v} - 1)}{e^{-\theta} -
 * 1}\right), \qquad \theta = \eta, \] which is independence at 0.
 *
 * <p>Its four corners would cancel; their sum, written with \(\varphi(t) = (e^t - 1) / t\), does not: with \[ Q(u, v) =
 * e^{-\theta u} v \varphi(-\theta v) + e^{-\theta v} (1 - v) \varphi(-\theta (1 - v)), \qquad D = \varphi(-\theta), \] and the
 * interval of \(u\) from \(u_0\) to \(u_0 + m\), \(U = m e^{-\theta u_0} \varphi(-\theta m)\), \(V\) likewise, \[ E =
 * -\frac1\theta \log(1 - \theta M), \quad M = \frac{D U V}{Q(u_1, v_0) Q(u_0, v_1)}, \quad 1 - \theta M = \frac{Q(u_1, v_1)
 * Q(u_0, v_0)}{Q(u_1, v_0) Q(u_0, v_1)}, \quad \frac{\partial E}{\partial u_1} = e^{-\theta u_1} \frac{D V}{Q(u_1, v_1)
 * Q(u_1, v_0)}. \]
 */
public final class FrankCopula implements Copula {
    // Below it 1 - theta M is found by its own ratio.
    private static final double FAR = -0.5;
    private static final double INDEPENDENT = 1e-9;

    @Override
    public double parameter(double eta) {
        return eta;
    }

    @Override
    public double given(double u, double probability, double eta) {
        if (Math.abs(eta) < INDEPENDENT) {
            return probability;
        }
        double weight = probability + (1 - probability) * Math.exp(-eta * u);
        return -StrictMath.log1p(probability * StrictMath.expm1(-eta) / weight) / eta;
    }

    @Override
    public void dependence(Interval first, Interval second, double eta, Rectangle out) {
        new Corners(first, second, eta).probability(out);
    }

    @Override
    public void rectangle(Interval first, Interval second, double eta, Rectangle out) {
        Corners corners = new Corners(first, second, eta);
        corners.probability(out);
        corners.ends(out);
    }

    /** The four corners of a rectangle. */
    private static final class Corners {
        private final Jet minus;
        private final End u0;
        private final End u1;
        private final End v0;
        private final End v1;
        private final Jet d;
        private final Jet u;
        private final Jet v;
        private final Jet q00;
        private final Jet q01;
        private final Jet q10;
        private final Jet q11;

        Corners(Interval first, Interval second, double eta) {
            minus = Jet.variable(eta).times(-1);
            u0 = new End(first.below, first.mass + first.above, minus);
            u1 = new End(first.below + first.mass, first.above, minus);
            v0 = new End(second.below, second.mass + second.above, minus);
            v1 = new End(second.below + second.mass, second.above, minus);
            d = minus.expm1Ratio();
            u = u0.power.times(minus.times(first.mass).expm1Ratio()).times(first.mass);
            v = v0.power.times(minus.times(second.mass).expm1Ratio()).times(second.mass);
            q00 = v0.denominator(u0);
            q01 = v1.denominator(u0);
            q10 = v0.denominator(u1);
            q11 = v1.denominator(u1);
        }

        void probability(Rectangle out) {
            Jet m = d.times(u).times(v).times(q10.times(q01).inverse());
            Jet shift = minus.times(m);
            Jet e;
            if (shift.value() < FAR) {
                Jet log = q11.log().plus(q00.log()).minus(q10.log()).minus(q01.log());
                e = log.times(minus.inverse());
            } else {
                e = m.times(shift.log1pRatio());
            }
            out.value = e.value();
            out.eta = e.first();
            out.etaEta = e.second();
        }

        void ends(Rectangle out) {
            Jet firstHigh = u1.power.times(d).times(v).times(q11.times(q10).inverse());
            Jet firstLow = u0.power.times(d).times(v).times(q01.times(q00).inverse());
            Jet secondHigh = v1.power.times(d).times(u).times(q11.times(q01).inverse());
            Jet secondLow = v0.power.times(d).times(u).times(q10.times(q00).inverse());
            out.firstHigh = firstHigh.value();
            out.firstHighEta = firstHigh.first();
            out.firstLow = -firstLow.value();
            out.firstLowEta = -firstLow.first();
            out.secondHigh = secondHigh.value();
            out.secondHighEta = secondHigh.first();
            out.secondLow = -secondLow.value();
            out.secondLowEta = -secondLow.first();
            out.firstHighHigh = bend(firstHigh, slope(u1, v1, q11) + slope(u1, v0, q10));
            out.firstLowLow = -bend(firstLow, slope(u0, v1, q01) + slope(u0, v0, q00));
            out.secondHighHigh = bend(secondHigh, slope(v1, u1, q11) + slope(v1, u0, q01));
            out.secondLowLow = -bend(secondLow, slope(v0, u1, q10) + slope(v0, u0, q00));
            out.highHigh = density(u1, v1, q11);
            out.highLow = -density(u1, v0, q10);
            out.lowHigh = -density(u0, v1, q01);
            out.lowLow = density(u0, v0, q00);
        }

        // C_u = e^(-theta u) v phi(-theta v) / Q
        private static double slope(End at, End other, Jet q) {
            return at.power.value() * other.part.value() / q.value();
        }

        // C_uu = -theta C_u (1 - C_u), here the difference of two
        private double bend(Jet slope, double sumOfSlopes) {
            return minus.value() * slope.value() * (1 - sumOfSlopes);
        }

        private double density(End one, End other, Jet q) {
            return one.power.value() * other.power.value() * d.value() / (q.value() * q.value());
        }
    }

    /** An end of an interval, x: \(e^{-\theta x}\), \(x \varphi(-\theta x)\) and \((1 - x) \varphi(-\theta (1 - x))\). */
    private static final class End {
        private final Jet power;
        private final Jet part;
        private final Jet rest;

        End(double x, double above, Jet minus) {
            power = minus.times(x).exp();
            part = minus.times(x).expm1Ratio().times(x);
            rest = minus.times(above).expm1Ratio().times(above);
        }

        /** Q with this as the second variable. */
        Jet denominator(End first) {
            return first.power.times(part).plus(power.times(rest));
        }
    }
}
