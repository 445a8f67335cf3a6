package org.screlate.stats.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class StreamsTest {
    private static final long INCREMENT = 0x9e3779b97f4a7c15L;

    @Test
    void sameRequestsGiveTheSameStream() {
        assertArrayEquals(first(Streams.of(3, "draws", 1, 2)), first(Streams.of(3, "draws", 1, 2)));
        assertEquals(
                Streams.forLibrary(3, "draws").nextLong(),
                Streams.forLibrary(3, "draws").nextLong());
    }

    /** Computed in Python by the formula; if they changed, results that were published would not come again. */
    @Test
    void keysStayWhatTheyAre() {
        assertEquals(0x65ea791ad1352cedL, Streams.key(0, ""));
        assertEquals(0x30e55862ce3003ccL, Streams.key(7, "negatives", 12, 3));
    }

    @Test
    void everyPartCountsAndNoneRunsIntoTheNext() {
        Set<Long> keys = new HashSet<>();
        long[] alike = {
            Streams.key(1, "a"),
            Streams.key(2, "a"),
            Streams.key(1, "b"),
            Streams.key(1, "ab"),
            Streams.key(1, "ba"),
            Streams.key(1, "a", 'b'),
            Streams.key(1, "a", 0),
            Streams.key(1, "a", 0, 0),
            Streams.key(1, "a", 1, 2),
            Streams.key(1, "a", 2, 1),
            Streams.key('a', ""),
            Streams.key(1, "", 'a'),
            Streams.key(1, "Aa"),
            Streams.key(1, "BB")
        };
        for (long key : alike) {
            assertTrue(keys.add(key));
        }
    }

    /** Seeds, and numbers, that differ by the generator's increment gave the same numbers one place later. */
    @Test
    void neighbouringStreamsAreNoShiftedCopies() {
        Set<Long> seen = new HashSet<>();
        for (int part = 0; part < 50; part++) {
            long start = part * INCREMENT;
            add(seen, Streams.of(start, "seed"));
            add(seen, Streams.of(5, "number", start));
            add(seen, Streams.of(5, "two numbers", 1, start));
            add(seen, Streams.of(5, "small number", part));
        }
    }

    private static void add(Set<Long> seen, SplittableRandom stream) {
        for (long value : first(stream)) {
            assertTrue(seen.add(value), "a value of another stream");
        }
    }

    @Test
    void bitsAreThoseOfTheStreamInOrder() {
        long key = Streams.key(4, "places");
        SplittableRandom stream = Streams.of(4, "places");
        for (int place = 0; place < 100; place++) {
            assertEquals(stream.nextLong(), Streams.bits(key, place));
        }
        SplittableRandom doubles = Streams.of(4, "places");
        for (int place = 0; place < 100; place++) {
            assertEquals(doubles.nextDouble(), Streams.uniform(key, place));
        }
    }

    /** Each of the 64 bits of a key changes in half of the cases if one bit of a part does. */
    @Test
    void everyBitOfAKeyDependsOnEveryBitOfAPart() {
        int draws = 2000;
        for (int bit = 0; bit < 64; bit++) {
            int[] changed = new int[64];
            for (int i = 0; i < draws; i++) {
                long difference = Streams.key(i, "bits", i) ^ Streams.key(i, "bits", i ^ 1L << bit);
                for (int b = 0; b < 64; b++) {
                    changed[b] += (int) (difference >>> b & 1);
                }
            }
            for (int b = 0; b < 64; b++) {
                // Five standard deviations of a binomial share.
                assertEquals(0.5, (double) changed[b] / draws, 5 * 0.5 / Math.sqrt(draws), bit + " to " + b);
            }
        }
    }

    private static long[] first(SplittableRandom random) {
        return random.longs(200).toArray();
    }
}
