package org.screlate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.screlate.data.Page;
import org.screlate.data.Table;

/** Studies of methods: scores of each method over data sets and seeds, as means with their standard deviation. */
final class Comparisons {
    /** What is not part of a data set's description. */
    private static final Set<String> NOT_DESIGN = Set.of("method", "seed", "name", "metric", "value", "n");
    /** Descriptions that are numbers, for an axis; the first that is there. */
    private static final List<String> AXES = List.of("subjects", "rate", "cells");
    /** Scores that the first screen tells of. */
    private static final Set<String> TOLD =
            Set.of("ari", "mae", "type_1_error", "power", "coverage", "false_discoveries");

    private final Chapter chapter = new Chapter("comparisons", "Methods compared");

    private Comparisons() {}

    /** The chapter; empty where no methods are compared. */
    static Chapter of(Results results) {
        Comparisons comparisons = new Comparisons();
        results.tables(Role.COMPARED_SCORES).forEach(comparisons::scores);
        results.tables(Role.COMPARED_CURVES)
                .forEach(named -> comparisons.lines(
                        named, "precision and recall", named.table(), "recall", "Recall", "precision", "Precision"));
        results.tables(Role.COMPARED_TIMES)
                .forEach(named -> comparisons.lines(
                        named, "running time", named.table(), "cells", "Cells", "cpu_s", "CPU seconds"));
        return comparisons.chapter;
    }

    /** The sample and label of a study's tables are the study's; what their scores are of tells them apart. */
    private static Results.Named described(Results.Named named) {
        String by = String.join(", ", design(named.table()));
        return new Results.Named("", by.isEmpty() ? named.name() : "scores by " + by, named.table());
    }

    private void scores(Results.Named scores) {
        Results.Named named = described(scores);
        Table means = means(named.table());
        told(named, means);
        chapter.add(Parts.grid(
                Values.id("compared", named.name()),
                named.name() + ": means over seeds",
                "A row for each data set, method and score; sd is the standard deviation over seeds.",
                means));
        String axis = AXES.stream().filter(means.names()::contains).findFirst().orElse(null);
        if (axis != null) {
            lines(
                    named,
                    "scores",
                    means,
                    axis,
                    axis.equals("rate") ? "Share hidden" : "Number of " + axis,
                    "mean",
                    "Mean over seeds");
        }
    }

    /** One row for each value of the columns that describe the data, method and score. */
    static Table means(Table scores) {
        List<String> design = design(scores);
        double[] values = Values.numbers(scores, "value");
        Map<List<String>, List<Double>> groups = new LinkedHashMap<>();
        for (int r = 0; r < values.length; r++) {
            List<String> key = new ArrayList<>();
            for (String column : design) {
                key.add(scores.column(column).text(r));
            }
            key.addAll(List.of(
                    scores.column("method").text(r),
                    scores.column("name").text(r),
                    scores.column("metric").text(r)));
            if (Double.isFinite(values[r])) {
                groups.computeIfAbsent(key, k -> new ArrayList<>()).add(values[r]);
            }
        }
        Values.RowList rows = new Values.RowList();
        groups.forEach((key, its) -> {
            double[] all = its.stream().mapToDouble(Double::doubleValue).toArray();
            double mean = Arrays.stream(all).average().orElse(Double.NaN);
            double squares =
                    Arrays.stream(all).map(v -> (v - mean) * (v - mean)).sum();
            List<Object> row = new ArrayList<>();
            for (int d = 0; d < design.size(); d++) {
                row.addAll(List.of(design.get(d), AXES.contains(design.get(d)) ? number(key.get(d)) : key.get(d)));
            }
            int at = design.size();
            row.addAll(List.of("method", key.get(at), "name", key.get(at + 1), "metric", key.get(at + 2)));
            row.addAll(
                    List.of("mean", mean, "sd", all.length > 1 ? Math.sqrt(squares / (all.length - 1)) : Double.NaN));
            row.addAll(List.of("seeds", all.length));
            rows.add(row.toArray());
        });
        return rows.table();
    }

    private static List<String> design(Table scores) {
        return scores.names().stream()
                .filter(name -> !NOT_DESIGN.contains(name))
                .toList();
    }

    private static Object number(String word) {
        try {
            return Double.valueOf(word);
        } catch (NumberFormatException e) {
            return word;
        }
    }

    /** Each known score, as the mean of each method over all data. */
    private void told(Results.Named named, Table means) {
        if (means.rows() == 0) {
            chapter.add(Parts.missing(named.name() + ": no method has a score."));
            return;
        }
        double[] values = Values.numbers(means, "mean");
        Map<String, Map<String, List<Double>>> scores = new LinkedHashMap<>();
        for (int r = 0; r < values.length; r++) {
            String metric = means.column("metric").text(r);
            if (TOLD.contains(metric)) {
                String score = metric.replace('_', ' ') + ", "
                        + means.column("name").text(r).replace('_', ' ');
                scores.computeIfAbsent(score, s -> new LinkedHashMap<>())
                        .computeIfAbsent(means.column("method").text(r), m -> new ArrayList<>())
                        .add(values[r]);
            }
        }
        scores.forEach((score, methods) -> {
            List<String> words = new ArrayList<>();
            methods.forEach((method, its) -> words.add(method + " "
                    + Values.shown(its.stream()
                            .mapToDouble(Double::doubleValue)
                            .average()
                            .orElse(Double.NaN))));
            chapter.found(String.format(
                    Locale.ROOT, "%s, %s, mean over all data: %s.", named.name(), score, Values.listed(words, 12)));
        });
    }

    /** A line for each method; what else describes a row is chosen. */
    private void lines(
            Results.Named named, String title, Table table, String x, String xTitle, String y, String yTitle) {
        List<String> chosen = table.names().stream()
                .filter(name -> !List.of(x, y, "method", "sd", "seeds", "called", "real_s", "peak_rss_mb")
                        .contains(name))
                .toList();
        double[] across = Values.numbers(table, x);
        double[] up = Values.numbers(table, y);
        Values.RowList rows = new Values.RowList();
        for (int r = 0; r < across.length; r++) {
            if (Double.isFinite(across[r]) && Double.isFinite(up[r])) {
                List<String> words = new ArrayList<>();
                for (String column : chosen) {
                    words.add(column + " " + table.column(column).text(r));
                }
                rows.add(
                        "of",
                        String.join(", ", words),
                        "line",
                        table.column("method").text(r),
                        "x",
                        across[r],
                        "y",
                        up[r]);
            }
        }
        if (rows.size() > 0) {
            chapter.add(Page.Figure.of(
                            Values.id("lines", named.name(), title),
                            named.name() + ": " + title,
                            "A line for each method, for one kind of data and score at a time.",
                            "lines",
                            Parts.lines(xTitle, yTitle, "Method", 0, true, true),
                            rows.table())
                    .choosing("of"));
        }
    }
}
