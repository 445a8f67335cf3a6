package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.InvalidInputException;
import org.screlate.io.foreign.ForeignChecks;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;
import org.screlate.io.foreign.TenxFeatures;

final class TenxReadersTest {
    private static final List<String> BARCODES =
            List.of("AAACCTGAGCCAACA0-1", "AAACCTGAGCCAACA1-1", "AAACCTGAGCCAACA2-1", "AAACCTGAGCCAACA3-1");
    private static final String BANNER = "%%MatrixMarket matrix coordinate integer general\n%a comment\n";
    // Genes × cells; entries of one cell apart and out of order.
    private static final String MATRIX = BANNER + "3 4 5\n3 1 2\n1 4 4\n1 1 1\n3 3 3\n2 3 70000\n";

    @TempDir
    private Path folder;

    @Test
    void version3KeepsGenesAndSaysWhatItLeavesOut() {
        ForeignMatrix read =
                IoResources.read(IoResources.unpack("tenx_v3.h5", folder), IoResources.options(null, TenxFeatures.ID));
        assertEquals(BARCODES, read.cells());
        assertEquals(List.of("ENSG1", "ENSG2"), read.genes());
        assertArrayEquals(new float[] {1, 0, 0, 0, 0, 70000, 4, 0}, IoResources.values(read.values()));
        assertArrayEquals(new String[] {"Gad1", "Gad1"}, read.geneMetadata().labels(TenxFeatures.SYMBOL));
        assertEquals(List.of("left out 1 features of type Antibody Capture"), read.notes());
    }

    @Test
    void symbolsThatRepeatAreRefusedOrMadeUnique() {
        ForeignMatrix read = IoResources.read(IoResources.unpack("tenx_v3.h5", folder), ForeignOptions.DEFAULTS);
        InvalidInputException e = assertThrows(
                InvalidInputException.class, () -> IoResources.counts().check(read));
        assertTrue(e.getMessage().contains("duplicated gene name 'Gad1' (genes 1 and 2)"), e.getMessage());
        assertTrue(e.getMessage().contains("--make-unique"), e.getMessage());
        assertEquals(
                List.of("Gad1", "Gad1-1"),
                new ForeignChecks(org.screlate.data.Layer.COUNTS, true)
                        .check(read)
                        .genes());
    }

    @Test
    void version2HasOneGroupAGenome() {
        ForeignMatrix read = IoResources.read(IoResources.unpack("tenx_v2.h5", folder), ForeignOptions.DEFAULTS);
        assertEquals(BARCODES, read.cells());
        assertEquals(IoResources.GENES, read.genes());
        assertArrayEquals(IoResources.COUNTS, IoResources.values(read.values()));
    }

    @Test
    void matrixMarketFoldersOfEachVersionHoldTheSame() throws IOException {
        for (boolean gzip : new boolean[] {false, true}) {
            Path three = folder(
                    "v3" + gzip,
                    gzip,
                    "features.tsv",
                    "E1\tGad1\tGene Expression\nE2\tGad2\tGene Expression\n" + "E3\tSst\tGene Expression\n",
                    MATRIX);
            Path two = folder("v2" + gzip, gzip, "genes.tsv", "E1\tGad1\nE2\tGad2\nE3\tSst\n", MATRIX);
            Path one = folder("v1" + gzip, gzip, "genes.tsv", "Gad1\nGad2\nSst\n", MATRIX);
            for (Path path : List.of(three, two, one)) {
                ForeignMatrix read = IoResources.read(path, ForeignOptions.DEFAULTS);
                assertEquals(BARCODES, read.cells());
                assertEquals(IoResources.GENES, read.genes());
                assertArrayEquals(IoResources.COUNTS, IoResources.values(read.values()));
            }
        }
    }

    @Test
    void realNumbersAndCellsInRowsAreRead() throws IOException {
        String real = "%%MatrixMarket matrix coordinate real general\n4 3 3\n1 1 1.5\n1 3 2e-1\n4 2 1234567890\n";
        Path path = folder("real", false, "genes.tsv", "Gad1\nGad2\nSst\n", real);
        ForeignMatrix read =
                IoResources.read(path, IoResources.options(ForeignOptions.Orientation.CELLS_IN_ROWS, null));
        assertArrayEquals(
                new float[] {1.5f, 0, 0.2f, 0, 0, 0, 0, 0, 0, 0, 1234567890f, 0}, IoResources.values(read.values()));
    }

    @Test
    void eachFaultOfAMatrixMarketFileHasItsOwnMessage() throws IOException {
        assertMessage(MATRIX.replace("2 3 70000\n", ""), "it is cut short: it holds 4 of the 5 entries");
        assertMessage(MATRIX + "1 2 1\n", "more than the 5 entries");
        assertMessage(MATRIX.replace("2 3 70000", "4 3 1"), "entry 5 is at 4, not between 1 and 3");
        assertMessage(MATRIX.replace("70000", "many"), "'many' was found where a number was expected");
        assertMessage(MATRIX.replace("%%MatrixMarket", "x"), "not that of a Matrix Market file");
        assertMessage(MATRIX.replace("integer", "pattern"), "only coordinate, integer or real");
        assertMessage(
                MATRIX.replace("3 4 5", "4 3 5"), "genes and cells are swapped: give --orientation cells-in-rows");
        assertMessage(MATRIX.replace("3 4 5", "9 4 5"), "the files do not belong together");
        assertMessage(MATRIX.replace("3 4 5", "3 4 13"), "it promises 13 entries of a matrix of 3 × 4");
        assertMessage(BANNER, "no entries were found");
        assertMessage(MATRIX.replace("70000", "4f"), "'4f' was found where a number was expected");
        assertMessage(MATRIX.replace("70000", "0x1p3"), "'0x1p3' was found where a number was expected");
        assertMessage(MATRIX.replace("2 3 70000", "2 3 4 1"), "a line has more than the three numbers");
        assertMessage(MATRIX.replace("2 3 70000", "2 3\n70000"), "a line has fewer than the three numbers");
        assertMessage(MATRIX.replace("general", "symmetric"), "said to be symmetric, but is 3 × 4");
    }

    @Test
    void emptyLinesAtTheEndNameNothing() throws IOException {
        Path path = folder("blank", false, "genes.tsv", "Gad1\nGad2\nSst\n\n\n", MATRIX);
        write(path.resolve("barcodes.tsv"), false, String.join("\r\n", BARCODES) + "\r\n\r\n");
        ForeignMatrix read = IoResources.read(path, ForeignOptions.DEFAULTS);
        assertEquals(BARCODES, read.cells());
        assertEquals(IoResources.GENES, read.genes());
    }

    @Test
    void aMissingPartOfAFolderIsNamed() throws IOException {
        Path path = folder("part", false, "genes.tsv", "Gad1\n", MATRIX);
        Files.delete(path.resolve("barcodes.tsv"));
        InvalidInputException e =
                assertThrows(InvalidInputException.class, () -> IoResources.read(path, ForeignOptions.DEFAULTS));
        assertTrue(e.getMessage().contains("no barcodes.tsv or barcodes.tsv.gz in"), e.getMessage());
    }

    @Test
    void anAbsentFeatureTypeIsToldWithThoseThereAre() {
        ForeignOptions peaks =
                new ForeignOptions(ForeignOptions.Format.AUTO, null, false, null, null, "Peaks", null, null, null);
        Path path = IoResources.unpack("tenx_v3.h5", folder);
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> IoResources.read(path, peaks));
        assertTrue(e.getMessage().contains("there are: Antibody Capture, Gene Expression"), e.getMessage());
    }

    private void assertMessage(String matrix, String part) throws IOException {
        Path path = folder("bad" + System.nanoTime(), false, "genes.tsv", "Gad1\nGad2\nSst\n", matrix);
        InvalidInputException e =
                assertThrows(InvalidInputException.class, () -> IoResources.read(path, ForeignOptions.DEFAULTS));
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertTrue(e.getMessage().contains("matrix.mtx"), e.getMessage());
    }

    private Path folder(String name, boolean gzip, String featureFile, String features, String matrix)
            throws IOException {
        Path made = Files.createDirectory(folder.resolve(name));
        write(made.resolve("barcodes.tsv"), gzip, String.join("\n", BARCODES) + "\n");
        write(made.resolve(featureFile), gzip, features);
        write(made.resolve("matrix.mtx"), gzip, matrix);
        return made;
    }

    private static void write(Path path, boolean gzip, String text) throws IOException {
        if (!gzip) {
            Files.writeString(path, text);
            return;
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(Path.of(path + ".gz")))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
