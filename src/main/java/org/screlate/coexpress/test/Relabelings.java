package org.screlate.coexpress.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.screlate.stats.random.Streams;

/**
 * Ways to give subjects other group labels that are as likely as the true one if groups do not differ: the cells of a
 * subject in both groups change places or not; of the subjects in one group only, as many as before are in each. A way is
 * told by which subjects' cells change groups.
 */
public final class Relabelings {
    private final int[] inBoth;
    private final int[] inReference;
    private final int[] inOther;

    /**
     * Takes the subjects of a study.
     *
     * @param referenceCells cells of each subject in the reference group
     * @param otherCells in the other
     */
    public Relabelings(int[] referenceCells, int[] otherCells) {
        int subjects = referenceCells.length;
        inBoth = range(subjects)
                .filter(s -> referenceCells[s] > 0 && otherCells[s] > 0)
                .toArray();
        inReference = range(subjects)
                .filter(s -> referenceCells[s] > 0 && otherCells[s] == 0)
                .toArray();
        inOther = range(subjects)
                .filter(s -> referenceCells[s] == 0 && otherCells[s] > 0)
                .toArray();
    }

    private static IntStream range(int n) {
        return IntStream.range(0, n);
    }

    /** How many ways there are, the true one too; infinite if a double cannot hold it. */
    public double count() {
        double ways = Math.pow(2, inBoth.length);
        int single = inReference.length + inOther.length;
        for (int i = 1; i <= inOther.length; i++) {
            ways *= (double) (single - inOther.length + i) / i;
        }
        return Math.rint(ways);
    }

    /** All ways but the true one. */
    public List<boolean[]> others(int subjects) {
        List<boolean[]> ways = new ArrayList<>();
        int[] single = single();
        for (int[] chosen : choices(single.length, inOther.length)) {
            for (long pattern = 0; pattern < 1L << inBoth.length; pattern++) {
                boolean[] swapped = swaps(subjects, single, chosen);
                for (int b = 0; b < inBoth.length; b++) {
                    swapped[inBoth[b]] = (pattern >> b & 1) == 1;
                }
                ways.add(swapped);
            }
        }
        ways.removeIf(way -> IntStream.range(0, way.length).noneMatch(s -> way[s]));
        return ways;
    }

    /** Ways drawn with replacement, all equally likely. */
    public List<boolean[]> draw(int ways, int subjects, long seed) {
        SplittableRandom random = Streams.of(seed, "relabelings");
        int[] single = single();
        List<boolean[]> drawn = new ArrayList<>();
        for (int w = 0; w < ways; w++) {
            boolean[] swapped = swaps(subjects, single, choice(single.length, inOther.length, random));
            for (int b : inBoth) {
                swapped[b] = random.nextBoolean();
            }
            drawn.add(swapped);
        }
        return drawn;
    }

    private int[] single() {
        return IntStream.concat(Arrays.stream(inReference), Arrays.stream(inOther))
                .toArray();
    }

    /** The subjects that the choice sends to the group they were not in. */
    private boolean[] swaps(int subjects, int[] single, int[] chosen) {
        boolean[] toOther = new boolean[single.length];
        for (int c : chosen) {
            toOther[c] = true;
        }
        boolean[] swapped = new boolean[subjects];
        for (int i = 0; i < single.length; i++) {
            swapped[single[i]] = toOther[i] != (i >= inReference.length);
        }
        return swapped;
    }

    private static int[] choice(int n, int size, SplittableRandom random) {
        int[] order = range(n).toArray();
        for (int i = 0; i < size; i++) {
            int j = i + random.nextInt(n - i);
            int other = order[j];
            order[j] = order[i];
            order[i] = other;
        }
        return Arrays.copyOf(order, size);
    }

    /** All subsets of a size, each rising, in lexicographic order. */
    private static List<int[]> choices(int n, int size) {
        List<int[]> all = new ArrayList<>();
        int[] chosen = range(size).toArray();
        boolean more = true;
        while (more) {
            all.add(chosen.clone());
            int last = size - 1;
            while (last >= 0 && chosen[last] == n - size + last) {
                last--;
            }
            more = last >= 0;
            if (more) {
                chosen[last]++;
                for (int i = last + 1; i < size; i++) {
                    chosen[i] = chosen[i - 1] + 1;
                }
            }
        }
        return all;
    }
}
