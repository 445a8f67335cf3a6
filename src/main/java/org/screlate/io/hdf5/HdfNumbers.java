package org.screlate.io.hdf5;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;

/** Arrays of numbers of any type, as jhdf gives them, to arrays of the type that is wanted. */
final class HdfNumbers {
    private HdfNumbers() {}

    static float[] floats(Object numbers) {
        if (numbers instanceof float[] floats) {
            return floats;
        }
        if (numbers instanceof String[] words) {
            return claims(words);
        }
        if (numbers instanceof int[] ints) {
            float[] floats = new float[ints.length];
            for (int i = 0; i < ints.length; i++) {
                floats[i] = ints[i];
            }
            return floats;
        }
        double[] doubles = doubles(numbers);
        float[] floats = new float[doubles.length];
        for (int i = 0; i < doubles.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    // A boolean matrix, which h5py writes as an enumeration.
    private static float[] claims(String[] words) {
        float[] floats = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            if (!"TRUE".equals(words[i]) && !"FALSE".equals(words[i])) {
                throw new InvalidInputException("numbers were expected where the file has the word '" + words[i] + "'");
            }
            floats[i] = "TRUE".equals(words[i]) ? 1 : 0;
        }
        return floats;
    }

    static int[] ints(Object numbers) {
        if (numbers instanceof int[] ints) {
            return ints;
        }
        return Arrays.stream(longs(numbers)).mapToInt(Math::toIntExact).toArray();
    }

    static double[] doubles(Object numbers) {
        if (numbers instanceof double[] doubles) {
            return doubles;
        }
        if (numbers instanceof float[] floats) {
            double[] doubles = new double[floats.length];
            Arrays.setAll(doubles, i -> floats[i]);
            return doubles;
        }
        return Arrays.stream(longs(numbers)).asDoubleStream().toArray();
    }

    static long[] longs(@Nullable Object numbers) {
        if (numbers == null) {
            throw new InvalidInputException("numbers were expected where the file has none");
        } else if (numbers instanceof long[] longs) {
            return longs;
        } else if (numbers instanceof int[] ints) {
            return Arrays.stream(ints).asLongStream().toArray();
        } else if (numbers instanceof short[] shorts) {
            long[] longs = new long[shorts.length];
            Arrays.setAll(longs, i -> shorts[i]);
            return longs;
        } else if (numbers instanceof byte[] bytes) {
            long[] longs = new long[bytes.length];
            Arrays.setAll(longs, i -> bytes[i]);
            return longs;
        } else if (numbers instanceof double[] || numbers instanceof float[]) {
            return Arrays.stream(doubles(numbers))
                    .mapToLong(real -> {
                        if (real != Math.rint(real)) {
                            throw new InvalidInputException("a whole number was expected where the file has " + real);
                        }
                        return (long) real;
                    })
                    .toArray();
        } else if (numbers instanceof BigInteger[] large) {
            return Arrays.stream(large).mapToLong(BigInteger::longValueExact).toArray();
        }
        throw new InvalidInputException(
                "numbers were expected where the file has " + numbers.getClass().getSimpleName());
    }
}
