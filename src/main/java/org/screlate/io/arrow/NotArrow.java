package org.screlate.io.arrow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.screlate.data.InvalidInputException;

/** What to do with a file that is given where one of ours is needed. */
final class NotArrow {
    private static final byte[] ARROW = {'A', 'R', 'R', 'O', 'W', '1'};
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    private NotArrow() {}

    /**
     * The one line for the user about a file that is there and does not begin as Arrow does; where a cell matrix is wanted,
     * with the command that makes one of the file.
     */
    static void refuse(Path path, List<String> kinds) {
        byte[] first = first(path);
        if (!Files.isDirectory(path) && (first.length == 0 || begins(first, ARROW))) {
            return;
        }
        String what = Files.isDirectory(path)
                ? "a folder"
                : begins(first, HDF5) ? "an HDF5 file, such as h5ad or 10x's .h5," : "no Arrow file";
        boolean cells = kinds.stream().anyMatch(kind -> kind.endsWith("cell matrix"));
        throw new InvalidInputException(path + " is " + what
                + (cells
                        ? " and must be imported first: screlate-import --input " + path + " --output " + name(path)
                                + ".arrow"
                        : ", but Arrow with " + String.join(" or ", kinds) + " is needed"));
    }

    private static byte[] first(Path path) {
        try (InputStream bytes = Files.newInputStream(path)) {
            return bytes.readNBytes(HDF5.length);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static boolean begins(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName())
                .replaceFirst("(?i)\\.gz$", "")
                .replaceFirst("(?i)\\.(h5ad|h5|mtx|tsv|csv|txt)$", "");
    }
}
