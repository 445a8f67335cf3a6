package org.screlate.io.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;

/**
 * The beginning of a table: comments, the line that names the columns, and the first row.
 *
 * @param names the line with the names
 * @param separator what stands between columns
 * @param firstLine the first row; null where there is none
 * @param lineNumber of the first row, from 1
 */
record Heading(String names, char separator, @Nullable String firstLine, int lineNumber) {
    private static final char[] USUAL = {'\t', ',', ';', ' '};

    /**
     * Reads up to the first row.
     *
     * @param wanted the separator, or null to find out
     */
    static Heading read(BufferedReader reader, Path path, @Nullable Character wanted) throws IOException {
        String comment = null;
        String names = reader.readLine();
        int number = 1;
        for (; names != null && names.startsWith("#"); number++) {
            comment = names;
            names = reader.readLine();
        }
        if (names == null || names.isBlank()) {
            throw new InvalidInputException("it is empty; its first line must name the columns");
        }
        String first = reader.readLine();
        char separator = wanted != null ? wanted : found(names, first, TextFile.separator(path));
        // Some programs put the sign of a comment before the names; the line below it is then a row already.
        if (comment != null && isRow(names, separator) && count(comment, separator) == count(names, separator)) {
            throw new InvalidInputException("its names stand in a line that begins with #: "
                    + comment.substring(0, Math.min(40, comment.length())) + "; take the # away");
        }
        return new Heading(names, separator, first, number + 1);
    }

    // The separator that the first two lines have equally often (or the names one less), of those that they have; in
    // doubt the one that goes with the file's name.
    private static char found(String names, @Nullable String first, char usual) {
        char best = usual;
        int most = fits(names, first, usual) ? Integer.MAX_VALUE : 0;
        for (char candidate : USUAL) {
            if (fits(names, first, candidate) && count(names, candidate) > most) {
                best = candidate;
                most = count(names, candidate);
            }
        }
        return best;
    }

    private static boolean fits(String names, @Nullable String first, char separator) {
        int inNames = count(names, separator);
        if (first == null) {
            return inNames > 0;
        }
        int inFirst = count(first, separator);
        return inFirst > 0 && (inFirst == inNames || inFirst == inNames + 1);
    }

    private static boolean isRow(String line, char separator) {
        int at = line.indexOf(separator);
        String rest = at < 0 ? "" : line.substring(at + 1).strip();
        return !rest.isEmpty() && Character.isDigit(rest.charAt(0)) && rest.matches("[\\d.\\s,;eE+-]+");
    }

    private static int count(String line, char separator) {
        int count = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            quoted ^= line.charAt(i) == '"';
            count += !quoted && line.charAt(i) == separator ? 1 : 0;
        }
        return count;
    }
}
