package org.screlate.graph;

import java.util.Arrays;

/** The few highest scores met so far in each of some rows, best first; of equal scores the first offered stays first. */
final class BestFew {
    private final int k;
    private final int[] counts;
    private final int[] indices;
    private final float[] scores;

    BestFew(int rows, int k) {
        this.k = k;
        this.counts = new int[rows];
        this.indices = new int[rows * k];
        this.scores = new float[rows * k];
    }

    /** The score that an offer must pass to be taken. */
    float bar(int row) {
        return counts[row] < k ? Float.NEGATIVE_INFINITY : scores[row * k + k - 1];
    }

    void offer(int row, int index, float score) {
        int first = row * k;
        int place = counts[row] < k ? first + counts[row]++ : first + k - 1;
        for (; place > first && scores[place - 1] < score; place--) {
            scores[place] = scores[place - 1];
            indices[place] = indices[place - 1];
        }
        scores[place] = score;
        indices[place] = index;
    }

    int[] indices(int row) {
        return Arrays.copyOfRange(indices, row * k, row * k + k);
    }
}
