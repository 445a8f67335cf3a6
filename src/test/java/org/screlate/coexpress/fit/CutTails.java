package org.screlate.coexpress.fit;

import org.screlate.stats.copula.Copula;
import org.screlate.stats.copula.GaussianCopula;
import org.screlate.stats.copula.Interval;
import org.screlate.stats.copula.Rectangle;

/** The Gaussian copula as published: counts beyond 0.999999 of their distribution are moved to there, with their mass. */
final class CutTails implements Copula {
    private static final double MOST = 0.999999;

    private final GaussianCopula copula = new GaussianCopula();
    private final Interval first = new Interval();
    private final Interval second = new Interval();

    @Override
    public double given(double u, double probability, double eta) {
        return copula.given(u, probability, eta);
    }

    @Override
    public void prepare(Interval interval) {
        copula.prepare(interval);
    }

    @Override
    public void rectangle(Interval one, Interval other, double eta, Rectangle out) {
        cut(one, first);
        cut(other, second);
        copula.rectangle(first, second, eta, out);
    }

    @Override
    public void dependence(Interval one, Interval other, double eta, Rectangle out) {
        rectangle(one, other, eta, out);
    }

    @Override
    public double parameter(double eta) {
        return copula.parameter(eta);
    }

    private void cut(Interval from, Interval to) {
        boolean beyond = from.above < 1 - MOST;
        to.mass = from.mass;
        to.below = beyond ? MOST - from.mass : from.below;
        to.above = beyond ? 1 - MOST : from.above;
        copula.prepare(to);
    }
}
