package org.screlate.mixed;

/** A log-likelihood whose cells depend on coefficients only by the linear predictors of their rows. */
public interface RowLikelihood {
    /** Number of linear predictors of a row. */
    int width();

    /**
     * The log-likelihood, summed over all cells; not finite where it cannot be computed.
     *
     * @param eta {@code [rows × width]}, the linear predictors
     * @param sums takes the derivatives, each row's summed over its cells
     */
    double evaluate(double[] eta, RowSums sums);
}
