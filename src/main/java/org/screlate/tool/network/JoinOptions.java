package org.screlate.tool.network;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellGraph;
import org.screlate.data.InteractionSplit;
import org.screlate.data.InvalidInputException;
import org.screlate.io.TableFile;
import org.screlate.matrix.Workers;
import org.screlate.network.GeneCorrelations;
import org.screlate.network.JoinedNetwork;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.JavaMemory;
import org.screlate.tool.Run;
import org.screlate.tool.Tools;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that join a network of profiles with interactions. */
final class JoinOptions {
    static final String[] NAMES = {"--interactions", "--join", "--join-weight", "--split", "--validation-share"};

    @Option(
            names = "--interactions",
            paramLabel = "FILE",
            description = "Interactions to join the network of --profiles with, a graph or a list.")
    private @Nullable Path interactions;

    @Option(
            names = "--join",
            paramLabel = "HOW",
            description =
                    "What joining gives. union: the edges of both, weighted. product: the interactions, weighted by how alike"
                            + " their genes are. One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private JoinedNetwork.Join join = JoinedNetwork.Options.DEFAULTS.join();

    @Option(
            names = "--join-weight",
            paramLabel = "NUMBER",
            description =
                    "Weight of the profiles: of a union their share of all weight, of a product the factor of correlations"
                            + " (default: chosen by held-out interactions).")
    private double weight = JoinedNetwork.Options.DEFAULTS.weight();

    @Option(
            names = "--split",
            paramLabel = "FILE",
            description =
                    "Table of which interactions an embedding has learned from, --edges-output of screlate-embed: the weight"
                            + " is chosen by those of set validation (default: some are drawn, which the embedding may know).")
    private @Nullable Path split;

    @Option(
            names = "--validation-share",
            paramLabel = "SHARE",
            description = "Interactions held out to choose the weight by, without --split (default: ${DEFAULT-VALUE}).")
    private double validationShare = JoinedNetwork.Options.DEFAULTS.validationShare();

    /** Checks them, before anything is read. */
    void check(CommandSpec spec) {
        if (interactions == null) {
            Tools.need(
                    spec,
                    "--interactions, what to join with",
                    "--join",
                    "--join-weight",
                    "--split",
                    "--validation-share");
        }
        if (split != null) {
            Tools.refuse(spec, "--split", "--validation-share");
        }
        if (!Double.isNaN(weight)) {
            Tools.refuse(spec, "--join-weight", "--split", "--validation-share");
        }
        Tools.options(spec, () -> options(0));
    }

    private JoinedNetwork.Options options(long seed) {
        return new JoinedNetwork.Options(join, weight, validationShare, seed);
    }

    /**
     * Joins them and says what comes from which; null where there are no interactions to join with.
     *
     * @param held bytes of the profiles
     */
    @Nullable
    JoinedNetwork join(Run run, CellGraph coembedded, GeneCorrelations genes, long held, long seed, Workers workers) {
        if (interactions == null) {
            return null;
        }
        CellGraph given = EdgeOptions.network(run, "interactions", interactions);
        InteractionSplit parted = split == null ? null : parted(run, split);
        if (parted == null && Double.isNaN(weight)) {
            CommonOptions.say("if the embedding has learned from these interactions, held-out ones favour it:"
                    + " give --split, the --edges-output of screlate-embed");
        }
        CommonOptions.sayMemory(
                JavaMemory.COMPUTING,
                held
                        + JoinedNetwork.memory(
                                given.weights().stored() / 2,
                                coembedded.weights().stored() / 2));
        JoinedNetwork joined = JoinedNetwork.of(given, coembedded, genes, parted, options(seed), workers);
        CommonOptions.say(joined.account());
        return joined;
    }

    private static InteractionSplit parted(Run run, Path file) {
        try {
            return InteractionSplit.of(TableFile.read(run.file("split", file)).table());
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + ": " + e.getMessage(), e);
        }
    }
}
