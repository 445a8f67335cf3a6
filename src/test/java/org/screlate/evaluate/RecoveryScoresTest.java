package org.screlate.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;
import org.screlate.testing.OracleTable;

final class RecoveryScoresTest {
    private static final List<String> CELLS = List.of("c0", "c1");
    private static final List<String> GENES = List.of("g0", "g1", "g2");

    private static CellMatrix matrix(Layer layer, float... values) {
        return CellMatrix.of(CELLS, GENES, new DenseMatrix(2, 3, values), layer);
    }

    private final CellMatrix reference = matrix(Layer.LOGNORM, 3, 0, 4, 0, 2, 0);
    private final CellMatrix mask = matrix(Layer.MASK, 3, 0, 0, 0, 2, 0);
    private final CellMatrix recovered = matrix(Layer.FILLED, 1, 0, 4, 0.5f, 3, 0);

    @Test
    void scoresAreThoseOfScikitLearn() {
        OracleTable entries = OracleTable.read(getClass(), "entries.tsv");
        OracleTable expected = OracleTable.read(getClass(), "recovery.tsv");
        Table metrics = RecoveryScores.of(
                        oracle(entries, "recovered", Layer.FILLED),
                        oracle(entries, "masked", Layer.MASK),
                        oracle(entries, "reference", Layer.LOGNORM))
                .metrics();
        // share_covered is ours alone
        int[] shared = {0, 1, 2, 3, 5, 6, 7, 8, 9, 10};
        assertArrayEquals(expected.texts("name"), metrics.select(shared).labels("name"));
        assertArrayEquals(expected.texts("metric"), metrics.select(shared).labels("metric"));
        assertArrayEquals(expected.texts("n"), metrics.select(shared).labels("n"));
        for (int i = 0; i < shared.length; i++) {
            // the matrices hold float32
            assertEquals(
                    expected.numbers("value")[i],
                    Double.parseDouble(metrics.labels("value")[shared[i]]),
                    1e-6,
                    expected.texts("metric")[i]);
        }
    }

    private static CellMatrix oracle(OracleTable entries, String column, Layer layer) {
        DenseMatrix values = DenseMatrix.zeros(9, 7);
        for (int i = 0; i < entries.rows().size(); i++) {
            values.values()[i] = (float) entries.numbers(column)[i];
        }
        return CellMatrix.of(
                IntStream.range(0, 9).mapToObj(i -> "c" + i).toList(),
                IntStream.range(0, 7).mapToObj(i -> "g" + i).toList(),
                layer == Layer.MASK ? values.toSparse() : values,
                layer);
    }

    @Test
    void twoMaskedEntriesAndThreeZerosAreThoseWorkedOutByHand() {
        RecoveryScores scores = RecoveryScores.of(recovered, mask, reference);
        assertEquals(Math.sqrt((2 * 2 + 1 * 1) / 2.0), scores.masked().rmse(), 1e-12);
        assertEquals((2 + 1) / 2.0, scores.masked().mae(), 1e-12);
        assertEquals((2 + 1) / 2.0, scores.masked().medianAbsoluteError(), 1e-12);
        assertEquals(
                (3 * 1 + 2 * 3) / Math.sqrt((9 + 4) * (1 + 9)), scores.masked().cosine(), 1e-12);
        assertEquals(2, scores.masked().entries());
        assertEquals(0, scores.maskedOutside());
        assertEquals(new RecoveryScores.UntouchedZeros(Math.sqrt(0.25 / 3), 0.5 / 3, 1 / 3.0, 3), scores.zeros());
        // on masked entries 1 and 3, on zeros 0, 0.5 and 0: each of the first above each of the second
        assertEquals(
                new RecoveryScores.Together(Math.sqrt((4 + 1 + 0.25) / 5), (2 + 1 + 0.5) / 5, 1, 5), scores.together());
    }

    @Test
    void orderOfCellsAndGenesDoesNotMatter() {
        CellMatrix moved = recovered.selectCells(new int[] {1, 0}).selectGenes(new int[] {2, 0, 1});
        CellMatrix movedMask = mask.selectGenes(new int[] {1, 2, 0});
        assertEquals(RecoveryScores.of(recovered, mask, reference), RecoveryScores.of(moved, movedMask, reference));
    }

    @Test
    void sparseAndDenseScoreTheSame() {
        CellMatrix sparse = recovered.withValues(recovered.values().toSparse(), Layer.FILLED);
        CellMatrix sparseReference = reference.withValues(reference.values().toSparse(), Layer.LOGNORM);
        assertEquals(RecoveryScores.of(recovered, mask, reference), RecoveryScores.of(sparse, mask, sparseReference));
    }

    @Test
    void maskedEntriesOfGenesNotRecoveredAreCounted() {
        RecoveryScores scores = RecoveryScores.of(recovered.selectGenes(new int[] {0}), mask, reference);
        assertEquals(1, scores.masked().entries());
        assertEquals(1, scores.maskedOutside());
        assertEquals(2, scores.masked().rmse());
        assertEquals("0.5", scores.metrics().labels("value")[4]);
        assertEquals("share_covered", scores.metrics().labels("metric")[4]);
    }

    @Test
    void cellsThatTheReferenceLacksAreNamed() {
        CellMatrix other = CellMatrix.of(List.of("c0", "z9"), GENES, recovered.values(), Layer.FILLED);
        var e = assertThrows(InvalidInputException.class, () -> RecoveryScores.of(other, mask, reference));
        assertTrue(e.getMessage().startsWith("1 of 2 cells are not in the reference, such as 'z9'"), e.getMessage());
    }

    @Test
    void maskOfNoneOfTheseCellsIsRefused() {
        CellMatrix none = mask.selectCells(new int[] {1});
        CellMatrix first = recovered.selectCells(new int[] {0});
        var e = assertThrows(InvalidInputException.class, () -> RecoveryScores.of(first, none, reference));
        assertTrue(e.getMessage().startsWith("none of the 1 masked entries"), e.getMessage());
    }

    @Test
    void aReferenceOfCountsIsBroughtToTheUnitOfTheExpression() {
        CellMatrix counts = matrix(Layer.COUNTS, 4, 0, 2, 0, 6, 0);
        double[] sizes = {2, 0.5};
        CellMatrix sized = recovered.withCellMetadata(Table.ofRows(2).with("size_factor", new Column.Real(sizes)));
        RecoveryScores scores = RecoveryScores.of(sized, mask, counts);
        double first = Math.abs(Math.log(1 + 4 / 2.0) - 1);
        double second = Math.abs(Math.log(1 + 6 / 0.5) - 3);
        assertEquals((first + second) / 2, scores.masked().mae(), 1e-6);
        sizes[1] = 0;
        var e = assertThrows(InvalidInputException.class, () -> RecoveryScores.of(sized, mask, counts));
        assertTrue(e.getMessage().contains("'size_factor' holds 0.0"), e.getMessage());
    }

    @Test
    void countsAgainstExpressionAreRefused() {
        CellMatrix counts = reference.withValues(reference.values(), Layer.COUNTS);
        var e = assertThrows(InvalidInputException.class, () -> RecoveryScores.of(recovered, mask, counts));
        assertTrue(e.getMessage().contains("compare counts with counts"), e.getMessage());
    }

    @Test
    void theMaskedMatrixIsNoReference() {
        CellMatrix masked = matrix(Layer.LOGNORM, 3, 0, 4, 0, 0, 0);
        var e = assertThrows(InvalidInputException.class, () -> RecoveryScores.of(recovered, mask, masked));
        assertTrue(e.getMessage().startsWith("the reference is zero at 1 of 2 masked entries"), e.getMessage());
    }

    @Test
    void masksAndScaledValuesAreNotCompared() {
        for (Layer layer : new Layer[] {Layer.MASK, Layer.SCALED, Layer.DETECTION}) {
            CellMatrix wrong = reference.withValues(reference.values(), layer);
            String word = "values of the layer '" + layer.word() + "'";
            var first = assertThrows(InvalidInputException.class, () -> RecoveryScores.of(wrong, mask, reference));
            assertTrue(first.getMessage().startsWith(word), first.getMessage());
            var second = assertThrows(InvalidInputException.class, () -> RecoveryScores.of(recovered, mask, wrong));
            assertTrue(second.getMessage().startsWith(word), second.getMessage());
        }
    }

    @Test
    void notANumberIsNamed() {
        CellMatrix broken = matrix(Layer.FILLED, 1, 0, 4, 0, Float.NaN, 0);
        var e = assertThrows(InvalidInputException.class, () -> RecoveryScores.of(broken, mask, reference));
        assertTrue(e.getMessage().contains("NaN at cell 'c1', gene 'g1'"), e.getMessage());
    }
}
