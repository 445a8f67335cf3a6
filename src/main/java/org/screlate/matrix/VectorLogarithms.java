package org.screlate.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link PlainProducts#log} by vector instructions, in the same order of operations. */
final class VectorLogarithms {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    private VectorLogarithms() {}

    static void aboveOneInPlace(float own, float[] scales, float[] x, int at, int length) {
        int whole = length - length % LANES;
        for (int j = 0; j < whole; j += LANES) {
            FloatVector scale = FloatVector.fromArray(S, scales, j).mul(own);
            log(scale.mul(FloatVector.fromArray(S, x, at + j)).max(1)).intoArray(x, at + j);
        }
        PlainProducts.logAboveOneInPlace(own, scales, x, at, whole, length);
    }

    private static FloatVector log(FloatVector x) {
        IntVector bits = x.viewAsIntegralLanes().reinterpretAsInts();
        IntVector exponent = bits.sub(0x3f3504f3).lanewise(VectorOperators.ASHR, 23);
        FloatVector m = bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats();
        FloatVector s = m.sub(1).div(m.add(1));
        FloatVector q = s.mul(s);
        FloatVector series = q.mul(1 / 9f).add(1 / 7f);
        series = q.mul(series).add(0.2f);
        series = q.mul(series).add(1 / 3f);
        series = q.mul(series).add(1);
        FloatVector whole = ((FloatVector) exponent.convert(VectorOperators.I2F, 0)).mul(0.6931472f);
        return s.mul(2).mul(series).add(whole);
    }
}
