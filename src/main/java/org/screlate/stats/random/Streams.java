package org.screlate.stats.random;

import java.util.Random;
import java.util.SplittableRandom;

/**
 * The one source of random numbers. A stream is asked for by the user's seed, a purpose in words and numbers that say for
 * which part of the work it is, such as epoch and step. Each of these goes through a hash of its own, so that streams that
 * differ in any of them have nothing in common: neither their numbers nor, what adding a multiple of the generator's
 * increment to a seed would give, the same numbers some places later.
 *
 * <p>With \(m\) the finaliser of SplitMix64, which permutes the 64-bit words, \(\gamma\) its increment and \(c\) an odd
 * constant, a word \(w\) goes into the hash \(h\) by \[ h \leftarrow m(c\,h + m(w + \gamma)). \]
 *
 * @see <a href="https://doi.org/10.1145/2714064.2660195">Steele, Lea and Flood (2014), "Fast splittable pseudorandom number
 *     generators"</a>
 */
public final class Streams {
    private static final long INCREMENT = 0x9e3779b97f4a7c15L;
    private static final long FACTOR = 0xd1342543de82ef95L;

    private Streams() {}

    /**
     * A stream of its own.
     *
     * @param seed the user's, or a {@link #key} made of it
     * @param purpose what is drawn
     * @param numbers for which part of the work
     */
    public static SplittableRandom of(long seed, String purpose, long... numbers) {
        return new SplittableRandom(key(seed, purpose, numbers));
    }

    /** The same for libraries that ask for the older class. */
    public static Random forLibrary(long seed, String purpose, long... numbers) {
        return new Random(key(seed, purpose, numbers));
    }

    /** What names a stream, to hand on as the seed of a part of the work or to ask for {@link #bits} of a place. */
    public static long key(long seed, String purpose, long... numbers) {
        long hash = with(0, seed);
        for (int i = 0; i < purpose.length(); i++) {
            hash = with(hash, purpose.charAt(i));
        }
        hash = with(hash, purpose.length());
        for (long number : numbers) {
            hash = with(hash, number);
        }
        return hash;
    }

    /** 64 random bits that follow from a {@link #key} and a place alone, in whatever order places are visited. */
    public static long bits(long key, long place) {
        return mix(key + (place + 1) * INCREMENT);
    }

    /** Uniform on [0, 1), from {@link #bits}. */
    public static double uniform(long key, long place) {
        return (bits(key, place) >>> 11) * 0x1p-53;
    }

    private static long with(long hash, long word) {
        return mix(hash * FACTOR + mix(word + INCREMENT));
    }

    private static long mix(long word) {
        long once = (word ^ (word >>> 30)) * 0xbf58476d1ce4e5b9L;
        long twice = (once ^ (once >>> 27)) * 0x94d049bb133111ebL;
        return twice ^ (twice >>> 31);
    }
}
