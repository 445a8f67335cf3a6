package org.screlate.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

final class NeighbourPurityTest {
    /** Seventeen of a and then one b on a line: cells 10 to 16 have the b among their 15 nearest, b has none of its own. */
    @Test
    void onALineByHand() {
        DenseMatrix points = DenseMatrix.zeros(18, 1);
        String[] classes = new String[18];
        for (int c = 0; c < 18; c++) {
            points.set(c, 0, c);
            classes[c] = c == 17 ? "b" : "a";
        }
        NeighbourPurity purity = NeighbourPurity.of(points, classes, Workers.ONE);
        assertEquals((10 + 7 * 14 / 15.0) / 17, purity.ofClass().get("a"), 1e-12);
        assertEquals(0, purity.ofClass().get("b"));
        assertEquals(Map.of("a", 17, "b", 1), purity.sizes());
        assertEquals((10 + 7 * 14 / 15.0) / 18, purity.ofCells(), 1e-12);
        assertEquals((10 + 7 * 14 / 15.0) / 17 / 2, purity.macro(), 1e-12);
    }

    @Test
    void fewerCellsThanNeighboursAreAllLookedAt() {
        DenseMatrix points = new DenseMatrix(3, 1, new float[] {0, 1, 5});
        NeighbourPurity purity = NeighbourPurity.of(points, new String[] {"a", "a", "b"}, Workers.ONE);
        assertEquals(0.5, purity.ofClass().get("a"), 1e-12);
    }
}
