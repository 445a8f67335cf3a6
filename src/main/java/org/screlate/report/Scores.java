package org.screlate.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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

    /** What the cells were when they were clustered. */
    private enum Basis {
        EMBEDDING("the cells' embedding"),
        IMPUTED("the imputed expression"),
        COMPONENTS("the principal components"),
        UNKNOWN("");

        private final String words;

        Basis(String words) {
            this.words = words;
        }

        /** As the history of the clusters tells; the last of the steps that make something to cluster counts. */
        static Basis of(Provenance history) {
            if (Steps.last(history, "embed").isPresent()) {
                return EMBEDDING;
            } else if (Steps.last(history, "impute").isPresent()) {
                return IMPUTED;
            }
            return Steps.last(history, "preprocess").isPresent() ? COMPONENTS : UNKNOWN;
        }
    }

    private record Score(
            String sample, String label, String task, String name, String metric, double value, Basis basis) {
        /** What was clustered; else the name of the file. */
        String clustered() {
            return basis != Basis.UNKNOWN
                    ? basis.words
                    : label.isEmpty() ? "the given data" : "the data called " + label;
        }

        boolean isBaseline() {
            return (task.equals("clustering") && basis == Basis.COMPONENTS)
                    || Stream.of("components", "unimputed", "baseline", "raw").anyMatch(label::contains)
                    || name.startsWith("degree");
        }

        String named() {
            return task.equals("clustering")
                    ? clustered().replaceFirst("^the ", "") + ", " + name
                    : (label.isEmpty() ? "" : label + ", ") + name;
        }
    }

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
            Basis basis = Basis.of(clusters(named));
            for (int r = 0; r < table.rows(); r++) {
                all.add(new Score(
                        named.sample(),
                        named.label(),
                        table.column("task").text(r),
                        table.column("name").text(r),
                        table.column("metric").text(r),
                        values[r],
                        basis));
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
                s.basis != Basis.UNKNOWN ? s.basis.words.replaceFirst("^the ", "") : s.label,
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
                    .filter(s -> s.sample.equals(score.sample) && s.metric.equals("ari") && s.isBaseline())
                    .findFirst()
                    .orElse(null);
            String what = score.sample + ": clusters of " + score.clustered();
            if (score.isBaseline() || baseline == null) {
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
                baseline.clustered(),
                Values.shown(baseline.value),
                gain < 0 ? " Here the plain data do better: this step loses." : ""));
        if (gain < -0.02) {
            chapter.warn(what + " fit the known labels worse than clusters of " + baseline.clustered()
                    + " (adjusted Rand index " + Values.shown(score.value) + " against "
                    + Values.shown(baseline.value) + ").");
        }
    }

    /** The history of the clusters that a table of scores is of. */
    private Provenance clusters(Results.Named scores) {
        return results.all().stream()
                .filter(result -> result.sample().equals(scores.sample())
                        && result.label().equals(scores.label()))
                .map(Result::provenance)
                .filter(history -> !history.steps().isEmpty()
                        && Steps.isOf(history.steps().get(history.steps().size() - 1), "cluster"))
                .findFirst()
                .orElse(Provenance.NONE);
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
                        (results.samples().size() > 1 ? score.sample + ", " : "") + score.named(),
                        "value",
                        score.value,
                        "class",
                        score.isBaseline() ? "baseline" : "method");
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
