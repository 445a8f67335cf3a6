package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;

/** Which files belong to a matrix, and what its program says of genes and cells beside it. */
final class MtxFoldersTest {
    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    // Genes in rows: 5 of the first gene in the first cell, 4 of the second in the second.
    private void tenx(String before, String behind, String... cells) throws IOException {
        write(
                before + "matrix" + behind + ".mtx",
                "%%MatrixMarket matrix coordinate integer general\n2 2 2\n1 1 5\n2 2 4\n");
        write(before + "barcodes" + behind + ".tsv", String.join("\n", cells) + "\n");
        write(before + "features" + behind + ".tsv", "ENSG1\tA\tGene Expression\nENSG2\tB\tGene Expression\n");
    }

    private static ForeignMatrix read(Path path, String genome) {
        return ForeignFile.read(
                path,
                new ForeignOptions(
                        ForeignOptions.Format.AUTO, null, false, null, null, "Gene Expression", null, genome, null),
                bytes -> {});
    }

    private static ForeignMatrix read(Path path) {
        return ForeignFile.read(path, ForeignOptions.DEFAULTS, bytes -> {});
    }

    private String refused(Path path, String genome) {
        return String.valueOf(assertThrows(InvalidInputException.class, () -> read(path, genome))
                .getMessage());
    }

    @ParameterizedTest
    @CsvSource({"'', _A", "'', .filtered", "GSM1_, _2", "sample1_, ''", "S1., -old"})
    void whatNamesTheSampleMayStandBehindAsWellAsBefore(String before, String behind) throws IOException {
        tenx(before, behind, "x", "y");
        assertEquals(List.of("x", "y"), read(folder).cells());
        tenx("other_", behind, "p", "q");
        assertEquals(
                List.of("x", "y"),
                read(folder.resolve(before + "matrix" + behind + ".mtx")).cells());
        assertTrue(String.valueOf(assertThrows(InvalidInputException.class, () -> read(folder))
                        .getMessage())
                .contains("other_matrix" + behind + ".mtx"));
    }

    @Test
    void aSuffixOfItsOwnGoesBeforeNamesWithoutOneAndNoOtherIsTaken() throws IOException {
        tenx("", "_A", "x", "y");
        tenx("", "", "p", "q");
        assertEquals(List.of("x", "y"), read(folder.resolve("matrix_A.mtx")).cells());
        assertEquals(List.of("p", "q"), read(folder.resolve("matrix.mtx")).cells());
        Files.delete(folder.resolve("barcodes_A.tsv"));
        write("barcodes_B.tsv", "u\nv\n");
        String message =
                String.valueOf(assertThrows(InvalidInputException.class, () -> read(folder.resolve("matrix_A.mtx")))
                        .getMessage());
        assertTrue(message.contains("no barcodes.tsv of the same prefix and suffix as matrix_A.mtx"), message);
    }

    @Test
    void aFileOfAnotherKindIsToldApart() throws IOException {
        write("cells.h5ad", "not text\n");
        ForeignOptions mtx = new ForeignOptions(
                ForeignOptions.Format.MTX, null, false, null, null, "Gene Expression", null, null, null);
        Throwable refused = assertThrows(
                InvalidInputException.class, () -> ForeignFile.read(folder.resolve("cells.h5ad"), mtx, bytes -> {}));
        assertEquals(
                "cells.h5ad is not called .mtx, and no barcodes.tsv lies beside it; if it is no Matrix Market file, give another --format",
                refused.getMessage());
    }

    @Test
    void aMatrixOfAnyNameTakesTheOnlyNamesThereAre() throws IOException {
        tenx("", "", "x", "y");
        Files.move(folder.resolve("matrix.mtx"), folder.resolve("matrix_raw.mtx"));
        assertEquals(List.of("x", "y"), read(folder.resolve("matrix_raw.mtx")).cells());
    }

    @Test
    void oneOfTheGenomesThat10xPutsBeforeItsIdsIsChosen() throws IOException {
        tenx("", "", "x", "y");
        write(
                "features.tsv",
                "GRCh38_ENSG00000141510\tGRCh38_TP53\tGene Expression\n"
                        + "mm10___ENSMUSG00000059552\tmm10___Trp53\tGene Expression\n");
        ForeignMatrix all = read(folder);
        assertEquals(2, all.genes().size());
        assertTrue(all.notes().get(0).contains("choose one by --genome: GRCh38, mm10"), all.notes()::toString);
        ForeignMatrix mouse = read(folder, "mm10");
        assertEquals(List.of("mm10___Trp53"), mouse.genes());
        assertArrayEquals(new float[] {0, 4}, IoResources.values(mouse.values()));
        assertTrue(refused(folder, "hg19").contains("no genome 'hg19'; choose one by --genome: GRCh38, mm10"));
    }

    @Test
    void featuresThatNameNoGenomeHaveNoneToChoose() throws IOException {
        tenx("", "", "x", "y");
        assertTrue(refused(folder, "mm10").contains("its features name no genomes; leave --genome out"));
    }

    private void parse(String cells) throws IOException {
        write("DGE.mtx", "%%MatrixMarket matrix coordinate integer general\n3 2 3\n1 1 5\n2 2 4\n3 1 1\n");
        write("all_genes.csv", "gene_id,gene_name,genome\nENSG1,A,hg38\nENSMUSG2,b,mm10\n");
        write("cell_metadata.csv", cells);
    }

    private static final String CELLS =
            "bc_wells,sample,species,gene_count,bc1_well\n01_01_01,\"liver, left\",hg38,2,A1\n"
                    + "01_01_02,spleen,mm10,3,A2\n01_01_03,spleen,hg38,1,\n";

    @Test
    void whatParseSaysOfItsCellsIsCellMetadata() throws IOException {
        parse(CELLS);
        ForeignMatrix matrix = read(folder);
        assertEquals(List.of("01_01_01", "01_01_02", "01_01_03"), matrix.cells());
        assertArrayEquals(new float[] {5, 0, 0, 4, 1, 0}, IoResources.values(matrix.values()));
        assertEquals(
                List.of("sample", "species", "gene_count", "bc1_well"),
                List.copyOf(matrix.cellMetadata().names()));
        assertEquals("liver, left", matrix.cellMetadata().column("sample").text(0));
        assertTrue(matrix.cellMetadata().column("gene_count") instanceof Column.Whole);
        assertEquals("3", matrix.cellMetadata().column("gene_count").text(1));
    }

    @Test
    void theGenomeOfParseIsAColumnOfItsGenes() throws IOException {
        parse(CELLS);
        ForeignMatrix mouse = read(folder, "mm10");
        assertEquals(List.of("b"), mouse.genes());
        assertArrayEquals(new float[] {0, 4, 0}, IoResources.values(mouse.values()));
        assertEquals("spleen", mouse.cellMetadata().column("sample").text(1));
    }

    @ParameterizedTest
    @CsvSource({
        "'bc_wells,sample\nx,a\ny\nz,c\n', record 3 has 1 columns",
        "'bc_wells,sample,sample\nx,a,b\ny,a,b\nz,a,b\n', appears twice",
    })
    void aTableOfParseThatIsNotWholeIsRefused(String table, String part) throws IOException {
        parse(table.replace("\\n", "\n"));
        String message = String.valueOf(
                assertThrows(InvalidInputException.class, () -> read(folder)).getMessage());
        assertTrue(message.contains(part), message);
    }

    @Test
    void moreValuesThanOneMatrixCanHoldAreRefusedBeforeTheyAreRead() throws IOException {
        tenx("", "", "x", "y");
        write("matrix.mtx", "%%MatrixMarket matrix coordinate integer general\n2 2 2147483648\n1 1 5\n");
        String message = String.valueOf(
                assertThrows(InvalidInputException.class, () -> read(folder)).getMessage());
        assertTrue(message.contains("holds 2,147,483,648 values") && message.contains("split it by sample"), message);
        message = FormatsTest.refused("too_many.h5ad", ForeignOptions.DEFAULTS);
        assertTrue(message.contains("holds 2,147,483,648 values") && message.contains("split it by sample"), message);
    }

    @Test
    void wholeNumbersMayHaveAnExponentAsRWritesThem() throws IOException {
        tenx("", "", "x", "y");
        write("matrix.mtx", "%%MatrixMarket matrix coordinate integer general\n2 2 2\n1 1 1e+05\n2 2 4\n");
        assertArrayEquals(
                new float[] {100000, 0, 0, 4}, IoResources.values(read(folder).values()));
    }
}
