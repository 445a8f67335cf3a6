package org.screlate.stats.count;

/**
 * How likely a zero is a loss, by the probability \(\pi\) that a second library of the same depth would detect what is not seen:
 *
 * <ul>
 *   <li>\(\min(1, \frac{r}{1 - r} \frac{\pi}{1 - \pi})\), where whole values were hidden, a share r of them;
 *   <li>\(1 - (1 - \pi)^{q / (1 - q)}\), where single molecules were lost with probability q: those are a library of
 *       q / (1 - q) the depth of what is left.
 * </ul>
 *
 * @param odds r / (1 - r): values that were hidden for each that was kept
 * @param moleculeRate q, in (0, 1); NaN where whole values were hidden
 */
public record LossProbability(double odds, double moleculeRate) {
    /** From counts of values. */
    public static LossProbability of(long hidden, long kept, double moleculeRate) {
        return new LossProbability(hidden / (double) Math.max(1, kept), moleculeRate);
    }

    /** Of a zero with \(\pi\), in [0, 1]. */
    public float of(double pi) {
        return (float)
                (Double.isNaN(moleculeRate)
                        ? Math.min(1, odds * pi / (1 - pi))
                        : -StrictMath.expm1(moleculeRate / (1 - moleculeRate) * StrictMath.log1p(-pi)));
    }
}
