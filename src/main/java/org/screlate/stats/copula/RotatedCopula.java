package org.screlate.stats.copula;

/** A rotated copula: one or both variables replaced, \(u \to 1 - u\). */
public final class RotatedCopula implements Copula {
    private final Copula base;
    private final boolean rotateFirst;
    private final boolean rotateSecond;
    private final Interval first = new Interval();
    private final Interval second = new Interval();
    private final Rectangle inner = new Rectangle();

    /** Rotates a copula. */
    RotatedCopula(Copula base, boolean rotateFirst, boolean rotateSecond) {
        this.base = base;
        this.rotateFirst = rotateFirst;
        this.rotateSecond = rotateSecond;
    }

    /** Clayton's copula rotated by 90, 180 or 270 degrees. */
    public static RotatedCopula clayton(int degrees) {
        return new RotatedCopula(new ClaytonCopula(), degrees != 270, degrees != 90);
    }

    @Override
    public double parameter(double eta) {
        return base.parameter(eta);
    }

    @Override
    public double given(double u, double probability, double eta) {
        double v = base.given(rotateFirst ? 1 - u : u, rotateSecond ? 1 - probability : probability, eta);
        return rotateSecond ? 1 - v : v;
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
        copy(one, rotateFirst, first);
        copy(other, rotateSecond, second);
        base.rectangle(first, second, eta, inner);
        double s = rotateFirst ? -1 : 1;
        double t = rotateSecond ? -1 : 1;
        out.value = inner.value;
        out.eta = inner.eta;
        out.etaEta = inner.etaEta;
        out.firstLow = s * (rotateFirst ? inner.firstHigh : inner.firstLow);
        out.firstHigh = s * (rotateFirst ? inner.firstLow : inner.firstHigh);
        out.firstLowEta = s * (rotateFirst ? inner.firstHighEta : inner.firstLowEta);
        out.firstHighEta = s * (rotateFirst ? inner.firstLowEta : inner.firstHighEta);
        out.firstLowLow = rotateFirst ? inner.firstHighHigh : inner.firstLowLow;
        out.firstHighHigh = rotateFirst ? inner.firstLowLow : inner.firstHighHigh;
        out.secondLow = t * (rotateSecond ? inner.secondHigh : inner.secondLow);
        out.secondHigh = t * (rotateSecond ? inner.secondLow : inner.secondHigh);
        out.secondLowEta = t * (rotateSecond ? inner.secondHighEta : inner.secondLowEta);
        out.secondHighEta = t * (rotateSecond ? inner.secondLowEta : inner.secondHighEta);
        out.secondLowLow = rotateSecond ? inner.secondHighHigh : inner.secondLowLow;
        out.secondHighHigh = rotateSecond ? inner.secondLowLow : inner.secondHighHigh;
        out.lowLow = s * t * cross(rotateFirst, rotateSecond);
        out.lowHigh = s * t * cross(rotateFirst, !rotateSecond);
        out.highLow = s * t * cross(!rotateFirst, rotateSecond);
        out.highHigh = s * t * cross(!rotateFirst, !rotateSecond);
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
