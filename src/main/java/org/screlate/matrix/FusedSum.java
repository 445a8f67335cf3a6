package org.screlate.matrix;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * {@code a b + c} of floats, rounded once: the term of every sum of products. Where the processor has an instruction for it,
 * that is {@link Math#fma(float, float, float)}; where it has none, Java would go by way of decimals, a thousand times slower,
 * so the same number is made from doubles.
 */
final class FusedSum {
    /** Vectors of so many floats and more are found only where fused multiply-adds are, too. */
    private static final int LANES_OF_AVX2 = 8;

    private static final boolean IN_HARDWARE = inHardware();

    private FusedSum() {}

    /** Whether Java uses an instruction for it; false where Java does not say. */
    private static boolean inHardware() {
        try {
            return Boolean.parseBoolean(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption("UseFMA")
                    .getValue());
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }

    /**
     * For kernels of vectors: refuses a processor without the instruction, on which Java would make each by way of decimals.
     *
     * @param lanes floats of a vector
     */
    static void requireInHardware(int lanes) {
        if (lanes < LANES_OF_AVX2 && !IN_HARDWARE) {
            throw new UnsupportedOperationException("no fused multiply-add");
        }
    }

    /** Adds factor · x to the sums, for {@code count} values from a place in each array on. */
    static void addInPlace(float factor, float[] x, int xFrom, float[] sums, int from, int count) {
        if (IN_HARDWARE) {
            for (int i = 0; i < count; i++) {
                sums[from + i] = Math.fma(factor, x[xFrom + i], sums[from + i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                sums[from + i] = byDoubles(factor, x[xFrom + i], sums[from + i]);
            }
        }
    }

    /**
     * The product is exact in double precision. The sum is rounded to odd, that is, to the neighbour whose last bit is 1 where
     * it is not exact: then rounding it once more, to a float, gives what rounding the exact sum gives (Boldo and Melquiond
     * 2008, IEEE Transactions on Computers 57, 462).
     */
    static float byDoubles(float a, float b, float c) {
        double product = (double) a * b;
        double sum = product + c;
        double ofSum = sum - product;
        double error = (product - (sum - ofSum)) + (c - ofSum);
        long bits = Double.doubleToRawLongBits(sum);
        if ((error > 0 || error < 0) && (bits & 1) == 0) {
            sum = Double.longBitsToDouble(error > 0 == sum > 0 ? bits + 1 : bits - 1);
        }
        return (float) sum;
    }
}
