package org.screlate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.screlate.data.Page;
import org.screlate.data.Table;
import org.screlate.stats.test.MultipleTesting;

/** Pairs of genes whose coexpression differs between groups. */
final class Coexpression {
    private static final double LEVEL = 0.05;
    private static final int QUANTILES = 400;
    private static final int MOST_DRAWN = 6000;
    private static final int FEW_SUBJECTS = 5;
    private static final String HIGHER = "higher";
    private static final String LOWER = "lower";

    private final Results results;
    private final long seed;
    private final Chapter chapter = new Chapter("coexpression", "Differential coexpression");

    private Coexpression(Results results, long seed) {
        this.results = results;
        this.seed = seed;
    }

    /** The chapter; empty where no pair was tested. */
    static Chapter of(Results results, long seed) {
        Coexpression coexpression = new Coexpression(results, seed);
        results.tables(Role.COEXPRESSION).forEach(coexpression::table);
        return coexpression.chapter;
    }

    private void table(Results.Named named) {
        Table table = named.table();
        double[] p = Values.numbers(table, "p_value");
        Optional<String> column = Stream.of(CellTypes.ADJUSTED, "fdr_bh", "q_value")
                .filter(table.names()::contains)
                .findFirst();
        double[] q = column.isPresent() ? Values.numbers(table, column.get()) : adjusted(p);
        sentences(named, p, q, column.orElse(""));
        quantiles(named, p);
        volcano(named, p, q);
        chapter.add(Parts.grid(
                Values.id("pairs", named.name()),
                named.name() + ": all pairs, by p-value",
                "A row for each pair of genes"
                        + (CellTypes.isOf(table)
                                ? " and cell type; fdr_study is the false discovery rate over all cell types, fdr_bh that within one. Filters"
                                : "; filters")
                        + " take words or limits such as < 0.05.",
                chosen(table, p)));
        status(named);
        hubs(named, q);
        CellTypes.sentences(
                chapter,
                named,
                "pair",
                groups(table),
                row -> table.column("gene_1").text(row) + " with "
                        + table.column("gene_2").text(row));
        if (!named.sample().isEmpty()) {
            GroupDepth.warning(results, named).ifPresent(chapter::warn);
            PairViews.add(chapter, results, named, p);
        }
    }

    private void sentences(Results.Named named, double[] p, double[] q, String column) {
        Table table = named.table();
        int[] ranked = ranked(p);
        long clear = Arrays.stream(q).filter(v -> v < LEVEL).count();
        chapter.found(String.format(
                Locale.ROOT,
                "%s: %,d of %s tested; %,d %s at a false discovery rate%s below 0.05. Of the p-values, %,d are below 0.05, where chance alone would give about %,.0f.",
                named.name(),
                ranked.length,
                Values.counted(table.rows(), "pair"),
                clear,
                clear == 1 ? "changes" : "change",
                column.equals(CellTypes.ADJUSTED)
                        ? " over all cell types"
                        : column.equals("fdr_bh") ? "" : " (Benjamini and Hochberg)",
                Arrays.stream(p).filter(v -> v < LEVEL).count(),
                ranked.length * LEVEL));
        if (ranked.length > 0) {
            chapter.found(named.name() + ": the smallest p-value has " + told(table, ranked[0]) + ".");
        }
        int failed = table.rows() - ranked.length;
        if (failed > 0) {
            chapter.warn(named.name() + ": " + String.format(Locale.ROOT, "%,d of ", failed)
                    + Values.counted(table.rows(), "pair")
                    + " have no p-value; the reasons are listed in the section on coexpression.");
        }
        if (table.names().contains("subjects")) {
            double subjects = Values.quantile(Values.numbers(table, "subjects"), 0.5);
            if (subjects <= FEW_SUBJECTS) {
                chapter.warn(named.name() + ": the median pair rests on " + Values.shown(subjects)
                        + " subjects; with so few, p-values are rough and small changes stay unseen.");
            }
        }
    }

    private String told(Table table, int row) {
        StringBuilder words = new StringBuilder(table.column("gene_1").text(row) + " with "
                + table.column("gene_2").text(row)
                + (CellTypes.isOf(table) ? " in " + table.column(CellTypes.TYPE).text(row) : ""));
        List<String> rhos = rhos(table);
        if (rhos.size() >= 2) {
            List<String> values = new ArrayList<>();
            rhos.forEach(
                    name -> values.add(Values.shown(Values.numbers(table, name)[row]) + " in " + name.substring(4)));
            words.append(": correlation ").append(String.join(", ", values));
        }
        if (table.names().contains("estimate") && table.names().contains("se")) {
            words.append("; difference on the model's scale ")
                    .append(Values.shown(Values.numbers(table, "estimate")[row]))
                    .append(" with standard error ")
                    .append(Values.shown(Values.numbers(table, "se")[row]));
        }
        return words.append(", p = ")
                .append(Values.shown(Values.numbers(table, "p_value")[row]))
                .toString();
    }

    /** Over the pairs that have a p-value; NaN for the others. */
    private static double[] adjusted(double[] p) {
        int[] ranked = ranked(p);
        double[] found = MultipleTesting.benjaminiHochberg(
                Arrays.stream(ranked).mapToDouble(r -> p[r]).toArray());
        double[] adjusted = new double[p.length];
        Arrays.fill(adjusted, Double.NaN);
        for (int i = 0; i < ranked.length; i++) {
            adjusted[ranked[i]] = found[i];
        }
        return adjusted;
    }

    /** Columns with the correlation in each group. */
    static List<String> rhos(Table table) {
        return table.names().stream()
                .filter(name -> name.startsWith("rho_")
                        && !name.equals("rho_difference")
                        && !name.endsWith("_low")
                        && !name.endsWith("_high"))
                .toList();
    }

    /** The groups that tests of pairs compare, the reference first. */
    static List<String> groups(Table table) {
        return rhos(table).stream().map(name -> name.substring(4)).toList();
    }

    /** Rows that have a p-value, the lowest first. */
    static int[] ranked(double[] p) {
        return IntStream.range(0, p.length)
                .filter(r -> p[r] >= 0)
                .boxed()
                .sorted((a, b) -> Double.compare(p[a], p[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Of a p-value; one that is 0 is taken as the smallest that is told apart from it. */
    static double minusLog10(double p) {
        return -Math.log10(Math.max(p, 1e-300));
    }

    private static Table chosen(Table table, double[] p) {
        boolean typed = CellTypes.isOf(table);
        List<String> names = new ArrayList<>(List.of(
                typed ? CellTypes.TYPE : "rank",
                "gene_1",
                "gene_2",
                "p_value",
                typed ? CellTypes.ADJUSTED : "fdr_bh",
                "fdr_bh",
                "fdr_by",
                "q_value",
                "estimate",
                "se",
                "statistic",
                "df"));
        names.addAll(rhos(table));
        names.addAll(List.of("status", "reason", "cells", "subjects", "excluded", "copula"));
        int[] ranked = ranked(p);
        int[] rest = IntStream.range(0, p.length).filter(r -> !(p[r] >= 0)).toArray();
        return Parts.columns(table, names.stream().distinct().toArray(String[]::new))
                .select(IntStream.concat(Arrays.stream(ranked), Arrays.stream(rest))
                        .toArray());
    }

    private void quantiles(Results.Named named, double[] p) {
        int[] ranked = ranked(p);
        if (ranked.length == 0) {
            chapter.add(Parts.missing(named.name() + ": no pair has a p-value, so there is nothing to draw."));
            return;
        }
        Values.RowList rows = new Values.RowList();
        int last = -1;
        for (int s = 0; s < QUANTILES; s++) {
            int rank = (int) Math.round(Math.pow(ranked.length, (double) s / (QUANTILES - 1))) - 1;
            if (rank != last) {
                double expected = -Math.log10((rank + 0.5) / ranked.length);
                rows.add("line", "p-values found", "x", expected, "y", minusLog10(p[ranked[rank]]));
            }
            last = rank;
        }
        double most = -Math.log10(0.5 / ranked.length);
        rows.add("line", "no change anywhere", "x", 0, "y", 0).add("line", "no change anywhere", "x", most, "y", most);
        chapter.add(Page.Figure.of(
                Values.id("qq", named.name()),
                named.name() + ": p-values against those of no change (QQ)",
                "Where nothing changes, p-values follow the straight line. A curve that leaves it only at the right end tells of a few pairs that change; one that leaves it everywhere, of many small changes or of tests that promise too much.",
                "lines",
                Parts.lines("−log10 p expected under no change", "−log10 p found", "Line", 0, true, false),
                rows.table()));
    }

    private void volcano(Results.Named named, double[] p, double[] q) {
        Table table = named.table();
        List<String> rhos = rhos(table);
        boolean two = rhos.size() == 2;
        if (!two && !table.names().contains("estimate")) {
            chapter.add(Parts.missing(named.name()
                    + ": the table has neither correlations by group nor estimates, so changes cannot be drawn."));
            return;
        }
        double[] change = two
                ? difference(Values.numbers(table, rhos.get(1)), Values.numbers(table, rhos.get(0)))
                : Values.numbers(table, "estimate");
        int[] ranked =
                Arrays.stream(ranked(p)).filter(r -> Double.isFinite(change[r])).toArray();
        int sure = Math.min(ranked.length, MOST_DRAWN / 2);
        int[] some = Sampling.of(ranked.length - sure, MOST_DRAWN / 2, seed);
        Values.RowList rows = new Values.RowList();
        IntStream.concat(IntStream.range(0, sure), Arrays.stream(some).map(i -> i + sure))
                .map(i -> ranked[i])
                .forEach(r -> rows.add(
                        "pair",
                        table.column("gene_1").text(r) + " – "
                                + table.column("gene_2").text(r)
                                + (CellTypes.isOf(table)
                                        ? ", " + table.column(CellTypes.TYPE).text(r)
                                        : ""),
                        "x",
                        change[r],
                        "y",
                        minusLog10(p[r]),
                        "class",
                        !(q[r] < LEVEL) ? "not significant" : change[r] > 0 ? HIGHER : LOWER));
        Table drawn = rows.table();
        String title = two
                ? "Change of the correlation, " + rhos.get(1).substring(4) + " − "
                        + rhos.get(0).substring(4)
                : "Estimate of the change";
        chapter.add(Page.Figure.of(
                Values.id("volcano-pairs", named.name()),
                named.name() + ": volcano plot of the pairs",
                "Each point is a pair of genes; significant means an adjusted p-value below 0.05."
                        + (drawn.rows() < ranked.length
                                ? String.format(
                                        Locale.ROOT,
                                        " %,d of %,d pairs are drawn: those with the smallest p-values, and a sample of the others.",
                                        drawn.rows(),
                                        ranked.length)
                                : ""),
                "points",
                Parts.words(
                        "xTitle",
                        title,
                        "yTitle",
                        "−log10 of the p-value",
                        "xScale",
                        Map.of("zero", false, "nice", true),
                        "yScale",
                        Map.of("zero", true, "nice", true),
                        "colourTitle",
                        "Change of the correlation",
                        "classes",
                        List.of(HIGHER, LOWER, "not significant"),
                        "range",
                        List.of("#D55E00", "#0072B2", "#999999"),
                        "height",
                        320,
                        "size",
                        26,
                        "tooltip",
                        Parts.tooltip(drawn, "pair", "Pair", "x", "Change", "y", "−log10 p")),
                drawn));
    }

    private static double[] difference(double[] one, double[] other) {
        return IntStream.range(0, one.length)
                .mapToDouble(i -> one[i] - other[i])
                .toArray();
    }

    private void status(Results.Named named) {
        Table table = named.table();
        if (!table.names().contains("status")) {
            return;
        }
        String[] status = Values.words(table, "status");
        String[] reason = table.names().contains("reason") ? Values.words(table, "reason") : new String[status.length];
        String[] words = IntStream.range(0, status.length)
                .mapToObj(r -> status[r] + (reason[r] == null || reason[r].isEmpty() ? "" : ": " + plain(reason[r])))
                .toArray(String[]::new);
        Values.RowList rows = new Values.RowList();
        Values.counts(words).entrySet().stream()
                .limit(25)
                .forEach(entry -> rows.add("row", entry.getKey(), "value", entry.getValue()));
        chapter.add(Page.Figure.of(
                Values.id("status", named.name()),
                named.name() + ": outcome of the fits",
                "Pairs by how their fit ended, with the reason where one was left out or failed.",
                "bars",
                Parts.words("xTitle", "Pairs", "yTitle", "Outcome", "step", 1),
                rows.table()));
    }

    /** Reasons as the table gives them, without its short names of the two genes' terms. */
    private static String plain(String reason) {
        return reason.replace("no zero inflation (ZI1); no zero inflation (ZI2)", "no zero inflation in either gene")
                .replace("(ZI1)", "in gene 1")
                .replace("(ZI2)", "in gene 2")
                .replace("(SIGMA1)", "in gene 1")
                .replace("(SIGMA2)", "in gene 2");
    }

    private void hubs(Results.Named named, double[] q) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        IntStream.range(0, q.length).filter(r -> q[r] < LEVEL).forEach(r -> {
            counts.merge(named.table().column("gene_1").text(r), 1, Integer::sum);
            counts.merge(named.table().column("gene_2").text(r), 1, Integer::sum);
        });
        Values.RowList rows = new Values.RowList();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(20)
                .forEach(entry -> rows.add("row", entry.getKey(), "value", entry.getValue()));
        if (rows.size() == 0) {
            chapter.add(Parts.missing(named.name() + ": no gene has a pair with an adjusted p-value below 0.05."));
            return;
        }
        if (counts.values().stream().allMatch(count -> count == 1)) {
            chapter.add(Parts.plain(
                    named.name() + ": no gene is in more than one of the pairs that change, so none is a hub."));
            return;
        }
        chapter.add(Page.Figure.of(
                Values.id("hubs", named.name()),
                named.name() + ": hub genes, those in most pairs that change",
                "Pairs of the gene with an adjusted p-value below 0.05; at most 20 genes.",
                "bars",
                Parts.words("xTitle", "Pairs that change", "yTitle", "Gene", "step", 1),
                rows.table()));
    }
}
