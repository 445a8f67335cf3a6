package org.screlate.coexpress.test;

import org.screlate.matrix.SparseMatrix;

/** Estimates how pairs of genes correlate in the cells of one group. */
interface GeneCorrelation {
    /**
     * Correlations of pairs, each tested.
     *
     * @param counts {@code [cells × genes]}
     * @param depth total count of each cell
     * @param pairs which genes
     */
    Estimate estimate(SparseMatrix counts, double[] depth, IndexPairs pairs);

    /** The correlations alone. */
    double[] rho(SparseMatrix counts, double[] depth, IndexPairs pairs);

    /**
     * What was found of each pair, in the order of the pairs; NaN where a gene does not vary.
     *
     * @param rho correlation in [-1, 1]
     * @param pValue two-sided, of the hypothesis that the genes do not correlate, cells taken as independent
     */
    record Estimate(double[] rho, double[] pValue) {}
}
