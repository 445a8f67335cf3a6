package org.screlate.tool.evaluate;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.screlate.data.GeneEmbedding;
import org.screlate.evaluate.EdgeEvaluation;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import org.screlate.tool.SeedOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores how well profiles of genes find held-out interactions. */
@Command(
        name = "edges",
        description = {
            "Scores how well profiles of genes find interactions that were held out.",
            "Writes one row per score: task, name, metric, value, n."
        },
        footer = {"screlate-evaluate edges --edges edges.tsv --profiles scnet=genes.arrow --output scores.tsv"})
final class EvaluateEdges implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Mixin
    private JudgedProfiles profiles;

    @Option(
            names = "--edges",
            required = true,
            paramLabel = "FILE",
            description =
                    "Table of interactions learned from and held out: gene_1, gene_2, set (train, test), from embed.")
    private Path edges;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Table of metrics to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private Path output;

    @Override
    public Integer call() {
        Run run = new Run(spec);
        EdgeEvaluation evaluation = EdgeEvaluation.of(run.table("edges", edges), seed.value());
        Map<String, GeneEmbedding> points = profiles.read(run);
        CommonOptions.say(evaluation.size() + " held-out edges to find");
        run.write(output, evaluation.score(points), "metrics");
        return 0;
    }
}
