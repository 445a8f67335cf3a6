package org.screlate.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.screlate.data.Page;
import org.screlate.data.Table;

/** Gene sets enriched in rankings or in lists. */
final class GeneSets {
    private static final double LEVEL = 0.05;
    private static final int MOST_SETS = 30;

    private final Chapter chapter = new Chapter("gene-sets", "Gene sets");

    private GeneSets() {}

    /** The chapter; empty where no set was tested. */
    static Chapter of(Results results) {
        GeneSets sets = new GeneSets();
        results.tables(Role.GENE_SET_SCORES).forEach(named -> {
            sets.table(named, "nes", "Normalised enrichment score");
            Table table = named.table();
            double[] q = Values.numbers(table, table.names().contains("q_value") ? "q_value" : "p_value");
            RunningScores.add(sets.chapter, results, named, ordered(q, Values.numbers(table, "nes")));
        });
        results.tables(Role.OVER_REPRESENTED)
                .forEach(named -> sets.table(named, "overlap", "Genes of the list in the set"));
        return sets.chapter;
    }

    private void table(Results.Named named, String score, String title) {
        Table table = named.table();
        String[] sets = Values.words(table, "set");
        String[] groups = table.names().contains("group")
                ? Values.words(table, "group")
                : IntStream.range(0, sets.length).mapToObj(r -> "all").toArray(String[]::new);
        double[] scores = Values.numbers(table, score);
        double[] q = Values.numbers(table, table.names().contains("q_value") ? "q_value" : "p_value");
        long clear = IntStream.range(0, q.length).filter(r -> q[r] < LEVEL).count();
        chapter.found(String.format(
                Locale.ROOT,
                "%s: %,d of %s have an adjusted p-value below 0.05%s.",
                named.name(),
                clear,
                table.rows() + " tests of gene sets",
                first(sets, groups, scores, q, title.toLowerCase(Locale.ROOT))));
        Set<String> shown = new LinkedHashSet<>();
        ordered(q, scores).stream()
                .map(r -> sets[r])
                .filter(shown::add)
                .limit(MOST_SETS)
                .forEach(set -> {});
        List<String> most = new ArrayList<>(shown).subList(0, Math.min(MOST_SETS, shown.size()));
        Values.RowList rows = new Values.RowList();
        for (String set : most) {
            IntStream.range(0, sets.length)
                    .filter(r -> sets[r].equals(set) && Double.isFinite(scores[r]))
                    .forEach(r -> rows.add(
                            "row", set, "group", groups[r], "size", Coexpression.minusLog10(q[r]), "value", scores[r]));
        }
        Table drawn = rows.table();
        if (drawn.rows() > 0) {
            chapter.add(Page.Figure.of(
                    Values.id("dots-sets", named.name()),
                    named.name() + ": gene sets with the smallest p-values",
                    "At most " + MOST_SETS
                            + " sets, by p-value. The larger a dot the smaller the p-value; the colour is the "
                            + title.toLowerCase(Locale.ROOT) + ".",
                    "dots",
                    Parts.words(
                            "angle",
                            Parts.angle(drawn, "group"),
                            "xTitle",
                            "Group",
                            "yTitle",
                            "Gene set",
                            "sizeTitle",
                            "−log10 adjusted p",
                            "colourTitle",
                            title,
                            "colours",
                            score.equals("nes") ? Parts.DIVERGING : Parts.SEQUENTIAL,
                            "labelLimit",
                            200,
                            "tooltip",
                            Parts.tooltip(
                                    drawn,
                                    "row",
                                    "Set",
                                    "group",
                                    "Group",
                                    "value",
                                    title,
                                    "size",
                                    "−log10 adjusted p")),
                    drawn));
        }
        chapter.add(Parts.grid(
                Values.id("table-sets", named.name()),
                named.name() + ": all tests",
                "A row for each set and group.",
                table));
    }

    private static List<Integer> ordered(double[] q, double[] scores) {
        return IntStream.range(0, q.length)
                .filter(r -> q[r] >= 0)
                .boxed()
                .sorted((a, b) -> q[a] != q[b]
                        ? Double.compare(q[a], q[b])
                        : Double.compare(Math.abs(scores[b]), Math.abs(scores[a])))
                .toList();
    }

    private static String first(String[] sets, String[] groups, double[] scores, double[] q, String title) {
        List<Integer> ordered = ordered(q, scores);
        return ordered.isEmpty()
                ? ""
                : "; the smallest p-value has " + sets[ordered.get(0)]
                        + (groups[ordered.get(0)].equals("all") ? "" : " in " + groups[ordered.get(0)]) + " ("
                        + title + " "
                        + Values.shown(scores[ordered.get(0)]) + ", adjusted p " + Values.shown(q[ordered.get(0)])
                        + ")";
    }
}
