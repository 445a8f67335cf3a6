package org.screlate.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a user may have meant by a name that there is not. */
public final class Spelling {
    private static final int SHOWN = 20;
    /** Words of up to so many letters are near at one edit only; of one or two letters, at none but for capitals. */
    private static final int SHORT = 4;

    private Spelling() {}

    /**
     * The end of a message about an unknown name: the nearest name, if one is near, and those there are.
     *
     * @param names those there are, in the order to show
     */
    public static String hint(String unknown, Collection<String> names) {
        List<String> shown = names.stream().limit(SHOWN).toList();
        return "there are: " + String.join(", ", shown) + (names.size() > SHOWN ? ", … (" + names.size() + ")" : "")
                + suggestion(unknown, names);
    }

    /** What stands behind an unknown name in brackets: the nearest name, if one is near. */
    public static String suggestion(String unknown, Collection<String> names) {
        String nearest = nearest(unknown, names);
        return nearest.isEmpty() ? "" : " (did you mean '" + nearest + "'?)";
    }

    /** The end of a message about an unknown name where those there are cannot all be shown: the nearest, if one is near. */
    public static String nearestOf(String unknown, Collection<String> names) {
        String nearest = nearest(unknown, names);
        return nearest.isEmpty() ? "" : "; did you mean '" + nearest + "'?";
    }

    /**
     * The name with the fewest edits to the unknown one, not counting capitals, nor the dashes of options; empty if that is
     * over a third of it, or where words of up to four letters differ in more than one: of these a third is half a word.
     */
    static String nearest(String unknown, Collection<String> names) {
        String wanted = bare(unknown);
        return names.stream()
                .min(Comparator.comparingInt((String name) -> edits(wanted, bare(name))))
                .filter(name -> edits(wanted, bare(name)) <= allowed(wanted, bare(name)))
                .orElse("");
    }

    private static int allowed(String wanted, String name) {
        int shorter = Math.min(wanted.length(), name.length());
        return shorter < 3 ? 0 : shorter <= SHORT ? 1 : (wanted.length() + 2) / 3;
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("^--", "");
    }

    /** Levenshtein's distance: letters to insert, delete or replace. */
    static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
