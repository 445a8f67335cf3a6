package org.screlate.tool;

/** A message as one line, whatever the names in it: a file may hold names of megabytes, and signs that a terminal obeys. */
final class OneLine {
    private static final int BEGINNING = 1_000;
    private static final int END = 500;

    private OneLine() {}

    /** The first line; of a long one its beginning and its end, where the reason and the way out stand. */
    static String of(String message) {
        String line = message.lines().findFirst().orElse("failed");
        String shown = line.length() <= BEGINNING + END
                ? line
                : line.substring(0, BEGINNING) + " … " + line.substring(line.length() - END);
        return shown.replaceAll("[\\p{Cntrl}&&[^\t]]", "\uFFFD");
    }
}
