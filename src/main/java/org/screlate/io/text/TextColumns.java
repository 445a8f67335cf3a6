package org.screlate.io.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;

/**
 * A text table line by line, for those too long to hold. Between columns are tabs, commas or blanks, whichever the first
 * line has, in this order; lines of blanks are passed over; quotes around an entry go, but protect nothing. Of comments
 * (#) at the top only the last is given, as a header, and only if it has as many columns as the line below it.
 */
public final class TextColumns {
    private final BufferedReader reader;
    private String separator = "";
    private int number;
    private boolean started;
    private @Nullable String waiting;

    public TextColumns(BufferedReader reader) {
        this.reader = reader;
    }

    /** Reads on with this between columns, whatever the first line had. */
    public void separateBy(String text) {
        separator = text;
    }

    /** The number of the line read last, from 1. */
    public int number() {
        return number;
    }

    /** The entries of the next line that is not blank; null at the end. */
    public String @Nullable [] next() throws IOException {
        String line = started ? following() : first();
        return line == null ? null : split(line);
    }

    private @Nullable String first() throws IOException {
        started = true;
        String comment = null;
        String line = following();
        for (; line != null && line.startsWith("#"); line = following()) {
            comment = line;
        }
        if (line == null || comment == null) {
            String only = line == null ? comment : line;
            separate(only == null ? "" : only);
            return only;
        }
        separate(line);
        if (split(comment).length != split(line).length) {
            return line;
        }
        waiting = line;
        return comment;
    }

    private @Nullable String following() throws IOException {
        if (waiting != null) {
            String line = waiting;
            waiting = null;
            return line;
        }
        String line;
        do {
            line = reader.readLine();
            number++;
        } while (line != null && line.isBlank());
        return line;
    }

    private void separate(String line) {
        if (separator.isEmpty()) {
            separator = line.indexOf('\t') >= 0 ? "\t" : line.indexOf(',') >= 0 ? "," : " ";
        }
    }

    private String[] split(String line) {
        String[] entries = line.split(separator, -1);
        for (int i = 0; i < entries.length; i++) {
            entries[i] = bare(entries[i]);
        }
        return entries;
    }

    /** An entry of the line read last; the user's error if the line ends before it. */
    public String entry(String[] line, int place) {
        if (place >= line.length) {
            throw new InvalidInputException("line " + number + " has " + line.length
                    + (line.length == 1 ? " column" : " columns") + ", but column " + (place + 1)
                    + " is needed; is the separator right?");
        }
        return line[place];
    }

    /** Whether all columns are given by position. */
    public static boolean arePositions(List<String> columns) {
        return columns.stream().allMatch(column -> column.matches("[1-9]\\d{0,3}"));
    }

    /**
     * Where columns are.
     *
     * @param columns all by position, from 1, or all by name
     * @param header the first line; its comment sign does not count
     */
    public static int[] places(List<String> columns, String[] header) {
        return arePositions(columns)
                ? columns.stream()
                        .mapToInt(column -> Integer.parseInt(column) - 1)
                        .toArray()
                : columns.stream().mapToInt(column -> place(column, header)).toArray();
    }

    /** Where a column of a name is; the user's error if there is none. */
    public static int place(String column, String[] header) {
        List<String> names = names(header);
        if (!names.contains(column)) {
            throw new InvalidInputException(
                    "no column '" + column + "'; its first line has: " + String.join(", ", names));
        }
        return names.indexOf(column);
    }

    /** The names in a first line, without its comment sign. */
    public static List<String> names(String[] header) {
        String[] names = header.clone();
        names[0] = names[0].replaceFirst("^#+\\s*", "");
        return Arrays.asList(names);
    }

    private static String bare(String entry) {
        String stripped = entry.strip();
        boolean quoted = stripped.length() > 1 && stripped.startsWith("\"") && stripped.endsWith("\"");
        return quoted ? stripped.substring(1, stripped.length() - 1) : stripped;
    }

    /** Whether text may be a number to Java alone, which takes 4f and 4d for 4, and 0x1p3 for 8. */
    public static boolean isLiteral(String text) {
        return text.indexOf('x') >= 0
                || text.indexOf('X') >= 0
                || (!text.isEmpty() && "dDfF".indexOf(text.charAt(text.length() - 1)) >= 0);
    }

    /** A number, but for what is one to Java alone. */
    static float number(String text) {
        if (isLiteral(text)) {
            throw new NumberFormatException(text);
        }
        return Float.parseFloat(text);
    }
}
