package org.screlate.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.OracleTable;

final class SilhouetteTest {
    private final OracleTable cells = OracleTable.read(getClass(), "cells.tsv");

    private DenseMatrix points() {
        DenseMatrix points = DenseMatrix.zeros(60, 2);
        for (int i = 0; i < 60; i++) {
            points.set(i, 0, (float) cells.numbers("x")[i]);
            points.set(i, 1, (float) cells.numbers("y")[i]);
        }
        return points;
    }

    @Test
    void meanIsThatOfScikitLearn() {
        double expected = OracleTable.read(getClass(), "clustering.tsv").number("value", "metric", "silhouette");
        assertEquals(expected, Silhouette.mean(points(), cells.texts("cluster"), Workers.ONE), 1e-12);
    }

    @Test
    void fourPointsOnALineAreThoseWorkedOutByHand() {
        DenseMatrix line = new DenseMatrix(4, 1, new float[] {0, 2, 5, 9});
        // 0: a 2, b 5, as the cluster of 9 lies further; 2: a 2, b 3; 5 and 9 are alone.
        double expected = ((5 - 2) / 5.0 + (3 - 2) / 3.0 + 0 + 0) / 4;
        assertEquals(expected, Silhouette.mean(line, new String[] {"a", "a", "b", "c"}, Workers.ONE), 1e-12);
    }

    @Test
    void threadsDoNotChangeIt() {
        assertEquals(
                Silhouette.mean(points(), cells.texts("cluster"), Workers.ONE),
                Silhouette.mean(points(), cells.texts("cluster"), new Workers(3)));
    }

    @Test
    void pointsAllAtOnePlaceHaveNone() {
        assertEquals(0, Silhouette.mean(DenseMatrix.zeros(4, 3), new String[] {"a", "a", "b", "b"}, Workers.ONE));
    }

    @Test
    void oneClusterOrOneCellEachIsRefused() {
        DenseMatrix two = DenseMatrix.zeros(2, 1);
        assertThrows(IllegalArgumentException.class, () -> Silhouette.mean(two, new String[] {"a", "a"}, Workers.ONE));
        assertThrows(IllegalArgumentException.class, () -> Silhouette.mean(two, new String[] {"a", "b"}, Workers.ONE));
    }
}
