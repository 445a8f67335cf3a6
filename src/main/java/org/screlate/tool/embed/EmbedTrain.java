package org.screlate.tool.embed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.GenePairs;
import org.screlate.data.Provenance;
import org.screlate.embed.HeldOutEdges;
import org.screlate.embed.JoinedCells;
import org.screlate.embed.JoinedGenes;
import org.screlate.embed.NetworkGenes;
import org.screlate.embed.ScNet;
import org.screlate.embed.ScNetCheckpoint;
import org.screlate.embed.ScNetInput;
import org.screlate.embed.ScNetOptions;
import org.screlate.embed.ScNetResult;
import org.screlate.embed.ScNetState;
import org.screlate.embed.TrainedCells;
import org.screlate.graph.LogWalk;
import org.screlate.io.TrainedModelFile;
import org.screlate.io.file.Outputs;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.JavaMemory;
import org.screlate.tool.OutputForm;
import org.screlate.tool.SeedOption;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Embeds genes and cells by scNET: a network trained on expression, a graph of cells and protein interactions. */
@Command(
        name = "train",
        description = {
            "Embeds genes and cells by scNET: a network trained on expression, a graph of cells and protein interactions.",
            "Writes one row for each gene that is expressed and interacts with another such gene."
        },
        footer = {
            "screlate-embed train --cells counts.arrow --ppi ppi.tsv --epochs 20 --output genes.arrow --edges-output edges.tsv --model-output model.arrow"
        })
final class EmbedTrain implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Mixin
    private EmbedCells cells;

    @Mixin
    private InteractionOptions interactions;

    @Mixin
    private EmbedTraining training;

    @Mixin
    private EmbedOutputs outputs;

    @Option(
            names = "--test-share",
            paramLabel = "SHARE",
            description = "Interactions held out to judge by, never seen in training (default: ${DEFAULT-VALUE}).")
    private double testShare = HeldOutEdges.Options.DEFAULTS.testShare();

    @Option(
            names = "--validation-share",
            paramLabel = "SHARE",
            description = "Interactions held out to choose the best epoch by; 0: the last is kept (default:"
                    + " ${DEFAULT-VALUE}).")
    private double validationShare = HeldOutEdges.Options.DEFAULTS.validationShare();

    @Option(
            names = "--network-dimensions",
            paramLabel = "N",
            description =
                    "Coordinates of a gene that come from a random walk on the training interactions alone, written before"
                            + " scNET's own; 0: only scNET's (default: ${DEFAULT-VALUE}).")
    private int networkVectors = 100;

    @Option(
            names = "--control",
            paramLabel = "WHAT",
            description =
                    "Train a second time with expression permuted over genes and add its rows to --scores-output, to"
                            + " tell what expression adds: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Control control = Control.NONE;

    @Option(
            names = "--model-output",
            paramLabel = "FILE",
            description = "Trained model to write, after each evaluation and at the end.")
    @OutputForm.Of(OutputForm.ARROW)
    private @Nullable Path modelOutput;

    @Option(
            names = "--resume",
            description = "Go on from --model-output, if a run that was broken off has left it; else begin.")
    private boolean resume;

    /** What is trained beside the model, to compare. */
    enum Control {
        NONE,
        PERMUTED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        if (modelOutput == null) {
            Tools.need(spec, "--model-output, the model to go on from", "--resume");
        }
        interactions.check(spec);
        ScNetOptions options = Tools.options(spec, () -> training.options(seed.value()));
        HeldOutEdges.Options held =
                Tools.options(spec, () -> new HeldOutEdges.Options(validationShare, testShare, seed.value()));
        Optional<GenePairs> pairs = outputs.pairs(spec);
        CellMatrix all = cells.expression(spec);
        InteractionOptions.Found found = interactions.read(spec, all.genes());
        NetworkGenes chosen = NetworkGenes.of(all, found.network(), interactions.keepIsolated());
        HeldOutEdges edges = edges(chosen, found, held);
        CellMatrix expression = chosen.expression();
        boolean[] variable = cells.variable(spec, expression);
        say(chosen, edges, variable);
        CommonOptions.sayMemory(JavaMemory.COMPUTING, memory(options, all, expression));
        CellGraph graph = cells.graph(spec, all, seed.value(), common.workers());
        ScNetInput input = new ScNetInput(
                expression.values(),
                graph.weights(),
                edges.training(),
                variable,
                edges.validation(),
                JoinedGenes.network(edges.training(), networkVectors, seed.value(), common.workers()));
        Provenance history = all.provenance().then(step());
        Checkpoint checkpoint = new Checkpoint(options, expression, began(step()), history);
        ScNetResult result = train(options, input, checkpoint);
        JoinedGenes joined = joined(result, input);
        HeldOutEdges.Control beside = control == Control.NONE ? null : control(options, input);
        outputs.write(
                result,
                new EmbedOutputs.Context(
                        expression,
                        variable,
                        edges,
                        joined,
                        joinedCells(expression, result),
                        beside,
                        pairs,
                        common.workers(),
                        history));
        return 0;
    }

    private JoinedCells joinedCells(CellMatrix expression, ScNetResult result) {
        TrainedCells.Options how = cells.likeness(spec, seed.value());
        return how.joined()
                ? JoinedCells.of(expression.values(), result.cells(), how, common.workers())
                : JoinedCells.alone(result.cells());
    }

    /** The largest of what components of the cells, training and the network's coordinates need, one after the other. */
    private long memory(ScNetOptions options, CellMatrix all, CellMatrix embedded) {
        long stored = all.values().toSparse().stored();
        long genes = embedded.genes().size();
        return Math.max(
                Math.max(cells.memory(stored, all.genes().size()), LogWalk.memory(genes, networkVectors)),
                ScNet.memory(options, all.cells().size(), genes, stored) + Float.BYTES * genes * networkVectors);
    }

    private HeldOutEdges edges(NetworkGenes chosen, InteractionOptions.Found found, HeldOutEdges.Options held) {
        return found.split() == null
                ? HeldOutEdges.draw(chosen.network(), held)
                : HeldOutEdges.given(
                        chosen.network(), found.split(), chosen.expression().genes(), found.rules(), seed.value());
    }

    private ScNetResult train(ScNetOptions options, ScNetInput input, Checkpoint checkpoint) {
        ScNetResult result = new ScNet(options)
                .train(input, checkpoint.found(), common.workers(), common.progress(), checkpoint::write);
        int epochs = result.state().epoch();
        CommonOptions.say("kept epoch " + result.bestEpoch() + " of " + epochs
                + (epochs < options.training().epochs()
                        ? "; training ended as the genes' vectors gained nothing more (--patience)"
                        : ""));
        checkpoint.last(result);
        return result.withoutModel();
    }

    private static JoinedGenes joined(ScNetResult result, ScNetInput input) {
        JoinedGenes joined = JoinedGenes.of(input.network(), result.genes(), input.edges(), input.validation());
        if (joined.networkDimensions() > 0) {
            CommonOptions.say(joined.account());
        }
        return joined;
    }

    /** The same training on expression permuted over genes. */
    private HeldOutEdges.Control control(ScNetOptions options, ScNetInput input) {
        CommonOptions.say("trains once more, with expression permuted over genes");
        ScNetResult result = new ScNet(options)
                .train(input.withPermutedGenes(seed.value()), null, common.workers(), common.progress(), state -> {});
        return new HeldOutEdges.Control(
                JoinedGenes.of(input.network(), result.genes(), input.edges(), input.validation()), result.genes());
    }

    /** The model file of this run. */
    private final class Checkpoint {
        private final ScNetOptions options;
        private final CellMatrix expression;
        private final Map<String, String> began;
        private final Provenance history;

        Checkpoint(ScNetOptions options, CellMatrix expression, Map<String, String> began, Provenance history) {
            this.options = options;
            this.expression = expression;
            this.began = began;
            this.history = history;
        }

        @Nullable
        ScNetState found() {
            if (!resume || modelOutput == null || !Files.exists(modelOutput)) {
                return null;
            }
            ScNetCheckpoint model = ScNetCheckpoint.of(TrainedModelFile.read(modelOutput));
            model.checkSame(began, options.training().epochs());
            CommonOptions.say("goes on from epoch " + model.state().epoch() + " of " + modelOutput);
            return model.state();
        }

        void write(ScNetState state) {
            write(of(state, null));
        }

        /** With what new cells need, where they can be placed: full weights are of the cells of training only. */
        void last(ScNetResult result) {
            if (modelOutput != null) {
                boolean thin = options.model().rank() > 0;
                write(of(result.state(), thin ? result.known().cells(cells.likeness(spec, seed.value())) : null));
            }
        }

        private ScNetCheckpoint of(ScNetState state, @Nullable TrainedCells known) {
            return new ScNetCheckpoint(options, state, expression.genes(), expression.cells(), began, known);
        }

        private void write(ScNetCheckpoint trained) {
            Path place = modelOutput;
            if (place != null) {
                // There to go on from, whatever becomes of the run.
                Outputs.now(() -> TrainedModelFile.write(place, trained.toModel(history)));
            }
        }
    }

    /** The step of the history; a run that was resumed has that of one that was not. */
    private Provenance.Step step() {
        Provenance.Step step = Tools.step(spec, inputs());
        Map<String, String> options = new TreeMap<>(step.options());
        options.remove("resume");
        return new Provenance.Step(step.tool(), step.version(), options, step.seed(), step.inputs());
    }

    /** What a training that goes on must share with the one that began. */
    private Map<String, String> began(Provenance.Step step) {
        Map<String, String> began = new TreeMap<>(step.options());
        began.keySet().removeAll(Set.of("epochs", "patience", "reconstruct"));
        began.put("target-sum", cells.targetSum());
        began.putAll(step.inputs());
        began.remove("pairs");
        began.put("seed", Long.toString(step.seed()));
        return began;
    }

    private Map<String, Path> inputs() {
        Map<String, Path> inputs = new TreeMap<>(cells.inputs());
        inputs.putAll(interactions.inputs());
        inputs.putAll(outputs.inputs());
        return inputs;
    }

    private static void say(NetworkGenes chosen, HeldOutEdges edges, boolean[] variable) {
        CommonOptions.say("embeds " + variable.length + " genes"
                + (chosen.isolated() > 0 ? ", " + chosen.isolated() + " of them without an interaction" : "")
                + "; left out "
                + chosen.alone() + " without an interaction, " + chosen.silent() + " that no cell expresses; "
                + IntStream.range(0, variable.length).filter(g -> variable[g]).count() + " are highly variable");
        CommonOptions.say("interactions: " + edges.training().stored() / 2 + " to learn from, "
                + edges.validation().edges().size() + " to choose the best epoch by, "
                + edges.test().edges().size() + " to judge by");
    }
}
