package org.screlate.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.screlate.data.Page;
import org.screlate.data.Table;

/** Gene sets, modules and single genes whose coexpression with many others changes as a whole. */
final class Modules {
    private static final double LEVEL = 0.05;
    private static final int MOST_DRAWN = 25;

    private final Chapter chapter = new Chapter("modules", "Modules and genes whose coexpression changes");

    /** What the rows of a table are. */
    private enum Kind {
        SETS("gene_set", "gene set", "Gene set", "leading_genes"),
        GENES("gene", "gene", "Gene", "leading_partners");

        private final String column;
        private final String one;
        private final String rowTitle;
        private final String leading;

        Kind(String column, String one, String rowTitle, String leading) {
            this.column = column;
            this.one = one;
            this.rowTitle = rowTitle;
            this.leading = leading;
        }
    }

    private Modules() {}

    /** The chapter; empty where neither sets nor genes were tested. */
    static Chapter of(Results results) {
        Modules modules = new Modules();
        results.tables(Role.MODULE_TESTS).forEach(named -> modules.table(named, Kind.SETS));
        results.tables(Role.HUB_TESTS).forEach(named -> modules.table(named, Kind.GENES));
        return modules.chapter;
    }

    private void table(Results.Named named, Kind kind) {
        Table table = named.table();
        double[] p = Values.numbers(table, "p_value");
        double[] q = Values.numbers(table, table.names().contains("fdr_bh") ? "fdr_bh" : "p_value");
        int[] ranked = Coexpression.ranked(p);
        String name = named.name() + (kind == Kind.GENES ? ", genes" : "");
        chapter.found(String.format(
                Locale.ROOT,
                "%s: of %s tested, %,d change their coexpression as a whole with an adjusted p-value below 0.05%s.",
                name,
                Values.counted(ranked.length, kind.one),
                Arrays.stream(q).filter(v -> v < LEVEL).count(),
                ranked.length == 0 ? "" : "; the smallest p-value has " + told(table, kind, ranked[0], q)));
        int untested = table.rows() - ranked.length;
        if (untested > 0) {
            chapter.add(Parts.plain(String.format(
                    Locale.ROOT,
                    "%s: %s could not be tested; the table gives the reason of each.",
                    name,
                    Values.counted(untested, kind.one))));
        }
        drawn(named, name, kind, ranked, q);
        chapter.add(Parts.grid(
                Values.id("table-modules", kind.one, named.name()),
                name + ": all tests",
                "A row for each " + kind.one
                        + ": p_value asks whether its pairs change in any direction, p_value_shift whether correlations rise"
                        + " or fall on average, p_value_competitive whether they change more than other pairs do.",
                table));
    }

    private static String told(Table table, Kind kind, int row, double[] q) {
        List<String> rhos = Coexpression.rhos(table);
        StringBuilder words = new StringBuilder(table.column(kind.column).text(row));
        if (rhos.size() >= 2) {
            words.append(": mean correlation ")
                    .append(Values.listed(
                            rhos.stream()
                                    .map(name ->
                                            Values.shown(Values.numbers(table, name)[row]) + " in " + name.substring(4))
                                    .toList(),
                            4));
        }
        if (table.names().contains("difference_low") && table.names().contains("difference_high")) {
            words.append(", difference ")
                    .append(Values.shown(Values.numbers(table, "difference")[row]))
                    .append(" (95 % interval ")
                    .append(Values.shown(Values.numbers(table, "difference_low")[row]))
                    .append(" to ")
                    .append(Values.shown(Values.numbers(table, "difference_high")[row]))
                    .append(" on the scale of artanh)");
        }
        return words.append(", adjusted p ").append(Values.shown(q[row])).toString();
    }

    private void drawn(Results.Named named, String name, Kind kind, int[] ranked, double[] q) {
        Table table = named.table();
        if (!table.names().containsAll(List.of("difference", "difference_low", "difference_high"))) {
            return;
        }
        double[] value = Values.numbers(table, "difference");
        double[] low = Values.numbers(table, "difference_low");
        double[] high = Values.numbers(table, "difference_high");
        Values.RowList rows = new Values.RowList();
        int[] shown = Arrays.stream(ranked)
                .filter(r -> Double.isFinite(low[r]) && Double.isFinite(high[r]))
                .limit(MOST_DRAWN)
                .toArray();
        for (int r : shown) {
            rows.add(
                    "row",
                    table.column(kind.column).text(r),
                    "group",
                    q[r] < LEVEL ? "below 0.05" : "0.05 or more",
                    "lane",
                    "",
                    "value",
                    value[r],
                    "low",
                    low[r],
                    "high",
                    high[r],
                    "leading",
                    table.names().contains(kind.leading)
                            ? table.column(kind.leading).text(r)
                            : "");
        }
        double most = IntStream.of(shown)
                .mapToDouble(r -> Math.max(Math.abs(low[r]), Math.abs(high[r])))
                .max()
                .orElse(1);
        Table drawn = rows.table();
        chapter.add(Page.Figure.of(
                Values.id("differences", kind.one, named.name()),
                name + ": mean change of the correlations",
                "The " + (shown.length < ranked.length ? shown.length + " " : "") + kind.one
                        + "s with the smallest p-values: mean difference of artanh ρ between the groups and its 95 % interval."
                        + " A small p-value with an interval around 0 tells of pairs that change in different directions.",
                "intervals",
                Parts.words(
                        "xTitle",
                        "Difference of mean correlation (artanh ρ)",
                        "yTitle",
                        kind.rowTitle,
                        "colourTitle",
                        "Adjusted p-value",
                        "step",
                        18,
                        "xDomain",
                        List.of(-1.05 * most, 1.05 * most),
                        "tooltip",
                        shown.length == 0
                                ? List.of()
                                : Parts.tooltip(
                                        drawn,
                                        "row",
                                        kind.rowTitle,
                                        "value",
                                        "Difference",
                                        "low",
                                        "Lower end",
                                        "high",
                                        "Upper end",
                                        "leading",
                                        kind == Kind.SETS ? "Genes that change most" : "Partners that change most")),
                drawn));
    }
}
