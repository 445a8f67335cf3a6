package org.screlate.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.screlate.data.Page;
import org.screlate.data.Provenance;
import org.screlate.data.Table;

/** Scores against known answers, each beside its baseline. */
final class Scores {
    /** Metrics that say something without further words, with whether more is better, by task. */
    private static final Set<String> MORE_IS_BETTER =
            Set.of("ari", "nmi", "accuracy", "auroc", "average_precision", "silhouette", "cosine", "power");

    private static final Map<String, String> NAMES = Map.of(
            "ari",
            "adjusted Rand index",
            "nmi",
            "normalised mutual information",
            "accuracy",
            "accuracy",
            "auroc",
            "AUROC",
            "average_precision",
            "average precision",
            "silhouette",
            "silhouette",
            "rmse",
            "RMSE",
            "mae",
            "mean absolute error");

    private record Score(String sample, String label, String task, String name, String metric, double value) {}

    private final Results results;
    private final Chapter chapter = new Chapter("scores", "Scores against known answers");

    private Scores(Results results) {
        this.results = results;
    }

    /** The chapter; empty where nothing was evaluated. */
    static Chapter of(Results results) {
        Scores scores = new Scores(results);
        List<Score> all = scores.all();
        Map<String, List<Score>> tasks = new LinkedHashMap<>();
        all.forEach(score ->
                tasks.computeIfAbsent(score.task, t -> new ArrayList<>()).add(score));
        tasks.forEach(scores::task);
        return scores.chapter;
    }

    private List<Score> all() {
        List<Score> all = new ArrayList<>();
        for (Results.Named named : results.tables(Role.METRICS)) {
            Table table = named.table();
            double[] values = Values.numbers(table, "value");
            for (int r = 0; r < table.rows(); r++) {
                all.add(new Score(
                        named.sample(),
                        named.label(),
                        table.column("task").text(r),
                        table.column("name").text(r),
                        table.column("metric").text(r),
                        values[r]));
            }
        }
        return all;
    }

    private void task(String task, List<Score> scores) {
        if (task.equals("clustering")) {
            clustering(scores);
        }
        drawn(task, scores);
        Values.RowList rows = new Values.RowList();
        scores.forEach(s -> rows.add(
                "sample",
                s.sample,
                "data",
                s.label.isEmpty() ? "main" : s.label,
                "name",
                s.name,
                "metric",
                s.metric,
                "value",
                s.value));
        chapter.add(Parts.grid(
                Values.id("table-scores", task),
                task.replace('_', ' ') + ": all scores",
                "A row for each score.",
                rows.table()));
    }

    /** Clusters of imputed cells or of an embedding against those of the same cells' principal components. */
    private void clustering(List<Score> scores) {
        for (Score score : scores) {
            if (!score.metric.equals("ari")) {
                continue;
            }
            Score baseline = scores.stream()
                    .filter(s -> s.sample.equals(score.sample) && s.metric.equals("ari") && isBaseline(s))
                    .findFirst()
                    .orElse(null);
            String what = score.sample + ": clusters of " + clustered(score);
            if (isBaseline(score) || baseline == null) {
                chapter.found(String.format(
                        Locale.ROOT,
                        "%s (%s) agree with the known labels with an adjusted Rand index of %s; chance gives 0.%s",
                        what,
                        score.name,
                        Values.shown(score.value),
                        baseline == null
                                ? " No clustering of the plain data is among the results to compare with."
                                : ""));
            } else {
                compared(score, baseline, what);
            }
        }
    }

    private void compared(Score score, Score baseline, String what) {
        double gain = score.value - baseline.value;
        chapter.found(String.format(
                Locale.ROOT,
                "%s (%s) agree with the known labels with an adjusted Rand index of %s; those of %s with %s.%s",
                what,
                score.name,
                Values.shown(score.value),
                clustered(baseline),
                Values.shown(baseline.value),
                gain < 0 ? " Here the plain data do better: this step loses." : ""));
        if (gain < -0.02) {
            chapter.warn(what + " fit the known labels worse than clusters of " + clustered(baseline)
                    + " (adjusted Rand index " + Values.shown(score.value) + " against "
                    + Values.shown(baseline.value) + ").");
        }
    }

    /** What the cells were when they were clustered, as the clusters' own history tells; else the name of the file. */
    private String clustered(Score score) {
        Provenance history = clusters(score);
        if (Steps.last(history, "embed").isPresent()) {
            return "the cells' embedding";
        } else if (Steps.last(history, "impute").isPresent()) {
            return "the imputed expression";
        } else if (Steps.last(history, "preprocess").isPresent()) {
            return "the principal components";
        }
        return score.label.isEmpty() ? "the given data" : "the data called " + score.label;
    }

    private Provenance clusters(Score score) {
        return results.all().stream()
                .filter(result ->
                        result.sample().equals(score.sample) && result.label().equals(score.label))
                .map(Result::provenance)
                .filter(history -> !history.steps().isEmpty()
                        && Steps.isOf(history.steps().get(history.steps().size() - 1), "cluster"))
                .findFirst()
                .orElse(Provenance.NONE);
    }

    private boolean isBaseline(Score score) {
        return clustered(score).equals("the principal components")
                || score.label.contains("components")
                || score.label.contains("unimputed")
                || score.label.contains("baseline")
                || score.label.contains("raw");
    }

    private String named(Score score) {
        return score.task.equals("clustering")
                ? clustered(score) + ", " + score.name
                : (score.label.isEmpty() ? "" : score.label + ", ") + score.name;
    }

    /** One figure for each metric that is known, methods and baselines on one axis. */
    private void drawn(String task, List<Score> scores) {
        Values.RowList rows = new Values.RowList();
        for (Score score : scores) {
            if (MORE_IS_BETTER.contains(score.metric) && Double.isFinite(score.value)) {
                rows.add(
                        "metric",
                        NAMES.getOrDefault(score.metric, score.metric.replace('_', ' ')),
                        "name",
                        score.sample + ", " + named(score),
                        "value",
                        score.value,
                        "class",
                        isBaseline(score) || score.name.startsWith("degree") ? "baseline" : "method");
            }
        }
        if (rows.size() > 0) {
            chapter.add(Page.Figure.of(
                            Values.id("scores", task),
                            task.replace('_', ' ') + ": scores beside their baselines",
                            "One score at a time; more is better. Baselines are the same step without the method.",
                            "scores",
                            Parts.words("xTitle", "Score (more is better)"),
                            rows.table())
                    .choosing("metric"));
        }
    }
}
