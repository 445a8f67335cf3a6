package org.screlate.tool.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellGraph;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.Table;
import org.screlate.graph.Leiden;
import org.screlate.io.NetworkFile;
import org.screlate.io.TableFile;
import org.screlate.io.file.AtomicFile;
import org.screlate.network.CoembeddedNetwork;
import org.screlate.network.Communities;
import org.screlate.network.GeneCorrelations;
import org.screlate.network.GeneRoles;
import org.screlate.network.JoinedNetwork;
import org.screlate.network.NetworkTables;
import org.screlate.network.SweepPlot;
import org.screlate.network.ThresholdSweep;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import org.screlate.tool.SeedOption;
import org.screlate.tool.Tools;
import org.screlate.tool.TsvOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Joins genes that lie alike in an embedding or in cells into a network, and finds its communities and hubs. */
@Command(
        name = "build",
        description = {
            "Joins genes that lie alike in an embedding or in cells into a network, and finds its communities and hubs.",
            "Writes the network: Arrow, or .graphml, .tsv or .csv (.gz) where the name ends so."
        },
        footer = {
            "screlate-network build --profiles expression.arrow --percentile 95 --output network.arrow --genes-output hubs.tsv"
        })
final class NetworkBuild implements Callable<Integer> {
    private static final int HUBS_SHOWN = 5;
    private static final String[] PROFILES_ONLY = {
        "--genes",
        "--correlation",
        "--rule",
        "--percentile",
        "--top-k",
        "--alpha",
        "--min-shared-cells",
        "--sweep",
        "--sweep-output",
        "--sweep-plot-output",
        "--sweep-beside"
    };

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--profiles",
            paramLabel = "FILE",
            description = "Embedding of genes, or cell matrix whose cells are then the dimensions.")
    private @Nullable Path profiles;

    @Option(
            names = "--network",
            paramLabel = "FILE",
            description =
                    "Network of genes that is there already, a graph or a list of interactions, to find communities and hubs of (instead of --profiles).")
    private @Nullable Path network;

    @Mixin
    private EdgeOptions edges;

    @Mixin
    private JoinOptions join;

    @Option(names = "--unweighted", description = "Count every edge as 1 in communities, not by its weight.")
    private boolean unweighted;

    @Option(
            names = "--resolution",
            paramLabel = "NUMBER",
            description = "Resolution of the modularity (default: ${DEFAULT-VALUE}).")
    private double resolution = Leiden.Options.DEFAULTS.resolution();

    @Option(
            names = "--starts",
            paramLabel = "N",
            description =
                    "Starts of the search for communities, of which the best is kept (default: ${DEFAULT-VALUE}).")
    private int starts = Communities.Options.DEFAULTS.starts();

    @Option(
            names = "--max-iterations",
            paramLabel = "N",
            description = "Cap on the iterations of communities (default: ${DEFAULT-VALUE}).")
    private int maxIterations = Leiden.Options.DEFAULTS.maxIterations();

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Network to write.")
    @OutputForm.Of(OutputForm.NETWORK)
    private Path output;

    @Mixin
    private TsvOption tsv;

    @Option(
            names = "--genes-output",
            paramLabel = "FILE",
            description = "Table to write, one row a gene: degree, community, hub.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path genesOutput;

    @Option(
            names = "--sweep",
            paramLabel = "NUMBER",
            split = ",",
            description = "Percentiles at which communities are sought for --sweep-output (default: 50,75,95,99).")
    private List<Double> sweep = ThresholdSweep.Options.DEFAULTS.percentiles();

    @Option(
            names = "--sweep-output",
            paramLabel = "FILE",
            description = "Table to write, one row a percentile: threshold, edges, communities, modularity.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path sweepOutput;

    @Option(
            names = "--sweep-plot-output",
            paramLabel = "SVG",
            description = "Drawing to write: modularity at each percentile of --sweep.")
    @OutputForm.Of(OutputForm.SVG)
    private @Nullable Path sweepPlotOutput;

    @Option(
            names = "--sweep-beside",
            paramLabel = "NAME=TABLE",
            description = "Table of another run's --sweep-output to draw too; may be given several times.")
    private Map<String, Path> sweepBeside = new LinkedHashMap<>();

    @Override
    public Integer call() {
        checkOptions();
        tsv.path(spec);
        CoembeddedNetwork build = new CoembeddedNetwork(edges.options(spec));
        ThresholdSweep cuts = new ThresholdSweep(Tools.options(spec, this::sweepOptions));
        GeneRoles communities = new GeneRoles(Tools.options(spec, this::communityOptions));
        Run run = new Run(spec);
        if (profiles == null) {
            CellGraph given = EdgeOptions.network(run, "network", Objects.requireNonNull(network));
            describe(run, communities, given, NetworkTables.plain(given));
            return 0;
        }
        GeneEmbedding points = edges.read(run, Map.of("profiles", profiles)).get(0);
        Map<String, Table> drawn = sweepsBeside(run);
        GeneCorrelations genes = edges.correlations(points, lowest());
        CellGraph built = edges.built(build, genes, points, common.workers());
        describeBuilt(run, communities, points, genes, built);
        if (sweepOutput != null || sweepPlotOutput != null) {
            Table found = cuts.sweep(genes, common.workers(), common.progress());
            run.writeIf(sweepOutput, found, "sweep");
            Map<String, Table> all = new LinkedHashMap<>(Map.of(points.name(), found));
            all.putAll(drawn);
            Run.write(
                    sweepPlotOutput,
                    path -> AtomicFile.write(path, beside -> Files.writeString(beside, SweepPlot.svg(all))));
        }
        return 0;
    }

    /** The network of profiles, joined with interactions where there are some. */
    private void describeBuilt(
            Run run, GeneRoles communities, GeneEmbedding points, GeneCorrelations genes, CellGraph built) {
        long held = CoembeddedNetwork.memory(
                points.genes().size(), points.dimensions().size(), 100);
        JoinedNetwork joined = join.join(run, built, genes, held, seed.value(), common.workers());
        describe(
                run,
                communities,
                joined == null ? built : joined.network(),
                joined == null ? NetworkTables.correlations(built, genes) : joined.columns());
    }

    private void describe(Run run, GeneRoles communities, CellGraph graph, Table columns) {
        GeneRoles.Result roles = communities.of(graph, common.workers());
        CommonOptions.say(String.format(
                Locale.ROOT,
                "%d communities of genes with an edge, modularity %.4g%s; largest degrees: %s",
                roles.communities(),
                roles.modularity(),
                roles.converged() ? "" : ", not converged: raise --max-iterations",
                String.join(", ", GeneRoles.largest(roles, HUBS_SHOWN))));
        CellGraph written = EdgeOptions.with(graph, run.history());
        for (Path to : tsv.with(output, spec)) {
            Run.write(to, path -> NetworkFile.write(path, written, roles.genes(), columns));
        }
        run.writeIf(genesOutput, roles.genes(), "genes");
    }

    private double lowest() {
        return sweepOutput == null && sweepPlotOutput == null
                ? edges.percentile()
                : sweep.stream().mapToDouble(Double::doubleValue).min().orElse(edges.percentile());
    }

    private Map<String, Table> sweepsBeside(Run run) {
        Map<String, Table> sweeps = new LinkedHashMap<>();
        sweepBeside.forEach((name, path) -> {
            sweeps.put(
                    name, TableFile.read(run.file("sweep-beside " + name, path)).table());
        });
        return sweeps;
    }

    private void checkOptions() {
        join.check(spec);
        if ((profiles == null) == (network == null)) {
            throw new ParameterException(spec.commandLine(), "give either --profiles or --network");
        }
        if (network != null) {
            Tools.refuse(spec, "--network", PROFILES_ONLY);
            Tools.refuse(spec, "--network", JoinOptions.NAMES);
        }
        if (sweepPlotOutput == null) {
            Tools.need(spec, "--sweep-plot-output", "--sweep-beside");
        }
        if (sweepPlotOutput == null && sweepOutput == null) {
            Tools.need(spec, "--sweep-output or --sweep-plot-output", "--sweep");
        }
    }

    private Communities.Options communityOptions() {
        return new Communities.Options(new Leiden.Options(resolution, maxIterations, seed.value()), starts, unweighted);
    }

    private ThresholdSweep.Options sweepOptions() {
        return new ThresholdSweep.Options(sweep, communityOptions());
    }
}
