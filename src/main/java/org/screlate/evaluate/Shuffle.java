package org.screlate.evaluate;

import java.util.SplittableRandom;

/** Random orders, each as likely (Fisher and Yates). */
final class Shuffle {
    private Shuffle() {}

    /** Puts the values in random order. */
    static void inPlace(int[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }
}
