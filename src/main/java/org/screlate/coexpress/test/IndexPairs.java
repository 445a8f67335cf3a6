package org.screlate.coexpress.test;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Pairs of genes by number, and the genes that appear in them.
 *
 * @param first number of the first gene of each pair
 * @param second number of the second
 */
public record IndexPairs(int[] first, int[] second) {
    /** Checks that each pair has two different genes. */
    public IndexPairs {
        if (first.length != second.length) {
            throw new IllegalArgumentException(first.length + " first genes but " + second.length + " second");
        }
        for (int i = 0; i < first.length; i++) {
            if (first[i] == second[i] || first[i] < 0 || second[i] < 0) {
                throw new IllegalArgumentException("pair " + i + " has genes " + first[i] + " and " + second[i]);
            }
        }
    }

    /** All pairs of so many genes: (0, 1), (0, 2), ... */
    public static IndexPairs all(int genes) {
        int pairs = genes * (genes - 1) / 2;
        int[] first = new int[pairs];
        int[] second = new int[pairs];
        for (int i = 0, next = 0; i < genes; i++) {
            for (int j = i + 1; j < genes; j++) {
                first[next] = i;
                second[next++] = j;
            }
        }
        return new IndexPairs(first, second);
    }

    /** How many pairs. */
    public int size() {
        return first.length;
    }

    /** The numbers of the genes that appear in any pair, rising. */
    int[] genes() {
        return IntStream.concat(Arrays.stream(first), Arrays.stream(second))
                .distinct()
                .sorted()
                .toArray();
    }
}
