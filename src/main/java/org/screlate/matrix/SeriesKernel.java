package org.screlate.matrix;

/** The inner loop of {@link ProductSeries}. */
interface SeriesKernel {
    /** Fills L, L′ / L and L″ / L − (L′ / L)² of each cell; where L is below the least, the last two of its straight continuation. */
    void fill(ProductSeries.Terms terms, double rho, double least, ProductSeries.Values to);
}
