package org.screlate.stats.copula;

/** How two uniform variables depend on each other, for variables that are only known to lie in intervals. */
public interface Copula {
    /**
     * Fills the ends and densities of an interval on the copula's own scale, which is that of the probabilities unless a
     * copula says otherwise; the probabilities must be there.
     */
    default void prepare(Interval interval) {
        interval.low = interval.below;
        interval.high = interval.below + interval.mass;
    }

    /**
     * The probability of a rectangle and its derivatives.
     *
     * @param first the first variable's interval, prepared
     * @param second the second's
     * @param eta the parameter on the scale of its link
     */
    void rectangle(Interval first, Interval second, double eta, Rectangle out);

    /** The same with derivatives in the parameter only: {@code value}, {@code eta} and {@code etaEta} are filled. */
    void dependence(Interval first, Interval second, double eta, Rectangle out);

    /** The parameter in the family's usual form: the correlation of the Gaussian, \(\theta\) of the others. */
    double parameter(double eta);

    /**
     * The second variable, where its distribution function given the first is a probability; for draws.
     *
     * @param u the first variable, in (0, 1)
     * @param probability in (0, 1)
     */
    double given(double u, double probability, double eta);
}
