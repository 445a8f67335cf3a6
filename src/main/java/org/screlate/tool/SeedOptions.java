package org.screlate.tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellGraph;
import org.screlate.data.GeneSet;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.graph.RandomWalk;
import org.screlate.io.GeneSetsFile;
import org.screlate.io.GraphFile;
import org.screlate.io.TableFile;
import org.screlate.matrix.SparseMatrix;
import org.screlate.network.SeedPropagation;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of {@link Network} for walks from seeds. */
final class SeedOptions {
    @Option(
            names = "--seeds",
            paramLabel = "GENE",
            split = ",",
            description = "Genes to walk from, with commas between, for --propagation-output.")
    private List<String> seeds = List.of();

    @Option(
            names = "--seeds-of",
            paramLabel = "GENE",
            description = "Walk from the partners of this gene; with a second condition, from those it gained.")
    private @Nullable String seedsOf;

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
            names = "--keep",
            paramLabel = "N",
            description = "Best genes to tell of for each set or gene (default: ${DEFAULT-VALUE}).")
    private int keep = SeedPropagation.Options.DEFAULTS.keep();

    @Option(
            names = "--propagation-output",
            paramLabel = "FILE",
            description = "Table to write, one row for each set and gene: set, gene, seed, score, rank.")
    private @Nullable Path propagationOutput;

    @Option(
            names = "--all-genes-output",
            paramLabel = "FILE",
            description = "Graph to write: the scores of walks from every gene to its best genes.")
    private @Nullable Path allGenesOutput;

    /** Refuses seeds without an output for them, and the other way round. */
    void check(CommandSpec spec) {
        boolean hasSeeds = !seeds.isEmpty() || seedsOf != null || seedSets != null;
        if (hasSeeds != (propagationOutput != null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    hasSeeds
                            ? "seeds need --propagation-output, the table to write"
                            : "--propagation-output needs --seeds, --seeds-of or --seed-sets");
        }
    }

    /** What will be walked, its settings checked; a file of sets is read and added to the inputs. */
    Walks walks(int maxIterations, Map<String, Path> inputs) {
        SeedPropagation.Options options =
                new SeedPropagation.Options(new RandomWalk.Options(restart, tolerance, maxIterations), keep);
        List<GeneSet> sets = new ArrayList<>();
        if (!seeds.isEmpty()) {
            sets.add(new GeneSet("seeds", "", List.copyOf(seeds)));
        }
        if (seedSets != null) {
            inputs.put("seed-sets", seedSets);
            sets.addAll(GeneSetsFile.read(seedSets));
        }
        return new Walks(options, sets);
    }

    /** Walks and their outputs. */
    final class Walks {
        private final SeedPropagation.Options options;
        private final List<GeneSet> sets;

        private Walks(SeedPropagation.Options options, List<GeneSet> sets) {
            this.options = options;
            this.sets = sets;
        }

        /**
         * Walks, where asked, before anything is written.
         *
         * @param network to walk on
         * @param partners where partners of a gene are found, of the same genes or of some of them
         */
        Walked walk(CellGraph network, CellGraph partners, boolean unweighted, CommonOptions common) {
            if (propagationOutput == null && allGenesOutput == null) {
                return new Walked(null, null);
            }
            SeedPropagation propagation = new SeedPropagation(network, unweighted, options);
            if (!options.walk().converged()) {
                CommonOptions.say(
                        "walks end at --max-iterations " + options.walk().maxIterations() + "; --tolerance " + tolerance
                                + " asks for " + options.walk().needed() + " steps");
            }
            return new Walked(
                    propagationOutput == null ? null : fromSeeds(propagation, partners, common),
                    allGenesOutput == null ? null : propagation.fromEach(common.workers(), common.progress()));
        }

        private Table fromSeeds(SeedPropagation propagation, CellGraph partners, CommonOptions common) {
            List<GeneSet> all = new ArrayList<>(sets);
            if (seedsOf != null) {
                all.add(new GeneSet(seedsOf, "", partners(partners, seedsOf)));
            }
            SeedPropagation.Result found = propagation.from(all, common.workers(), common.progress());
            CommonOptions.say("walked from " + (all.size() - found.skipped()) + " of " + all.size() + " sets; "
                    + found.notFound() + " seeds are not in the network, " + found.alone() + " have no edge in it");
            return found.genes();
        }
    }

    /** What walks found. */
    final class Walked {
        private final @Nullable Table genes;
        private final @Nullable CellGraph scores;

        private Walked(@Nullable Table genes, @Nullable CellGraph scores) {
            this.genes = genes;
            this.scores = scores;
        }

        void write(Provenance history) {
            if (genes != null && propagationOutput != null) {
                TableFile.write(propagationOutput, genes, "propagation", history);
                CommonOptions.say("wrote " + propagationOutput);
            }
            if (scores != null && allGenesOutput != null) {
                GraphFile.write(
                        allGenesOutput, new CellGraph(scores.nodes(), scores.weights(), scores.name(), history));
                CommonOptions.say("wrote " + allGenesOutput);
            }
        }
    }

    private static List<String> partners(CellGraph network, String gene) {
        int node = network.nodes().indexOf(gene);
        if (node < 0) {
            throw new InvalidInputException("--seeds-of: the network does not hold '" + gene + "'");
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
