package org.screlate.io.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.screlate.data.InvalidInputException;

/** Folders that appear whole or not at all: written beside their place, then moved into it. */
public final class AtomicFolder {
    private AtomicFolder() {}

    /** Has the files of a folder written; the folder must not be there yet, or be empty. */
    public static void write(Path folder, AtomicFile.Writer writer) {
        AtomicFile.check(folder);
        Path place = AtomicFile.place(folder);
        try {
            checkFree(place);
            Outputs.write(place, part -> {
                Files.createDirectory(part);
                writer.writeTo(part);
            });
        } catch (IOException e) {
            throw new InvalidInputException("cannot write " + folder + ": " + AtomicFile.reason(e), e);
        }
    }

    // A folder cannot be replaced at once, and what is in it may be dear.
    private static void checkFree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        boolean free = false;
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                free = files.findAny().isEmpty();
            }
        }
        if (!free) {
            throw new InvalidInputException("cannot write " + folder + ": it is there already; name a new folder");
        }
    }
}
