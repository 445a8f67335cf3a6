package org.screlate.stats.count;

/**
 * Where a count \(y\) stands in its distribution \(F\), with derivatives in \(e = \log \mu\) and \(s = \log \sigma\). The
 * three probabilities {@code below + mass + above} are 1; each is accurate however small. Filled by
 * {@link NegativeBinomial}; its fields are read in the innermost loop, so they are plain.
 */
public final class CountProbability {
    /** \(\log f(y)\). */
    public double logMass;
    /** \(f(y)\). */
    public double mass;
    /** \(F(y - 1)\). */
    public double below;
    /** \(1 - F(y)\). */
    public double above;

    /** Derivatives of \(\log f\). */
    public double le, ls, lee, les, lss;

    /** Derivatives of \(F(y - 1)\). */
    public double lowE, lowS, lowEE, lowES, lowSS;

    /** Derivatives of \(F(y)\). */
    public double highE, highS, highEE, highES, highSS;
}
