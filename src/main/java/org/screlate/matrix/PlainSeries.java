package org.screlate.matrix;

/** The series by plain arithmetic, cell by cell. */
final class PlainSeries implements SeriesKernel {
    @Override
    public void fill(ProductSeries.Terms terms, double rho, double least, ProductSeries.Values to) {
        fill(terms, rho, least, to, 0);
    }

    /** The cells from one on. */
    static void fill(ProductSeries.Terms terms, double rho, double least, ProductSeries.Values to, int from) {
        float[] a = terms.a();
        float[] b = terms.b();
        int cells = terms.cells();
        for (int i = from; i < cells; i++) {
            double value = 0;
            double slope = 0;
            double bend = 0;
            for (int at = (terms.count() - 1) * cells + i; at >= 0; at -= cells) {
                bend = bend * rho + slope;
                slope = slope * rho + value;
                value = value * rho + a[at] * b[at];
            }
            bend = bend * rho + slope;
            slope = slope * rho + value;
            value = value * rho + 1;
            boolean low = value < least;
            double by = 1 / (low ? least : value);
            double first = slope * by;
            to.value()[i] = value;
            to.first()[i] = first;
            to.second()[i] = 2 * (bend * by) - (low ? 0 : first * first);
        }
    }
}
