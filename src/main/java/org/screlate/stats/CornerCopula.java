package org.screlate.stats;

/**
 * A copula with a closed distribution function: a rectangle's probability is the sum of its four corners, each with its
 * derivatives. What is smaller than rounding of that sum is taken as independent.
 */
abstract class CornerCopula implements Copula {
    private static final int U = 0;
    private static final int V = 1;
    private static final int ETA = 2;
    private static final double ROUNDING = 1e-15;

    /**
     * The distribution function.
     *
     * @param u jet of the first variable
     * @param aboveU what is above u, exactly
     */
    abstract Jet distribution(Jet u, double aboveU, Jet v, double aboveV, Jet eta);

    @Override
    public void prepare(Interval interval) {
        interval.low = interval.below;
        interval.high = interval.below + interval.mass;
    }

    @Override
    public void dependence(Interval first, Interval second, double eta, Rectangle out) {
        rectangle(first, second, eta, out);
    }

    @Override
    public void rectangle(Interval first, Interval second, double eta, Rectangle out) {
        Jet parameter = Jet.variable(eta, ETA);
        Jet u0 = Jet.variable(first.below, U);
        Jet u1 = Jet.variable(first.below + first.mass, U);
        Jet v0 = Jet.variable(second.below, V);
        Jet v1 = Jet.variable(second.below + second.mass, V);
        double aboveU0 = first.above + first.mass;
        double aboveV0 = second.above + second.mass;
        Jet c11 = distribution(u1, first.above, v1, second.above, parameter);
        Jet c10 = second.below > 0 ? distribution(u1, first.above, v0, aboveV0, parameter) : Jet.constant(0);
        Jet c01 = first.below > 0 ? distribution(u0, aboveU0, v1, second.above, parameter) : Jet.constant(0);
        Jet c00 = first.below > 0 && second.below > 0
                ? distribution(u0, aboveU0, v0, aboveV0, parameter)
                : Jet.constant(0);
        fill(c11, c10, c01, c00, out);
        if (!(out.value > ROUNDING * c11.value)) {
            independent(first, second, out);
        }
    }

    private static void fill(Jet c11, Jet c10, Jet c01, Jet c00, Rectangle out) {
        out.value = (c11.value - c10.value) - (c01.value - c00.value);
        out.eta = c11.first(ETA) - c10.first(ETA) - c01.first(ETA) + c00.first(ETA);
        out.etaEta = c11.second(ETA, ETA) - c10.second(ETA, ETA) - c01.second(ETA, ETA) + c00.second(ETA, ETA);
        out.firstHigh = c11.first(U) - c10.first(U);
        out.firstLow = c00.first(U) - c01.first(U);
        out.secondHigh = c11.first(V) - c01.first(V);
        out.secondLow = c00.first(V) - c10.first(V);
        out.firstHighEta = c11.second(U, ETA) - c10.second(U, ETA);
        out.firstLowEta = c00.second(U, ETA) - c01.second(U, ETA);
        out.secondHighEta = c11.second(V, ETA) - c01.second(V, ETA);
        out.secondLowEta = c00.second(V, ETA) - c10.second(V, ETA);
        out.firstHighHigh = c11.second(U, U) - c10.second(U, U);
        out.firstLowLow = c00.second(U, U) - c01.second(U, U);
        out.secondHighHigh = c11.second(V, V) - c01.second(V, V);
        out.secondLowLow = c00.second(V, V) - c10.second(V, V);
        out.highHigh = c11.second(U, V);
        out.highLow = -c10.second(U, V);
        out.lowHigh = -c01.second(U, V);
        out.lowLow = c00.second(U, V);
    }

    private static void independent(Interval first, Interval second, Rectangle out) {
        Jet none = Jet.constant(0);
        fill(none, none, none, none, out);
        out.value = first.mass * second.mass;
        out.firstHigh = second.mass;
        out.firstLow = -second.mass;
        out.secondHigh = first.mass;
        out.secondLow = -first.mass;
        out.highHigh = 1;
        out.lowLow = 1;
        out.highLow = -1;
        out.lowHigh = -1;
    }
}
