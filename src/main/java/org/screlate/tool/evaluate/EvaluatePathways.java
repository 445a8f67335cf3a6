package org.screlate.tool.evaluate;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.GeneSet;
import org.screlate.evaluate.PathwayEvaluation;
import org.screlate.graph.RandomWalk;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import org.screlate.tool.SeedOption;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores how well networks find gene sets. */
@Command(
        name = "pathways",
        description = {
            "Scores how well walks over networks of genes find the other genes of known sets.",
            "Writes one row per score: task, name, metric, value, n."
        },
        footer = {
            "screlate-evaluate pathways --network coexpression=network.arrow --network ppi=ppi.tsv --gene-sets sets.gmt --min-size 5 --output scores.tsv"
        })
final class EvaluatePathways implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--network",
            required = true,
            paramLabel = "NAME=FILE",
            description =
                    "Network to find gene sets by, a graph or a list of interactions; may be given several times.")
    private Map<String, Path> networks = new LinkedHashMap<>();

    @Option(names = "--gene-sets", required = true, paramLabel = "FILE", description = "GMT file of gene sets.")
    private Path sets;

    @Option(
            names = "--min-size",
            paramLabel = "N",
            description = "Smallest gene set to score, among the genes of all networks (default: ${DEFAULT-VALUE}).")
    private int leastGenes = PathwayEvaluation.Options.DEFAULTS.leastGenes();

    @Option(
            names = "--max-size",
            paramLabel = "N",
            description = "Largest gene set to score, among the genes of all networks (default: ${DEFAULT-VALUE}).")
    private int mostGenes = PathwayEvaluation.Options.DEFAULTS.mostGenes();

    @Option(
            names = "--negatives",
            paramLabel = "N",
            description = "Genes outside a set for each of its genes to find (default: ${DEFAULT-VALUE}).")
    private int negatives = PathwayEvaluation.Options.DEFAULTS.negatives();

    @Option(
            names = "--random-networks",
            paramLabel = "N",
            description = "Random networks of the same degrees, for z of each gene set (default: ${DEFAULT-VALUE}).")
    private int randomNetworks = PathwayEvaluation.Options.DEFAULTS.randomNetworks();

    @Option(
            names = "--restart",
            paramLabel = "NUMBER",
            description = "Chance that a step of a walk begins anew at its seeds (default: ${DEFAULT-VALUE}).")
    private double restart = RandomWalk.Options.DEFAULTS.restart();

    @Option(
            names = "--sets-output",
            paramLabel = "FILE",
            description = "Table to write, one row for each network or profile and gene set: auroc, average_precision.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path setsOutput;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Table of metrics to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private Path output;

    @Override
    public Integer call() {
        Run run = new Run(spec);
        PathwayEvaluation evaluation = new PathwayEvaluation(Tools.options(spec, this::options));
        List<GeneSet> known = run.geneSets("gene-sets", sets);
        PathwayEvaluation.Result result =
                evaluation.score(JudgedNetworks.read(run, networks), known, common.workers(), common.progress());
        CommonOptions.say(result.scored() + " of " + known.size() + " gene sets have " + leastGenes + " to " + mostGenes
                + " of the " + result.genes() + " genes that all networks hold");
        run.write(output, result.metrics(), "metrics");
        run.writeIf(setsOutput, result.sets(), "gene sets");
        return 0;
    }

    private PathwayEvaluation.Options options() {
        RandomWalk.Options walk = new RandomWalk.Options(
                restart, RandomWalk.Options.DEFAULTS.tolerance(), RandomWalk.Options.DEFAULTS.maxIterations());
        return new PathwayEvaluation.Options(walk, leastGenes, mostGenes, negatives, randomNetworks, seed.value());
    }
}
