package org.screlate.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.InvalidInputException;
import org.screlate.io.file.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** An input that another program changes during a run: nothing is written, and one line says why. */
final class InputFilesTest {
    @TempDir
    private Path folder;

    /** Copies a file, and has it changed by "another program" after it was read. */
    @Command(name = "screlate-copy")
    private static final class Copy implements Callable<Integer> {
        @Option(names = "--input")
        private Path input = Path.of("");

        @Option(names = "--output")
        private Path output = Path.of("");

        @Override
        public Integer call() throws IOException {
            String text = Files.readString(input);
            AtomicFile.write(output, part -> Files.writeString(part, text));
            Files.writeString(input, text + "more");
            return 0;
        }
    }

    @Test
    void aRunWhoseInputChangesWritesNothing() throws IOException {
        Path input = Files.writeString(folder.resolve("in"), "a");
        Path output = folder.resolve("out");
        ToolRun run = ToolRun.of(new Copy(), "--input", input.toString(), "--output", output.toString());
        assertEquals(2, run.code());
        assertEquals(1, run.error().lines().count(), run.error());
        assertTrue(run.error().contains("in changed while it was read"), run.error());
        assertEquals(List.of(input), Files.list(folder).toList());
    }

    @Test
    void filesOfAFolderAreWatchedButNewOnesMayCome() throws IOException {
        Path one = Files.writeString(folder.resolve("one"), "a");
        InputFiles inputs = new InputFiles(List.of(folder, folder.resolve("missing")));
        Files.writeString(folder.resolve("two"), "b");
        inputs.check();
        Files.setLastModifiedTime(one, FileTime.fromMillis(1));
        assertThrows(InvalidInputException.class, inputs::check);
        Files.delete(one);
        assertThrows(InvalidInputException.class, inputs::check);
    }
}
