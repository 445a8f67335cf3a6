package org.screlate.io.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.io.IoResources;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;
import org.screlate.testing.SharedData;

final class H5adReaderTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"csr", "csc", "dense", "dense64"})
    void everyEncodingOfALayerHoldsTheCountsThatAnndataWrote(String layer) {
        ForeignMatrix read = IoResources.read(IoResources.unpack("present.h5ad", folder), IoResources.layer(layer));
        assertEquals(IoResources.CELLS, read.cells());
        assertEquals(IoResources.GENES, read.genes());
        assertArrayEquals(IoResources.COUNTS, IoResources.values(read.values()));
    }

    @Test
    void rawHasItsOwnGenes() {
        ForeignOptions raw = new ForeignOptions(
                ForeignOptions.Format.H5AD, null, true, null, null, "Gene Expression", null, null, null);
        ForeignMatrix read = IoResources.read(IoResources.unpack("present.h5ad", folder), raw);
        assertEquals(List.of("Gad1", "Gad2", "Sst", "Actb"), read.genes());
        assertArrayEquals(
                new float[] {1, 0, 2, 9, 0, 0, 0, 0, 0, 70000, 3, 0, 4, 0, 0, 1}, IoResources.values(read.values()));
    }

    @Test
    void columnsOfEveryKindAreRead() {
        Table obs = IoResources.read(IoResources.unpack("present.h5ad", folder), IoResources.layer("csr"))
                .cellMetadata();
        assertEquals(List.of("celltype", "donor", "n", "share", "kept", "age", "obs_cell"), obs.names());
        assertArrayEquals(
                new String[] {"beta", null, "alpha", "beta"}, ((Column.Text) obs.column("celltype")).values());
        assertArrayEquals(new String[] {"d1", "d2", "d1", "d2"}, obs.labels("donor"));
        assertArrayEquals(new long[] {3, 0, 70003, 4}, ((Column.Whole) obs.column("n")).values());
        assertArrayEquals(new double[] {0.5, Double.NaN, 1.5, -2}, ((Column.Real) obs.column("share")).values());
        assertArrayEquals(new boolean[] {true, false, true, true}, ((Column.Flag) obs.column("kept")).values());
        assertArrayEquals(new double[] {30, Double.NaN, 41, 52}, ((Column.Real) obs.column("age")).values());
    }

    @Test
    void anotherGeneColumnKeepsTheIds() {
        ForeignOptions options = new ForeignOptions(
                ForeignOptions.Format.AUTO, "csr", false, null, "gene_id", "Gene Expression", null, null, null);
        ForeignMatrix read = IoResources.read(IoResources.unpack("present.h5ad", folder), options);
        assertEquals("ENSMUSG00000070880", read.genes().get(0));
        assertEquals("Gad1", read.geneMetadata().column("input_name").text(0));
    }

    @Test
    void anOlderFileWithUnsortedRepeatedAndZeroEntriesHasTheSameCounts() {
        ForeignMatrix read = IoResources.read(IoResources.unpack("anndata07.h5ad", folder), ForeignOptions.DEFAULTS);
        assertEquals(IoResources.CELLS, read.cells());
        assertArrayEquals(IoResources.COUNTS, IoResources.values(read.values()));
        assertEquals(5, read.values().stored());
        assertArrayEquals(
                new String[] {"beta", null, "alpha", "beta"},
                ((Column.Text) read.cellMetadata().column("celltype")).values());
    }

    @Test
    void theOldestFileWithCompoundFramesHasTheSameCounts() {
        ForeignMatrix read = IoResources.read(IoResources.unpack("anndata06.h5ad", folder), ForeignOptions.DEFAULTS);
        assertEquals(List.of("cell-1", "cell-2", "cell-3", "cell-4"), read.cells());
        assertEquals(IoResources.GENES, read.genes());
        assertArrayEquals(IoResources.COUNTS, IoResources.values(read.values()));
        assertEquals("70003", read.cellMetadata().column("n").text(2));
    }

    @Test
    void loggedValuesGivenAsCountsAreNamedAndTheLayersPointedOut() {
        ForeignMatrix logged = IoResources.read(IoResources.unpack("present.h5ad", folder), ForeignOptions.DEFAULTS);
        InvalidInputException e = assertThrows(
                InvalidInputException.class, () -> IoResources.counts().check(logged));
        assertTrue(e.getMessage().contains("look logged"), e.getMessage());
        assertTrue(e.getMessage().contains("--values lognorm"), e.getMessage());
        assertTrue(e.getMessage().contains("--raw or --layer csc"), e.getMessage());
    }

    @Test
    void whatIsAbsentIsNamed() {
        Path present = IoResources.unpack("present.h5ad", folder);
        assertMessage(present, IoResources.layer("count"), "no layer 'count'; there are: csc, csr, dense, dense64");
        assertMessage(present, IoResources.options(null, "symbol"), "no column 'symbol'; there are: gene_id");
        Path old = IoResources.unpack("anndata07.h5ad", folder);
        ForeignOptions raw = new ForeignOptions(
                ForeignOptions.Format.AUTO, null, true, null, null, "Gene Expression", null, null, null);
        assertMessage(old, raw, "it has no raw");
        assertMessage(folder.resolve("absent.h5ad"), ForeignOptions.DEFAULTS, "no such file");
    }

    @Test
    void everyCutOfAFileIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(IoResources.unpack("anndata07.h5ad", folder));
        for (int length : new int[] {0, 3, 50, 200, bytes.length / 3, bytes.length / 2, bytes.length - 1}) {
            Path cut = Files.write(folder.resolve("cut.h5ad"), Arrays.copyOf(bytes, length));
            InvalidInputException e =
                    assertThrows(InvalidInputException.class, () -> IoResources.read(cut, ForeignOptions.DEFAULTS));
            assertTrue(e.getMessage().contains("cut.h5ad"), e.getMessage());
        }
    }

    @Test
    void otherFilesAreNotTakenForH5ad() throws IOException {
        Path text = Files.writeString(folder.resolve("text.h5ad"), "cell,Gad1\na,1\n".repeat(100));
        assertMessage(text, ForeignOptions.DEFAULTS, "is not an HDF5 file");
        ForeignOptions asH5ad = new ForeignOptions(
                ForeignOptions.Format.H5AD, null, false, null, null, "Gene Expression", null, null, null);
        assertMessage(IoResources.unpack("tenx_v3.h5", folder), asH5ad, "give --format tenx-h5");
    }

    @Test
    void baronHasTheSameCountsInH5adAndMatrixMarket() {
        ForeignMatrix h5ad = IoResources.read(SharedData.require("data/baron_mouse_1.h5ad"), ForeignOptions.DEFAULTS);
        ForeignMatrix mtx = IoResources.read(SharedData.require("data/baron_mouse_1_mtx"), ForeignOptions.DEFAULTS);
        assertEquals(h5ad.cells(), mtx.cells());
        assertEquals(h5ad.genes(), mtx.genes());
        assertArrayEquals(h5ad.values().offsets(), mtx.values().offsets());
        assertArrayEquals(h5ad.values().indices(), mtx.values().indices());
        assertArrayEquals(h5ad.values().values(), mtx.values().values());
    }

    private static void assertMessage(Path path, ForeignOptions options, String part) {
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> IoResources.read(path, options));
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
}
