package org.screlate.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.preprocess.HighlyVariableGenes.Method;
import org.screlate.preprocess.Preprocessing.SizeFactors;

final class PreprocessingTest {
    @Test
    void cellsAndGenesStayInOrderAndCarryTheirFigures() {
        Preprocessing.Result result = Reference.small();
        CellMatrix input = Reference.smallCounts();
        assertEquals(99, result.expression().cells().size());
        assertEquals(176, result.expression().genes().size());
        assertFalse(result.expression().cells().contains("c17"));
        assertEquals(
                input.cells().stream().filter(c -> !c.equals("c17")).toList(),
                result.counts().cells());
        assertEquals(
                List.of("n_counts", "n_genes", "mito_percent"),
                result.counts().cellMetadata().names());
        assertArrayEquals(result.variableGenes(), result.expression().flaggedGenes("highly_variable"));
        assertEquals(Layer.LOGNORM, result.expression().layer());
        assertEquals(Layer.COUNTS, result.counts().layer());
    }

    @Test
    void aColumnThatTheInputBringsStaysAsItIs() {
        CellMatrix counts = counts(3, new float[] {9, 1, 0, 1, 4, 0, 3, 2, 0, 0, 0, 1});
        Column depth = new Column.Whole(new long[] {100, 200, 300, 400});
        CellMatrix withDepth = counts.withCellMetadata(counts.cellMetadata().with("n_counts", depth));
        Preprocessing.Result result = new Preprocessing(Preprocessing.Options.DEFAULTS).run(withDepth);
        assertEquals(
                "100", result.expression().cellMetadata().column("n_counts").text(0));
        assertEquals("10", result.cellQuality().column("n_counts").text(0));
        assertEquals(List.of("n_counts"), Preprocessing.ownColumns(withDepth));
        assertEquals(List.of(), Preprocessing.ownColumns(counts));
    }

    @Test
    void sizeFactorsBringCountsToTheUnitOfExpression() {
        for (Preprocessing.SizeFactors by : Preprocessing.SizeFactors.values()) {
            var defaults = Preprocessing.Options.DEFAULTS;
            var variable = new HighlyVariableGenes.Options(HighlyVariableGenes.Method.VARIANCE, 40);
            var options = new Preprocessing.Options(
                    defaults.quality(),
                    defaults.outlying(),
                    defaults.filter(),
                    defaults.librarySize(),
                    by,
                    variable,
                    null);
            Preprocessing.Result result = new Preprocessing(options).run(Reference.smallCounts());
            double[] factors = ((Column.Real) result.expression().cellMetadata().column("size_factor")).values();
            SparseMatrix counts = result.counts().values().toSparse();
            SparseMatrix expression = result.expression().values().toSparse();
            for (int c = 0; c < factors.length; c++) {
                for (int k = counts.offsets()[c]; k < counts.offsets()[c + 1]; k++) {
                    assertEquals(
                            Math.log1p(counts.values()[k] / factors[c]),
                            expression.values()[k],
                            1e-6);
                }
            }
        }
    }

    @Test
    void qualityTablesHaveARowForEachCellAndGeneOfTheInput() {
        Preprocessing.Result result = Reference.small();
        Table cells = result.cellQuality();
        assertEquals(100, cells.rows());
        assertEquals(
                List.of("cell", "n_counts", "n_genes", "mito_percent", "ribo_percent", "kept", "reason"),
                cells.names());
        assertEquals("counts < 1", cells.column("reason").text(17));
        assertEquals("", cells.column("reason").text(16));
        Table genes = result.geneQuality();
        assertEquals(180, genes.rows());
        assertEquals("cells < 1", genes.column("reason").text(29));
        assertEquals("false", genes.column("kept").text(29));
        assertEquals("true", genes.column("mitochondrial").text(5));
    }

    @Test
    void sizeFactorsOfVariableGenesFollowTheFormulaByHand() {
        // Gene a varies most, then b; c is counted only in the last cell, which has neither of them.
        CellMatrix counts = counts(3, new float[] {9, 1, 0, 1, 4, 0, 3, 2, 0, 0, 0, 1});
        Preprocessing.Result result = run(counts, Method.VARIANCE, 2, SizeFactors.HVG);
        assertArrayEquals(new int[] {0, 1}, result.variableGenes());
        assertEquals(
                "no counts in the highly variable genes",
                result.cellQuality().column("reason").text(3));
        assertEquals(List.of("k0", "k1", "k2"), result.expression().cells());
        // Sums 10, 5, 5; median 5.
        assertEquals(Math.log1p(4.5), result.expression().values().get(0, 0), 1e-6);
        assertEquals(Math.log1p(4), result.expression().values().get(1, 1), 1e-6);
        assertEquals(Math.log1p(3), result.expression().values().get(2, 0), 1e-6);
    }

    @Test
    void seuratGenesCanGiveSizeFactorsToo() {
        Preprocessing.Result all = Reference.small();
        Preprocessing.Result variable = run(Reference.smallCounts(), Method.SEURAT, 60, SizeFactors.HVG);
        assertArrayEquals(all.variableGenes(), variable.variableGenes());
        SparseMatrix chosen = variable.variableExpression().values().toSparse();
        double[] sums = new double[chosen.rows()];
        for (int c = 0; c < chosen.rows(); c++) {
            for (int k = chosen.offsets()[c]; k < chosen.offsets()[c + 1]; k++) {
                sums[c] += Math.expm1(chosen.values()[k]);
            }
            assertEquals(sums[0], sums[c], 1e-4 * sums[0], "every cell is brought to the same sum");
        }
    }

    @Test
    void denseCountsGiveTheSameAsSparseOnes() {
        CellMatrix sparse = Reference.smallCounts();
        CellMatrix dense = sparse.withValues(sparse.values().toDense(), Layer.COUNTS);
        SparseMatrix one = run(sparse, Method.SEURAT, 60, SizeFactors.ALL)
                .expression()
                .values()
                .toSparse();
        SparseMatrix other = run(dense, Method.SEURAT, 60, SizeFactors.ALL)
                .expression()
                .values()
                .toSparse();
        assertArrayEquals(one.values(), other.values());
        assertArrayEquals(one.indices(), other.indices());
    }

    @Test
    void countsAreNotChanged() {
        CellMatrix input = Reference.smallCounts();
        float[] before = input.values().toSparse().values().clone();
        run(input, Method.VARIANCE, 60, SizeFactors.HVG);
        assertArrayEquals(before, input.values().toSparse().values());
    }

    @Test
    void accountSaysWhatWasDroppedAndWhy() {
        assertEquals(
                List.of(
                        "6 mitochondrial genes",
                        "kept 99 of 100 cells (dropped 1 with counts < 1)",
                        "kept 176 of 180 genes (dropped 4 with cells < 1), 60 of them highly variable"),
                Reference.small().account());
        CellMatrix counts = counts(1, new float[] {1, 2});
        List<String> lines = run(counts, Method.VARIANCE, 1, SizeFactors.ALL).account();
        assertTrue(lines.get(0).startsWith("no mitochondrial genes"), lines.get(0));
        assertEquals(
                "kept 2 of 2 cells; warning: no cell was filtered; look at --qc-output, and at the limits, --qc mad and --mads",
                lines.get(1));
    }

    @Test
    void metadataOfTheInputIsKept() {
        CellMatrix input = Reference.smallCounts();
        String[] groups = new String[100];
        Arrays.setAll(groups, c -> "group" + c % 3);
        Preprocessing.Result result = run(
                input.withCellMetadata(Table.ofRows(100).with("group", new Column.Text(groups))),
                Method.SEURAT,
                60,
                SizeFactors.ALL);
        assertEquals(
                "group0", result.expression().cellMetadata().column("group").text(17)); // c18
    }

    @Test
    void emptyMatrixIsRefused() {
        InvalidInputException e = assertThrows(
                InvalidInputException.class, () -> run(counts(2, new float[0]), Method.SEURAT, 1, SizeFactors.ALL));
        assertEquals("no cell is left of 0: the matrix is empty", e.getMessage());
    }

    private static CellMatrix counts(int genes, float[] values) {
        int cells = values.length / genes;
        return CellMatrix.of(
                IntStream.range(0, cells).mapToObj(c -> "k" + c).toList(),
                List.of("a", "b", "c").subList(0, genes),
                new DenseMatrix(cells, genes, values).toSparse(),
                Layer.COUNTS);
    }

    private static Preprocessing.Result run(CellMatrix counts, Method method, int number, SizeFactors sizeFactors) {
        Preprocessing.Options defaults = Preprocessing.Options.DEFAULTS;
        return new Preprocessing(new Preprocessing.Options(
                        defaults.quality(),
                        defaults.outlying(),
                        defaults.filter(),
                        defaults.librarySize(),
                        sizeFactors,
                        new HighlyVariableGenes.Options(method, number),
                        null))
                .run(counts);
    }
}
