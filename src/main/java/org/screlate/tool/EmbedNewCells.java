package org.screlate.tool;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Embedding;
import org.screlate.data.Provenance;
import org.screlate.data.TrainedModel;
import org.screlate.embed.EmbedTables;
import org.screlate.embed.NetworkGenes;
import org.screlate.embed.ScNet;
import org.screlate.embed.ScNetCheckpoint;
import org.screlate.io.EmbeddingFile;
import org.screlate.io.TrainedModelFile;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of screlate-embed for cells that were not there in training. */
final class EmbedNewCells {
    private static final Set<String> BY_MODEL =
            Set.of("--model", "--new-cells", "--new-cell-output", "--threads", "--seed");

    @Option(
            names = "--new-cells",
            paramLabel = "FILE",
            description = "Cell matrix, counts or log-normalised as --cells, of cells to place by the trained model.")
    private @Nullable Path newCells;

    @Option(names = "--new-cell-output", paramLabel = "FILE", description = "Embedding of --new-cells to write.")
    private @Nullable Path output;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "What --model-output wrote, to place --new-cells by; then nothing is trained, and no other"
                    + " file is needed.")
    private @Nullable Path model;

    boolean given() {
        return newCells != null;
    }

    /** Whether a model that was trained before is to place them. */
    boolean byModel() {
        return model != null;
    }

    void check(CommandSpec spec) {
        if ((newCells == null) != (output == null)) {
            throw new ParameterException(spec.commandLine(), "--new-cells and --new-cell-output go together");
        }
        if (model == null) {
            return;
        }
        if (newCells == null) {
            throw new ParameterException(spec.commandLine(), "--model places cells: name them by --new-cells");
        }
        Set<String> others = new TreeSet<>();
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            others.add(option.longestName());
        }
        others.removeAll(BY_MODEL);
        if (!others.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--model has all but the new cells, nothing is trained; leave out " + String.join(", ", others));
        }
    }

    /**
     * Reads them, with the genes of the model, log-normalised.
     *
     * @param targetSum as the training's
     */
    CellMatrix read(CommandSpec spec, String targetSum, List<String> genes) {
        CellMatrix all = EmbedCells.expression(spec, Objects.requireNonNull(newCells), targetSum);
        CellMatrix like = NetworkGenes.like(all, genes);
        Set<String> theirs = new HashSet<>(all.genes());
        CommonOptions.say("the new cells have "
                + genes.stream().filter(theirs::contains).count() + " of the " + genes.size() + " genes of the model");
        return like;
    }

    /** Places them by the model that was trained before. */
    void place(CommandSpec spec, CommonOptions common) {
        TrainedModel file = TrainedModelFile.read(Objects.requireNonNull(model));
        ScNetCheckpoint trained = ScNetCheckpoint.of(file);
        trained.cellsKnown();
        CellMatrix others = read(spec, trained.began("target-sum"), trained.genes());
        Map<String, Path> inputs = Map.of("model", model, "new-cells", Objects.requireNonNull(newCells));
        Provenance history = others.provenance().with(file.provenance());
        write(trained, others, history.then(Tools.step(spec, common.seed(), inputs)), common.workers());
    }

    /** Places and writes them. */
    void write(ScNetCheckpoint trained, CellMatrix others, Provenance history, Workers workers) {
        DenseMatrix values =
                new ScNet(trained.options()).embed(trained.cellsKnown(), trained.state(), others.values(), workers);
        List<String> dimensions = EmbedTables.dimensions(values.columns());
        Embedding embedding = new Embedding(others.cells(), dimensions, values, EmbedOutputs.NAME, history);
        Path to = Objects.requireNonNull(output);
        EmbeddingFile.write(to, embedding);
        CommonOptions.say("wrote " + to);
    }
}
