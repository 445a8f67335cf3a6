package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.screlate.data.InvalidInputException;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;

/** What is told of files that nobody has told about, and of those that are not read. */
final class DescribeTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "anndata013_pandas3.h5ad, anndata 0.13 or later, 12 cells × 20 genes, whole numbers, --output counts.arrow",
        "anndata06_categories.h5ad, anndata 0.6 or before, 12 cells × 20 genes, donor (words), likely counts",
        "mudata_rna_prot.h5mu, mudata 0.3.10, prot, 12 cells × 20 genes, --modality rna",
        "loompy3.loom, specification 3.0.0, 12 cells × 20 genes, Accession, likely counts",
        "tenx_v3_libver_latest.h5, Cell Ranger 3 or later, 12 cells × 20 genes, Gene Expression, barcodes",
        "kb_counts, kb-python, 12 cells × 20 genes, Ensembl gene ids, likely counts",
        "star_em/UniqueAndMult-EM.mtx, Matrix Market, 12 cells × 20 genes, fractions, --round nearest",
        "counts.csv.gz, separator, 12 cells × 20 genes, likely genes, --orientation genes-in-rows",
    })
    void theBeginningTellsWhatAFileIs(String name, String first, String second, String third, String fourth) {
        String said = String.join("\n", ForeignDescription.of(FormatsTest.file(name)));
        for (String part : List.of(first, second, third, fourth)) {
            assertTrue(said.contains(part), part + " in " + said);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.rds, as_AnnData",
        "a.xlsx, save it as .tsv",
        "a.parquet, save it as .tsv",
        "a.tar.gz, unpack it first",
        "a.h5ad.gz, unpack it first",
        "a.zarr.zip, read_zarr(zarr.storage.ZipStore('"
    })
    void whatIsNotReadIsNamedWithTheWayOut(String name, String way) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "x");
        String message = String.valueOf(assertThrows(InvalidInputException.class, () -> ForeignDescription.of(file))
                .getMessage());
        assertTrue(message.contains(way), message);
    }

    @ParameterizedTest
    @CsvSource({"molecule_info.h5, filtered_feature_bc_matrix.h5", "seurat.h5seurat, SeuratDisk::Convert"})
    void hdf5ThatHoldsNoMatrixOfCellsIsNamedWithTheWayOut(String name, String way) {
        String message = String.valueOf(
                assertThrows(InvalidInputException.class, () -> ForeignDescription.of(FormatsTest.file(name)))
                        .getMessage());
        assertTrue(message.contains(way), message);
        message = FormatsTest.refused(name, ForeignOptions.DEFAULTS);
        assertTrue(message.contains(way), message);
    }

    private static ForeignOptions genome(String name) {
        return new ForeignOptions(
                ForeignOptions.Format.AUTO, null, false, null, null, "Gene Expression", null, name, null);
    }

    @Test
    void oneOfSeveralGenomesIsChosen() {
        ForeignMatrix all = FormatsTest.read("genomes3.h5", ForeignOptions.DEFAULTS);
        assertEquals(List.of("A", "B", "a", "b"), all.genes());
        assertTrue(all.notes().get(0).contains("choose one by --genome: GRCh38, mm10"), all.notes()::toString);
        ForeignMatrix one = FormatsTest.read("genomes3.h5", genome("mm10"));
        assertEquals(List.of("a", "b"), one.genes());
        assertArrayEquals(new float[] {2, 3, 5, 0, 0, 7}, IoResources.values(one.values()));
        assertTrue(FormatsTest.refused("genomes3.h5", genome("hg19")).contains("no genome 'hg19'"));
        assertTrue(FormatsTest.refused("genomes2.h5", ForeignOptions.DEFAULTS).contains("--genome: GRCh38, mm10"));
        assertEquals(4, FormatsTest.read("genomes2.h5", genome("mm10")).genes().size());
        assertTrue(FormatsTest.refused("six_cells.h5ad", genome("mm10")).contains("--genome is for tenx-h5"));
    }

    @Test
    void aZarrStoreIsNamedWhateverItsFormatIsSaidToBe() throws IOException {
        Files.writeString(folder.resolve("zarr.json"), "{}");
        ForeignOptions options = new ForeignOptions(
                ForeignOptions.Format.H5AD, null, false, null, null, "Gene Expression", null, null, null);
        String message = String.valueOf(
                assertThrows(InvalidInputException.class, () -> ForeignFile.read(folder, options, bytes -> {}))
                        .getMessage());
        assertTrue(message.contains("read_zarr"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "null_x.h5ad, 'the layer counts, for there is no X', --layer counts",
        "null_raw.h5ad, 'X, sparse by cells (CSR)', null_raw.h5ad --output"
    })
    void whatAnndataWritesForNoneIsNotThere(String name, String imported, String option) {
        String said = String.join("\n", ForeignDescription.of(FormatsTest.file(name)));
        assertTrue(said.contains("imported matrix " + imported), said);
        assertTrue(said.contains(option), said);
        assertFalse(said.contains("raw "), said);
    }

    @Test
    void aZarrStoreOfSeveralModalitiesIsConvertedByMudata() throws IOException {
        Files.writeString(folder.resolve("zarr.json"), "{}");
        Files.createDirectory(folder.resolve("mod"));
        String message = String.valueOf(assertThrows(InvalidInputException.class, () -> ForeignDescription.of(folder))
                .getMessage());
        assertTrue(message.contains("mudata.read_zarr('" + folder + "').write('NEW.h5mu')"), message);
    }

    @Test
    void barcodesThatRNumberedAreCellsByTheirNames() throws IOException {
        Files.writeString(
                folder.resolve("matrix.mtx"),
                "%%MatrixMarket matrix coordinate integer general\n2 3 2\n1 1 5\n2 3 4\n");
        Files.writeString(folder.resolve("features.tsv"), "ENSG1\tA\nENSG2\tB\n");
        Files.writeString(folder.resolve("barcodes.tsv"), "\"1\"\t\"x\"\n\"2\"\t\"y\"\n\"3\"\t\"z\"\n");
        ForeignMatrix matrix = ForeignFile.read(folder, ForeignOptions.DEFAULTS, bytes -> {});
        assertEquals(List.of("x", "y", "z"), matrix.cells());
        assertArrayEquals(new float[] {5, 0, 0, 0, 0, 4}, IoResources.values(matrix.values()));
    }

    @Test
    void aMatrixOfNothingIsDescribedToo() throws IOException {
        Files.writeString(folder.resolve("matrix.mtx"), "%%MatrixMarket matrix coordinate integer general\n0 0 0\n");
        Files.writeString(folder.resolve("features.tsv"), "");
        Files.writeString(folder.resolve("barcodes.tsv"), "");
        assertTrue(String.join("\n", ForeignDescription.of(folder)).contains("stored values"));
    }
}
