package org.screlate.report;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.screlate.stats.random.Streams;

/** Which of many rows a page shows. */
final class Sampling {
    private Sampling() {}

    /** At most so many of the numbers 0 to n - 1, drawn evenly, rising; the same for the same seed. */
    static int[] of(int n, int most, long seed) {
        if (n <= most) {
            return IntStream.range(0, n).toArray();
        }
        SplittableRandom random = Streams.of(seed, "rows that a page shows", n, most);
        int[] all = IntStream.range(0, n).toArray();
        for (int i = 0; i < most; i++) {
            int j = i + random.nextInt(n - i);
            int kept = all[j];
            all[j] = all[i];
            all[i] = kept;
        }
        int[] some = Arrays.copyOf(all, most);
        Arrays.sort(some);
        return some;
    }
}
