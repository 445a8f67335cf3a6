package org.screlate.testing;

import java.util.Arrays;
import java.util.Random;

/** Seeded damage to the bytes of a file, of the kinds that disks, transfers and editors do, and that a hostile hand may. */
public final class Mutations {
    /** How many mutations of a file to try: few in every test run, thousands in the torture run. */
    public static final int COUNT = Integer.getInteger("torture.mutations", 150);
    /** The first seed; other seeds, other damage. */
    public static final long SEED = Long.getLong("torture.seed", 1);

    private Mutations() {}

    /** A damaged copy; may by chance be as it was. */
    public static byte[] of(byte[] bytes, long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + 17);
        byte[] copy = bytes.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(8)) {
            case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> copy[at] = (byte) random.nextInt(256);
            case 2 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 3 -> fill(copy, at, random, (byte) 0);
            case 4 -> fill(copy, at, random, (byte) -1);
            case 5 -> putInt(copy, at & ~3, random);
            case 6 -> swap(copy, at, random.nextInt(bytes.length), 1 + random.nextInt(64));
            default -> {
                return inserted(bytes, at, random);
            }
        }
        return copy;
    }

    private static void fill(byte[] bytes, int at, Random random, byte value) {
        Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(32)), value);
    }

    /** Extreme numbers where a length, an offset or a count may stand. */
    private static void putInt(byte[] bytes, int at, Random random) {
        int[] extremes = {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 0, 1, 1 << 24, 1 << 30, random.nextInt()};
        int value = extremes[random.nextInt(extremes.length)];
        for (int b = 0; b < Integer.BYTES && at + b < bytes.length; b++) {
            bytes[at + b] = (byte) (value >>> 8 * b);
        }
    }

    private static void swap(byte[] bytes, int a, int b, int length) {
        for (int i = 0; i < length && a + i < bytes.length && b + i < bytes.length; i++) {
            byte kept = bytes[a + i];
            bytes[a + i] = bytes[b + i];
            bytes[b + i] = kept;
        }
    }

    private static byte[] inserted(byte[] bytes, int at, Random random) {
        byte[] more = new byte[1 + random.nextInt(16)];
        random.nextBytes(more);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(bytes, at, longer, at + more.length, bytes.length - at);
        System.arraycopy(more, 0, longer, at, more.length);
        return longer;
    }
}
