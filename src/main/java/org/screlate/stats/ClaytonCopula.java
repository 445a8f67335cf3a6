package org.screlate.stats;

/** Clayton's copula, \(C(u, v) = (u^{-\theta} + v^{-\theta} - 1)^{-1/\theta}\) with \(\theta = 10^{-3} + e^\eta\). */
public final class ClaytonCopula extends CornerCopula {
    // Independence is at 0, where the formula has lost its figures.
    private static final double LEAST = 1e-3;

    @Override
    public double parameter(double eta) {
        return LEAST + Math.exp(eta);
    }

    @Override
    Jet distribution(Jet u, double aboveU, Jet v, double aboveV, Jet eta) {
        Jet theta = eta.exp().plus(Jet.constant(LEAST));
        Jet a = theta.times(minusLog(u, aboveU));
        Jet b = theta.times(minusLog(v, aboveV));
        boolean aIsMore = a.value >= b.value;
        Jet more = aIsMore ? a : b;
        Jet less = aIsMore ? b : a;
        // log(e^more + e^less - 1)
        Jet rest = less.plus(more.times(-1)).exp().plus(more.times(-1).exp().times(-1));
        return more.plus(rest.log1p()).times(theta.inverse().times(-1)).exp();
    }

    private static Jet minusLog(Jet u, double above) {
        double log = above < 0.5 ? Math.log1p(-above) : Math.log(u.value);
        return u.map(-log, -1 / u.value, 1 / (u.value * u.value));
    }
}
