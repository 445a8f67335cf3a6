package org.screlate.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ShortestDecimalTest {
    @Test
    void fewestDigits() {
        assertEquals("1.0E23", ShortestDecimal.of(1e23));
        assertEquals("2.0E-322", ShortestDecimal.of(2e-322));
        assertEquals("0.002", ShortestDecimal.of(0.002));
        assertEquals("NaN", ShortestDecimal.of(Double.NaN));
        assertEquals("-0.0", ShortestDecimal.of(-0.0));
        assertEquals("-Infinity", ShortestDecimal.of(Float.NEGATIVE_INFINITY));
    }

    @Test
    void isReadBackAndNeverLongerThanJavas() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 100_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            float single = Float.intBitsToFloat(random.nextInt());
            assertEquals(number, Double.parseDouble(ShortestDecimal.of(number)));
            assertEquals(single, Float.parseFloat(ShortestDecimal.of(single)));
            assertTrue(ShortestDecimal.of(number).length()
                    <= Double.toString(number).length());
            assertTrue(ShortestDecimal.of(single).length()
                    <= Float.toString(single).length());
        }
    }
}
