package org.screlate.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.PrincipalAxes;
import org.screlate.matrix.Workers;
import org.screlate.testing.SmallMatrices;

final class JoinedCellsTest {
    private static final DenseMatrix EXPRESSION = SmallMatrices.points(40, 12, 1);
    private static final DenseMatrix SCNET = SmallMatrices.points(40, 3, 2);

    private static JoinedCells joined(DenseMatrix scnet) {
        return JoinedCells.of(EXPRESSION, scnet, new TrainedCells.Options(4, 5, 0, true), Workers.ONE);
    }

    @Test
    void theFirstCoordinatesArePrincipalComponents() {
        JoinedCells joined = joined(SCNET);
        assertEquals(4, joined.components());
        assertEquals(List.of("pc1", "pc2", "pc3", "pc4", "scnet1", "scnet2", "scnet3"), EmbedTables.dimensions(joined));
        DenseMatrix expected =
                PrincipalAxes.of(EXPRESSION.toSparse(), 4, 0, Workers.ONE).coordinates();
        for (int i = 0; i < 40; i++) {
            for (int c = 0; c < 4; c++) {
                assertEquals(expected.get(i, c), joined.vectors().get(i, c), 1e-4);
            }
        }
    }

    @Test
    void scNetsPartSpreadsByHalf() {
        DenseMatrix vectors = joined(SCNET).vectors();
        assertEquals(0.25, squares(vectors, 4, 7) / squares(vectors, 0, 4), 1e-5);
    }

    @Test
    void byHand() {
        // Points at −1 and 1 around 3, scNET's at 0 and 4: half of the spread is −½ and ½ around their mean.
        DenseMatrix points = new DenseMatrix(2, 1, new float[] {2, 4});
        DenseMatrix scnet = new DenseMatrix(2, 1, new float[] {0, 4});
        float stretch = JoinedCells.stretch(points, scnet);
        assertEquals(0.25, stretch, 1e-7);
        assertArrayEquals(
                new float[] {-1, 0, 1, 1},
                JoinedCells.of(points, points, scnet, stretch).vectors().values(),
                1e-6f);
    }

    @Test
    void coordinatesThatAreAllTheSameSayNothing() {
        DenseMatrix vectors = joined(DenseMatrix.zeros(40, 3)).vectors();
        assertEquals(0, squares(vectors, 4, 7));
    }

    @Test
    void aloneTheyAreAsTheyWere() {
        JoinedCells alone = JoinedCells.alone(SCNET);
        assertSame(SCNET, alone.vectors());
        assertEquals(List.of("scnet1", "scnet2", "scnet3"), EmbedTables.dimensions(alone));
    }

    private static double squares(DenseMatrix rows, int from, int to) {
        double sum = 0;
        for (int c = from; c < to; c++) {
            double mean = 0;
            for (int i = 0; i < rows.rows(); i++) {
                mean += rows.get(i, c) / (double) rows.rows();
            }
            for (int i = 0; i < rows.rows(); i++) {
                sum += (rows.get(i, c) - mean) * (rows.get(i, c) - mean);
            }
        }
        return sum;
    }
}
