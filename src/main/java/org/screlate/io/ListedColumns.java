package org.screlate.io;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.screlate.io.text.TextColumns;

/**
 * Where a table of interactions has its genes and its scores, told by its first two lines.
 *
 * @param first column of one gene
 * @param second column of the other
 * @param score column of scores; −1 if there is none
 */
record ListedColumns(int first, int second, int score) {
    private static final Set<String> MISSING = Set.of("", "-", "NA", "NaN", "nan");
    private static final Set<String> RELATIONS =
            Set.of("pp", "pd", "pr", "rc", "cr", "gl", "pm", "mp", "interacts", "interacts-with", "in-complex-with");
    /** Pairs of columns that STRING's pages and programs, and others, give beside identifiers. */
    private static final List<List<String>> NAMED =
            List.of(List.of("preferredname_a", "preferredname_b"), List.of("node1", "node2"));

    private static final List<String> SCORES = List.of("combined_score", "score");
    private static final Pattern HEADING =
            Pattern.compile("(official_?)?(gene|protein|prot|node|interactor|symbol|source"
                    + "|target|from|to|partner|participant|entrez|ensembl|uniprot|hgnc|[gp][12ab]?|name)"
                    + "([ _.-]?(a|b|1|2|gene|protein|node|interactor|name|symbol|id|genesymbol))*");

    /** The columns of a table: the names of two lines of STRING's pages, a score before the genes, or the first two. */
    static ListedColumns of(String[] head, String @Nullable [] following) {
        List<String> names = lower(head);
        for (List<String> pair : NAMED) {
            int score = SCORES.stream().mapToInt(names::indexOf).max().orElse(-1);
            if (names.containsAll(pair) && score >= 0) {
                return new ListedColumns(names.indexOf(pair.get(0)), names.indexOf(pair.get(1)), score);
            }
        }
        String[] row = following == null ? head : following;
        if (row.length >= 3 && isNumber(row[0]) && !isNumber(row[1]) && !isNumber(row[2])) {
            return new ListedColumns(1, 2, 0);
        }
        boolean scored = isScore(head, 2) || (following != null && isScore(following, 2));
        return new ListedColumns(0, 1, scored ? 2 : -1);
    }

    /** Whether the first line names two columns of genes. */
    boolean isHeading(String[] head) {
        List<String> names = lower(head);
        return (score >= 0 && !isScore(head, score)) || (isHeading(names, first) && isHeading(names, second));
    }

    /** Whether a line is one of Cytoscape's simple interaction format, with a known relation between the genes. */
    static boolean isSif(String[] line) {
        return line.length > 2 && RELATIONS.contains(line[1].toLowerCase(Locale.ROOT));
    }

    static boolean isMissing(String entry) {
        return MISSING.contains(entry);
    }

    static @Nullable Double number(String text) {
        if (TextColumns.isLiteral(text)) {
            return null;
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean isHeading(List<String> names, int place) {
        return place < names.size() && HEADING.matcher(names.get(place)).matches();
    }

    private static boolean isScore(String[] line, int place) {
        return place < line.length && (isMissing(line[place]) || isNumber(line[place]));
    }

    private static boolean isNumber(String entry) {
        return number(entry) != null;
    }

    private static List<String> lower(String[] head) {
        return TextColumns.names(head).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }
}
