package org.screlate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.screlate.data.Page;
import org.screlate.data.Table;

/** Genes that differ between groups of cells, and the gene sets they make up. */
final class Markers {
    private static final double LEVEL = 0.05;
    private static final int DOTS_PER_GROUP = 5;
    private static final int MOST_DRAWN = 8_000;

    private final Chapter chapter = new Chapter("markers", "Marker genes and differential expression");

    private final Results results;

    private Markers(Results results) {
        this.results = results;
    }

    /** The chapter; empty where no result compares groups. */
    static Chapter of(Results results, long seed) {
        Markers markers = new Markers(results);
        for (Results.Named table : results.tables(Role.MARKERS)) {
            markers.sentences(table);
            markers.dots(table);
            MarkerHeat.add(markers.chapter, results, table);
            markers.volcano(table, seed);
            markers.grid(table);
        }
        return markers.chapter;
    }

    private void grid(Results.Named named) {
        if (CellTypes.isOf(named.table())) {
            Table tests = CellTypes.oneWay(named.table(), CellTypes.groups(results, named));
            chapter.add(Parts.grid(
                    Values.id("table-markers", named.name()),
                    named.name() + ": all tests" + against(named),
                    "A row for each gene and cell type. fdr_study is the false discovery rate over all cell types, q_value that within one.",
                    tests.select(rows(CellTypes.byType(tests)))));
            return;
        }
        chapter.add(Parts.grid(
                Values.id("table-markers", named.name()),
                named.name() + ": all tests, by p-value in each group",
                "A row for each gene and group.",
                named.table().select(rows(named.table()))));
    }

    private String against(Results.Named named) {
        List<String> groups = CellTypes.groups(results, named);
        return groups.size() == 2 ? ", " + groups.get(1) + " against " + groups.get(0) : "";
    }

    /** Rows of the groups in turn, each by p-value, so that a short table still shows all of them. */
    private static int[] rows(Table table) {
        Map<String, List<Integer>> groups = byGroup(table);
        int each = Math.max(20, Parts.MOST_ROWS / Math.max(1, groups.size()));
        return groups.values().stream()
                .flatMap(group -> group.stream().limit(each))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Rows of each group, the clearest upward change first. */
    static Map<String, List<Integer>> byGroup(Table table) {
        double[] p = Values.numbers(table, "p_value");
        double[] change = Values.numbers(table, "log2_fold_change");
        String[] groups = Values.words(table, "group");
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        IntStream.range(0, table.rows()).forEach(r -> rows.computeIfAbsent(groups[r], g -> new ArrayList<>())
                .add(r));
        // Not by Comparator's chains, which box each key: tables have hundreds of thousands of rows.
        Comparator<Integer> clearest = (a, b) -> {
            int one = a;
            int other = b;
            if ((change[one] > 0) != (change[other] > 0)) {
                return change[one] > 0 ? -1 : 1;
            }
            int byP = Double.compare(p[one], p[other]);
            return byP != 0 ? byP : Double.compare(change[other], change[one]);
        };
        rows.values().forEach(group -> group.sort(clearest));
        return rows;
    }

    /** The clearest markers of every group. */
    static List<String> top(Table table, int each) {
        Set<String> genes = new LinkedHashSet<>();
        byGroup(table).values().forEach(rows -> rows.stream()
                .limit(each)
                .forEach(r -> genes.add(table.column("gene").text(r))));
        return List.copyOf(genes);
    }

    private void sentences(Results.Named table) {
        if (CellTypes.isOf(table.table())) {
            CellTypes.sentences(chapter, table, "gene", CellTypes.groups(results, table), row -> table.table()
                    .column("gene")
                    .text(row));
            return;
        }
        String q = table.table().names().contains("q_value") ? "q_value" : "p_value";
        double[] adjusted = Values.numbers(table.table(), q);
        double[] change = Values.numbers(table.table(), "log2_fold_change");
        List<String> told = new ArrayList<>();
        byGroup(table.table()).forEach((group, rows) -> {
            List<Integer> up = rows.stream()
                    .filter(r -> adjusted[r] < LEVEL && change[r] > 0)
                    .toList();
            String first = Values.listed(
                    up.stream()
                            .limit(3)
                            .map(r -> table.table().column("gene").text(r))
                            .toList(),
                    3);
            told.add(group + ": " + up.size() + (first.isEmpty() ? "" : " (" + first + " first)"));
        });
        chapter.found(
                table.name() + ": genes higher in a group than in its reference at an adjusted p-value below 0.05: "
                        + Values.listed(told, 12) + ".");
        if (table.table().names().contains("share_group")) {
            chapter.warn(
                    "Clusters are made of the same cells that are then compared: their p-values tell which genes mark a"
                            + " cluster, not whether the cluster is real. Comparing subjects, not cells, needs a column of subjects.");
        }
    }

    private void dots(Results.Named named) {
        Table table = named.table();
        if (!table.names().contains("share_group")) {
            return;
        }
        List<String> genes = top(table, DOTS_PER_GROUP).stream().limit(60).toList();
        String[] gene = Values.words(table, "gene");
        double[] change = Values.numbers(table, "log2_fold_change");
        double[] share = Values.numbers(table, "share_group");
        Map<String, List<Integer>> byGene = new LinkedHashMap<>();
        genes.forEach(g -> byGene.put(g, new ArrayList<>()));
        IntStream.range(0, table.rows())
                .forEach(r -> byGene.computeIfPresent(gene[r], (name, its) -> {
                    its.add(r);
                    return its;
                }));
        Values.RowList rows = new Values.RowList();
        byGene.forEach((name, its) -> its.forEach(r -> rows.add(
                "row",
                name,
                "group",
                table.column("group").text(r),
                "size",
                100 * share[r],
                "value",
                Math.max(-6, Math.min(6, change[r])))));
        Table drawn = rows.table();
        chapter.add(Page.Figure.of(
                Values.id("dots-markers", named.name()),
                named.name() + ": dot plot of the top markers",
                "For each group its " + DOTS_PER_GROUP
                        + " top markers (smallest p-values among genes that are higher), in all groups: the larger a dot, the more cells of the group express the gene;"
                        + " the colour is the change against the reference, cut at 6.",
                "dots",
                Parts.words(
                        "angle",
                        Parts.angle(drawn, "group"),
                        "xTitle",
                        "Group",
                        "yTitle",
                        "Gene",
                        "sizeTitle",
                        "Cells of the group (%)",
                        "colourTitle",
                        "log2 fold change",
                        "colours",
                        Parts.DIVERGING,
                        "labelLimit",
                        120,
                        "tooltip",
                        Parts.tooltip(
                                drawn,
                                "row",
                                "Gene",
                                "group",
                                "Group",
                                "size",
                                "Cells (%)",
                                "value",
                                "log2 fold change")),
                drawn));
    }

    private void volcano(Results.Named named, long seed) {
        boolean typed = CellTypes.isOf(named.table());
        Table table = typed
                ? CellTypes.byType(CellTypes.oneWay(named.table(), CellTypes.groups(results, named)))
                : named.table();
        String by = typed ? CellTypes.TYPE : "group";
        double[] p = Values.numbers(table, "p_value");
        double[] change = Values.numbers(table, "log2_fold_change");
        String adjusted = typed ? CellTypes.ADJUSTED : "q_value";
        double[] q = table.names().contains(adjusted) ? Values.numbers(table, adjusted) : p;
        Map<String, List<Integer>> groups = byGroup(table);
        int each = MOST_DRAWN / Math.max(1, groups.size());
        Values.RowList rows = new Values.RowList();
        boolean thinned = false;
        for (List<Integer> group : groups.values()) {
            int[] known = group.stream()
                    .mapToInt(Integer::intValue)
                    .filter(r -> p[r] >= 0 && Double.isFinite(change[r]))
                    .toArray();
            int[] clear = Arrays.stream(known)
                    .filter(r -> q[r] < LEVEL)
                    .limit(each * 2L / 3)
                    .toArray();
            int[] other = Arrays.stream(known).filter(r -> !(q[r] < LEVEL)).toArray();
            int[] some = Sampling.of(other.length, each / 3, seed);
            thinned |= clear.length + some.length < known.length;
            IntStream.concat(Arrays.stream(clear), Arrays.stream(some).map(i -> other[i]))
                    .forEach(r -> rows.add(
                            "gene",
                            table.column("gene").text(r),
                            by,
                            table.column("group").text(r),
                            "x",
                            change[r],
                            "y",
                            Coexpression.minusLog10(p[r]),
                            "class",
                            !(q[r] < LEVEL) ? "not significant" : change[r] > 0 ? "higher" : "lower"));
        }
        Table drawn = rows.table();
        chapter.add(Page.Figure.of(
                        Values.id("volcano-markers", named.name()),
                        named.name() + ": volcano plot" + (typed ? against(named) : ""),
                        String.format(
                                Locale.ROOT,
                                "Genes of one %s at a time; significant means an adjusted p-value%s below %s. P-values below 1e-300 are drawn there.%s",
                                typed ? "cell type" : "group",
                                typed ? " (false discovery rate over all cell types)" : "",
                                LEVEL,
                                thinned ? " Of the genes that are not significant a sample is drawn." : ""),
                        "points",
                        Parts.words(
                                "xTitle",
                                "log2 fold change",
                                "yTitle",
                                "−log10 of the p-value",
                                "xScale",
                                Map.of("zero", false, "nice", true),
                                "yScale",
                                Map.of("zero", true, "nice", true),
                                "colourTitle",
                                "Gene is",
                                "classes",
                                List.of("higher", "lower", "not significant"),
                                "range",
                                List.of("#D55E00", "#0072B2", "#999999"),
                                "height",
                                300,
                                "size",
                                24,
                                "tooltip",
                                Parts.tooltip(drawn, "gene", "Gene", "x", "log2 fold change", "y", "−log10 p")),
                        drawn)
                .choosing(by));
    }
}
