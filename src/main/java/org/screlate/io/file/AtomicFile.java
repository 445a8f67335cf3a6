package org.screlate.io.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.screlate.data.InvalidInputException;

/** Files that appear whole or not at all: written beside their place, then moved into it. */
public final class AtomicFile {
    private AtomicFile() {}

    /** Writes a file at the path it is given. */
    @FunctionalInterface
    public interface Writer {
        /** Writes everything to {@code path}, which does not exist yet. */
        void writeTo(Path path) throws IOException;
    }

    /** Refuses a path where nothing can be written, so that a run fails before its work, not after it. */
    public static void check(Path target) {
        Path place = place(target);
        if (Files.exists(place) && !Files.isRegularFile(place) && !Files.isDirectory(place)) {
            // Moving a file there would put it in the place of the device.
            throw new InvalidInputException("cannot write " + target + ": it is a device or a pipe; name a file");
        }
        Path directory = place.getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new InvalidInputException("cannot write " + target + ": no such file or folder: " + directory);
        }
        if (directory != null && !Files.isWritable(directory)) {
            throw new InvalidInputException(
                    "cannot write " + target + ": the folder " + directory + " is read-only or not yours");
        }
    }

    /** Has a file written and puts it in its place; leaves nothing behind where that fails. */
    public static void write(Path target, Writer writer) {
        check(target);
        Path place = place(target);
        if (Files.isDirectory(place)) {
            throw new InvalidInputException("cannot write " + target + ": it is a folder; name a file");
        }
        try {
            Outputs.write(place, writer);
        } catch (IOException e) {
            throw new InvalidInputException("cannot write " + target + ": " + reason(e), e);
        }
    }

    /** Where a file is really written: a link stays, what it points to is replaced. */
    public static Path place(Path target) {
        Path absolute = target.toAbsolutePath();
        if (absolute.startsWith("/dev") || absolute.startsWith("/proc")) {
            // A redirected /dev/stdout looks like a file, and is the device's link nevertheless.
            throw new InvalidInputException("cannot write " + target + ": it is a device or a pipe; name a file");
        }
        if (!Files.isSymbolicLink(absolute)) {
            return absolute;
        }
        try {
            return absolute.toRealPath();
        } catch (IOException e) {
            throw new InvalidInputException("cannot write " + target + ": it is a link to nothing", e);
        }
    }

    /** Why a file could not be read or written, in words. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String message = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
