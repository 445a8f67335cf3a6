package org.screlate.stats.count;

/**
 * The Poisson-lognormal distribution with mean \(\mu\) and variance \(\mu + \sigma \mu^2\): \(y \mid z \sim\)
 * Poisson\((\mu e^{\tau z - \tau^2 / 2})\), \(\tau^2 = \log(1 + \sigma)\). With \(\ell(z)\) the logarithm of Poisson's
 * probability, the derivatives of \(\log f\) are \(E \ell_x\) and \(E \ell_{xy} + E \ell_x \ell_y - E \ell_x E \ell_y\) over
 * what the count says of z.
 */
public final class PoissonLognormal implements CountDistribution {
    private final RatePosterior posterior = new RatePosterior();
    private LatentRates rates = LatentRates.of(LatentRates.Family.LOGNORMAL, 1);
    private double logSigma = Double.NaN;
    // Derivatives in log sigma: of tau, and of tau^2.
    private double tauS;
    private double tauSS;
    private double squareS;
    private double squareSS;

    @Override
    public void setLogDispersion(double value) {
        if (value != logSigma) {
            logSigma = value;
            double sigma = Math.exp(value);
            double tau = Math.sqrt(StrictMath.log1p(sigma));
            squareS = sigma / (1 + sigma);
            squareSS = squareS * (1 - squareS);
            tauS = squareS / (2 * tau);
            tauSS = squareSS / (2 * tau) - squareS * tauS / (2 * tau * tau);
            rates = LatentRates.of(LatentRates.Family.LOGNORMAL, sigma);
        }
    }

    @Override
    public void mass(int y, double logMean, CountProbability out) {
        out.logMass = posterior.set(y, logMean, rates);
        out.mass = Math.exp(out.logMass);
        double le = 0;
        double ls = 0;
        double lee = 0;
        double les = 0;
        double lss = 0;
        for (int i = 0; i < posterior.size(); i++) {
            double weight = posterior.weight(i);
            double expected = posterior.meanAt(i);
            double rest = y - expected;
            // of the logarithm of the rate
            double u = posterior.score(i) * tauS - 0.5 * squareS;
            double uu = posterior.score(i) * tauSS - 0.5 * squareSS;
            double slope = rest * u;
            le += weight * rest;
            ls += weight * slope;
            lee += weight * (rest * rest - expected);
            les += weight * (rest * slope - expected * u);
            lss += weight * (slope * slope - expected * u * u + rest * uu);
        }
        out.le = le;
        out.ls = ls;
        out.lee = lee - le * le;
        out.les = les - le * ls;
        out.lss = lss - ls * ls;
    }
}
