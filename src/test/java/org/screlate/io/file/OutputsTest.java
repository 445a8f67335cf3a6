package org.screlate.io.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.InvalidInputException;

/** Outputs of one run: all or none, through links, and never under a name that another run may have. */
final class OutputsTest {
    @TempDir
    private Path folder;

    private void write(String name, String text) {
        AtomicFile.write(folder.resolve(name), part -> Files.writeString(part, text));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void nothingAppearsBeforeTheLastIsWhole() throws IOException {
        write("a", "old");
        try (Outputs run = Outputs.begin()) {
            write("a", "new");
            write("b", "new");
            assertEquals("old", Files.readString(folder.resolve("a")));
            assertFalse(Files.exists(folder.resolve("b")));
            run.commit();
        }
        assertEquals(List.of("a", "b"), names());
        assertEquals("new", Files.readString(folder.resolve("a")));
    }

    @Test
    void aRunThatFailsLeavesTheFilesOfTheOneBefore() throws IOException {
        write("a", "old");
        Outputs run = Outputs.begin();
        write("a", "new");
        write("b", "new");
        run.close();
        assertEquals(List.of("a"), names());
        assertEquals("old", Files.readString(folder.resolve("a")));
    }

    @Test
    void aCheckpointIsThereAtOnce() throws IOException {
        Outputs run = Outputs.begin();
        Outputs.now(() -> write("model", "half"));
        assertEquals("half", Files.readString(folder.resolve("model")));
        write("late", "x");
        run.close();
        assertEquals(List.of("model"), names());
    }

    @Test
    void aFolderComesWithItsFiles() throws IOException {
        try (Outputs run = Outputs.begin()) {
            AtomicFolder.write(
                    folder.resolve("chunks"),
                    part -> AtomicFile.write(part.resolve("one"), file -> Files.writeString(file, "1")));
            assertFalse(Files.exists(folder.resolve("chunks")));
            run.commit();
        }
        assertEquals("1", Files.readString(folder.resolve("chunks/one")));
        assertEquals(List.of("chunks"), names());
    }

    @Test
    void aRunThatWasStoppedWritesNothingMore() throws IOException {
        Outputs run = Outputs.begin();
        write("a", "new");
        run.close();
        run.commit();
        assertEquals(List.of(), names());
    }

    @Test
    void aWriterThatGoesOnAfterTheStopLeavesNothing() throws IOException {
        Outputs run = Outputs.begin();
        assertThrows(
                InvalidInputException.class,
                () -> AtomicFile.write(folder.resolve("a"), part -> {
                    run.close();
                    Files.writeString(part, "late");
                }));
        Outputs other = Outputs.begin();
        assertThrows(
                InvalidInputException.class,
                () -> AtomicFolder.write(folder.resolve("chunks"), part -> {
                    Files.writeString(part.resolve("one"), "1");
                    other.close();
                    Files.writeString(part.resolve("two"), "2");
                }));
        assertEquals(List.of(), names());
    }

    @Test
    void aLinkStaysAndItsFileIsReplaced() throws IOException {
        write("real", "old");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
        write("link", "new");
        assertTrue(Files.isSymbolicLink(folder.resolve("link")));
        assertEquals("new", Files.readString(folder.resolve("real")));
        Files.createSymbolicLink(folder.resolve("broken"), folder.resolve("nowhere"));
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> write("broken", "x"));
        assertTrue(e.getMessage().endsWith("it is a link to nothing"), e.getMessage());
    }

    @Test
    void devicesAreRefused() {
        for (String device : List.of("/dev/stdout", "/dev/null", "/proc/self/fd/1")) {
            InvalidInputException e =
                    assertThrows(InvalidInputException.class, () -> AtomicFile.check(Path.of(device)));
            assertTrue(e.getMessage().contains("it is a device or a pipe"), e.getMessage());
        }
    }

    @Test
    void twoRunsDoNotMeetInOnePart() throws IOException {
        Path place = folder.resolve("a");
        AtomicFile.write(place, outer -> {
            AtomicFile.write(place, inner -> {
                assertFalse(inner.equals(outer));
                Files.writeString(inner, "inner");
            });
            Files.writeString(outer, "outer");
        });
        assertEquals("outer", Files.readString(place));
        assertEquals(List.of("a"), names());
    }

    @Test
    void whatAKilledRunLeftIsFound() throws IOException {
        Path left = folder.resolve(".table.tsv.0123456789abcdef0123456789abcdef.part");
        Files.createDirectory(left);
        Files.writeString(left.resolve("content"), "half");
        Files.writeString(folder.resolve(".table.tsv.part"), "of somebody else");
        assertEquals(List.of(left), Outputs.leftovers(folder.resolve("table.tsv")));
        assertEquals(List.of(), Outputs.leftovers(folder.resolve("table")));
    }

    @Test
    void aLongNameIsNotTooLong() throws IOException {
        String name = "x".repeat(250);
        write(name, "long");
        assertEquals(List.of(name), names());
    }
}
