package org.screlate.tool.import_;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.io.ForeignFile;
import org.screlate.io.IoResources;
import org.screlate.io.foreign.ForeignOptions;
import org.screlate.matrix.SparseMatrix;
import org.screlate.tool.JavaMemory;

/**
 * Tables of more rows than memory holds, and HDF5 in chunks that are larger than memory, or lie across, which
 * src/test/oracles/hdf5_chunks.py makes.
 */
final class ImportMemoryTest {
    @TempDir
    private Path folder;

    private record Run(int code, String said) {}

    private Path file(String name) {
        return IoResources.unpack("chunks/" + name, folder);
    }

    private static Run run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Import.class.getName()));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), said);
    }

    @Test
    void halfOfAChunkIsAnnouncedBesideTheArrays() throws Exception {
        long values = 15_000L * 6_000;
        long bytes = 16 * values + (6 << 20) + 4 * values / 2;
        Run run = run(
                "--input",
                file("whole.h5ad").toString(),
                "--output",
                folder.resolve("x.arrow").toString());
        String line = String.format(Locale.ROOT, "needs about %,d MB of memory", JavaMemory.READING.with(bytes));
        assertTrue(run.said().contains(line), run.said());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    whole.h5ad       | '/X' is packed in chunks of 15000 × 6000 values, 343 MB each, more than fits
                    whole_large.h5ad | '/X' is packed in chunks of 40000 × 20000 values, 3,051 MB each, more than can be unpacked
                    empty.h5ad       | '/X/data' is packed in chunks of 200000000 values, 762 MB each, far more than it holds
                    """,
            quoteCharacter = '"')
    void allButValuesIsDescribedWhereTheirChunksAreTooLarge(String name, String line) throws Exception {
        Run run = run("--describe", file(name).toString());
        assertEquals(0, run.code(), run.said());
        assertTrue(run.said().contains("not looked at: " + line), run.said());
        assertTrue(run.said().contains("to import"), run.said());
    }

    @ParameterizedTest
    @CsvSource({
        "whole.h5ad, 137, :CHUNK=100x1000 OLD NEW; or Java may use",
        "whole_large.h5ad, 2, write smaller ones: h5repack -l /X:CHUNK=100x1000 OLD NEW",
        "empty.h5ad, 2, write smaller ones: h5repack -l /X/data:CHUNK=100000 OLD NEW"
    })
    void moreMemoryIsAskedForOnlyWhereItHelps(String name, int code, String line) throws Exception {
        Path output = folder.resolve("counts.arrow");
        Run run = run("--input", file(name).toString(), "--output", output.toString());
        assertEquals(code, run.code(), run.said());
        assertTrue(run.said().contains(line), run.said());
        assertTrue(Files.notExists(output));
    }

    @ParameterizedTest
    @ValueSource(strings = {"genes.h5ad", "some_genes.h5ad", "parts.h5ad"})
    void chunksThatLieAcrossGiveTheSameValues(String name) {
        SparseMatrix matrix = ForeignFile.read(file(name), ForeignOptions.DEFAULTS, bytes -> {})
                .values()
                .toSparse();
        assertEquals(2100, matrix.stored());
        float[] found = new float[2100];
        float[] expected = new float[2100];
        for (int c = 0; c < expected.length; c++) {
            expected[c] = c % 97 + 1;
            found[c] = matrix.get(4 * c, c);
        }
        assertArrayEquals(expected, found);
    }

    @Test
    void aMatrixInChunksOfWholeGenesNeedsNoMoreThanAFewOfThem() throws Exception {
        Path output = folder.resolve("counts.arrow");
        Run run = run("--input", file("genes.h5ad").toString(), "--output", output.toString());
        assertEquals(0, run.code(), run.said());
        assertTrue(Files.exists(output));
    }

    @ParameterizedTest
    @ValueSource(ints = {18, 3})
    void moreRowsThanAnyTableHasAreNoLackOfMemory(int millions) throws Exception {
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(member)) {
            StringBuilder rows = new StringBuilder();
            for (int i = 0; i < 1_000_000; i++) {
                rows.append(i % 9).append(',').append(i * 7 % 5).append('\n');
            }
            packed.write(rows.toString().getBytes(StandardCharsets.UTF_8));
        }
        Path table = folder.resolve("rows.csv.gz");
        try (OutputStream out = Files.newOutputStream(table)) {
            for (int i = 0; i < millions; i++) {
                member.writeTo(out);
            }
        }
        Run run = run(
                "--input",
                table.toString(),
                "--output",
                folder.resolve("counts.arrow").toString());
        boolean tooMany = millions > 16;
        assertEquals(tooMany ? 2 : 137, run.code(), run.said());
        assertTrue(run.said().contains(tooMany ? "more than 16,777,216 rows" : "not enough memory"), run.said());
    }
}
