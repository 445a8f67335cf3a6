package org.screlate.embed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Progress;
import org.screlate.graph.NodePairs;
import org.screlate.graph.PairScores;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.nn.Adam;
import org.screlate.nn.Averages;
import org.screlate.stats.random.Streams;
import org.screlate.stats.test.RankScores;

/** One training: the network, the optimiser, and what was best so far. */
final class ScNetTraining {
    // Longer gradients are cut to this: the first steps are steep.
    private static final double LONGEST_GRADIENT = 5;

    /** Mean AUROC by which an evaluation must be better to be a gain: less is chance, of some thousand validation edges. */
    private static final double LEAST_GAIN = 0.001;

    private final ScNetOptions options;
    private final ScNetInput input;
    private final Workers workers;
    private final StandardisedExpression expression;
    private final CellBatches batches;
    private final ScNetModel model;
    private final ScNetLoss loss;
    private final Adam adam;
    private final Averages averages;
    /** Mean AUROC of the network's coordinates alone; 0 where there are none. */
    private final double networkScore;

    private final List<ScNetEpoch> log = new ArrayList<>();
    private SparseMatrix graph;
    private List<float[]> best;
    private SparseMatrix bestGraph;
    private double bestScore = Double.NEGATIVE_INFINITY;

    /**
     * Starts, or goes on.
     *
     * @param from null for the start
     */
    ScNetTraining(ScNetOptions options, ScNetInput input, @Nullable ScNetState from, Workers workers) {
        this.options = options;
        this.input = input;
        this.workers = workers;
        expression = StandardisedExpression.of(input.expression());
        if (from != null) {
            from.copy("genes.mean", expression.means());
            from.copy("genes.deviation", expression.deviations());
        }
        graph = input.cellGraph();
        bestGraph = graph;
        best = List.of();
        batches = new CellBatches(options, expression, graph, workers);
        if (options.model().rank() == 0 && !batches.together()) {
            throw new InvalidInputException("full weights take all " + input.cells()
                    + " cells in one step; raise --cell-batch to that, or set --rank");
        }
        GeneNetwork network = GeneNetwork.of(input.edges(), options.model().form());
        model = new ScNetModel(options, network, input.genes(), input.cells());
        var training = options.training();
        loss = new ScNetLoss(input, training.edgeWeight(), training.matchedNegatives());
        adam = new Adam(
                model.parameters(),
                new Adam.Options(training.learningRate(), training.weightDecay(), LONGEST_GRADIENT));
        networkScore = judgesWritten() ? JoinedGenes.score(input.network(), input.validation()) : 0;
        averages = new Averages(model.parameters(), training.averaging());
        if (from != null) {
            restore(from);
        }
    }

    /** Trains to the last epoch, or until the vectors that are written gain no more. */
    void run(Progress progress, Consumer<ScNetState> checkpoint) {
        int epochs = options.training().epochs();
        for (int epoch = log.size() + 1; epoch <= epochs && !settled(); epoch++) {
            ScNetLoss.Parts parts = trainEpoch(epoch);
            boolean evaluated = epoch % options.training().evaluateEvery() == 0 || epoch == epochs;
            boolean pruned = isPruned(epoch, epochs);
            ScNetModel.Embeddings seen = evaluated || pruned ? averaged() : null;
            log.add(row(epoch, parts, evaluated ? seen : null));
            if (seen != null && pruned) {
                graph = CellPruning.prune(graph.withValues(seen.attention()), options.pruning());
            }
            progress.at("embed", epoch, epochs);
            if (evaluated) {
                checkpoint.accept(state());
            }
        }
    }

    /** Whether as many evaluations as patience allows have gained nothing over those before, or over the network alone. */
    private boolean settled() {
        int patience = options.training().patience();
        double best = networkScore;
        int waited = 0;
        for (ScNetEpoch row : log) {
            if (!Double.isNaN(row.writtenAuroc())) {
                boolean isBetter = row.writtenAuroc() > best + LEAST_GAIN;
                best = isBetter ? row.writtenAuroc() : best;
                waited = isBetter ? 0 : waited + 1;
            }
        }
        return patience > 0 && waited >= patience;
    }

    /** What the averaged parameters say of all cells. */
    private ScNetModel.Embeddings averaged() {
        averages.exchange();
        ScNetModel.Embeddings seen = evaluation().embeddings(graph);
        averages.exchange();
        return seen;
    }

    private boolean isPruned(int epoch, int epochs) {
        int interval = options.pruning().interval();
        return interval > 0 && epoch % interval == 0 && epoch < epochs;
    }

    private ScNetLoss.Parts trainEpoch(int epoch) {
        double sum = 0;
        double edge = 0;
        double error = 0;
        double correlation = 0;
        long epochSeed = epochSeed(options.seed(), epoch);
        var cells = batches.cells(epochSeed);
        for (int step = 0; step < cells.size(); step++) {
            long seed = stepSeed(epochSeed, step);
            CellBatch batch = batches.batch(cells.get(step), step, graph, epochSeed);
            ScNetModel.Embeddings embeddings = model.forward(batch, network(seed), seed, workers);
            DenseMatrix decoded = model.decode(embeddings.cells(), workers);
            var gradients = loss.of(embeddings.genes(), decoded, batch.target(), seed, workers);
            DenseMatrix dCells = DenseMatrix.zeros(
                    embeddings.cells().rows(), embeddings.cells().columns());
            model.backward(gradients.genes(), dCells, gradients.decoded(), workers);
            adam.step(workers);
            averages.step(workers);
            sum += gradients.parts().sum() / cells.size();
            edge += gradients.parts().edge() / cells.size();
            error += gradients.parts().expression() / cells.size();
            correlation += gradients.parts().correlation() / cells.size();
        }
        return new ScNetLoss.Parts(sum, edge, error, correlation);
    }

    static long epochSeed(long seed, int epoch) {
        return Streams.key(seed, "epoch", epoch);
    }

    static long stepSeed(long epochSeed, int step) {
        return Streams.key(epochSeed, "step", step);
    }

    /** What a step's convolutions see of the interactions. */
    private GeneNetwork network(long seed) {
        double withheld = options.training().withheld();
        return withheld == 0
                ? model.network()
                : GeneNetwork.withholding(
                        withheld, input.edges(), options.model().form(), seed);
    }

    private ScNetEpoch row(int epoch, ScNetLoss.Parts parts, ScNetModel.@Nullable Embeddings seen) {
        double uniform = Double.NaN;
        double matched = Double.NaN;
        double written = Double.NaN;
        boolean isBest = false;
        if (seen != null) {
            uniform = auroc(seen.genes(), input.validation().uniform());
            matched = auroc(seen.genes(), input.validation().matched());
            isBest = keepIfBest(score(uniform, matched));
            written = judgesWritten()
                    ? JoinedGenes.score(input.network(), seen.genes(), input.edges(), input.validation())
                    : score(uniform, matched);
        }
        return new ScNetEpoch(
                epoch,
                parts.sum(),
                parts.edge(),
                parts.expression(),
                parts.correlation(),
                uniform,
                matched,
                written,
                graph.stored(),
                isBest);
    }

    private boolean judgesWritten() {
        return input.network().columns() > 0 && input.validation().canJudge();
    }

    private double auroc(DenseMatrix genes, NodePairs others) {
        NodePairs edges = input.validation().edges();
        if (edges.size() == 0 || others.size() == 0) {
            return Double.NaN;
        }
        return RankScores.auroc(PairScores.innerProducts(genes, edges), PairScores.innerProducts(genes, others));
    }

    /** Mean of the two, or the one there is; NaN for none. */
    private static double score(double uniform, double matched) {
        if (Double.isNaN(uniform) || Double.isNaN(matched)) {
            return Double.isNaN(uniform) ? matched : uniform;
        }
        return (uniform + matched) / 2;
    }

    // Without validation edges the last epoch is the best.
    private boolean keepIfBest(double score) {
        if (score <= bestScore) {
            return false;
        }
        bestScore = Double.isNaN(score) ? bestScore : score;
        keep();
        bestGraph = graph;
        return true;
    }

    /** Copies the averages to where the best are, making that place the first time. */
    private void keep() {
        if (best.isEmpty()) {
            best = averages();
            return;
        }
        for (int p = 0; p < best.size(); p++) {
            float[] from = averages.averages().get(p).values();
            System.arraycopy(from, 0, best.get(p), 0, from.length);
        }
    }

    private List<float[]> averages() {
        return averages.averages().stream()
                .map(average -> average.values().clone())
                .toList();
    }

    private Evaluation evaluation() {
        return batches.together()
                ? new Evaluation.Whole(model, batches, workers)
                : new Evaluation.Streamed(model, expression, options, CellWalk.BLOCK, workers);
    }

    /** What the best epoch's model says; the parameters are its from here on. */
    ScNetResult result() {
        ScNetState state = withBestInThePlaceOfLast();
        ScNetModel.Embeddings embeddings = evaluation().embeddings(bestGraph);
        ScNetResult.Reconstruction reconstruction = model.reconstruction(embeddings.cells(), expression, workers);
        model.forget();
        return new ScNetResult(
                embeddings.genes(),
                embeddings.cells(),
                bestGraph.withValues(embeddings.attention()),
                reconstruction,
                log,
                state,
                bestEpoch(),
                known());
    }

    /** Puts the best epoch's parameters into the model, and the last ones where those were. */
    private ScNetState withBestInThePlaceOfLast() {
        Map<String, float[]> values = new TreeMap<>(state().values());
        for (int p = 0; p < best.size(); p++) {
            float[] inModel = model.parameters().get(p).value().values();
            float[] aside = best.get(p);
            for (int i = 0; i < aside.length; i++) {
                float last = inModel[i];
                inModel[i] = aside[i];
                aside[i] = last;
            }
            values.put("best/" + model.parameters().get(p).name(), inModel);
            values.put("value/" + model.parameters().get(p).name(), aside);
        }
        return new ScNetState(log.size(), adam.steps(), values, graph, log);
    }

    // Holds on to the model, not to the optimiser.
    private ScNetResult.Known known() {
        ScNetOptions these = options;
        ScNetModel network = model;
        StandardisedExpression standardised = expression;
        SparseMatrix pruned = bestGraph;
        SparseMatrix cells = input.expression().toSparse();
        Workers hands = workers;
        return how -> {
            ScNet.checkThin(these);
            var walk = new CellWalk(network, standardised, pruned, these.model(), CellWalk.BLOCK, hands);
            return TrainedCells.of(walk, pruned, cells, how, hands);
        };
    }

    private int bestEpoch() {
        int epoch = 0;
        for (ScNetEpoch row : log) {
            epoch = row.best() ? row.epoch() : epoch;
        }
        return epoch;
    }

    private ScNetState state() {
        Map<String, float[]> values = new TreeMap<>();
        for (int p = 0; p < best.size(); p++) {
            Adam.Moments moments = adam.moments().get(p);
            String name = moments.parameter().name();
            values.put("value/" + name, moments.parameter().value().values());
            values.put("first/" + name, moments.first());
            values.put("second/" + name, moments.second());
            values.put("average/" + name, averages.averages().get(p).values());
            values.put("best/" + name, best.get(p));
        }
        values.put("genes.mean", expression.means());
        values.put("genes.deviation", expression.deviations());
        values.put("best.edges", flags(input.cellGraph(), bestGraph));
        return new ScNetState(log.size(), adam.steps(), values, graph, log);
    }

    private void restore(ScNetState state) {
        best = averages();
        for (int p = 0; p < best.size(); p++) {
            Adam.Moments moments = adam.moments().get(p);
            String name = moments.parameter().name();
            state.copy("value/" + name, moments.parameter().value().values());
            state.copy("first/" + name, moments.first());
            state.copy("second/" + name, moments.second());
            state.copy("average/" + name, averages.averages().get(p).values());
            state.copy("best/" + name, best.get(p));
        }
        float[] flags = new float[input.cellGraph().stored()];
        state.copy("best.edges", flags);
        bestGraph = flagged(input.cellGraph(), flags);
        graph = state.cellGraph();
        adam.resume(state.steps());
        log.addAll(state.log());
        for (ScNetEpoch row : log) {
            double score = score(row.uniformAuroc(), row.matchedAuroc());
            bestScore = row.best() && !Double.isNaN(score) ? score : bestScore;
        }
    }

    /** 1 for each edge of the graph that is among the kept, which are some of them. */
    private static float[] flags(SparseMatrix graph, SparseMatrix kept) {
        float[] flags = new float[graph.stored()];
        for (int r = 0; r < graph.rows(); r++) {
            int k = kept.offsets()[r];
            for (int e = graph.offsets()[r]; e < graph.offsets()[r + 1] && k < kept.offsets()[r + 1]; e++) {
                if (graph.indices()[e] == kept.indices()[k]) {
                    flags[e] = 1;
                    k++;
                }
            }
        }
        return flags;
    }

    private static SparseMatrix flagged(SparseMatrix graph, float[] flags) {
        return CellPruning.keep(graph, (row, edge) -> flags[edge] > 0);
    }
}
