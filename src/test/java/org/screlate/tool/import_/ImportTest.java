package org.screlate.tool.import_;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Layer;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.IoResources;
import org.screlate.io.file.Sha256;
import org.screlate.testing.SharedData;
import org.screlate.tool.ToolRun;

final class ImportTest {
    private static final String TABLE = "cell,G1,G2\na,1,0\nb,0,0\n";

    @TempDir
    private Path folder;

    private Path output() {
        return folder.resolve("counts.arrow");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private ToolRun run(Path input, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--input", input.toString(), "--output", output().toString()));
        arguments.addAll(List.of(more));
        return ToolRun.of(new Import(), arguments.toArray(new String[0]));
    }

    @Test
    void namesThatAreNotUtf8AreRefusedInOneLine() {
        ToolRun refused = run(Path.of("src/test/resources/org/screlate/io/formats/broken_not_utf8.h5ad"));
        assertEquals(2, refused.code(), refused.error());
        assertTrue(refused.error().contains("is not UTF-8 text"), refused.error());
    }

    @Test
    void aTableWithMetadataBecomesACellMatrixThatKnowsItsInputs() throws IOException {
        Path input = file("counts.csv", TABLE);
        Path metadata = file("meta.tsv", "barcode\ttype\nb\tbeta\na\talpha\n");
        assertEquals(0, run(input, "--metadata", metadata.toString()).code());
        CellMatrix read = CellMatrixFile.read(output());
        assertEquals(List.of("a", "b"), read.cells());
        assertEquals(Layer.COUNTS, read.layer());
        assertArrayEquals(new String[] {"alpha", "beta"}, read.cellMetadata().labels("type"));
        assertEquals(1, read.values().toSparse().stored(), "cells without counts are kept");
        var step = read.provenance().steps().get(0);
        assertEquals("screlate-import", step.tool());
        assertEquals(Sha256.of(input), step.inputs().get("input"));
        assertEquals(Sha256.of(metadata), step.inputs().get("metadata"));
        assertFalse(step.toString().contains(folder.toString()), "no paths: " + step);
    }

    @Test
    void theSameInputGivesTheSameBytes() throws IOException {
        Path input = IoResources.unpack("present.h5ad", folder);
        run(input, "--layer", "csc");
        byte[] before = Files.readAllBytes(output());
        run(input, "--layer", "csc", "--threads", "1");
        assertArrayEquals(before, Files.readAllBytes(output()));
    }

    @Test
    void lognormAndRawAndCompressionAreTaken() {
        Path input = IoResources.unpack("present.h5ad", folder);
        assertEquals(0, run(input, "--values", "lognorm", "--compress").code());
        assertEquals(Layer.LOGNORM, CellMatrixFile.read(output()).layer());
        assertEquals(0, run(input, "--raw").code());
        assertEquals("Actb", CellMatrixFile.read(output()).genes().get(3));
    }

    @Test
    void wrongOptionsAreRefused() throws IOException {
        Path input = file("counts.csv", TABLE);
        assertRefused(run(input, "--values", "scaled"), "--values must be counts or lognorm");
        assertRefused(run(input, "--values", "reads"), "unknown layer 'reads'");
        assertRefused(run(input, "--layer", "x", "--raw"), "--layer and --raw name two matrices");
        assertRefused(run(input, "--layer", "x"), "--layer and --raw are for h5ad");
        assertRefused(
                run(input, "--format", "zarr"),
                "Invalid value for option '--format': 'zarr' is none of auto, h5ad, tenx-h5, loom, mtx, table");
        assertRefused(
                run(IoResources.unpack("present.h5ad", folder), "--orientation", "genes-in-rows"),
                "leave --orientation out");
        assertRefused(run(input, "--gene-column", "x"), "leave --gene-column out");
        assertRefused(run(folder.resolve("counts.loom")), "no such file");
        assertRefused(run(file("counts.data", "")), "does not tell its kind; give --format");
    }

    @Test
    void badInputIsOneLineAndNoFile() throws IOException {
        assertRefused(run(file("neg.csv", "cell,G1\na,-1\n")), "is negative");
        assertRefused(run(file("log.csv", "cell,G1\na,0.7\n")), "look logged");
        assertRefused(run(file("twice.csv", "cell,G1\na,1\na,1\n")), "duplicated cell name 'a'");
        assertRefused(run(file("none.csv", "cell,G1\n")), "the matrix is empty");
        Path input = file("counts.csv", TABLE);
        String metadata = file("meta.csv", "id,type\na,x\n").toString();
        assertRefused(run(input, "--metadata", metadata), "1 of 2 cells of the matrix are missing");
        assertRefused(run(input, "--metadata", metadata, "--metadata-cell-column", "cell"), "no column 'cell'");
        byte[] h5ad = Files.readAllBytes(IoResources.unpack("anndata07.h5ad", folder));
        Path cut = Files.write(folder.resolve("cut.h5ad"), Arrays.copyOf(h5ad, h5ad.length / 2));
        assertRefused(run(cut), "it is cut short");
    }

    @Test
    void anOutputThatCannotBeWrittenIsOneLine() throws IOException {
        Path input = file("counts.csv", TABLE);
        ToolRun run = ToolRun.of(
                new Import(),
                "--input",
                input.toString(),
                "--output",
                folder.resolve("no/counts.arrow").toString());
        assertRefused(run, "no such file or folder");
    }

    @Test
    void aFullDiskIsOneLineAndNoFile() throws Exception {
        StringBuilder large = new StringBuilder("cell,G1\n");
        for (int c = 0; c < 5000; c++) {
            large.append("cell").append(c).append(",1\n");
        }
        Path input = file("large.csv", large.toString());
        // bash lets no file of the child pass 20 KiB, as a full disk would.
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -f 20 && exec \"$@\"",
                        "bash",
                        ProcessHandle.current().info().command().orElse("java"),
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Import.class.getName(),
                        "--input",
                        input.toString(),
                        "--output",
                        output().toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(2, process.waitFor(), said);
        assertTrue(said.contains("screlate-import: cannot write " + output()), said);
        assertFalse(said.contains("\tat "), said);
        assertEquals(List.of(input), files());
    }

    @Test
    void aReadOnlyFolderIsOneLine() throws IOException {
        Path input = file("counts.csv", TABLE);
        Path closed = Files.createDirectory(folder.resolve("closed"));
        closed.toFile().setWritable(false);
        Assumptions.assumeFalse(Files.isWritable(closed), "skipped: this user may write anywhere");
        ToolRun run = ToolRun.of(
                new Import(),
                "--input",
                input.toString(),
                "--output",
                closed.resolve("c.arrow").toString());
        assertRefused(run, "permission denied");
    }

    @Test
    void realTablesAreImportedWithTheirMetadata() {
        ToolRun run = run(
                SharedData.require("data/gse266919.counts.csv.gz"),
                "--metadata",
                SharedData.require("data/gse266919.meta.csv.gz").toString());
        assertEquals(0, run.code(), run.error());
        CellMatrix read = CellMatrixFile.read(output());
        assertEquals(5018, read.cells().size());
        assertEquals(251, read.genes().size());
        assertTrue(read.cellMetadata().column("n_counts") instanceof Column.Whole);
        ToolRun turned = run(
                SharedData.require("data/mixology_celseq2.counts.csv.gz"),
                "--orientation",
                "genes-in-rows",
                "--metadata",
                SharedData.require("data/mixology_celseq2.labels.csv").toString());
        assertEquals(0, turned.code(), turned.error());
        assertEquals(274, CellMatrixFile.read(output()).cells().size());
        assertEquals(21_098, CellMatrixFile.read(output()).genes().size());
    }

    @Test
    void realTablesTheWrongWayRoundAreNamed() {
        Path mixology = SharedData.require("data/mixology_celseq2.counts.csv.gz");
        assertRefused(run(mixology), "genes and cells seem swapped");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private void assertRefused(ToolRun run, String part) {
        assertEquals(2, run.code(), run.error());
        List<String> lines = run.error()
                .lines()
                .filter(line -> line.startsWith("screlate-import: "))
                .toList();
        assertEquals(1, lines.size(), run.error());
        assertTrue(lines.get(0).contains(part), run.error());
        assertFalse(run.error().contains("\tat "), run.error());
        assertFalse(Files.exists(output()), "a file was left");
    }
}
