package org.screlate.stats.count;

/** Counts of a mean and a dispersion \(\sigma\); holds tables of one dispersion at a time, so each thread needs its own. */
public interface CountDistribution {
    /** Takes another dispersion, \(\log \sigma\). */
    void setLogDispersion(double logSigma);

    /** Fills the logarithm of the probability of a count, and its derivatives in \(\log \mu\) and \(\log \sigma\). */
    void mass(int y, double logMean, CountProbability out);
}
