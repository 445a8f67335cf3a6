package org.screlate.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The series by vector instructions, a cell in each lane: the same operations on each as plain arithmetic, so the same bits. */
final class VectorSeries implements SeriesKernel {
    private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> F =
            VectorSpecies.of(float.class, VectorShape.forBitSize(D.vectorBitSize() / 2));

    @Override
    public void fill(ProductSeries.Terms terms, double rho, double least, ProductSeries.Values to) {
        float[] a = terms.a();
        float[] b = terms.b();
        int cells = terms.cells();
        int last = (terms.count() - 1) * cells;
        int i = 0;
        for (; i + D.length() <= cells; i += D.length()) {
            DoubleVector value = DoubleVector.zero(D);
            DoubleVector slope = value;
            DoubleVector bend = value;
            for (int at = last + i; at >= 0; at -= cells) {
                DoubleVector product = (DoubleVector) FloatVector.fromArray(F, a, at)
                        .mul(FloatVector.fromArray(F, b, at))
                        .convertShape(VectorOperators.F2D, D, 0);
                bend = bend.mul(rho).add(slope);
                slope = slope.mul(rho).add(value);
                value = value.mul(rho).add(product);
            }
            bend = bend.mul(rho).add(slope);
            slope = slope.mul(rho).add(value);
            value = value.mul(rho).add(1);
            VectorMask<Double> low = value.compare(VectorOperators.LT, least);
            DoubleVector by = DoubleVector.broadcast(D, 1).div(value.blend(least, low));
            DoubleVector first = slope.mul(by);
            value.intoArray(to.value(), i);
            first.intoArray(to.first(), i);
            bend.mul(by).mul(2).sub(first.mul(first).blend(0, low)).intoArray(to.second(), i);
        }
        PlainSeries.fill(terms, rho, least, to, i);
    }
}
