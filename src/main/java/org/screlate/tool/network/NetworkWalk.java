package org.screlate.tool.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellGraph;
import org.screlate.data.GeneSet;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Spelling;
import org.screlate.data.Table;
import org.screlate.graph.Leiden;
import org.screlate.graph.RandomWalk;
import org.screlate.io.GraphFile;
import org.screlate.io.NamesFile;
import org.screlate.matrix.SparseMatrix;
import org.screlate.network.SeedPropagation;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds the genes near seeds by walks over a network that begin anew at the seeds. */
@Command(
        name = "walk",
        description = {
            "Finds the genes near seeds by walks over a network that begin anew at the seeds.",
            "Writes one row for each set of seeds and gene: set, gene, seed, score, rank."
        },
        footer = {"screlate-network walk --network network.arrow --seeds ZNF901,CXCL901 --output near.tsv"})
final class NetworkWalk implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--network",
            required = true,
            paramLabel = "FILE",
            description = "Network of genes to walk on, a graph or a list of interactions.")
    private Path network;

    @Option(
            names = "--seeds",
            paramLabel = "GENE",
            split = ",",
            description = "Genes to walk from, with commas between.")
    private List<String> seeds = List.of();

    @Option(
            names = "--seeds-file",
            paramLabel = "FILE",
            description = "List of genes to walk from: one name a line, or a table.")
    private @Nullable Path seedsFile;

    @Option(names = "--seeds-of", paramLabel = "GENE", description = "Walk from the partners of this gene.")
    private @Nullable String seedsOf;

    @Option(
            names = "--partners",
            paramLabel = "FILE",
            description = "Network in which the partners of --seeds-of are found, such as the gained edges that"
                    + " network compare writes (default: --network).")
    private @Nullable Path partners;

    @Option(names = "--seed-sets", paramLabel = "FILE", description = "GMT file of sets of genes to walk from.")
    private @Nullable Path seedSets;

    @Option(
            names = "--restart",
            paramLabel = "NUMBER",
            description = "Chance that a step begins anew at the seeds (default: ${DEFAULT-VALUE}).")
    private double restart = RandomWalk.Options.DEFAULTS.restart();

    @Option(
            names = "--tolerance",
            paramLabel = "NUMBER",
            description = "Bound on the error of a walk, as a part of its start (default: ${DEFAULT-VALUE}).")
    private double tolerance = RandomWalk.Options.DEFAULTS.tolerance();

    @Option(
            names = "--max-iterations",
            paramLabel = "N",
            description = "Cap on the steps of a walk (default: ${DEFAULT-VALUE}).")
    private int maxIterations = Leiden.Options.DEFAULTS.maxIterations();

    @Option(names = "--unweighted", description = "Count every edge as 1, not by its weight.")
    private boolean unweighted;

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "Best genes to tell of for each set or gene (default: ${DEFAULT-VALUE}).")
    private int keep = SeedPropagation.Options.DEFAULTS.keep();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Table to write of the best genes for each set of seeds.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path output;

    @Option(
            names = "--all-genes-output",
            paramLabel = "FILE",
            description = "Graph to write: the scores of walks from every gene to its best genes.")
    @OutputForm.Of(OutputForm.ARROW)
    private @Nullable Path allGenesOutput;

    @Override
    public Integer call() {
        checkOptions();
        SeedPropagation.Options options = Tools.options(spec, this::options);
        Run run = new Run(spec);
        CellGraph graph = EdgeOptions.network(run, "network", network);
        List<GeneSet> sets = sets(run, graph);
        SeedPropagation propagation = new SeedPropagation(graph, unweighted, options);
        if (!options.walk().converged()) {
            CommonOptions.say("walks end at --max-iterations " + options.walk().maxIterations() + "; --tolerance "
                    + tolerance + " asks for " + options.walk().needed() + " steps");
        }
        Table genes = sets.isEmpty() ? null : fromSeeds(propagation, sets);
        CellGraph scores = allGenesOutput == null ? null : propagation.fromEach(common.workers(), common.progress());
        if (genes != null) {
            run.writeIf(output, genes, "propagation");
        }
        if (scores != null) {
            Run.write(allGenesOutput, path -> GraphFile.write(path, EdgeOptions.with(scores, run.history())));
        }
        return 0;
    }

    private SeedPropagation.Options options() {
        return new SeedPropagation.Options(new RandomWalk.Options(restart, tolerance, maxIterations), keep);
    }

    private void checkOptions() {
        boolean hasSeeds = !seeds.isEmpty() || seedsFile != null || seedsOf != null || seedSets != null;
        if (!hasSeeds && allGenesOutput == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "give genes to walk from, by --seeds, --seeds-file, --seeds-of or --seed-sets, or --all-genes-output");
        }
        if (hasSeeds != (output != null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    hasSeeds
                            ? "Missing required option: '--output=FILE'"
                            : "--output needs --seeds, --seeds-file, --seeds-of or --seed-sets");
        }
        if (seedsOf == null) {
            Tools.need(spec, "--seeds-of", "--partners");
        }
    }

    private List<GeneSet> sets(Run run, CellGraph graph) {
        List<GeneSet> sets = new ArrayList<>();
        if (!seeds.isEmpty()) {
            sets.add(new GeneSet("seeds", "", List.copyOf(seeds)));
        }
        if (seedsFile != null) {
            sets.add(new GeneSet("seeds", "", NamesFile.read(run.file("seeds-file", seedsFile))));
        }
        if (seedSets != null) {
            sets.addAll(run.geneSets("seed-sets", seedSets));
        }
        if (seedsOf != null) {
            CellGraph among = partners == null ? graph : EdgeOptions.network(run, "partners", partners);
            sets.add(new GeneSet(seedsOf, "", partnersOf(seedsOf, among)));
        }
        return sets;
    }

    private Table fromSeeds(SeedPropagation propagation, List<GeneSet> sets) {
        SeedPropagation.Result found = propagation.from(sets, common.workers(), common.progress());
        CommonOptions.say("walked from " + (sets.size() - found.skipped()) + " of " + sets.size() + " sets; "
                + found.notFound() + " seeds are not in the network, " + found.alone() + " have no edge in it");
        return found.genes();
    }

    private static List<String> partnersOf(String gene, CellGraph network) {
        int node = network.nodes().indexOf(gene);
        if (node < 0) {
            throw new InvalidInputException(
                    "--seeds-of: the network does not hold '" + gene + "'" + Spelling.nearestOf(gene, network.nodes()));
        }
        SparseMatrix edges = network.weights();
        List<String> partners = new ArrayList<>();
        for (int e = edges.offsets()[node]; e < edges.offsets()[node + 1]; e++) {
            partners.add(network.nodes().get(edges.indices()[e]));
        }
        if (partners.isEmpty()) {
            throw new InvalidInputException("--seeds-of: '" + gene + "' has no partner among the "
                    + (network.name().equals("gained") ? "gained edges" : "edges of the network")
                    + "; take another gene or a network with more edges");
        }
        return partners;
    }
}
