package org.screlate.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The peaks themselves are measured by benchmarks/memory. */
class JavaMemoryTest {
    private static final Path LAUNCHER = Path.of("containers/rootfs/usr/local/bin/screlate-java");

    @Test
    void aFifthIsAddedToWhatIsInUseAndRoundedUp() {
        assertEquals(135, JavaMemory.COMPUTING.with(0));
        assertEquals(143, JavaMemory.FITTING.with(0));
        assertEquals(135 + 120, JavaMemory.COMPUTING.with(100L << 20));
        assertEquals(105 + 1, JavaMemory.READING.with(1));
        assertEquals(117 + 12_288, JavaMemory.COUNTING.with(10L << 30));
    }

    @Test
    void theLauncherKeepsTheHeapAsTheModelHasIt() throws IOException {
        String launcher = Files.readString(LAUNCHER);
        assertTrue(launcher.contains("young='-XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20'"), launcher);
        assertTrue(launcher.contains("young=\"-Xms32m -Xmn24m $young\""), launcher);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2g | 2   | screlate: SCRELATE_MEMORY_MB is a whole number of megabytes, not '2g'
                    -1 | 2   | screlate: SCRELATE_MEMORY_MB is a whole number of megabytes, not '-1'
                    12 | 137 | screlate: not enough memory: SCRELATE_MEMORY_MB is 12, and Java itself needs 16; give it more
                    """,
            quoteCharacter = '"')
    void theLauncherRefusesMemoryThatJavaCannotStartWith(String megabytes, int code, String line) throws Exception {
        ProcessBuilder launcher =
                new ProcessBuilder("sh", LAUNCHER.toString(), "subset.Subset").redirectErrorStream(true);
        launcher.environment().put("SCRELATE_MEMORY_MB", megabytes);
        Process process = launcher.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(line, said.strip());
        assertEquals(code, process.waitFor());
    }
}
