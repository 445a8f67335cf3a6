package org.screlate.io.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.screlate.data.InvalidInputException;

/** The digest by which a file's history names its inputs. */
public final class Sha256 {
    private Sha256() {}

    /** The sha256 of a file's bytes; of a folder, that of the names and bytes of its files in order of name. */
    public static String of(Path path) {
        try {
            MessageDigest digest = digest();
            if (Files.isDirectory(path)) {
                for (Path file : filesOf(path)) {
                    digest.update(String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8));
                    update(digest, file);
                }
            } else {
                update(digest, path);
            }
            return hex(digest);
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + path + ": " + AtomicFile.reason(e), e);
        }
    }

    /** A digest of bytes that are read anyway. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What a history holds of it, which begins anew. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void update(MessageDigest digest, Path file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
    }
}
