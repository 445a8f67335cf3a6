package org.screlate.stats.count;

/** \(g(z) = e^{\tau z - \tau^2 / 2}\) with \(\tau^2 = \log(1 + \sigma)\). */
final class LognormalRates extends LatentRates {
    private final double tau;

    LognormalRates(double dispersion) {
        tau = Math.sqrt(StrictMath.log1p(dispersion));
    }

    @Override
    void fill(int level, double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = tau * (score(level, i) - tau / 2);
        }
    }
}
