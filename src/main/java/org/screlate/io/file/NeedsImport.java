package org.screlate.io.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Files and folders that only screlate-import reads, given to another reader: what they are, and the command to run. */
public final class NeedsImport {
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    private NeedsImport() {}

    /** What a path is that cannot be read as text or Arrow; null if it can. */
    public static @Nullable String what(Path path) {
        if (Files.isDirectory(path)) {
            return "a folder";
        }
        try (InputStream bytes = Files.newInputStream(path)) {
            return Arrays.equals(bytes.readNBytes(HDF5.length), HDF5) ? "an HDF5 file (h5ad or 10x's .h5)" : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** The command that makes a cell matrix of it. */
    public static String command(Path path) {
        String name = String.valueOf(path.getFileName())
                .replaceFirst("(?i)\\.gz$", "")
                .replaceFirst("(?i)\\.(h5ad|h5|mtx|tsv|csv|txt)$", "");
        return "screlate-import --input " + path + " --output " + name + ".arrow";
    }
}
