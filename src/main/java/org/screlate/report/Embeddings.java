package org.screlate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.screlate.data.Page;
import org.screlate.data.Table;

/** Training of embeddings, and how well they find interactions that they did not see, beside plain baselines. */
final class Embeddings {
    private final Chapter chapter = new Chapter("embedding", "Embedding of genes and cells");

    private Embeddings() {}

    /** The chapter; empty where nothing was embedded. */
    static Chapter of(Results results, long seed) {
        Embeddings embeddings = new Embeddings();
        results.tables(Role.EDGE_SCORES).forEach(embeddings::scores);
        results.tables(Role.TRAINING).forEach(embeddings::training);
        Attention.add(embeddings.chapter, results);
        GeneMap.add(embeddings.chapter, results, seed);
        return embeddings.chapter;
    }

    private void scores(Results.Named named) {
        Table table = named.table();
        String[] predictors = Values.words(table, "predictor");
        double[] matched = Values.numbers(table, "auroc_matched");
        int method = best(predictors, matched, true);
        int baseline = best(predictors, matched, false);
        if (method >= 0) {
            String beside = baseline < 0
                    ? "No baseline is among the scores."
                    : String.format(
                            Locale.ROOT,
                            "The best baseline (%s) reaches %s%s.",
                            predictors[baseline].replace('_', ' '),
                            Values.shown(matched[baseline]),
                            matched[baseline] >= matched[method] ? ": here the baseline does as well or better" : "");
            chapter.found(String.format(
                    Locale.ROOT,
                    "%s: among pairs of genes of the same degrees, the embedding tells held-out interactions from others with an AUROC of %s (%s); chance gives 0.5. %s",
                    name(named),
                    Values.shown(matched[method]),
                    predictors[method].replace('_', ' '),
                    beside));
            if (baseline >= 0 && matched[baseline] >= matched[method]) {
                chapter.warn(name(named) + ": a baseline (" + predictors[baseline].replace('_', ' ')
                        + ") finds held-out interactions as well as the embedding or better.");
            }
        }
        Values.RowList rows = new Values.RowList();
        for (String column : List.of("auroc_matched", "auroc_uniform", "ap_matched", "ap_uniform")) {
            if (table.names().contains(column)) {
                double[] values = Values.numbers(table, column);
                IntStream.range(0, values.length)
                        .forEach(r -> rows.add(
                                "score",
                                shown(column),
                                "name",
                                predictors[r].replace('_', ' '),
                                "value",
                                values[r],
                                "class",
                                isMethod(predictors[r]) ? "method" : "baseline"));
            }
        }
        chapter.add(Page.Figure.of(
                        Values.id("edge-scores", named.name()),
                        name(named) + ": held-out interactions found",
                        "Degree-matched scores compare with pairs of genes that have as many interactions; uniform ones with any pair, where knowing the degrees alone already scores well.",
                        "scores",
                        Parts.words("xTitle", "Score (more is better; AUROC of chance: 0.5)"),
                        rows.table())
                .choosing("score"));
    }

    private static String name(Results.Named named) {
        return named.sample().isEmpty() ? "The embedding" : named.sample();
    }

    /** The vectors that embed writes (inner_product, correlation) and scNET's own alone; all else learns nothing of expression. */
    private static boolean isMethod(String predictor) {
        return List.of("inner_product", "correlation").contains(predictor)
                || predictor.startsWith("scnet")
                || predictor.startsWith("embedding");
    }

    private static int best(String[] predictors, double[] scores, boolean method) {
        return IntStream.range(0, predictors.length)
                .filter(r -> isMethod(predictors[r]) == method && Double.isFinite(scores[r]))
                .boxed()
                .max((a, b) -> Double.compare(scores[a], scores[b]))
                .orElse(-1);
    }

    private static String shown(String column) {
        String what = column.startsWith("auroc") ? "AUROC" : "average precision";
        return what + (column.endsWith("matched") ? ", degree-matched" : ", uniform");
    }

    private void training(Results.Named named) {
        Table table = named.table();
        double[] epochs = Values.numbers(table, "epoch");
        List<String> losses =
                table.names().stream().filter(name -> name.endsWith("loss")).toList();
        lines(
                named,
                epochs,
                losses,
                "training-loss",
                "loss by epoch",
                "Loss",
                "The parts of the loss over the epochs of training.");
        List<String> scores =
                table.names().stream().filter(name -> name.endsWith("auroc")).toList();
        lines(
                named,
                epochs,
                scores,
                "training-score",
                "validation by epoch",
                "AUROC of validation interactions",
                "Scores on the interactions held out for validation; they choose the epoch that is kept.");
        if (table.names().contains("cell_edges")) {
            lines(
                    named,
                    epochs,
                    List.of("cell_edges"),
                    "training-edges",
                    "edges between cells that attention keeps",
                    "Edges",
                    "Edges whose attention is low are pruned on the way; a flat line means that none was.");
        }
        if (table.names().contains("best")) {
            double[] best = Values.numbers(table, "best");
            IntStream.range(0, best.length)
                    .filter(r -> table.column("best").text(r).equalsIgnoreCase("true"))
                    .reduce((a, b) -> b)
                    .ifPresent(r -> chapter.found(String.format(
                            Locale.ROOT,
                            "%s: training ran %,d epochs; the parameters of epoch %,.0f were kept.",
                            name(named),
                            epochs.length,
                            epochs[r])));
        }
    }

    private void lines(
            Results.Named named,
            double[] epochs,
            List<String> columns,
            String id,
            String title,
            String axis,
            String description) {
        Values.RowList rows = new Values.RowList();
        List<String> drawn = new ArrayList<>();
        for (String column : columns) {
            double[] values = Values.numbers(named.table(), column);
            IntStream.range(0, values.length)
                    .filter(r -> Double.isFinite(values[r]))
                    .forEach(r -> rows.add("line", column.replace('_', ' '), "x", epochs[r], "y", values[r]));
            drawn.add(column);
        }
        if (rows.size() > 0) {
            chapter.add(Page.Figure.of(
                    Values.id(id, named.name()),
                    name(named) + ": " + title,
                    description,
                    "lines",
                    Parts.lines("Epoch", axis, "Line", 1, false, rows.size() < 12 * drawn.size()),
                    rows.table()));
        }
    }
}
