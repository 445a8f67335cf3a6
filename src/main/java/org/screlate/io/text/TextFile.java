package org.screlate.io.text;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.screlate.data.InvalidInputException;
import org.screlate.io.file.AtomicFile;
import org.screlate.io.file.NeedsImport;

/** Text files, gzipped or not: what the formats of text share in opening, naming and failing. */
public final class TextFile {
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final long MOST_PACKED = 1032;

    private TextFile() {}

    /** Reads something of a file. */
    @FunctionalInterface
    public interface Body<S, R> {
        R of(S source) throws IOException;
    }

    /** Reads the characters of a file, UTF-8, without a byte order mark. */
    public static <R> R read(Path path, Body<BufferedReader, R> body) {
        return read(path, TextLimits.LINE, body);
    }

    /** Reads characters whose lines are no longer than a limit. */
    static <R> R read(Path path, int longestLine, Body<BufferedReader, R> body) {
        return readBytes(path, longestLine, in -> {
            BufferedReader reader = new BufferedReader(
                    TextLimits.lines(
                            new InputStreamReader(
                                    in,
                                    StandardCharsets.UTF_8
                                            .newDecoder()
                                            .onMalformedInput(CodingErrorAction.REPORT)
                                            .onUnmappableCharacter(CodingErrorAction.REPORT)),
                            longestLine),
                    BUFFER);
            reader.mark(1);
            if (reader.read() != '\uFEFF') {
                reader.reset();
            }
            return body.of(reader);
        });
    }

    /**
     * How much a file holds.
     *
     * @param stored its bytes as they lie
     * @param isPacked whether gzip packed them
     */
    record Size(long stored, boolean isPacked) {
        /** The most bytes that unpacking can give: gzip packs a thousandfold at most. */
        long most() {
            return isPacked ? stored * MOST_PACKED : stored;
        }
    }

    /** How much a file holds. */
    static Size size(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return new Size(Files.size(path), isPacked(in));
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + path + ": " + AtomicFile.reason(e), e);
        }
    }

    private static boolean isPacked(InputStream beginning) throws IOException {
        return (beginning.read() << 8 | beginning.read()) == GZIP_MAGIC;
    }

    /** Reads the bytes of a file, unpacked if it begins as gzip does, whatever its name. */
    static <R> R readBytes(Path path, Body<InputStream, R> body) {
        return readBytes(path, TextLimits.LINE, body);
    }

    private static <R> R readBytes(Path path, int longestLine, Body<InputStream, R> body) {
        String what = NeedsImport.what(path);
        if (what != null) {
            throw new InvalidInputException(
                    path + " is " + what + ", not text; cells in it are imported by: " + NeedsImport.command(path));
        }
        try (BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER)) {
            raw.mark(2);
            boolean gzip = isPacked(raw);
            raw.reset();
            return body.of(gzip ? TextLimits.unpacked(raw, longestLine) : raw);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(path + ": " + e.getMessage(), e);
        } catch (EOFException | ZipException e) {
            throw new InvalidInputException(path + " is damaged or cut short; fetch it again", e);
        } catch (MalformedInputException e) {
            throw new InvalidInputException(path + " is not UTF-8 text; save it as such, or give the right file", e);
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + path + ": " + AtomicFile.reason(e), e);
        }
    }

    /** Opens a file to write, packed if its final name ends in .gz; Java's gzip header holds no time. */
    public static OutputStream create(Path path, Path finalName) throws IOException {
        OutputStream out = Files.newOutputStream(path);
        return name(finalName).endsWith(".gz") ? new GZIPOutputStream(out, BUFFER) : out;
    }

    /** The name in lower case. */
    static String name(Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    }

    /** The name in lower case, without .gz. */
    public static String nameUnpacked(Path path) {
        String name = name(path);
        return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }

    /** What separates columns: a comma in .csv, a tab in all else. */
    public static char separator(Path path) {
        return nameUnpacked(path).endsWith(".csv") ? ',' : '\t';
    }
}
