package org.screlate.stats;

/** A copula with one or both variables turned over, \(u \to 1 - u\). */
public final class TurnedCopula implements Copula {
    private final Copula base;
    private final boolean turnFirst;
    private final boolean turnSecond;
    private final Interval first = new Interval();
    private final Interval second = new Interval();
    private final Rectangle inner = new Rectangle();

    /** Turns a copula. */
    TurnedCopula(Copula base, boolean turnFirst, boolean turnSecond) {
        this.base = base;
        this.turnFirst = turnFirst;
        this.turnSecond = turnSecond;
    }

    /** Clayton's copula turned by 90, 180 or 270 degrees. */
    public static TurnedCopula clayton(int degrees) {
        return new TurnedCopula(new ClaytonCopula(), degrees != 270, degrees != 90);
    }

    @Override
    public double parameter(double eta) {
        return base.parameter(eta);
    }

    @Override
    public double given(double u, double probability, double eta) {
        double v = base.given(turnFirst ? 1 - u : u, turnSecond ? 1 - probability : probability, eta);
        return turnSecond ? 1 - v : v;
    }

    @Override
    public void prepare(Interval interval) {
        base.prepare(interval);
    }

    @Override
    public void dependence(Interval one, Interval other, double eta, Rectangle out) {
        rectangle(one, other, eta, out);
    }

    @Override
    public void rectangle(Interval one, Interval other, double eta, Rectangle out) {
        copy(one, turnFirst, first);
        copy(other, turnSecond, second);
        base.rectangle(first, second, eta, inner);
        double s = turnFirst ? -1 : 1;
        double t = turnSecond ? -1 : 1;
        out.value = inner.value;
        out.eta = inner.eta;
        out.etaEta = inner.etaEta;
        out.firstLow = s * (turnFirst ? inner.firstHigh : inner.firstLow);
        out.firstHigh = s * (turnFirst ? inner.firstLow : inner.firstHigh);
        out.firstLowEta = s * (turnFirst ? inner.firstHighEta : inner.firstLowEta);
        out.firstHighEta = s * (turnFirst ? inner.firstLowEta : inner.firstHighEta);
        out.firstLowLow = turnFirst ? inner.firstHighHigh : inner.firstLowLow;
        out.firstHighHigh = turnFirst ? inner.firstLowLow : inner.firstHighHigh;
        out.secondLow = t * (turnSecond ? inner.secondHigh : inner.secondLow);
        out.secondHigh = t * (turnSecond ? inner.secondLow : inner.secondHigh);
        out.secondLowEta = t * (turnSecond ? inner.secondHighEta : inner.secondLowEta);
        out.secondHighEta = t * (turnSecond ? inner.secondLowEta : inner.secondHighEta);
        out.secondLowLow = turnSecond ? inner.secondHighHigh : inner.secondLowLow;
        out.secondHighHigh = turnSecond ? inner.secondLowLow : inner.secondHighHigh;
        out.lowLow = s * t * cross(turnFirst, turnSecond);
        out.lowHigh = s * t * cross(turnFirst, !turnSecond);
        out.highLow = s * t * cross(!turnFirst, turnSecond);
        out.highHigh = s * t * cross(!turnFirst, !turnSecond);
    }

    private double cross(boolean highFirst, boolean highSecond) {
        if (highFirst) {
            return highSecond ? inner.highHigh : inner.highLow;
        }
        return highSecond ? inner.lowHigh : inner.lowLow;
    }

    private void copy(Interval from, boolean turn, Interval to) {
        to.mass = from.mass;
        to.below = turn ? from.above : from.below;
        to.above = turn ? from.below : from.above;
        base.prepare(to);
    }
}
