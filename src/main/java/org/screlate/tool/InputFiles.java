package org.screlate.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.screlate.data.InvalidInputException;

/**
 * The inputs of a run as they were before it. A file that another program changes meanwhile may have been read half as the one
 * and half as the other, and the digest in the history, taken after reading, would name bytes that were not read.
 */
final class InputFiles {
    private final Map<Path, String> marks = new HashMap<>();

    /** Notes size and time of each input, and of the files in those that are folders. */
    InputFiles(List<Path> inputs) {
        for (Path input : inputs) {
            if (Files.isDirectory(input)) {
                addAll(input);
            } else if (Files.isRegularFile(input)) {
                marks.put(input, mark(input));
            }
        }
    }

    private void addAll(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Files::isRegularFile).forEach(file -> marks.put(file, mark(file)));
        } catch (IOException | UncheckedIOException e) {
            // The reader says what is wrong with it.
        }
    }

    /** Refuses the run where an input is not what it was. */
    void check() {
        marks.forEach((input, mark) -> {
            if (!mark(input).equals(mark)) {
                throw new InvalidInputException(
                        input
                                + " changed while it was read, so nothing was written; run again when no other program writes it");
            }
        });
    }

    private static String mark(Path input) {
        try {
            BasicFileAttributes now = Files.readAttributes(input, BasicFileAttributes.class);
            return now.size() + " " + now.lastModifiedTime();
        } catch (IOException e) {
            return "gone";
        }
    }
}
