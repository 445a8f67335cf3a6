package org.screlate.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.io.CellMatrixFile;
import org.screlate.tool.import_.Import;
import org.screlate.tool.preprocess.Preprocess;
import org.screlate.tool.simulate.Simulate;

/** The shipped data are what the README there says that makes them; {@code make test-data} makes them anew. */
final class TinyDataTest {
    private static final Path TINY = Path.of("test-data", "tiny");

    @TempDir
    private Path folder;

    @Test
    void simulateStillDrawsTheStudy() throws IOException {
        ToolRun run = ToolRun.of(
                new Simulate(),
                "study",
                "--seed=1",
                "--output=" + folder.resolve("counts.arrow"),
                "--metadata-output=" + folder.resolve("metadata.tsv"),
                "--network-output=" + folder.resolve("ppi.tsv"),
                "--gene-sets-output=" + folder.resolve("sets.gmt"),
                "--truth-output=" + folder.resolve("truth.tsv"));
        assertEquals(0, run.code(), run.error());
        CellMatrix shipped = CellMatrixFile.read(TINY.resolve("counts.arrow"));
        assertSame(shipped, CellMatrixFile.read(folder.resolve("counts.arrow")));
        for (String text : new String[] {"metadata.tsv", "ppi.tsv", "sets.gmt", "truth.tsv"}) {
            assertEquals(Files.readString(TINY.resolve(text)), Files.readString(folder.resolve(text)), text);
        }
    }

    @Test
    void everyFormHoldsTheSameCounts() {
        CellMatrix shipped = CellMatrixFile.read(TINY.resolve("counts.arrow"));
        for (String form : new String[] {"tiny.h5ad", "mtx", "counts.tsv.gz"}) {
            Path imported = folder.resolve(form + ".arrow");
            ToolRun run = ToolRun.of(
                    new Import(),
                    "--input=" + TINY.resolve(form),
                    "--metadata=" + TINY.resolve("metadata.tsv"),
                    "--output=" + imported);
            assertEquals(0, run.code(), run.error());
            assertSame(shipped, CellMatrixFile.read(imported));
        }
    }

    @Test
    void expressionIsThatOfTheCounts() {
        Path made = folder.resolve("expression.arrow");
        ToolRun run = ToolRun.of(
                new Preprocess(), "--cells=" + TINY.resolve("counts.arrow"), "--output=" + made, "--hvg=100");
        assertEquals(0, run.code(), run.error());
        CellMatrix shipped = CellMatrixFile.read(TINY.resolve("expression.arrow"));
        CellMatrix found = CellMatrixFile.read(made);
        assertEquals(Layer.LOGNORM, shipped.layer());
        assertEquals(100, shipped.flaggedGenes("highly_variable").length);
        assertArrayEquals(shipped.flaggedGenes("highly_variable"), found.flaggedGenes("highly_variable"));
        assertArrayEquals(
                shipped.values().toDense().values(), found.values().toDense().values(), 1e-5f);
    }

    @Test
    void allFilesAreBelowOneMegabyte() throws IOException {
        try (Stream<Path> files = Files.walk(TINY)) {
            long bytes = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            assertTrue(bytes < 1_000_000, bytes + " bytes");
        }
    }

    private static void assertSame(CellMatrix expected, CellMatrix found) {
        assertEquals(Layer.COUNTS, found.layer());
        assertEquals(expected.cells(), found.cells());
        assertEquals(expected.genes(), found.genes());
        assertArrayEquals(
                expected.values().toDense().values(), found.values().toDense().values());
        assertArrayEquals(
                expected.cellMetadata().labels("group"), found.cellMetadata().labels("group"));
    }
}
