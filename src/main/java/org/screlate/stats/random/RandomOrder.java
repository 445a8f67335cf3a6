package org.screlate.stats.random;

import java.util.SplittableRandom;

/** Random orders, each as likely (Fisher and Yates). */
public final class RandomOrder {
    private RandomOrder() {}

    /** The numbers from 0 to n − 1 in random order. */
    public static int[] of(int n, SplittableRandom random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** Puts the values in random order. */
    public static void shuffle(int[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }
}
