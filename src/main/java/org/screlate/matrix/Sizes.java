package org.screlate.matrix;

import java.util.Locale;

/** Sizes of arrays whose factors come from data: {@code n * n} in int arithmetic is wrong from 46,341 on, and says nothing. */
public final class Sizes {
    /** The most values that one array of Java holds. */
    public static final int MOST = Integer.MAX_VALUE - 8;

    private Sizes() {}

    /**
     * The length of an array for each pair of a and b.
     *
     * @throws TooLargeException where no array is so long
     */
    public static int product(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long product = a * b;
        if (high != 0 || product < 0 || product > MOST) {
            throw new TooLargeException(a, b);
        }
        return (int) product;
    }

    /** What data ask for and no array of Java holds; the user's to mend by fewer cells, genes or pairs at once. */
    public static final class TooLargeException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        private TooLargeException(long a, long b) {
            super(String.format(
                    Locale.ROOT,
                    "the data are too large for one run: it needs %,d × %,d values at once, and the most is %,d; "
                            + "use fewer cells or genes, or run parts apart",
                    a,
                    b,
                    MOST));
        }
    }
}
