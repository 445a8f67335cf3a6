package org.screlate.tool;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellGraph;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.GeneSet;
import org.screlate.data.Table;
import org.screlate.evaluate.EdgeEvaluation;
import org.screlate.evaluate.PathwayEvaluation;
import org.screlate.graph.RandomWalk;
import org.screlate.io.GeneSetsFile;
import org.screlate.io.TableFile;
import org.screlate.network.NetworkTables;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The tasks of {@link Evaluate} about relations of genes: edges and pathways. */
final class EvaluateNetworks {
    @Option(
            names = "--edges",
            paramLabel = "FILE",
            description =
                    "Table of interactions learned from and held out: gene_1, gene_2, set (train, test), from embed.")
    private @Nullable Path edges;

    @Option(
            names = "--profiles",
            paramLabel = "NAME=FILE",
            description = "Embedding of genes, or cell matrix, to judge; may be given several times.")
    private Map<String, Path> profiles = new LinkedHashMap<>();

    @Option(
            names = "--network",
            paramLabel = "NAME=FILE",
            description =
                    "Network to find gene sets by, a graph or a list of interactions, or whose degrees to judge; may be"
                            + " given several times.")
    private Map<String, Path> networks = new LinkedHashMap<>();

    @Option(names = "--sets", paramLabel = "FILE", description = "GMT file of gene sets, or of markers of each type.")
    private @Nullable Path sets;

    @Option(
            names = "--least-genes",
            paramLabel = "N",
            description = "Smallest gene set to score, among the genes of all networks (default: ${DEFAULT-VALUE}).")
    private int leastGenes = PathwayEvaluation.Options.DEFAULTS.leastGenes();

    @Option(
            names = "--most-genes",
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
    private @Nullable Path setsOutput;

    /** Scores held-out edges. */
    Table edges(EvaluateInputs inputs, CommonOptions common) {
        TableFile.Contents split = TableFile.read(inputs.file("edges", edges));
        inputs.add(split.provenance());
        EdgeEvaluation evaluation = EdgeEvaluation.of(split.table(), common.seed());
        Map<String, GeneEmbedding> points = points(inputs);
        CommonOptions.say(evaluation.size() + " held-out edges to find");
        return evaluation.score(points);
    }

    /** Scores the recovery of gene sets. */
    Table pathways(CommandSpec spec, EvaluateInputs inputs, CommonOptions common) {
        PathwayEvaluation evaluation = new PathwayEvaluation(Tools.options(spec, () -> options(common.seed())));
        List<GeneSet> known = sets(inputs);
        inputs.files("network", networks);
        Map<String, CellGraph> graphs = graphs(inputs);
        PathwayEvaluation.Result result = evaluation.score(graphs, known, common.workers(), common.progress());
        CommonOptions.say(result.scored() + " of " + known.size() + " gene sets have " + leastGenes + " to " + mostGenes
                + " of the " + result.genes() + " genes that all networks hold");
        writeSets(result.sets(), inputs, common);
        return result.metrics();
    }

    /** The profiles of genes given, at least one. */
    Map<String, GeneEmbedding> points(EvaluateInputs inputs) {
        Map<String, GeneEmbedding> points = new LinkedHashMap<>();
        inputs.files("profiles", profiles).forEach((name, path) -> points.put(name, Profiles.read(path)));
        points.values().forEach(given -> inputs.add(given.provenance()));
        return points;
    }

    /** The networks given, none or more. */
    Map<String, CellGraph> graphs(EvaluateInputs inputs) {
        Map<String, CellGraph> graphs = new LinkedHashMap<>();
        networks.forEach((name, path) -> {
            Path file = inputs.file("network " + name, path);
            graphs.put(name, NetworkTables.undirected(Networks.read(file)));
        });
        graphs.values().forEach(graph -> inputs.add(graph.provenance()));
        return graphs;
    }

    /** Writes the scores of each set, where that was asked for. */
    void writeSets(Table scores, EvaluateInputs inputs, CommonOptions common) {
        if (setsOutput != null) {
            TableFile.write(setsOutput, scores, "gene sets", inputs.history(common.seed()));
            CommonOptions.say("wrote " + setsOutput);
        }
    }

    boolean hasSets() {
        return sets != null;
    }

    /** The gene sets given. */
    List<GeneSet> sets(EvaluateInputs inputs) {
        return GeneSetsFile.read(inputs.file("sets", sets));
    }

    private PathwayEvaluation.Options options(long seed) {
        RandomWalk.Options walk = new RandomWalk.Options(
                restart, RandomWalk.Options.DEFAULTS.tolerance(), RandomWalk.Options.DEFAULTS.maxIterations());
        return new PathwayEvaluation.Options(walk, leastGenes, mostGenes, negatives, randomNetworks, seed);
    }
}
