package org.screlate.io.arrow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.screlate.data.InvalidInputException;
import org.screlate.io.file.NeedsImport;

/** What to do with a file that is given where one of ours is needed. */
public final class NotArrow {
    /** The first bytes of every Arrow file. */
    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);

    private static final int LEAST_MAGIC = 4;

    private NotArrow() {}

    /**
     * The one line for the user about a file that is there and does not begin as Arrow does; where a cell matrix is wanted,
     * with the command that makes one of the file.
     */
    static void refuse(Path path, List<String> kinds) {
        String what = NeedsImport.what(path);
        if (what == null && (first(path).length == 0 || Arrays.equals(first(path), MAGIC))) {
            return;
        }
        boolean cells = kinds.stream().anyMatch(kind -> kind.endsWith("cell matrix"));
        throw new InvalidInputException(path + " is " + (what == null ? "no Arrow file" : what)
                + (cells || what != null
                        ? " and must be imported first: " + NeedsImport.command(path)
                        : ", but Arrow with " + String.join(" or ", kinds) + " is needed"));
    }

    /** Whether a file begins as Arrow does; not so if it cannot be read, which its reader tells better. */
    public static boolean begins(Path path) {
        byte[] head = first(path);
        // One that is cut within the magic word is told by what is left of it, unless that could be a gene's name.
        return head.length >= LEAST_MAGIC && Arrays.equals(head, Arrays.copyOf(MAGIC, head.length));
    }

    private static byte[] first(Path path) {
        try (InputStream bytes = Files.newInputStream(path)) {
            return bytes.readNBytes(MAGIC.length);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
