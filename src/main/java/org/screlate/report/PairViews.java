package org.screlate.report;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.data.Page;
import org.screlate.data.Provenance;
import org.screlate.data.Table;

/** The clearest pairs one by one: counts of both genes in each group, and their correlation in each subject. */
final class PairViews {
    private static final int MOST_PAIRS = 24;
    /** Counts are shown in about so many steps an axis. */
    private static final int STEPS = 24;

    private static final int FEWEST_CELLS = 10;

    private PairViews() {}

    /** Adds the views of a table's clearest pairs, or says what they lack. */
    static void add(Chapter chapter, Results results, Results.Named named, double[] p) {
        CellMatrix counts = results.matrix(named.sample(), Layer.COUNTS).orElse(null);
        String group = counts == null ? "" : groupColumn(results.history(named.sample()), named.table(), counts);
        if (counts == null || group.isEmpty()) {
            chapter.add(Parts.missing(named.name()
                    + ": the view of single pairs needs the counts, with the column of the groups, among the inputs."));
            return;
        }
        boolean typed = CellTypes.isOf(named.table());
        String typeColumn = typed ? columnOf(counts, List.of(named.table().labels(CellTypes.TYPE))) : "";
        if (typed && typeColumn.isEmpty()) {
            chapter.add(
                    Parts.missing(
                            named.name()
                                    + ": the view of single pairs needs the column of the cell types among the metadata of the counts."));
            return;
        }
        Map<String, Integer> genes = CellMatrix.index("gene", counts.genes());
        int[] shown = Arrays.stream(Coexpression.ranked(p))
                .filter(r -> genes.containsKey(named.table().column("gene_1").text(r))
                        && genes.containsKey(named.table().column("gene_2").text(r)))
                .limit(MOST_PAIRS)
                .toArray();
        String subject = subjectColumn(counts.cellMetadata(), group);
        Values.RowList points = new Values.RowList();
        Values.RowList rhos = new Values.RowList();
        for (int row : shown) {
            String one = named.table().column("gene_1").text(row);
            String other = named.table().column("gene_2").text(row);
            String type = typed ? named.table().column(CellTypes.TYPE).text(row) : "";
            String pair = one + " – " + other + (typed ? ", " + type : "");
            int[] cells = cellsOf(counts, typeColumn, type);
            float[] x = column(counts, genes.getOrDefault(one, -1), cells);
            float[] y = column(counts, genes.getOrDefault(other, -1), cells);
            String[] groups = words(counts, group, cells);
            cells(points, pair, x, y, groups);
            if (!subject.isEmpty()) {
                subjects(rhos, pair, x, y, groups, words(counts, subject, cells));
            }
        }
        figures(chapter, named, points.table(), rhos.table(), group, subject);
    }

    private static void figures(
            Chapter chapter, Results.Named named, Table points, Table rhos, String group, String subject) {
        if (points.rows() == 0) {
            chapter.add(Parts.missing(named.name() + ": none of the pairs' genes is among the counts."));
            return;
        }
        chapter.add(Page.Figure.of(
                        Values.id("pair-cells", named.name()),
                        named.name() + ": counts of the two genes of a pair",
                        "Cells by their counts of the first and the second gene, one panel for each value of " + group
                                + "; larger dots are more cells"
                                + (CellTypes.isOf(named.table()) ? ", all of the cell type that the name ends in" : "")
                                + ". The " + MOST_PAIRS
                                + " pairs with the smallest p-values.",
                        "pair",
                        Map.of(),
                        points)
                .choosing("pair"));
        if (rhos.rows() > 0) {
            chapter.add(Page.Figure.of(
                            Values.id("pair-subjects", named.name()),
                            named.name() + ": correlation of the pair in each subject",
                            "Spearman's correlation of the counts with its 95 % interval by Fisher's transformation, for each "
                                    + subject + " and " + group + " with at least " + FEWEST_CELLS
                                    + " cells. It is plain description: depth and the model's other terms are not taken out, so it may differ from the model's correlation.",
                            "intervals",
                            Parts.words(
                                    "xTitle",
                                    "Spearman's correlation",
                                    "yTitle",
                                    subject,
                                    "colourTitle",
                                    group,
                                    "step",
                                    26,
                                    "xDomain",
                                    List.of(-1, 1),
                                    "tooltip",
                                    Parts.tooltip(
                                            rhos,
                                            "row",
                                            subject,
                                            "group",
                                            group,
                                            "value",
                                            "Correlation",
                                            "low",
                                            "Lower end",
                                            "high",
                                            "Upper end",
                                            "cells",
                                            "Cells")),
                            rhos)
                    .choosing("pair"));
        }
    }

    /** The column whose values the table's correlations are named after. */
    static String groupColumn(Provenance history, Table table, CellMatrix counts) {
        String found = columnOf(counts, Coexpression.groups(table));
        if (!found.isEmpty()) {
            return found;
        }
        return counts.cellMetadata().names().contains("group")
                        && !history.steps().isEmpty()
                ? "group"
                : "";
    }

    /** The first column of words among which are all of some; empty where none is, or no word is asked for. */
    private static String columnOf(CellMatrix counts, List<String> words) {
        Set<String> wanted = Set.copyOf(words);
        return wanted.isEmpty()
                ? ""
                : counts.cellMetadata().names().stream()
                        .filter(name -> Values.isCategory(counts.cellMetadata().column(name)))
                        .filter(name ->
                                new HashSet<>(List.of(Values.words(counts.cellMetadata(), name))).containsAll(wanted))
                        .findFirst()
                        .orElse("");
    }

    /** The cells of a type; all where there is no column of types. */
    private static int[] cellsOf(CellMatrix counts, String typeColumn, String type) {
        String[] types = typeColumn.isEmpty() ? null : Values.words(counts.cellMetadata(), typeColumn);
        return IntStream.range(0, counts.cells().size())
                .filter(c -> types == null || types[c].equals(type))
                .toArray();
    }

    private static String[] words(CellMatrix counts, String column, int[] cells) {
        String[] all = Values.words(counts.cellMetadata(), column);
        return Arrays.stream(cells).mapToObj(c -> all[c]).toArray(String[]::new);
    }

    private static String subjectColumn(Table metadata, String group) {
        return List.of("subject", "patient", "donor", "individual").stream()
                .filter(name -> metadata.names().contains(name) && !name.equals(group))
                .findFirst()
                .orElse("");
    }

    private static float[] column(CellMatrix counts, int gene, int[] cells) {
        float[] values = new float[cells.length];
        for (int c = 0; c < values.length; c++) {
            values[c] = counts.values().get(cells[c], gene);
        }
        return values;
    }

    /** Cells of one place are one row: exact where counts are small, steps of the logarithm where they are large. */
    private static void cells(Values.RowList rows, String pair, float[] x, float[] y, String[] groups) {
        double stepX = step(x);
        double stepY = step(y);
        Map<String, Map<List<Double>, Integer>> places = new TreeMap<>();
        for (int c = 0; c < x.length; c++) {
            List<Double> place = List.of(placed(x[c], stepX), placed(y[c], stepY));
            places.computeIfAbsent(groups[c], g -> new LinkedHashMap<>()).merge(place, 1, Integer::sum);
        }
        places.forEach((group, its) -> its.forEach((place, n) -> rows.add(
                "pair",
                pair,
                "group",
                group,
                "x",
                place.get(0),
                "y",
                place.get(1),
                "first",
                Math.rint(StrictMath.expm1(place.get(0))),
                "second",
                Math.rint(StrictMath.expm1(place.get(1))),
                "cells",
                n)));
    }

    private static double step(float[] values) {
        float most = 0;
        for (float value : values) {
            most = Math.max(most, value);
        }
        return most <= STEPS ? 0 : StrictMath.log1p(most) / STEPS;
    }

    private static double placed(float value, double step) {
        double log = StrictMath.log1p(value);
        return step == 0 ? log : step * Math.rint(log / step);
    }

    private static void subjects(
            Values.RowList rows, String pair, float[] x, float[] y, String[] groups, String[] subjects) {
        Map<String, int[]> cells = new TreeMap<>();
        Map<String, List<Integer>> gathered = new TreeMap<>();
        for (int c = 0; c < x.length; c++) {
            gathered.computeIfAbsent(subjects[c] + "\t" + groups[c], k -> new java.util.ArrayList<>())
                    .add(c);
        }
        gathered.forEach((key, list) ->
                cells.put(key, list.stream().mapToInt(Integer::intValue).toArray()));
        cells.forEach((key, its) -> {
            double rho = its.length < FEWEST_CELLS ? Double.NaN : spearman(take(x, its), take(y, its));
            if (Double.isFinite(rho)) {
                double inside = Math.max(-0.999999, Math.min(0.999999, rho));
                double z = 0.5 * Math.log((1 + inside) / (1 - inside));
                // 1.06 / (n - 3) is the variance of Fisher's z for ranks (Fieller, Hartley and Pearson 1957).
                double half = 1.96 * Math.sqrt(1.06 / (its.length - 3));
                String[] names = key.split("\t", 2);
                rows.add(
                        "pair",
                        pair,
                        "row",
                        names[0],
                        "group",
                        names[1],
                        "lane",
                        names[1],
                        "value",
                        rho,
                        "low",
                        StrictMath.tanh(z - half),
                        "high",
                        StrictMath.tanh(z + half),
                        "cells",
                        its.length);
            }
        });
    }

    private static double[] take(float[] values, int[] cells) {
        return Arrays.stream(cells).mapToDouble(c -> values[c]).toArray();
    }

    /** Spearman's correlation, ties having their mean rank; NaN where a gene is the same in all. */
    static double spearman(double[] x, double[] y) {
        double[] u = ranks(x);
        double[] v = ranks(y);
        double middle = (x.length + 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < u.length; i++) {
            xy += (u[i] - middle) * (v[i] - middle);
            xx += (u[i] - middle) * (u[i] - middle);
            yy += (v[i] - middle) * (v[i] - middle);
        }
        return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : Double.NaN;
    }

    private static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + to + 1) / 2.0;
            }
            from = to;
        }
        return ranks;
    }
}
