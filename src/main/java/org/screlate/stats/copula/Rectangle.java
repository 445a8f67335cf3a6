package org.screlate.stats.copula;

/**
 * The probability that a copula gives to one count of each gene, with its derivatives in the parameter \(\eta\) and in
 * the ends of both intervals: {@code low} is F(y - 1), {@code high} is F(y); {@code first} and {@code second} are the
 * genes. Fields, because they are read in the innermost loop.
 */
public final class Rectangle {
    /** The probability. */
    public double value;

    /** In \(\eta\). */
    public double eta, etaEta;

    /** In one end, and one end with \(\eta\). */
    public double firstLow, firstHigh, secondLow, secondHigh;
    /** In one end and \(\eta\). */
    public double firstLowEta, firstHighEta, secondLowEta, secondHighEta;

    /** Twice in one end. */
    public double firstLowLow, firstHighHigh, secondLowLow, secondHighHigh;

    /** In an end of the first and one of the second. */
    public double lowLow, lowHigh, highLow, highHigh;
}
