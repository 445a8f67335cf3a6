package org.screlate.tool.embed;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Embedding;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.GenePairs;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.embed.EmbedTables;
import org.screlate.embed.HeldOutEdges;
import org.screlate.embed.JoinedCells;
import org.screlate.embed.JoinedGenes;
import org.screlate.embed.ScNetResult;
import org.screlate.embed.ScoredPairs;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.EmbeddingFile;
import org.screlate.io.GenePairsFile;
import org.screlate.io.GraphFile;
import org.screlate.io.TableFile;
import org.screlate.matrix.Workers;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import org.screlate.tool.Tools;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of screlate-embed that say what is written. */
final class EmbedOutputs {
    static final String NAME = "scnet";

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Embedding of the genes to write.")
    @OutputForm.Of(OutputForm.ARROW)
    private Path output;

    @Option(names = "--cell-output", paramLabel = "FILE", description = "Embedding of the cells to write.")
    @OutputForm.Of(OutputForm.ARROW)
    private @Nullable Path cellOutput;

    @Option(
            names = "--graph-output",
            paramLabel = "FILE",
            description = "Pruned graph of the cells to write; its weights are the attention.")
    @OutputForm.Of(OutputForm.ARROW)
    private @Nullable Path graphOutput;

    @Option(
            names = "--reconstructed-output",
            paramLabel = "FILE",
            description = "Cell matrix of reconstructed expression to write.")
    @OutputForm.Of(OutputForm.ARROW)
    private @Nullable Path reconstructedOutput;

    @Option(
            names = "--reconstruct",
            paramLabel = "GENES",
            description =
                    "Genes in --reconstructed-output: those of --hvg, which it is trained on, or all of the network:"
                            + " ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Reconstruct reconstruct = Reconstruct.VARIABLE;

    @Option(
            names = "--log-output",
            paramLabel = "FILE",
            description = "Table of the training to write, one row an epoch: losses, AUROC, edges.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path logOutput;

    @Option(
            names = "--scores-output",
            paramLabel = "FILE",
            description =
                    "Table to write of how well interactions held out are found, beside rules that learn nothing.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path scoresOutput;

    @Option(
            names = "--edges-output",
            paramLabel = "FILE",
            description = "Table to write of the interactions that were learned from or held out, and of the pairs that"
                    + " they were told from.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path edgesOutput;

    @Option(
            names = "--pairs",
            paramLabel = "FILE",
            description =
                    "Pairs of genes to score, as screlate-pairs writes them or any table of two columns of genes.")
    private @Nullable Path pairs;

    @Option(
            names = "--pairs-output",
            paramLabel = "FILE",
            description =
                    "Table of --pairs to write: inner product and correlation of their vectors, and a score that joins"
                            + " these with walks on the interactions, common neighbours and degrees.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path pairsOutput;

    /** Which genes to reconstruct. */
    enum Reconstruct {
        VARIABLE,
        ALL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a run was about, beside its result. */
    record Context(
            CellMatrix expression,
            boolean[] variable,
            HeldOutEdges edges,
            JoinedGenes joined,
            JoinedCells joinedCells,
            HeldOutEdges.@Nullable Control control,
            Optional<GenePairs> pairs,
            Workers workers,
            Provenance history) {}

    /** Reads the pairs to score, before the long work. */
    Optional<GenePairs> pairs(CommandSpec spec) {
        if (pairs == null) {
            Tools.need(spec, "--pairs, those to score", "--pairs-output");
            return Optional.empty();
        }
        if (pairsOutput == null) {
            Tools.need(spec, "--pairs-output, where to write their scores", "--pairs");
        }
        return Optional.of(GenePairsFile.read(pairs));
    }

    /** The files read, by option. */
    Map<String, Path> inputs() {
        return pairs == null ? Map.of() : Map.of("pairs", pairs);
    }

    private void writePairs(GenePairs wanted, Context context) {
        ScoredPairs scored = ScoredPairs.of(
                wanted, context.expression.genes(), context.edges, context.joined.vectors(), context.workers);
        CommonOptions.say("scored " + scored.table().rows() + " pairs; left out " + scored.unknown()
                + " with a gene that is not embedded");
        Run.write(pairsOutput, path -> TableFile.write(path, scored.table(), "scored pairs", context.history));
    }

    void write(ScNetResult result, Context context) {
        CellMatrix expression = context.expression;
        Provenance history = context.history;
        JoinedGenes joined = context.joined;
        GeneEmbedding genes =
                new GeneEmbedding(expression.genes(), EmbedTables.dimensions(joined), joined.vectors(), NAME, history);
        JoinedCells places = context.joinedCells;
        Embedding cells =
                new Embedding(expression.cells(), EmbedTables.dimensions(places), places.vectors(), NAME, history);
        CellGraph graph = new CellGraph(expression.cells(), result.cellGraph(), NAME + " attention", history);
        Table scores = context.edges.scores(joined, result.genes(), context.control, context.workers);
        say(scores);
        context.pairs.ifPresent(wanted -> writePairs(wanted, context));
        Run.write(output, path -> EmbeddingFile.writeGenes(path, genes));
        Run.write(cellOutput, path -> EmbeddingFile.write(path, cells));
        Run.write(graphOutput, path -> GraphFile.write(path, graph));
        Run.write(reconstructedOutput, path -> CellMatrixFile.write(path, reconstructed(result, context)));
        Run.write(logOutput, path -> TableFile.write(path, EmbedTables.log(result.log()), "training", history));
        Run.write(scoresOutput, path -> TableFile.write(path, scores, "edge scores", history));
        Run.write(
                edgesOutput, path -> TableFile.write(path, context.edges.table(expression.genes()), "edges", history));
    }

    private CellMatrix reconstructed(ScNetResult result, Context context) {
        CellMatrix expression = context.expression;
        CellMatrix all = expression
                .withValues(result.reconstruction().cells(0, expression.cells().size()), Layer.RECONSTRUCTED)
                .withProvenance(context.history);
        return reconstruct == Reconstruct.ALL
                ? all
                : all.selectGenes(IntStream.range(0, context.variable.length)
                        .filter(g -> context.variable[g])
                        .toArray());
    }

    private static void say(Table scores) {
        for (int r = 0; r < scores.rows(); r++) {
            CommonOptions.say(String.format(
                    Locale.ROOT,
                    "%s: AUROC of test interactions %.3f, against pairs of like degrees %.3f",
                    scores.column("predictor").text(r).replace('_', ' '),
                    ((Column.Real) scores.column("auroc_uniform")).values()[r],
                    ((Column.Real) scores.column("auroc_matched")).values()[r]));
        }
    }
}
