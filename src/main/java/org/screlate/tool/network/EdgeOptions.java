package org.screlate.tool.network;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellGraph;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.Provenance;
import org.screlate.matrix.Workers;
import org.screlate.network.CoembeddedNetwork;
import org.screlate.network.GeneCorrelations;
import org.screlate.network.NetworkTables;
import org.screlate.network.SharedCells;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.GeneChoice;
import org.screlate.tool.JavaMemory;
import org.screlate.tool.Networks;
import org.screlate.tool.Profiles;
import org.screlate.tool.Run;
import org.screlate.tool.Tools;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that make a network of profiles. */
final class EdgeOptions {
    @Option(
            names = "--genes",
            paramLabel = "WHICH",
            converter = GeneChoice.Reader.class,
            description =
                    "Genes of a cell matrix to take. hvg: those flagged " + GeneChoice.FLAG + ". all: every gene."
                            + " Else a list of genes, one a line or the first column of a table (default: hvg where genes are flagged, else all).")
    private @Nullable GeneChoice chosen;

    @Option(
            names = "--correlation",
            paramLabel = "KIND",
            description =
                    "One of ${COMPLETION-CANDIDATES}: whether a negative one joins genes too (default: ${DEFAULT-VALUE}).")
    private Correlation correlation = Correlation.ABSOLUTE;

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "Which pairs become edges: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private CoembeddedNetwork.Rule rule = CoembeddedNetwork.Options.DEFAULTS.rule();

    @Option(
            names = "--percentile",
            paramLabel = "NUMBER",
            description = "Percentile of all pairs that an edge lies above (default: ${DEFAULT-VALUE}).")
    private double percentile = CoembeddedNetwork.Options.DEFAULTS.percentile();

    @Option(
            names = "--top-k",
            paramLabel = "N",
            description = "Best partners that a gene is joined with (default: ${DEFAULT-VALUE}).")
    private int topK = CoembeddedNetwork.Options.DEFAULTS.topK();

    @Option(
            names = "--alpha",
            paramLabel = "NUMBER",
            description = "Level of the disparity filter, for the backbone (default: ${DEFAULT-VALUE}).")
    private double alpha = CoembeddedNetwork.Options.DEFAULTS.alpha();

    @Option(
            names = "--min-shared-cells",
            paramLabel = "N",
            description = "Leave out edges between genes that fewer cells show together, where profiles are cells"
                    + " (default: ${DEFAULT-VALUE}).")
    private int minSharedCells = 10;

    /** What makes two genes alike. */
    enum Correlation {
        ABSOLUTE,
        SIGNED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Options checked; a number of another rule than the chosen one is refused. */
    CoembeddedNetwork.Options options(CommandSpec spec) {
        for (CoembeddedNetwork.Rule other : CoembeddedNetwork.Rule.values()) {
            if (other != rule) {
                Tools.need(spec, "--rule " + other, numberOf(other));
            }
        }
        return Tools.options(spec, this::options);
    }

    private static String numberOf(CoembeddedNetwork.Rule rule) {
        return switch (rule) {
            case PERCENTILE -> "--percentile";
            case TOP_K -> "--top-k";
            case BACKBONE -> "--alpha";
        };
    }

    private CoembeddedNetwork.Options options() {
        return new CoembeddedNetwork.Options(rule, percentile, topK, alpha);
    }

    double percentile() {
        return percentile;
    }

    /** Reads profiles of the chosen genes; by default those that vary in any of the files, which is said. */
    List<GeneEmbedding> read(Run run, Map<String, Path> files) {
        List<GeneEmbedding> read = Profiles.read(List.copyOf(files.values()), chosen);
        files.forEach(run::file);
        read.forEach(points -> run.add(points.provenance()));
        return read;
    }

    /** Reads a network that is there already. */
    static CellGraph network(Run run, String option, Path path) {
        CellGraph given = Networks.read(run.file(option, path));
        run.add(given.provenance());
        CommonOptions.say("read a network of " + given.nodes().size() + " genes (" + given.name() + ")");
        return NetworkTables.undirected(given);
    }

    /**
     * Correlations of all pairs; says what memory they need, and which genes have none.
     *
     * @param lowest percentile of the pairs that are kept
     */
    GeneCorrelations correlations(GeneEmbedding points, double lowest) {
        CommonOptions.say("read " + points.genes().size() + " genes of "
                + points.dimensions().size() + " dimensions (" + points.name() + ")");
        CommonOptions.sayMemory(
                JavaMemory.COMPUTING,
                CoembeddedNetwork.memory(
                        points.genes().size(), points.dimensions().size(), Math.min(lowest, percentile)));
        GeneCorrelations genes = GeneCorrelations.of(points, correlation == Correlation.SIGNED);
        if (!genes.leftOut().isEmpty()) {
            CommonOptions.say(genes.leftOut().size() + " genes are the same in all dimensions, such as '"
                    + genes.leftOut().get(0) + "', and were left out");
        }
        return genes;
    }

    /** The network of profiles, without a word. */
    CellGraph quietly(CoembeddedNetwork build, GeneEmbedding points, Workers workers) {
        GeneCorrelations genes = GeneCorrelations.of(points, correlation == Correlation.SIGNED);
        return SharedCells.of(build.build(genes, workers).network(), points, minSharedCells)
                .network();
    }

    /** The network of pairs that correlate most, without those that few cells show together. */
    CellGraph built(CoembeddedNetwork build, GeneCorrelations genes, GeneEmbedding points, Workers workers) {
        CoembeddedNetwork.Result result = build.build(genes, workers);
        SharedCells shared = SharedCells.of(result.network(), points, minSharedCells);
        if (shared.leftOut() > 0) {
            CommonOptions.say(String.format(
                    Locale.ROOT,
                    "left out %,d edges between genes that fewer than %d cells show together",
                    shared.leftOut(),
                    minSharedCells));
        }
        CommonOptions.say(String.format(
                Locale.ROOT,
                "%,d edges between %,d genes%s",
                shared.network().weights().stored() / 2,
                shared.network().nodes().size(),
                Double.isNaN(result.threshold())
                        ? ""
                        : String.format(Locale.ROOT, ": correlations above %.4f", result.threshold())));
        return shared.network();
    }

    static CellGraph with(CellGraph graph, Provenance history) {
        return new CellGraph(graph.nodes(), graph.weights(), graph.name(), history);
    }
}
