package org.screlate.stats.copula;

/**
 * Clayton's copula, \(C(u, v) = W^{-1/\theta}\) with \(W = u^{-\theta} + v^{-\theta} - 1\) and \(\theta = e^\eta\), which is
 * independence where \(\eta\) runs to \(-\infty\).
 *
 * <p>Its four corners would cancel; their sum, written otherwise, does not: with \(p = -1/\theta\), W at the upper ends, and
 * \(W (1 + \alpha)\) and \(W (1 + \beta)\) where the first or the second variable is at its lower end, \[ E = W^p \left(
 * [(1 + \alpha)^p - 1] [(1 + \beta)^p - 1] - (1 + \alpha + \beta)^p \left[ \left(1 + \tfrac{\alpha \beta}{1 + \alpha +
 * \beta}\right)^p - 1 \right] \right), \qquad \frac{\partial E}{\partial u_1} = -u_1^{-\theta - 1} W^{p - 1} [(1 + \beta)^{p -
 * 1} - 1], \] all in logarithms.
 */
public final class ClaytonCopula implements Copula {
    @Override
    public double parameter(double eta) {
        return Math.exp(eta);
    }

    @Override
    public double given(double u, double probability, double eta) {
        return conditional(u, probability, parameter(eta));
    }

    /** v where \(\partial C / \partial u\) is a probability; all in (0, 1). */
    public static double conditional(double u, double probability, double theta) {
        double inner = StrictMath.expm1(-theta / (1 + theta) * Math.log(probability)) * Math.exp(-theta * Math.log(u));
        return Math.exp(-StrictMath.log1p(inner) / theta);
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
        private static final Jet NEVER = Jet.constant(Double.POSITIVE_INFINITY);

        private final Jet theta;
        private final Jet p;
        private final End u0;
        private final End u1;
        private final End v0;
        private final End v1;
        private final Jet logW;
        // log(1 + alpha), log(1 + beta), and log(1 + alpha + beta) less each; the first two infinite for ends at 0.
        private final Jet riseU;
        private final Jet riseV;
        private final Jet furtherU;
        private final Jet furtherV;
        private final Jet logProduct;

        Corners(Interval first, Interval second, double eta) {
            theta = Jet.variable(eta).exp();
            p = theta.inverse().times(-1);
            u1 = End.high(first, theta);
            v1 = End.high(second, theta);
            u0 = End.low(first, u1, theta);
            v0 = End.low(second, v1, theta);
            logW = u1.power.value() >= v1.power.value() ? logSumLess1(u1, v1) : logSumLess1(v1, u1);
            Jet logAlpha = u0.growth.plus(u1.power).minus(logW);
            Jet logBeta = v0.growth.plus(v1.power).minus(logW);
            riseU = u0.isZero() ? NEVER : logAlpha.softplus();
            riseV = v0.isZero() ? NEVER : logBeta.softplus();
            furtherV = v0.isZero() ? NEVER : logBeta.minus(riseU).softplus();
            furtherU = u0.isZero() ? NEVER : logAlpha.minus(riseV).softplus();
            logProduct = logAlpha.plus(logBeta);
        }

        // log(e^more + e^less - 1)
        private static Jet logSumLess1(End more, End less) {
            Jet down = more.power.times(-1);
            Jet rest = less.power.value() < 1
                    ? down.exp().times(less.power.expm1())
                    : less.power.plus(down).exp().minus(down.exp());
            return more.power.plus(rest.log1p());
        }

        void probability(Rectangle out) {
            Jet e = lessOne(p, riseU).times(lessOne(p, riseV));
            if (!u0.isZero() && !v0.isZero()) {
                Jet both = riseU.plus(furtherV);
                Jet shift = logProduct.minus(both).softplus();
                e = e.minus(p.times(both).exp().times(lessOne(p, shift)));
            }
            e = p.times(logW).exp().times(e);
            out.value = e.value();
            out.eta = e.first();
            out.etaEta = e.second();
        }

        void ends(Rectangle out) {
            Jet firstHigh = slope(u1, logW, riseV);
            Jet secondHigh = slope(v1, logW, riseU);
            out.firstHigh = firstHigh.value();
            out.firstHighEta = firstHigh.first();
            out.firstHighHigh = bend(u1, logW, riseV);
            out.secondHigh = secondHigh.value();
            out.secondHighEta = secondHigh.first();
            out.secondHighHigh = bend(v1, logW, riseU);
            // Nothing depends on an end at 0.
            Jet firstLow = u0.isZero() ? Jet.constant(0) : slope(u0, logW.plus(riseU), furtherV);
            Jet secondLow = v0.isZero() ? Jet.constant(0) : slope(v0, logW.plus(riseV), furtherU);
            out.firstLow = -firstLow.value();
            out.firstLowEta = -firstLow.first();
            out.firstLowLow = u0.isZero() ? 0 : -bend(u0, logW.plus(riseU), furtherV);
            out.secondLow = -secondLow.value();
            out.secondLowEta = -secondLow.first();
            out.secondLowLow = v0.isZero() ? 0 : -bend(v0, logW.plus(riseV), furtherU);
            out.highHigh = density(u1, v1, logW.value());
            out.highLow = v0.isZero() ? 0 : -density(u1, v0, logW.value() + riseV.value());
            out.lowHigh = u0.isZero() ? 0 : -density(u0, v1, logW.value() + riseU.value());
            out.lowLow =
                    u0.isZero() || v0.isZero() ? 0 : density(u0, v0, logW.value() + riseU.value() + furtherV.value());
        }

        // C_u = u^(-theta - 1) W^(p - 1), less the same where the other variable is low and log W has risen
        private Jet slope(End at, Jet logW, Jet rise) {
            Jet q = p.plus(-1);
            Jet power = at.power.plus(at.minusLog).plus(q.times(logW)).exp();
            return power.times(lessOne(q, rise)).times(-1);
        }

        // C_uu = (1 + theta) (u^(-2 theta - 2) W^(p - 2) - u^(-theta - 2) W^(p - 1)), less the same
        private double bend(End at, Jet logW, Jet rise) {
            double q = p.value() - 1;
            double power = at.power.value();
            double one = Math.exp(power + 2 * at.minusLog + q * logW.value()) * StrictMath.expm1(q * rise.value());
            double two = Math.exp(2 * power + 2 * at.minusLog + (q - 1) * logW.value())
                    * StrictMath.expm1((q - 1) * rise.value());
            return (1 + theta.value()) * (one - two);
        }

        private double density(End u, End v, double logW) {
            double powers = u.power.value() + v.power.value() + u.minusLog + v.minusLog;
            return (1 + theta.value()) * Math.exp(powers + (p.value() - 2) * logW);
        }

        /** \(e^{q r} - 1\). */
        private static Jet lessOne(Jet q, Jet rise) {
            return rise.value() == Double.POSITIVE_INFINITY
                    ? Jet.constant(-1)
                    : q.times(rise).expm1();
        }
    }

    /**
     * An end of an interval, x.
     *
     * @param minusLog \(-\log x\)
     * @param power \(-\theta \log x\), the logarithm of \(x^{-\theta}\)
     * @param growth of a lower end, by what factor less 1 its \(x^{-\theta}\) is more than that of the upper end, as a
     *     logarithm
     */
    private record End(double minusLog, Jet power, Jet growth) {
        static End high(Interval interval, Jet theta) {
            double log =
                    interval.above < 0.5 ? StrictMath.log1p(-interval.above) : Math.log(interval.below + interval.mass);
            return new End(-log, theta.times(-log), Jet.constant(0));
        }

        static End low(Interval interval, End high, Jet theta) {
            double step = StrictMath.log1p(interval.mass / interval.below);
            double minusLog = high.minusLog + step;
            return new End(minusLog, theta.times(minusLog), theta.times(step).logExpm1());
        }

        boolean isZero() {
            return minusLog == Double.POSITIVE_INFINITY;
        }
    }
}
