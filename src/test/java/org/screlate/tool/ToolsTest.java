package org.screlate.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

final class ToolsTest {
    @TempDir
    private Path folder;

    /** A tool that fails as it is told. */
    @Command(name = "screlate-probe")
    private static final class Probe implements Callable<Integer> {
        @Mixin
        private CommonOptions common;

        @Mixin
        private SeedOption seed;

        @Option(names = "--input", required = true)
        private Path input;

        @Option(names = "--output", required = true)
        private Path output;

        @Option(names = "--second-output")
        private Path second;

        private final Throwable failure;
        private boolean called;

        Probe(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public Integer call() throws Exception {
            called = true;
            if (failure instanceof Error error) {
                throw error;
            }
            throw (Exception) failure;
        }
    }

    private final Probe probe = new Probe(new InvalidInputException("it is bad\nin two lines"));

    private ToolRun run(String... args) {
        return ToolRun.of(probe, args);
    }

    private void assertRefusedUnrun(ToolRun run, String line) {
        assertEquals("screlate-probe: " + line + System.lineSeparator(), run.error());
        assertEquals(2, run.code());
        assertFalse(probe.called);
    }

    @Test
    void theUsersFailureIsOneLine() {
        ToolRun run = run("--input", "a", "--output", folder + "/b");
        assertEquals(2, run.code());
        assertEquals("screlate-probe: it is bad" + System.lineSeparator(), run.error());
    }

    @Test
    void ourFailureIsATrace() {
        ToolRun run = ToolRun.of(
                new Probe(new IllegalStateException("ours")), "--input", "a", "--output", folder.resolve("b") + "");
        assertEquals(1, run.code());
        assertTrue(run.error().contains("IllegalStateException: ours"), run.error());
        assertTrue(run.error().contains("\tat "), run.error());
    }

    @Test
    void tooLittleMemoryIsOneLineAndTheStatusThatIsTriedAgain() {
        ToolRun run = ToolRun.of(
                new Probe(new OutOfMemoryError("heap")), "--input", "a", "--output", folder.resolve("b") + "");
        assertEquals(137, run.code());
        assertTrue(run.error().startsWith("screlate-probe: not enough memory: Java may use "), run.error());
        assertEquals(1, run.error().lines().count());
    }

    @Test
    void aMisspeltOptionIsNamedBeforeTheOneItLeavesMissing() {
        assertRefusedUnrun(
                run("--inptu", "a", "--output", "b"),
                "Unknown option: '--inptu'; did you mean '--input'? (see --help)");
        assertRefusedUnrun(run("--output", "b"), "Missing required option: '--input=<input>' (see --help)");
    }

    @Test
    void threadsAreOneOrMore() {
        for (String threads : new String[] {"0", "-1", "NaN", "99999999999"}) {
            assertRefusedUnrun(
                    run("--input", "a", "--output", "b", "--threads", threads),
                    "Invalid value for option '--threads': '" + threads
                            + "' is not a number of threads, 1 or more (see --help)");
        }
    }

    @Test
    void valuesAreAskedForInPlainWords() {
        assertRefusedUnrun(
                run("--input", "a", "--output", "b", "--seed", "1e9"),
                "Invalid value for option '--seed': '1e9' is not a whole number that fits (see --help)");
    }

    @Test
    void anEmptyNameIsNoFile() {
        ToolRun run = run("--input", "", "--output", "b");
        assertEquals(2, run.code());
        assertTrue(run.error().contains("the name of a file is empty"), run.error());
    }

    @Test
    void outputsAreCheckedBeforeTheWork() throws IOException {
        Path absent = folder.resolve("no/b");
        assertRefusedUnrun(
                run("--input", "a", "--output", folder + "/b", "--second-output", absent.toString()),
                "cannot write " + absent + ": no such file or folder: " + absent.getParent());
        String same = folder.resolve("b").toString();
        assertRefusedUnrun(
                run("--input", "a", "--output", same, "--second-output", folder + "/./b"),
                "cannot write " + folder + "/./b: --output names it too; give --second-output another name");
        assertRefusedUnrun(
                run("--input", same, "--output", same),
                "cannot write " + same + ": --input names it too; give --output another name");
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void aDeviceIsNotReplacedByAFile() {
        assertRefusedUnrun(
                run("--input", "a", "--output", "/dev/null"),
                "cannot write /dev/null: it is a device or a pipe; name a file");
    }

    @Test
    void aMessageIsOneLineOfAScreenWhateverTheNamesInIt() {
        assertEquals("no 'x'; there are a, b", OneLine.of("no 'x'; there are a, b\nand more"));
        assertEquals("no 'x\uFFFD[31m'", OneLine.of("no 'x\u001b[31m'"));
        String line = OneLine.of("unknown '" + "k".repeat(2_000_000) + "'; the keys are a, b");
        assertTrue(line.length() < 1_600 && line.endsWith("; the keys are a, b"), line);
    }
}
