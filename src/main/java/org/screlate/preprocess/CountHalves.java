package org.screlate.preprocess;

import java.util.SplittableRandom;
import org.screlate.data.CellMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.random.Streams;

/**
 * Counts parted at random: each molecule goes to either half with the same chance, so that both have the same expectation
 * and, where counts are Poisson, nothing else in common. What a cell's halves are follows from its name and the seed.
 *
 * @param first {@code [cells × genes]}, places of zeros stored too
 * @param second the rest
 */
record CountHalves(SparseMatrix first, SparseMatrix second) {
    static CountHalves of(CellMatrix counts, long seed) {
        SparseMatrix whole = counts.values().toSparse();
        float[] first = new float[whole.stored()];
        float[] second = new float[whole.stored()];
        for (int c = 0; c < whole.rows(); c++) {
            SplittableRandom random =
                    Streams.of(seed, "halves of counts", counts.cells().get(c).hashCode());
            for (int k = whole.offsets()[c]; k < whole.offsets()[c + 1]; k++) {
                first[k] = half((long) whole.values()[k], random);
                second[k] = whole.values()[k] - first[k];
            }
        }
        return new CountHalves(whole.withValues(first), whole.withValues(second));
    }

    /** A draw of B(count, ½): the ones among as many random bits. */
    private static long half(long count, SplittableRandom random) {
        long ones = 0;
        for (long left = count; left > 0; left -= Long.SIZE) {
            long bits = random.nextLong();
            ones += Long.bitCount(left < Long.SIZE ? bits >>> (Long.SIZE - left) : bits);
        }
        return ones;
    }
}
