package org.screlate.enrich;

import java.util.Locale;

/** How the variance of log counts depends on the counts. */
public enum Variance {
    /**
     * Of a gene, by its mean: the variances of genes are drawn to a trend. To the counts of a library 2 is added before the
     * logarithm, more or less as it is larger or smaller than the mean, as in limma-trend.
     */
    TREND,
    /**
     * Of an observation, by the count that the model expects: observations are weighted. To all counts 0.5 is added, as in
     * voom.
     */
    WEIGHTS;

    private static final double TO_MEAN_LIBRARY = 2;
    private static final double TO_ALL = 0.5;

    /** What is added to the counts of a library. */
    double priorCount(double library, double meanLibrary) {
        return this == TREND ? TO_MEAN_LIBRARY * library / meanLibrary : TO_ALL;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
