package org.screlate.impute;

import java.util.Arrays;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.random.Streams;

/**
 * Observed values parted at random into those to hide and the rest, so that a method can try its settings on known
 * answers. Whether a place is hidden does not depend on the order of cells and genes ({@link PlaceDraws}).
 *
 * @param rest the input without the hidden values
 * @param hidden the hidden values
 */
record HiddenValues(SparseMatrix rest, SparseMatrix hidden) {
    /** Kept as it is: another word would draw other places. */
    private static final String PURPOSE = "rehearsal";

    static HiddenValues of(Expression expression, double share, long seed) {
        SparseMatrix x = expression.x();
        PlaceDraws draws = PlaceDraws.of(expression.matrix(), Streams.key(seed, PURPOSE));
        boolean[] isHidden = new boolean[x.stored()];
        boolean[] isLeft = new boolean[x.stored()];
        for (int c = 0; c < x.rows(); c++) {
            for (int k = x.offsets()[c]; k < x.offsets()[c + 1]; k++) {
                boolean drawn = draws.at(c, x.indices()[k]) < share;
                isHidden[k] = drawn && x.values()[k] != 0;
                isLeft[k] = !drawn && x.values()[k] != 0;
            }
        }
        return new HiddenValues(part(x, isLeft), part(x, isHidden));
    }

    /** Whether both parts have something to work on. */
    boolean isPossible() {
        return rest.stored() > 0 && hidden.stored() > 0;
    }

    private static SparseMatrix part(SparseMatrix x, boolean[] chosen) {
        int[] offsets = new int[x.rows() + 1];
        int[] indices = new int[x.stored()];
        float[] values = new float[x.stored()];
        int next = 0;
        for (int c = 0; c < x.rows(); c++) {
            for (int k = x.offsets()[c]; k < x.offsets()[c + 1]; k++) {
                if (chosen[k]) {
                    indices[next] = x.indices()[k];
                    values[next++] = x.values()[k];
                }
            }
            offsets[c + 1] = next;
        }
        return new SparseMatrix(
                x.rows(), x.columns(), offsets, Arrays.copyOf(indices, next), Arrays.copyOf(values, next));
    }
}
