package org.screlate.stats.test;

import java.util.Arrays;

/**
 * Values of two sides in rising order, equal values together.
 *
 * @param sizes how many values are equal, one number for each distinct value, rising
 * @param first how many of them are of the first side
 */
public record TiedRanks(int[] sizes, int[] first) {
    /**
     * Ranks values of which most are zero.
     *
     * @param values the values that are not zero, finite; zeros among them do no harm
     * @param sides 0 or 1, the side of each of {@code values}
     * @param stored how many of {@code values} count
     * @param all number of values of each side, zeros included
     */
    public static TiedRanks of(float[] values, int[] sides, int stored, int[] all) {
        long[] sorted = sorted(values, sides, stored);
        int[] sizes = new int[sorted.length + 1];
        int[] first = new int[sorted.length + 1];
        int zeros = all[0] + all[1] - sorted.length;
        int firstZeros = all[0];
        for (long key : sorted) {
            firstZeros -= (int) key == 0 ? 1 : 0;
        }
        int kept = 0;
        boolean zerosRanked = zeros == 0;
        for (int from = 0; from < sorted.length || !zerosRanked; kept++) {
            if (!zerosRanked && (from == sorted.length || sorted[from] >= 0)) {
                sizes[kept] = zeros;
                first[kept] = firstZeros;
                zerosRanked = true;
                continue;
            }
            int to = endOfTie(sorted, from);
            for (int i = from; i < to; i++) {
                first[kept] += (int) sorted[i] == 0 ? 1 : 0;
            }
            sizes[kept] = to - from;
            from = to;
        }
        return new TiedRanks(Arrays.copyOf(sizes, kept), Arrays.copyOf(first, kept));
    }

    /** The values that are not zero, rising: bits that sort as the value does above, the side below. */
    private static long[] sorted(float[] values, int[] sides, int stored) {
        long[] keys = new long[stored];
        int kept = 0;
        for (int i = 0; i < stored; i++) {
            if (values[i] != 0) {
                int bits = Float.floatToIntBits(values[i]);
                int rising = bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
                keys[kept++] = (long) rising << 32 | sides[i];
            }
        }
        long[] sorted = kept == stored ? keys : Arrays.copyOf(keys, kept);
        Arrays.sort(sorted);
        return sorted;
    }

    private static int endOfTie(long[] sorted, int from) {
        int to = from + 1;
        while (to < sorted.length && sorted[to] >> 32 == sorted[from] >> 32) {
            to++;
        }
        return to;
    }

    /** Number of values of the first side. */
    int inFirst() {
        return Arrays.stream(first).sum();
    }

    /** Number of values. */
    int all() {
        return Arrays.stream(sizes).sum();
    }

    /** How many values differ from the most frequent one. */
    int apart() {
        return all() - Arrays.stream(sizes).max().orElse(0);
    }
}
