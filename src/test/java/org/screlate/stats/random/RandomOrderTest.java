package org.screlate.stats.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

final class RandomOrderTest {
    @Test
    void eachOrderOfThreeIsAsLikely() {
        assertEven(draw -> RandomOrder.of(3, Streams.of(1, "orders", draw)));
        assertEven(draw -> {
            int[] values = {0, 1, 2};
            RandomOrder.shuffle(values, Streams.of(2, "orders", draw));
            return values;
        });
    }

    // Of 6,000 draws each of the six orders has 1,000, with a standard deviation of 29.
    private static void assertEven(IntFunction<int[]> order) {
        Map<String, Integer> seen = new TreeMap<>();
        for (int draw = 0; draw < 6000; draw++) {
            seen.merge(Arrays.toString(order.apply(draw)), 1, Integer::sum);
        }
        assertEquals(6, seen.size(), seen.toString());
        seen.values().forEach(times -> assertEquals(1000, times, 130));
    }
}
