package org.screlate.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Interactions;
import org.screlate.data.InvalidInputException;
import org.screlate.graph.NodePairs;
import org.screlate.io.InteractionsFile.Format;
import org.screlate.io.text.TextColumns;

/** Reads one list of interactions: finds its columns, then takes line after line. */
final class InteractionLines {
    private static final Set<String> MISSING = Set.of("", "-", "NA", "NaN", "nan");
    private static final int MOST_PREAMBLE = 200;

    private final TextColumns lines;
    private final InteractionsFile.Options options;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> leftOut = new TreeMap<>();
    private int[] first = new int[1024];
    private int[] second = new int[1024];
    private float[] scores = new float[1024];
    private int size;

    InteractionLines(TextColumns lines, InteractionsFile.Options options) {
        this.lines = lines;
        this.options = options;
    }

    /**
     * Where things are in a line; −1 where they are not.
     *
     * @param score of the interaction
     * @param taxa of both genes
     * @param system physical or genetic
     * @param isString whether a name begins with the species
     */
    private record Layout(int first, int second, int score, int[] taxa, int system, boolean isString) {}

    Interactions read() throws IOException {
        String[] head = lines.next();
        if (head == null) {
            throw new InvalidInputException("it is empty; a list of interactions is needed");
        }
        Format format = options.format() == Format.AUTO ? guess(head) : options.format();
        Layout layout =
                switch (format) {
                    case STRING -> string(head);
                    case BIOGRID -> biogrid(head);
                    default -> table(head);
                };
        if (layout.score < 0 && !Double.isNaN(options.minScore())) {
            throw new InvalidInputException(
                    "it has no column of scores, which --min-score needs; name one in --ppi-columns");
        }
        for (String[] line = lines.next(); line != null; line = lines.next()) {
            take(line, layout);
        }
        List<String> notes = notes();
        if (size == 0) {
            throw new InvalidInputException("it has no interaction" + (notes.isEmpty() ? "" : ": " + notes.get(0)));
        }
        NodePairs pairs = new NodePairs(Arrays.copyOf(first, size), Arrays.copyOf(second, size));
        return new Interactions(names, pairs, Arrays.copyOf(scores, size), notes);
    }

    private static Format guess(String[] head) {
        List<String> columns = TextColumns.names(head);
        if (columns.contains("protein1") && columns.contains("protein2")) {
            return Format.STRING;
        }
        return columns.get(0).toLowerCase(Locale.ROOT).startsWith("biogrid") ? Format.BIOGRID : Format.TABLE;
    }

    private static Layout string(String[] head) {
        return new Layout(
                TextColumns.place("protein1", head),
                TextColumns.place("protein2", head),
                TextColumns.place("combined_score", head),
                new int[0],
                -1,
                true);
    }

    /** Tab2 and tab3 begin with their header; tab, the oldest, with a page of words. */
    private Layout biogrid(String[] start) throws IOException {
        lines.separateBy("\t");
        String[] head = start;
        for (int skipped = 0; skipped < MOST_PREAMBLE && head != null; skipped++, head = lines.next()) {
            List<String> columns = TextColumns.names(head).stream()
                    .map(name -> name.toUpperCase(Locale.ROOT).replace(' ', '_'))
                    .toList();
            if (columns.contains("OFFICIAL_SYMBOL_INTERACTOR_A")) {
                int taxon =
                        Math.max(columns.indexOf("ORGANISM_INTERACTOR_A"), columns.indexOf("ORGANISM_ID_INTERACTOR_A"));
                return new Layout(
                        columns.indexOf("OFFICIAL_SYMBOL_INTERACTOR_A"),
                        columns.indexOf("OFFICIAL_SYMBOL_INTERACTOR_B"),
                        columns.indexOf("SCORE"),
                        new int[] {taxon, taxon + 1},
                        columns.indexOf("EXPERIMENTAL_SYSTEM_TYPE"),
                        false);
            }
            if (columns.contains("OFFICIAL_SYMBOL_A")) {
                return new Layout(
                        columns.indexOf("OFFICIAL_SYMBOL_A"),
                        columns.indexOf("OFFICIAL_SYMBOL_B"),
                        -1,
                        new int[] {columns.indexOf("ORGANISM_A_ID"), columns.indexOf("ORGANISM_B_ID")},
                        -1,
                        false);
            }
        }
        throw new InvalidInputException("it has no header of BioGRID's, with official symbols of both interactors");
    }

    /** A table may have a header or not: with one, no score stands where the others are. */
    private Layout table(String[] head) throws IOException {
        if (!options.taxon().isEmpty()) {
            throw new InvalidInputException("--taxon is for lists of STRING and BioGRID; this is another table");
        }
        String[] following = lines.next();
        Layout layout;
        if (options.columns().isEmpty()) {
            boolean scored = isScore(head, 2) || (following != null && isScore(following, 2));
            layout = new Layout(0, 1, scored ? 2 : -1, new int[0], -1, false);
        } else {
            int[] places = TextColumns.places(options.columns(), head);
            layout = new Layout(places[0], places[1], places.length == 3 ? places[2] : -1, new int[0], -1, false);
        }
        boolean named = !options.columns().isEmpty() && !TextColumns.arePositions(options.columns());
        if (!named && (layout.score < 0 || isScore(head, layout.score))) {
            take(head, layout);
        }
        if (following != null) {
            take(following, layout);
        }
        return layout;
    }

    private static boolean isScore(String[] line, int place) {
        return place < line.length && (MISSING.contains(line[place]) || number(line[place]) != null);
    }

    private void take(String[] line, Layout layout) {
        if (line[0].startsWith("#")) {
            return;
        }
        String a = lines.entry(line, layout.first);
        String b = lines.entry(line, layout.second);
        double score = layout.score < 0 ? 1 : score(lines.entry(line, layout.score));
        String reason = reason(line, layout, a, b, score);
        if (reason != null) {
            leftOut.merge(reason, 1, Integer::sum);
            return;
        }
        if (size == first.length) {
            first = Arrays.copyOf(first, 2 * size);
            second = Arrays.copyOf(second, 2 * size);
            scores = Arrays.copyOf(scores, 2 * size);
        }
        first[size] = number(a, names, numbers);
        second[size] = number(b, names, numbers);
        scores[size++] = Double.isNaN(score) ? 1 : (float) score;
    }

    /** Why a line is left out; null if it is not. */
    private @Nullable String reason(String[] line, Layout layout, String a, String b, double score) {
        if (MISSING.contains(a) || MISSING.contains(b)) {
            return "without two names";
        }
        if (!options.taxon().isEmpty() && !isOfSpecies(line, layout, a, b)) {
            return "of another species than " + options.taxon();
        }
        if (layout.system >= 0 && !lines.entry(line, layout.system).equalsIgnoreCase("physical")) {
            return "that are not physical";
        }
        if (!Double.isNaN(options.minScore()) && !(score >= options.minScore())) {
            return Double.isNaN(score) ? "without a score" : "with a score below " + options.minScore();
        }
        return null;
    }

    private boolean isOfSpecies(String[] line, Layout layout, String a, String b) {
        if (layout.isString) {
            return a.startsWith(options.taxon() + ".") && b.startsWith(options.taxon() + ".");
        }
        return lines.entry(line, layout.taxa[0]).equals(options.taxon())
                && lines.entry(line, layout.taxa[1]).equals(options.taxon());
    }

    private double score(String text) {
        if (MISSING.contains(text)) {
            return Double.NaN;
        }
        Double score = number(text);
        if (score == null) {
            throw new InvalidInputException("line " + lines.number() + ": the score '" + text + "' is not a number");
        }
        return score;
    }

    private static @Nullable Double number(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static int number(String name, List<String> names, Map<String, Integer> numbers) {
        Integer known = numbers.putIfAbsent(name, names.size());
        if (known != null) {
            return known;
        }
        names.add(name);
        return names.size() - 1;
    }

    private List<String> notes() {
        return leftOut.entrySet().stream()
                .map(entry ->
                        String.format(Locale.ROOT, "left out %,d interactions %s", entry.getValue(), entry.getKey()))
                .toList();
    }
}
