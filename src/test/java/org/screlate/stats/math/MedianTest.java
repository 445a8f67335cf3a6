package org.screlate.stats.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class MedianTest {
    @Test
    void isTheMiddleValueOrTheMeanOfTheTwoThere() {
        double[] values = {4, 1, 3, 2};
        assertEquals(2.5, Median.of(values));
        assertArrayEquals(new double[] {4, 1, 3, 2}, values);
        assertEquals(3, Median.of(new double[] {9, 3, 1}));
    }

    @Test
    void ofNoneIsWhatWasAskedFor() {
        assertEquals(Double.NaN, Median.of(new double[0]));
        assertEquals(7, Median.of(DoubleStream.empty(), 7));
    }
}
