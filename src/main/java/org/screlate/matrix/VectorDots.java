package org.screlate.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Dot products in double precision by vector instructions: the four sums of a pair of rows are the lanes of one vector, and
 * four pairs go side by side, as one sum alone waits on itself. Where no vector holds four doubles, by plain Java.
 */
final class VectorDots {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_128;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_256;
    private static final int LANES = DOUBLES.length();
    private static final int PAIRS = 4;
    private static final boolean FITS = FloatVector.SPECIES_PREFERRED.length() >= 2 * LANES;

    private VectorDots() {}

    /** See {@link Products#exactDots}. */
    static void exact(DenseMatrix a, int row, int[] others, double[] out) {
        int first = 0;
        for (; FITS && first + PAIRS <= others.length; first += PAIRS) {
            four(a, row, others, first, out);
        }
        for (; first < others.length; first++) {
            out[first] = PlainProducts.exactDot(a.values(), a.offset(row), a.offset(others[first]), a.columns());
        }
    }

    private static void four(DenseMatrix a, int row, int[] others, int first, double[] out) {
        float[] x = a.values();
        int i = a.offset(row);
        int j0 = a.offset(others[first]);
        int j1 = a.offset(others[first + 1]);
        int j2 = a.offset(others[first + 2]);
        int j3 = a.offset(others[first + 3]);
        DoubleVector s0 = DoubleVector.zero(DOUBLES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int whole = a.columns() / LANES * LANES;
        for (int c = 0; c < whole; c += LANES) {
            DoubleVector own = doubles(x, i + c);
            s0 = doubles(x, j0 + c).fma(own, s0);
            s1 = doubles(x, j1 + c).fma(own, s1);
            s2 = doubles(x, j2 + c).fma(own, s2);
            s3 = doubles(x, j3 + c).fma(own, s3);
        }
        int left = a.columns() - whole;
        out[first] = sum(s0, x, i + whole, j0 + whole, left);
        out[first + 1] = sum(s1, x, i + whole, j1 + whole, left);
        out[first + 2] = sum(s2, x, i + whole, j2 + whole, left);
        out[first + 3] = sum(s3, x, i + whole, j3 + whole, left);
    }

    private static DoubleVector doubles(float[] x, int at) {
        return (DoubleVector) FloatVector.fromArray(FLOATS, x, at).convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    /** The sums added, with what did not fill a vector, which belongs to the first of them. */
    private static double sum(DoubleVector sums, float[] x, int i, int j, int left) {
        double s0 = sums.lane(0);
        for (int c = 0; c < left; c++) {
            s0 += (double) x[i + c] * x[j + c];
        }
        return (s0 + sums.lane(1)) + (sums.lane(2) + sums.lane(3));
    }
}
