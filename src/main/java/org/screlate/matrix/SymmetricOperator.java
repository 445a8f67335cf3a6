package org.screlate.matrix;

/** A symmetric matrix {@code [size × size]}, known by what it does to a vector. */
@FunctionalInterface
interface SymmetricOperator {
    /**
     * Multiplies.
     *
     * @param x length size, kept
     * @param product length size, overwritten
     */
    void multiply(double[] x, double[] product);
}
