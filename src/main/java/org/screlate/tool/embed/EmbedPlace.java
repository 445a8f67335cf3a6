package org.screlate.tool.embed;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Embedding;
import org.screlate.data.TrainedModel;
import org.screlate.embed.EmbedTables;
import org.screlate.embed.JoinedCells;
import org.screlate.embed.NetworkGenes;
import org.screlate.embed.ScNet;
import org.screlate.embed.ScNetCheckpoint;
import org.screlate.embed.TrainedCells;
import org.screlate.io.EmbeddingFile;
import org.screlate.io.TrainedModelFile;
import org.screlate.matrix.DenseMatrix;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Places cells that were not there in training, by the model that screlate-embed train wrote. */
@Command(
        name = "place",
        description = {
            "Places cells that were not there in training, by the model that screlate-embed train wrote.",
            "Writes one row for each cell."
        },
        footer = {"screlate-embed place --model model.arrow --cells fewer.arrow --output placed.arrow"})
final class EmbedPlace implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description = "Trained model, the --model-output of embed train.")
    private Path model;

    @Option(
            names = "--cells",
            required = true,
            paramLabel = "FILE",
            description = "Cell matrix of the new cells, counts or log-normalised as those of the training.")
    private Path cells;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "Embedding of the new cells to write.")
    @OutputForm.Of(OutputForm.ARROW)
    private Path output;

    @Override
    public Integer call() {
        Run run = new Run(spec);
        TrainedModel file = TrainedModelFile.read(run.file("model", model));
        ScNetCheckpoint trained = ScNetCheckpoint.of(file);
        CellMatrix others = read(trained);
        run.file("cells", cells);
        run.add(others.provenance(), file.provenance());
        TrainedCells known = trained.cellsKnown();
        DenseMatrix own = new ScNet(trained.options()).embed(known, trained.state(), others.values(), common.workers());
        JoinedCells joined = known.joined(others.values(), own, common.workers());
        Embedding embedding = new Embedding(
                others.cells(), EmbedTables.dimensions(joined), joined.vectors(), EmbedOutputs.NAME, run.history());
        Run.write(output, path -> EmbeddingFile.write(path, embedding));
        return 0;
    }

    /** Reads the cells, with the genes of the model, log-normalised as those of the training. */
    private CellMatrix read(ScNetCheckpoint trained) {
        trained.cellsKnown();
        CellMatrix all = EmbedCells.expression(spec, cells, trained.began("target-sum"));
        Set<String> theirs = new HashSet<>(all.genes());
        CommonOptions.say("the new cells have "
                + trained.genes().stream().filter(theirs::contains).count() + " of the "
                + trained.genes().size() + " genes of the model");
        return NetworkGenes.like(all, trained.genes());
    }
}
