package org.screlate.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.matrix.DenseMatrix;
import org.screlate.testing.OracleTable;

final class DetectionScoresTest {
    private static final double WHOLE_VALUES = Double.NaN;

    private static CellMatrix matrix(Layer layer, float... values) {
        return CellMatrix.of(List.of("c0", "c1"), List.of("g0", "g1", "g2"), new DenseMatrix(2, 3, values), layer);
    }

    private final CellMatrix reference = matrix(Layer.LOGNORM, 3, 0, 4, 0, 2, 0);
    private final CellMatrix mask = matrix(Layer.MASK, 3, 0, 0, 0, 0, 0);
    private final CellMatrix detection = matrix(Layer.DETECTION, 0.5f, 0.25f, 1, 0.75f, 1, 0.2f);

    @Test
    void scoresAreThoseOfScikitLearn() {
        OracleTable places = OracleTable.read(getClass(), "entries.tsv");
        OracleTable expected = OracleTable.read(getClass(), "detection_scores.tsv");
        double[] probabilities = OracleTable.read(getClass(), "detection.tsv").numbers("probability");
        CellMatrix found = oracle(probabilities, Layer.DETECTION);
        CellMatrix hidden = oracle(places.numbers("masked"), Layer.MASK);
        CellMatrix known = oracle(places.numbers("reference"), Layer.LOGNORM);
        DetectionScores entries = DetectionScores.of(found, hidden, known, WHOLE_VALUES);
        assertEquals(expected.number("value", "metric", "auroc"), entries.auroc(), 1e-12);
        assertEquals(expected.number("value", "metric", "average_precision"), entries.averagePrecision(), 1e-12);
        assertEquals(expected.number("value", "metric", "entries_calibration_error"), entries.calibrationError(), 1e-6);
        assertEquals(expected.number("value", "metric", "entries_brier"), entries.brier(), 1e-6);
        assertEquals(expected.number("value", "metric", "loss_share"), entries.lossShare(), 1e-12);
        DetectionScores molecules = DetectionScores.of(found, hidden, known, 0.3);
        assertEquals(
                expected.number("value", "metric", "molecules_calibration_error"), molecules.calibrationError(), 1e-6);
        assertEquals(expected.number("value", "metric", "molecules_brier"), molecules.brier(), 1e-6);
        assertEquals(entries.auroc(), molecules.auroc());
    }

    private static CellMatrix oracle(double[] column, Layer layer) {
        DenseMatrix values = DenseMatrix.zeros(9, 7);
        for (int i = 0; i < column.length; i++) {
            values.values()[i] = (float) column[i];
        }
        return CellMatrix.of(
                IntStream.range(0, 9).mapToObj(i -> "c" + i).toList(),
                IntStream.range(0, 7).mapToObj(i -> "g" + i).toList(),
                layer == Layer.MASK ? values.toSparse() : values,
                layer);
    }

    @Test
    void oneLossAmongFourZerosIsAsWorkedOutByHand() {
        // The loss has 0.5; the others 0.25, 0.75, 0.2. One of three values was hidden: odds 1 / 2.
        DetectionScores scores = DetectionScores.of(detection, mask, reference, WHOLE_VALUES);
        assertEquals(2 / 3.0, scores.auroc(), 1e-12);
        assertEquals(0.25, scores.lossShare(), 1e-12);
        assertEquals(4, scores.zeros());
        double[] losses = {0.5 * 1, 0.5 / 3, 1, 0.5 / 4};
        double brier =
                Math.pow(losses[0] - 1, 2) + Math.pow(losses[1], 2) + Math.pow(losses[2], 2) + Math.pow(losses[3], 2);
        assertEquals(brier / 4, scores.brier(), 1e-6);
        // half of the molecules lost: the probability of a loss is that of detection
        double half = Math.pow(0.5 - 1, 2) + Math.pow(0.25, 2) + Math.pow(0.75, 2) + Math.pow(0.2, 2);
        assertEquals(
                half / 4, DetectionScores.of(detection, mask, reference, 0.5).brier(), 1e-6);
    }

    @Test
    void orderOfCellsAndGenesDoesNotMatter() {
        CellMatrix moved = detection.selectCells(new int[] {1, 0}).selectGenes(new int[] {2, 0, 1});
        assertEquals(
                DetectionScores.of(detection, mask, reference, WHOLE_VALUES),
                DetectionScores.of(moved, mask, reference, WHOLE_VALUES));
    }

    @Test
    void countsServeAsReferenceToo() {
        CellMatrix counts = reference.withValues(reference.values(), Layer.COUNTS);
        assertEquals(
                DetectionScores.of(detection, mask, reference, WHOLE_VALUES),
                DetectionScores.of(detection, mask, counts, WHOLE_VALUES));
    }

    @Test
    void valuesThatAreNoProbabilitiesAreRefused() {
        for (float wrong : new float[] {-0.1f, 1.5f}) {
            CellMatrix matrix = matrix(Layer.DETECTION, wrong, 0, 0, 0, 0, 0);
            var e = assertThrows(
                    InvalidInputException.class, () -> DetectionScores.of(matrix, mask, reference, WHOLE_VALUES));
            assertTrue(e.getMessage().startsWith("a detection probability of " + wrong), e.getMessage());
        }
    }

    @Test
    void aReferenceWithoutZerosIsRefused() {
        CellMatrix full = matrix(Layer.LOGNORM, 3, 1, 4, 1, 2, 1);
        var e = assertThrows(
                InvalidInputException.class, () -> DetectionScores.of(detection, mask, full, WHOLE_VALUES));
        assertTrue(e.getMessage().startsWith("the reference has no zero"), e.getMessage());
    }

    @Test
    void masksAndProbabilitiesAreNoReference() {
        for (Layer layer : new Layer[] {Layer.MASK, Layer.DETECTION}) {
            CellMatrix wrong = reference.withValues(reference.values(), layer);
            assertThrows(InvalidInputException.class, () -> DetectionScores.of(detection, mask, wrong, WHOLE_VALUES));
        }
    }

    @Test
    void thinningRatesOutsideOfZeroToOneAreRefused() {
        for (double rate : new double[] {0, 1, -1, Double.POSITIVE_INFINITY}) {
            var e = assertThrows(
                    IllegalArgumentException.class, () -> DetectionScores.of(detection, mask, reference, rate));
            assertEquals("thinning rate not in (0, 1): " + rate, e.getMessage());
        }
    }
}
