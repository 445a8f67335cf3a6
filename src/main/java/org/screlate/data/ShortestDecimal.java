package org.screlate.data;

import com.fasterxml.jackson.core.io.NumberOutput;

/**
 * Numbers in the fewest digits that are read back as the same number, as {@link Double#toString(double)} writes them from Java
 * 19 on: before, some had a digit more, so that text depended on the Java that wrote it.
 */
public final class ShortestDecimal {
    private ShortestDecimal() {}

    /** In double precision. */
    public static String of(double number) {
        return NumberOutput.toString(number, true);
    }

    /** In single precision. */
    public static String of(float number) {
        return NumberOutput.toString(number, true);
    }
}
