package org.screlate.stats;

/**
 * Frank's copula, \[ C(u, v) = -\frac1\theta \log\left(1 + \frac{(e^{-\theta u} - 1)(e^{-\theta v} - 1)}{e^{-\theta} -
 * 1}\right), \qquad \theta = \eta. \] It is independence at 0. Turning one variable over is turning the sign of \(\theta\),
 * so upper tails are treated as lower ones.
 */
public final class FrankCopula extends CornerCopula {
    // Nearer to 0 the formula is 0 / 0.
    private static final double LEAST = 1e-6;

    private final TurnedCopula turned = new TurnedCopula(this, true, false);
    private final TurnedCopula turnedBoth = new TurnedCopula(this, true, true);
    private final TurnedCopula turnedSecond = new TurnedCopula(this, false, true);

    @Override
    public double parameter(double eta) {
        return eta;
    }

    @Override
    public void rectangle(Interval first, Interval second, double eta, Rectangle out) {
        boolean turnFirst = first.below > first.above;
        boolean turnSecond = second.below > second.above;
        if (turnFirst && turnSecond) {
            turnedBoth.rectangle(first, second, eta, out);
        } else if (turnFirst || turnSecond) {
            (turnFirst ? turned : turnedSecond).rectangle(first, second, -eta, out);
            out.eta = -out.eta;
            out.firstLowEta = -out.firstLowEta;
            out.firstHighEta = -out.firstHighEta;
            out.secondLowEta = -out.secondLowEta;
            out.secondHighEta = -out.secondHighEta;
        } else {
            super.rectangle(first, second, eta, out);
        }
    }

    @Override
    Jet distribution(Jet u, double aboveU, Jet v, double aboveV, Jet eta) {
        Jet theta = Math.abs(eta.value) < LEAST ? eta.plus(Jet.constant(LEAST - eta.value)) : eta;
        Jet minus = theta.times(-1);
        Jet product = minus.times(u).expm1().times(minus.times(v).expm1());
        return product.times(minus.expm1().inverse()).log1p().times(minus.inverse());
    }
}
