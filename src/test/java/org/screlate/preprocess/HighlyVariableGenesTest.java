package org.screlate.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.testing.OracleTable;

final class HighlyVariableGenesTest {
    @Test
    void seuratFlavourIsThatOfScanpy() {
        OracleTable scanpy = Reference.of("small_hvg");
        HighlyVariableGenes.Result result =
                seurat(60).find(Reference.small().expression().values().toSparse());
        String[] chosen = scanpy.texts("highly_variable");
        for (int g = 0; g < chosen.length; g++) {
            assertEquals(chosen[g].equals("True"), result.chosen()[g], "gene " + g);
        }
        for (String column : new String[] {"means", "dispersions", "dispersions_norm"}) {
            double[] theirs = scanpy.numbers(column);
            double[] ours = ((Column.Real) result.columns().column(column)).values();
            for (int g = 0; g < theirs.length; g++) {
                assertEquals(theirs[g], ours[g], 1e-4 * Math.max(1e-2, Math.abs(theirs[g])), column + " of gene " + g);
            }
        }
    }

    @Test
    void geneAloneInItsBinGetsOne() {
        // Means of exp(y) - 1: 1, 1, 31; the last is alone in its bin.
        SparseMatrix expression = logs(new float[] {0, 0.5f, 1, 2, 1.5f, 61});
        double[] normalised = real(seurat(3).find(expression), "dispersions_norm");
        assertEquals(1, normalised[2], 1e-12);
    }

    @Test
    void dispersionIsTheLogOfVarianceOverMean() {
        // Values 0 and 2: mean 1, unbiased variance 2.
        HighlyVariableGenes.Result result = seurat(1).find(logs(new float[] {0, 1, 2, 5}));
        assertEquals(Math.log(2), real(result, "dispersions")[0], 1e-6);
        assertEquals(Math.log(2), real(result, "means")[0], 1e-6);
        // Values 1 and 5: mean 3, unbiased variance 8.
        assertEquals(Math.log(8.0 / 3), real(result, "dispersions")[1], 1e-6);
    }

    @Test
    void geneThatDoesNotVaryIsNeverChosen() {
        HighlyVariableGenes.Result result = seurat(3).find(logs(new float[] {0, 1, 7, 2, 5, 7}));
        assertArrayEquals(new boolean[] {true, true, false}, result.chosen());
        assertTrue(Double.isNaN(real(result, "dispersions_norm")[2]));
    }

    @Test
    void binsAreClosedAbove() {
        double[] means = IntStream.rangeClosed(0, 20).mapToDouble(i -> i).toArray();
        int[] bins = HighlyVariableGenes.bins(means);
        assertEquals(0, bins[0]);
        for (int i = 1; i <= 20; i++) {
            assertEquals(i - 1, bins[i], "mean " + i);
        }
        assertArrayEquals(new int[] {9, 9}, HighlyVariableGenes.bins(new double[] {2, 2}));
    }

    @Test
    void varianceIsOfCountsDividedByTheNumberOfCells() {
        SparseMatrix counts = new DenseMatrix(2, 3, new float[] {0, 1, 3, 4, 1, 5}).toSparse();
        HighlyVariableGenes.Result result = variance(1).find(counts);
        assertArrayEquals(new double[] {4, 0, 1}, real(result, "variances"));
        assertArrayEquals(new int[] {0}, result.genes());
        assertArrayEquals(new int[] {0, 2}, variance(2).find(counts).genes());
    }

    @Test
    void ofGenesOfEqualVarianceTheFirstIsChosen() {
        SparseMatrix counts = new DenseMatrix(2, 3, new float[] {0, 2, 2, 2, 0, 0}).toSparse();
        assertArrayEquals(new int[] {0, 1}, variance(2).find(counts).genes());
    }

    @Test
    void orderOfCellsAndGenesDoesNotMatter() {
        SparseMatrix expression = Reference.small().expression().values().toSparse();
        int[] cells = IntStream.range(0, expression.rows())
                .map(c -> expression.rows() - 1 - c)
                .toArray();
        int[] genes = IntStream.range(0, expression.columns())
                .map(g -> expression.columns() - 1 - g)
                .toArray();
        for (HighlyVariableGenes method : new HighlyVariableGenes[] {seurat(50), variance(50)}) {
            int[] mirrored = Arrays.stream(
                            method.find(expression.selectRows(cells).selectColumns(genes))
                                    .genes())
                    .map(g -> expression.columns() - 1 - g)
                    .sorted()
                    .toArray();
            assertArrayEquals(method.find(expression).genes(), mirrored);
        }
    }

    @Test
    void moreGenesThanThereAreMeansAllThatVary() {
        SparseMatrix expression = Reference.small().expression().values().toSparse();
        assertEquals(expression.columns(), seurat(1000).find(expression).genes().length);
        assertEquals(expression.columns(), variance(1000).find(expression).genes().length);
    }

    @Test
    void cellsThatAreAllTheSameAreRefused() {
        assertThrows(InvalidInputException.class, () -> seurat(1).find(logs(new float[] {1, 2, 1, 2})));
    }

    @Test
    void numberBelowOneIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> variance(0));
    }

    private static HighlyVariableGenes seurat(int number) {
        return new HighlyVariableGenes(new HighlyVariableGenes.Options(HighlyVariableGenes.Method.SEURAT, number));
    }

    private static HighlyVariableGenes variance(int number) {
        return new HighlyVariableGenes(new HighlyVariableGenes.Options(HighlyVariableGenes.Method.VARIANCE, number));
    }

    private static double[] real(HighlyVariableGenes.Result result, String column) {
        return ((Column.Real) result.columns().column(column)).values();
    }

    /** Two cells whose {@code exp(y) − 1} are the values given. */
    private static SparseMatrix logs(float[] values) {
        float[] logs = new float[values.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = (float) Math.log1p(values[i]);
        }
        return new DenseMatrix(2, values.length / 2, logs).toSparse();
    }
}
