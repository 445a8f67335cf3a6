package org.screlate.stats.count;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** Hermite polynomials, orthonormal under the normal density, at the scores of the grids of {@link LatentRates}; made once for all. */
final class HermiteGrid {
    private static final int USUAL_DEGREE = 48;
    private static final AtomicReferenceArray<double[][]> KNOWN = new AtomicReferenceArray<>(LatentRates.LEVELS);

    private HermiteGrid() {}

    /** \(h_k\) at the scores of a level, {@code [scores][at least degree]}, k from 1; not to be written to. */
    static double[][] of(int level, int degree) {
        double[][] known = KNOWN.get(level);
        if (known == null || known[0].length < degree) {
            known = values(level, Math.max(degree, USUAL_DEGREE));
            KNOWN.set(level, known);
        }
        return known;
    }

    private static double[][] values(int level, int degree) {
        double[][] values = new double[LatentRates.size(level)][degree];
        for (int i = 0; i < values.length; i++) {
            double z = LatentRates.score(level, i);
            double before = 0;
            double last = 1;
            for (int k = 1; k <= degree; k++) {
                double next = (z * last - Math.sqrt(k - 1.0) * before) / Math.sqrt(k);
                before = last;
                last = next;
                values[i][k - 1] = next;
            }
        }
        return values;
    }
}
