package org.screlate.graph;

import java.util.Arrays;
import org.screlate.matrix.Products;
import org.screlate.matrix.Sizes;

/**
 * The few highest scores met so far in each of some rows, best first; of equal scores those of the lower indices. What is
 * kept does not depend on the order of the offers.
 */
final class BestFew {
    private final int k;
    private final int[] counts;
    private final int[] indices;
    private final float[] scores;

    BestFew(int rows, int k) {
        this.k = k;
        this.counts = new int[rows];
        this.indices = new int[Sizes.product(rows, k)];
        this.scores = new float[Sizes.product(rows, k)];
    }

    /** A score below this is not worth an offer. */
    float bar(int row) {
        return counts[row] < k ? Float.NEGATIVE_INFINITY : scores[row * k + k - 1];
    }

    void offer(int row, int index, float score) {
        int first = row * k;
        boolean full = counts[row] == k;
        if (full && !isBetter(score, index, first + k - 1)) {
            return;
        }
        int place = first + (full ? k - 1 : counts[row]++);
        for (; place > first && isBetter(score, index, place - 1); place--) {
            scores[place] = scores[place - 1];
            indices[place] = indices[place - 1];
        }
        scores[place] = score;
        indices[place] = index;
    }

    /**
     * Offers many, of indices that follow each other.
     *
     * @param scores of which those {@code from <= i < to}
     * @param first index of the first of them
     * @param self an index that is not offered; −1 for none
     */
    void offer(int row, float[] scores, int from, int to, int first, int self) {
        int i = Products.firstAtLeast(scores, from, to, bar(row));
        while (i < to) {
            if (first + i - from != self) {
                offer(row, first + i - from, scores[i]);
            }
            i = Products.firstAtLeast(scores, i + 1, to, bar(row));
        }
    }

    private boolean isBetter(float score, int index, int place) {
        return score > scores[place] || (score == scores[place] && index < indices[place]);
    }

    float[] scores(int row) {
        return Arrays.copyOfRange(scores, row * k, row * k + k);
    }

    int[] indices(int row) {
        return Arrays.copyOfRange(indices, row * k, row * k + k);
    }
}
