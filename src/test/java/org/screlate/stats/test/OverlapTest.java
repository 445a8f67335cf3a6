package org.screlate.stats.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.screlate.testing.OracleTable;

final class OverlapTest {
    @Test
    void overlapsAreThoseOfScipy() {
        OracleTable expected = OracleTable.read(getClass(), "overlaps.tsv");
        for (String[] row : expected.rows()) {
            int[] n = Arrays.stream(row).limit(4).mapToInt(Integer::parseInt).toArray();
            double atLeast = Double.parseDouble(row[4]);
            double atMost = Double.parseDouble(row[5]);
            assertEquals(atLeast, Overlap.atLeast(n[0], n[1], n[2], n[3]), 1e-9 * atLeast);
            assertEquals(atMost, Overlap.atMost(n[0], n[1], n[2], n[3]), 1e-9 * atMost);
        }
    }

    @Test
    void oneOfThreeAmongTwoDrawnIsWorkedOutByHand() {
        // of 3 pairs of 3 things, 2 hold the one
        assertEquals(2 / 3.0, Overlap.atLeast(1, 1, 2, 3), 1e-15);
        assertEquals(1 / 3.0, Overlap.atMost(0, 1, 2, 3), 1e-15);
        assertEquals(1, Overlap.atLeast(0, 1, 2, 3));
    }

    @Test
    void kindAndDrawMayBeSwapped() {
        assertEquals(Overlap.atLeast(4, 20, 9, 50), Overlap.atLeast(4, 9, 20, 50), 1e-14);
    }

    @Test
    void moreOfAKindThanThereAreIsRefused() {
        assertThrows(RuntimeException.class, () -> Overlap.atMost(1, 5, 1, 3));
    }
}
