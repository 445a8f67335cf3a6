package org.screlate.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The peaks themselves are measured by benchmarks/memory. */
class JavaMemoryTest {
    @Test
    void aFifthIsAddedToWhatIsInUseAndRoundedUp() {
        assertEquals(135, JavaMemory.COMPUTING.with(0));
        assertEquals(135 + 120, JavaMemory.COMPUTING.with(100L << 20));
        assertEquals(105 + 1, JavaMemory.READING.with(1));
        assertEquals(117 + 12_288, JavaMemory.COUNTING.with(10L << 30));
    }

    @Test
    void theLauncherKeepsTheHeapAsTheModelHasIt() throws IOException {
        String launcher = Files.readString(Path.of("containers/rootfs/usr/local/bin/screlate-java"));
        assertTrue(launcher.contains("-Xms32m -Xmn24m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20"), launcher);
    }
}
