package org.screlate.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.matrix.DenseMatrix;
import org.screlate.testing.OracleTable;

final class QualityControlTest {
    private static final QualityControl METHOD = new QualityControl(QualityControl.Options.DEFAULTS);

    @Test
    void figuresAreThoseOfScanpy() {
        OracleTable scanpy = Reference.of("small_qc");
        QualityControl.Cells cells = METHOD.assess(Reference.smallCounts()).cells();
        double[] counts = scanpy.numbers("total_counts");
        double[] genes = scanpy.numbers("n_genes_by_counts");
        double[] mito = scanpy.numbers("pct_counts_mito");
        for (int c = 0; c < counts.length; c++) {
            assertEquals(counts[c], cells.counts()[c]);
            assertEquals(genes[c], cells.genes()[c]);
            assertEquals(mito[c], cells.mitoPercent()[c], 1e-5 * mito[c]); // scanpy's are float32
        }
    }

    @Test
    void smallMatrixIsCountedByHand() {
        QualityControl.Result result = METHOD.assess(counts("MT-a", 1, 0, 3, 0, 0, 0));
        assertArrayEquals(new long[] {4, 0}, result.cells().counts());
        assertArrayEquals(new int[] {2, 0}, result.cells().genes());
        assertArrayEquals(new double[] {25, 0}, result.cells().mitoPercent());
        assertArrayEquals(new long[] {1, 0, 3}, result.genes().counts());
        assertArrayEquals(new int[] {1, 0, 1}, result.genes().cells());
    }

    @Test
    void prefixIsFoundInCapitalsOrNotAndAtTheBeginningOnly() {
        assertEquals(1, METHOD.assess(counts("mt-a", 1, 0, 0, 0, 0, 1)).mitochondrialGenes());
        assertEquals(1, METHOD.assess(counts("Mt-a", 1, 0, 0, 0, 0, 1)).mitochondrialGenes());
        assertEquals(0, METHOD.assess(counts("AMT-1", 1, 0, 0, 0, 0, 1)).mitochondrialGenes());
        QualityControl none = new QualityControl(new QualityControl.Options("", Set.of()));
        assertEquals(0, none.assess(counts("MT-a", 1, 0, 0, 0, 0, 1)).mitochondrialGenes());
    }

    @Test
    void ensemblIdentifiersOfHumanAndMouseAreKnownAndAListReplacesThem() {
        assertEquals(
                1, METHOD.assess(counts("ENSG00000198888", 1, 0, 0, 0, 0, 1)).mitochondrialGenes());
        assertEquals(
                1, METHOD.assess(counts("ENSG00000210082.2", 1, 0, 0, 0, 0, 1)).mitochondrialGenes());
        assertEquals(
                1, METHOD.assess(counts("ENSMUSG00000064351", 1, 0, 0, 0, 0, 1)).mitochondrialGenes());
        assertEquals(
                1, METHOD.assess(counts("ENSMUSG00000065947", 1, 0, 0, 0, 0, 1)).mitochondrialGenes());
        assertEquals(
                0, METHOD.assess(counts("ENSMUSG00000064362", 1, 0, 0, 0, 0, 1)).mitochondrialGenes());
        assertEquals(
                0, METHOD.assess(counts("ENSG00000121410", 1, 0, 0, 0, 0, 1)).mitochondrialGenes());
        QualityControl listed = new QualityControl(new QualityControl.Options("MT-", Set.of("odd")));
        assertEquals(1, listed.assess(counts("odd", 1, 0, 0, 0, 0, 1)).mitochondrialGenes());
        assertThrows(InvalidInputException.class, () -> listed.assess(counts("MT-a", 1, 0, 0, 0, 0, 1)));
    }

    @Test
    void ribosomalProteinsAreToldFromOthersOfLikeNames() {
        for (String gene : List.of("RPL10A", "RPS4X", "Rps4y1", "RPL36AL", "Rplp0", "RPSA", "RPS27L", "RPL3")) {
            assertEquals(
                    25, METHOD.assess(counts(gene, 1, 0, 3, 0, 0, 1)).cells().riboPercent()[0], gene);
        }
        for (String gene : List.of("RPS6KA1", "MRPL10", "RPLX", "RPS", "RPL10A-1", "RPS6KB2")) {
            assertEquals(
                    0, METHOD.assess(counts(gene, 1, 0, 3, 0, 0, 1)).cells().riboPercent()[0], gene);
        }
    }

    @Test
    void sumsOfCellsAndGenesAreTheSame() {
        QualityControl.Result result = METHOD.assess(Reference.smallCounts());
        assertEquals(
                Arrays.stream(result.genes().counts()).sum(),
                Arrays.stream(result.cells().counts()).sum());
    }

    @Test
    void whatCannotBeACountIsRefusedByName() {
        for (float bad : new float[] {-1, 0.5f, Float.NaN, Float.POSITIVE_INFINITY}) {
            InvalidInputException e =
                    assertThrows(InvalidInputException.class, () -> METHOD.assess(counts("x", 1, bad, 0, 0, 0, 0)));
            assertTrue(e.getMessage().contains("cell 'a', gene 'y'"), e.getMessage());
        }
    }

    private static CellMatrix counts(String firstGene, float... values) {
        return CellMatrix.of(
                List.of("a", "b"), List.of(firstGene, "y", "z"), new DenseMatrix(2, 3, values), Layer.COUNTS);
    }
}
