package org.screlate.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.preprocess.HighlyVariableGenes.Method;
import org.screlate.testing.OracleTable;

final class BatchVariableGenesTest {
    private static BatchVariableGenes method(Method method, int number) {
        return new BatchVariableGenes(new HighlyVariableGenes.Options(method, number));
    }

    @Test
    void seuratFlavourByBatchIsThatOfScanpy() {
        OracleTable scanpy = Reference.of("small_hvg_batch");
        CellMatrix expression = Reference.small().expression();
        String[] batches = expression.cells().stream()
                .map(cell -> "b" + Integer.parseInt(cell.substring(1)) % 3)
                .toArray(String[]::new);
        HighlyVariableGenes.Result found =
                method(Method.SEURAT, 60).find(expression.values().toSparse(), "batch", batches);
        String[] chosen = scanpy.texts("highly_variable");
        String[] inAll = scanpy.texts("highly_variable_intersection");
        for (int g = 0; g < chosen.length; g++) {
            assertEquals(chosen[g].equals("True"), found.chosen()[g], "gene " + g);
            assertEquals(
                    inAll[g].equals("True"),
                    ((Column.Flag) found.columns().column("highly_variable_intersection")).values()[g]);
            assertEquals(
                    (long) scanpy.numbers("highly_variable_nbatches")[g],
                    ((Column.Whole) found.columns().column("highly_variable_nbatches")).values()[g]);
        }
        for (String column : new String[] {"means", "dispersions", "dispersions_norm"}) {
            double[] theirs = scanpy.numbers(column);
            double[] ours = ((Column.Real) found.columns().column(column)).values();
            for (int g = 0; g < theirs.length; g++) {
                assertEquals(theirs[g], ours[g], 1e-4 * Math.max(1e-2, Math.abs(theirs[g])), column + " of gene " + g);
            }
        }
    }

    @Test
    void genesThatVaryBetweenBatchesOnlyAreNotChosen() {
        // Two batches of three cells: gene 0 is high in one of them, genes 1 and 2 vary within both, gene 3 within one.
        SparseMatrix counts = new DenseMatrix(6, 4, new float[] {
                    9, 1, 0, 1,
                    9, 5, 3, 1,
                    9, 1, 6, 9,
                    0, 5, 0, 1,
                    0, 1, 3, 1,
                    0, 5, 6, 1
                })
                .toSparse();
        String[] batches = {"a", "a", "a", "b", "b", "b"};
        HighlyVariableGenes.Result found = method(Method.VARIANCE, 2).find(counts, "batch", batches);
        // Of genes 1 and 3, each found in one batch, gene 3 is the first there and gene 1 the second.
        assertArrayEquals(new int[] {2, 3}, found.genes());
        assertArrayEquals(
                new long[] {0, 1, 2, 1}, ((Column.Whole) found.columns().column("highly_variable_nbatches")).values());
        assertTrue(new HighlyVariableGenes(new HighlyVariableGenes.Options(Method.VARIANCE, 2))
                .find(counts)
                .chosen()[0]);
    }

    @Test
    void theOrderOfCellsChangesNothing() {
        SparseMatrix expression = Reference.small().expression().values().toSparse();
        String[] batches = IntStream.range(0, expression.rows())
                .mapToObj(c -> c % 2 == 0 ? "x" : "y")
                .toArray(String[]::new);
        int[] reversed = IntStream.range(0, expression.rows())
                .map(c -> expression.rows() - 1 - c)
                .toArray();
        String[] turned = Arrays.stream(reversed).mapToObj(c -> batches[c]).toArray(String[]::new);
        assertArrayEquals(
                method(Method.SEURAT, 30).find(expression, "batch", batches).chosen(),
                method(Method.SEURAT, 30)
                        .find(expression.selectRows(reversed), "batch", turned)
                        .chosen());
    }

    @Test
    void batchesOfOneCellAndCellsWithoutABatchAreRefused() {
        SparseMatrix counts = new DenseMatrix(3, 1, new float[] {1, 2, 3}).toSparse();
        for (String[] batches : new String[][] {{"a", "a", "b"}, {"a", "a", ""}}) {
            assertThrows(InvalidInputException.class, () -> method(Method.VARIANCE, 1)
                    .find(counts, "batch", batches));
        }
    }
}
