package org.screlate.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is told to stop: one line, 143, and nothing left behind. */
final class StopTest {
    @TempDir
    private Path folder;

    @Test
    void aSignalLeavesNothingButOneLine() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.screlate.tool.embed.Embed",
                        "train",
                        "--cells",
                        "test-data/tiny/counts.arrow",
                        "--ppi",
                        "test-data/tiny/ppi.tsv",
                        "--min-overlap",
                        "1",
                        "--epochs",
                        "1000000",
                        "--output",
                        folder.resolve("cells.arrow").toString())
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
            // The first line says that options and inputs were taken and the work goes on.
            lines.add(String.valueOf(errors.readLine()));
            process.toHandle().destroy();
            errors.lines().forEach(lines::add);
        }
        assertEquals(143, process.waitFor(), lines.toString());
        assertTrue(
                lines.get(lines.size() - 1).endsWith("stopped by a signal; no output of this run is left"),
                lines.toString());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }
}
