package org.screlate.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Interactions;
import org.screlate.data.InvalidInputException;
import org.screlate.graph.NodePairs;
import org.screlate.io.InteractionsFile.Format;
import org.screlate.io.text.TextColumns;

/** Reads one list of interactions: finds its columns, then takes line after line. */
final class InteractionLines {
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
    private double leastScore = Double.POSITIVE_INFINITY;
    private double mostScore = Double.NEGATIVE_INFINITY;

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
        if (format == Format.SIF) {
            return simple(head);
        }
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
        return found();
    }

    /** Cytoscape's simple interaction format: a gene, a relation, one partner or more; a gene alone has none. */
    private Interactions simple(String[] head) throws IOException {
        if (!Double.isNaN(options.minScore())) {
            throw new InvalidInputException("lists in SIF have no scores, which --min-score needs");
        }
        Layout pair = new Layout(0, 1, -1, new int[0], -1, false);
        for (String[] line = head; line != null; line = lines.next()) {
            if (line.length < 3) {
                leftOut.merge("without two names", 1, Integer::sum);
            }
            for (int partner = 2; partner < line.length; partner++) {
                take(new String[] {line[0], line[partner]}, pair);
            }
        }
        return found();
    }

    private Interactions found() {
        List<String> notes = notes();
        if (size == 0) {
            throw new InvalidInputException(
                    "it has no interaction" + (notes.isEmpty() ? "" : ": " + String.join("; ", notes)));
        }
        NodePairs pairs = new NodePairs(Arrays.copyOf(first, size), Arrays.copyOf(second, size));
        return new Interactions(names, pairs, Arrays.copyOf(scores, size), notes);
    }

    private static Format guess(String[] head) {
        List<String> columns = TextColumns.names(head);
        if (ListedColumns.isSif(head)) {
            return Format.SIF;
        }
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
        ListedColumns columns = ListedColumns.of(head, following);
        if (!options.columns().isEmpty()) {
            int[] places = TextColumns.places(options.columns(), head);
            columns = new ListedColumns(places[0], places[1], places.length == 3 ? places[2] : -1);
        }
        Layout layout = new Layout(columns.first(), columns.second(), columns.score(), new int[0], -1, false);
        boolean named = !options.columns().isEmpty() && !TextColumns.arePositions(options.columns());
        if (!named && !columns.isHeading(head)) {
            take(head, layout);
        }
        if (following != null) {
            take(following, layout);
        }
        return layout;
    }

    private void take(String[] line, Layout layout) {
        if (line[0].startsWith("#")) {
            return;
        }
        String a = lines.entry(line, layout.first);
        String b = lines.entry(line, layout.second);
        double score = layout.score < 0 ? 1 : score(lines.entry(line, layout.score));
        leastScore = Math.min(leastScore, Double.isNaN(score) ? leastScore : score);
        mostScore = Math.max(mostScore, Double.isNaN(score) ? mostScore : score);
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
        if (ListedColumns.isMissing(a) || ListedColumns.isMissing(b)) {
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
        if (ListedColumns.isMissing(text)) {
            return Double.NaN;
        }
        Double score = ListedColumns.number(text);
        if (score == null) {
            throw new InvalidInputException("line " + lines.number() + ": the score '" + text + "' is not a number");
        }
        return score;
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
        List<String> notes = new ArrayList<>();
        leftOut.forEach((reason, number) ->
                notes.add(String.format(Locale.ROOT, "left out %,d interactions %s", number, reason)));
        double least = options.minScore();
        if (least <= leastScore || least > mostScore) {
            notes.add(String.format(
                    Locale.ROOT,
                    "warning: --min-score %s keeps %s, as scores are from %s to %s%s",
                    least,
                    least > mostScore ? "nothing" : "everything",
                    leastScore,
                    mostScore,
                    least > 0 && least < 1 && mostScore > 1
                            ? String.format(Locale.ROOT, "; on a scale of 1000 give %.0f", 1000 * least)
                            : ""));
        }
        return notes;
    }
}
