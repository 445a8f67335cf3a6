package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.InvalidInputException;
import org.screlate.io.foreign.ForeignOptions;

/** Files that unpack to far more than they hold, lines without an end, and headers that promise what is not there. */
final class TextLimitsTest {
    private static final String BANNER = "%%MatrixMarket matrix coordinate integer general\n";

    @TempDir
    private Path folder;

    private Path packed(String name, String before, String unit, long bytes) throws IOException {
        Path path = folder.resolve(name);
        byte[] block = unit.repeat(Math.max(1, (1 << 16) / unit.length())).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write(before.getBytes(StandardCharsets.UTF_8));
            for (long written = 0; written < bytes; written += block.length) {
                out.write(block);
            }
        }
        return path;
    }

    private static void assertRefused(String part, Executable read) {
        String message =
                String.valueOf(assertThrows(InvalidInputException.class, read).getMessage());
        assertTrue(message.contains(part), message);
        assertEquals(1, message.lines().count());
    }

    private Path mtx(String sizes, boolean gzip) throws IOException {
        Path path = Files.createDirectories(folder.resolve("mtx"));
        StringBuilder features = new StringBuilder();
        for (int g = 0; g < 20_000; g++) {
            features.append('G').append(g).append('\n');
        }
        Files.writeString(path.resolve("features.tsv"), features);
        StringBuilder barcodes = new StringBuilder();
        for (int c = 0; c < 90_000; c++) {
            barcodes.append('C').append(c).append('\n');
        }
        Files.writeString(path.resolve("barcodes.tsv"), barcodes);
        String text = BANNER + "20000 90000 " + sizes + "\n1 1 4\n";
        if (gzip) {
            packed("mtx/matrix.mtx.gz", text, "% \n", 3 << 20);
        } else {
            Files.writeString(path.resolve("matrix.mtx"), text);
        }
        return path;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "a\tb\n", "1 1 4\n", "a", "\0"})
    void whatIsPackedAThousandfoldIsNoText(String unit) throws IOException {
        Path path = packed("bomb.gz", "gene\tscore\n", unit, 100 << 20);
        // Before more than 5 MB of names are there.
        assertRefused("unpack to more than 4,", () -> NamesFile.read(path));
    }

    @Test
    void tablesThatAreNearlyEmptyAreText() throws IOException {
        StringBuilder row = new StringBuilder();
        for (int g = 0; g < 30_000; g++) {
            row.append(g % 200 == 7 ? "\t1" : "\t0");
        }
        StringBuilder names = new StringBuilder("cell");
        for (int g = 0; g < 30_000; g++) {
            names.append("\tG").append(g);
        }
        Path path = folder.resolve("sparse.tsv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write(names.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            for (int c = 0; c < 1_500; c++) {
                out.write(("C" + c + row + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        assertEquals(
                225_000,
                ForeignFile.read(path, ForeignOptions.DEFAULTS, bytes -> {})
                        .values()
                        .stored());
    }

    @Test
    void aLineWithoutAnEndIsNoTextEither() throws IOException {
        Path path = Files.writeString(folder.resolve("line.tsv"), "a\t".repeat(10_000_000));
        assertRefused("more than 16,777,216 characters", () -> GeneSetsFile.read(path));
        assertRefused("more than 16,777,216 characters", () -> NamesFile.read(path));
        assertRefused("more than 16,777,216 characters", () -> DelimitedTableFile.read(path));
        assertRefused("more than 16,777,216 characters", () -> OntologyFile.read(path));
        assertRefused("more than 16,777,216 characters", () -> AnnotationsFile.read(path));
    }

    @Test
    void aSetOfAHundredThousandGenesIsRead() throws IOException {
        StringBuilder line = new StringBuilder("all\tevery gene");
        for (int g = 0; g < 100_000; g++) {
            line.append("\tGENE").append(g);
        }
        Path path = Files.writeString(folder.resolve("sets.gmt"), line);
        assertEquals(100_000, GeneSetsFile.read(path).get(0).genes().size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void entriesThatAreNotThereTakeNoMemory(boolean gzip) throws IOException {
        Path path = mtx("1700000000", gzip);
        assertRefused("it is cut short", () -> ForeignFile.read(path, ForeignOptions.DEFAULTS, bytes -> {}));
    }

    @Test
    void aNumberOfMegabytesIsNone() throws IOException {
        Path path = mtx("1", false);
        Files.writeString(path.resolve("matrix.mtx"), BANNER + "20000 90000 1\n1 1 " + "1".repeat(1_000_000));
        assertRefused("which is none of a count", () -> ForeignFile.read(path, ForeignOptions.DEFAULTS, bytes -> {}));
    }

    @Test
    void noListHasMoreGenesThanAGenome() throws IOException {
        StringBuilder names = new StringBuilder();
        for (int g = 0; g < 1_100_000; g++) {
            names.append('G').append(g).append('\n');
        }
        Path path = Files.writeString(folder.resolve("genes.txt"), names);
        assertRefused("more than 1,048,576 lines, and no list of genes", () -> NamesFile.read(path));
        assertEquals(1_100_000, NamesFile.cells(path).size());
    }

    @Test
    void farMoreBarcodesThanAMatrixHasAreRefusedBeforeTheyTakeMemory() throws IOException {
        Path path = mtx("1", false);
        Files.writeString(path.resolve("barcodes.tsv"), "C\n".repeat(250_000));
        assertRefused(
                "barcodes.tsv: it has more than 220,000 lines",
                () -> ForeignFile.read(path, ForeignOptions.DEFAULTS, bytes -> {}));
    }
}
