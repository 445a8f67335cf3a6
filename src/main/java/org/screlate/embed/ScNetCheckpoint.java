package org.screlate.embed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.data.TrainedModel;
import org.screlate.matrix.SparseMatrix;

/**
 * Training as far as it has come, with what it was of: to go on from, or to embed other cells by.
 *
 * @param options of the training
 * @param state where it stands
 * @param genes names, in order
 * @param cells names, in order
 * @param began the options and digests of files that the training began with, by option
 * @param known by which new cells are placed; null as long as training goes on, and of full weights
 */
public record ScNetCheckpoint(
        ScNetOptions options,
        ScNetState state,
        List<String> genes,
        List<String> cells,
        Map<String, String> began,
        @Nullable TrainedCells known) {
    private static final String METHOD = "scnet";
    private static final String LOG = "log";
    private static final int LOG_WIDTH = 10;

    /** In the form that a file holds. */
    public TrainedModel toModel(Provenance provenance) {
        SparseMatrix graph = state.cellGraph();
        Map<String, float[]> floats = new HashMap<>(state.values());
        floats.put("graph.values", graph.values());
        Map<String, int[]> integers =
                new HashMap<>(Map.of("graph.offsets", graph.offsets(), "graph.indices", graph.indices()));
        if (known != null) {
            floats.putAll(known.floats());
            integers.putAll(known.integers());
        }
        return new TrainedModel(
                METHOD,
                floats,
                integers,
                Map.of("progress", new double[] {state.epoch(), state.steps()}, LOG, log(state.log())),
                Map.of("genes", genes, "cells", cells, "began", beganWords(), "options", words(options)),
                provenance);
    }

    /** From the form that a file holds; the user's error if it is of another method. */
    public static ScNetCheckpoint of(TrainedModel model) {
        if (!model.method().equals(METHOD)) {
            throw new InvalidInputException("the model is of " + model.method() + ", not of " + METHOD);
        }
        try {
            return whole(model);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | NullPointerException e) {
            throw new InvalidInputException(
                    "the model is damaged: its parts do not fit each other (" + e.getMessage() + "); train it anew", e);
        }
    }

    private static ScNetCheckpoint whole(TrainedModel model) {
        List<String> cells = model.wordsOf("cells");
        List<String> genes = model.wordsOf("genes");
        Map<String, float[]> values = new HashMap<>(model.floats());
        TrainedCells known = TrainedCells.of(model, values, cells.size(), genes.size());
        float[] weights = values.remove("graph.values");
        SparseMatrix graph = new SparseMatrix(
                cells.size(),
                cells.size(),
                model.integersOf("graph.offsets"),
                model.integersOf("graph.indices"),
                weights == null ? new float[0] : weights);
        double[] progress = model.doublesOf("progress");
        ScNetState state =
                new ScNetState((int) progress[0], (long) progress[1], values, graph, log(model.doublesOf(LOG)));
        return new ScNetCheckpoint(
                options(model.wordsOf("options")), state, genes, cells, valuesByName(model.wordsOf("began")), known);
    }

    /** What new cells are placed by; the user's error if there is nothing yet. */
    public TrainedCells cellsKnown() {
        ScNet.checkThin(options);
        if (known == null) {
            throw new InvalidInputException("the model was broken off at epoch " + state.epoch() + " of "
                    + options.training().epochs() + "; finish its training with --resume before it places cells");
        }
        return known;
    }

    /** The option that training began with. */
    public String began(String option) {
        return began.getOrDefault(option, "");
    }

    /** Words such as "rank 32". */
    private static Map<String, String> valuesByName(List<String> words) {
        Map<String, String> values = new TreeMap<>();
        for (String word : words) {
            int blank = word.indexOf(' ');
            values.put(word.substring(0, blank), word.substring(blank + 1));
        }
        return values;
    }

    private List<String> beganWords() {
        return began.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
    }

    /** Refuses to go on with other files or options than training began with. */
    public void checkSame(Map<String, String> now, int epochs) {
        Set<String> all = new TreeSet<>(began.keySet());
        all.addAll(now.keySet());
        for (String name : all) {
            String before = began.getOrDefault(name, "not given");
            String given = now.getOrDefault(name, "not given");
            if (!before.equals(given)) {
                throw new InvalidInputException("cannot resume: --" + name + " was " + before
                        + " when training began, now it is " + given + "; take what it began with, or train anew");
            }
        }
        if (state.epoch() > epochs) {
            throw new InvalidInputException("cannot resume: " + state.epoch() + " epochs are done, more than --epochs "
                    + epochs + "; raise it, or train anew");
        }
    }

    private static List<String> words(ScNetOptions options) {
        ScNetOptions.Model model = options.model();
        ScNetOptions.Training training = options.training();
        ScNetOptions.Pruning pruning = options.pruning();
        return List.of(
                "form " + model.form().name(),
                "rank " + model.rank(),
                "layers " + model.layers(),
                "hidden " + model.hidden(),
                "dimensions " + model.dimensions(),
                "dropout " + model.dropout(),
                "epochs " + training.epochs(),
                "learning-rate " + training.learningRate(),
                "weight-decay " + training.weightDecay(),
                "edge-batches " + training.edgeBatches(),
                "cell-batch " + training.cellBatch(),
                "evaluate-every " + training.evaluateEvery(),
                "edge-weight " + training.edgeWeight(),
                "withheld " + training.withheld(),
                "averaging " + training.averaging(),
                "matched-negatives " + training.matchedNegatives(),
                "patience " + training.patience(),
                "prune-every " + pruning.interval(),
                "prune-percentile " + pruning.percentile(),
                "least-edges " + pruning.leastEdges(),
                "seed " + options.seed());
    }

    private static ScNetOptions options(List<String> words) {
        Map<String, String> by = valuesByName(words);
        return new ScNetOptions(
                new ScNetOptions.Model(
                        ScNetOptions.Form.valueOf(by.getOrDefault("form", "SAGE")),
                        whole(by, "rank"),
                        whole(by, "layers"),
                        whole(by, "hidden"),
                        whole(by, "dimensions"),
                        real(by, "dropout")),
                new ScNetOptions.Training(
                        whole(by, "epochs"),
                        real(by, "learning-rate"),
                        real(by, "weight-decay"),
                        whole(by, "edge-batches"),
                        whole(by, "cell-batch"),
                        whole(by, "evaluate-every"),
                        real(by, "edge-weight"),
                        real(by, "withheld"),
                        real(by, "averaging"),
                        real(by, "matched-negatives"),
                        Integer.parseInt(by.getOrDefault("patience", "0"))),
                new ScNetOptions.Pruning(
                        whole(by, "prune-every"), real(by, "prune-percentile"), whole(by, "least-edges")),
                Long.parseLong(by.getOrDefault("seed", "0")));
    }

    private static int whole(Map<String, String> by, String name) {
        return Integer.parseInt(by.getOrDefault(name, ""));
    }

    private static double real(Map<String, String> by, String name) {
        return Double.parseDouble(by.getOrDefault(name, ""));
    }

    private static double[] log(List<ScNetEpoch> log) {
        return log.stream()
                .flatMapToDouble(row -> DoubleStream.of(
                        row.epoch(),
                        row.loss(),
                        row.edgeLoss(),
                        row.expressionLoss(),
                        row.correlationLoss(),
                        row.uniformAuroc(),
                        row.matchedAuroc(),
                        row.writtenAuroc(),
                        row.cellEdges(),
                        row.best() ? 1 : 0))
                .toArray();
    }

    private static List<ScNetEpoch> log(double[] log) {
        return IntStream.range(0, log.length / LOG_WIDTH)
                .map(row -> row * LOG_WIDTH)
                .mapToObj(i -> new ScNetEpoch(
                        (int) log[i],
                        log[i + 1],
                        log[i + 2],
                        log[i + 3],
                        log[i + 4],
                        log[i + 5],
                        log[i + 6],
                        log[i + 7],
                        (int) log[i + 8],
                        log[i + 9] == 1))
                .toList();
    }
}
