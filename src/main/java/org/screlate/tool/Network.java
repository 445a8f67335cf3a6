package org.screlate.tool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellGraph;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.graph.Leiden;
import org.screlate.io.NetworkFile;
import org.screlate.io.TableFile;
import org.screlate.io.file.AtomicFile;
import org.screlate.network.CoembeddedNetwork;
import org.screlate.network.Communities;
import org.screlate.network.DifferentialNetwork;
import org.screlate.network.GeneCorrelations;
import org.screlate.network.GeneRoles;
import org.screlate.network.NetworkTables;
import org.screlate.network.SweepPlot;
import org.screlate.network.ThresholdSweep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes, compares and walks networks of genes. */
@Command(
        name = "screlate-network",
        description = "Joins genes that lie alike in an embedding or in cells into a network, finds its communities and"
                + " hubs, tells what two conditions have gained and lost, and finds the genes near seeds.",
        footer = "Writes the network: Arrow, or .graphml, .tsv or .csv (.gz) where the name ends so.")
final class Network implements Callable<Integer> {
    private static final int HUBS_SHOWN = 5;

    /** What makes two genes alike. */
    enum Correlation {
        ABSOLUTE,
        SIGNED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--profiles",
            paramLabel = "FILE",
            description = "Embedding of genes, or cell matrix whose cells are then the dimensions.")
    private @Nullable Path profiles;

    @Option(
            names = "--genes",
            paramLabel = "WHICH",
            converter = GeneChoice.Reader.class,
            description = "Genes of a cell matrix to take. hvg: those flagged " + GeneChoice.FLAG + ". all: every gene."
                    + " Else a file of gene names, one a line (default: ${DEFAULT-VALUE}).")
    private GeneChoice chosen = GeneChoice.ALL;

    @Option(
            names = "--network",
            paramLabel = "FILE",
            description = "Network of genes that is there already, a graph or a list of interactions (not --profiles).")
    private @Nullable Path network;

    @Option(
            names = "--compare-profiles",
            paramLabel = "FILE",
            description = "Profiles of a second condition, whose network is compared with the first.")
    private @Nullable Path compareProfiles;

    @Option(
            names = "--compare-network",
            paramLabel = "FILE",
            description = "Network of a second condition (instead of --compare-profiles).")
    private @Nullable Path compareNetwork;

    @Option(
            names = "--correlation",
            paramLabel = "KIND",
            description =
                    "${COMPLETION-CANDIDATES}: whether a negative one joins genes too (default: ${DEFAULT-VALUE}).")
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

    @Option(names = "--unweighted", description = "Count every edge as 1 in communities and walks, not by its weight.")
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
            description = "Cap on the iterations of communities and of walks (default: ${DEFAULT-VALUE}).")
    private int maxIterations = Leiden.Options.DEFAULTS.maxIterations();

    @Mixin
    private SeedOptions seeds;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Network to write.")
    private Path output;

    @Option(
            names = "--genes-output",
            paramLabel = "FILE",
            description = "Table to write, one row a gene: degree, community, hub; or kept, gained and lost edges.")
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
    private @Nullable Path sweepOutput;

    @Option(
            names = "--sweep-plot-output",
            paramLabel = "SVG",
            description = "Drawing to write: modularity at each percentile of --sweep.")
    private @Nullable Path sweepPlotOutput;

    @Option(
            names = "--sweep-beside",
            paramLabel = "NAME=TABLE",
            description = "Table of another run's --sweep-output to draw too; may be given several times.")
    private Map<String, Path> sweepBeside = new LinkedHashMap<>();

    @Option(names = "--gained-output", paramLabel = "FILE", description = "Network of the gained edges to write.")
    private @Nullable Path gainedOutput;

    @Option(names = "--lost-output", paramLabel = "FILE", description = "Network of the lost edges to write.")
    private @Nullable Path lostOutput;

    private final Map<String, Path> inputs = new LinkedHashMap<>();

    public static void main(String[] args) {
        System.exit(Tools.run(new Network(), args));
    }

    @Override
    public Integer call() {
        checkOptions();
        CoembeddedNetwork build = new CoembeddedNetwork(Tools.options(spec, this::buildOptions));
        ThresholdSweep cuts = new ThresholdSweep(Tools.options(spec, this::sweepOptions));
        SeedOptions.Walks walks = Tools.options(spec, () -> seeds.walks(maxIterations, inputs));
        if (isComparison()) {
            compare(build, walks);
        } else {
            describe(build, cuts, walks);
        }
        return 0;
    }

    private void describe(CoembeddedNetwork build, ThresholdSweep cuts, SeedOptions.Walks walks) {
        GeneEmbedding points = profiles == null ? null : read("profiles", profiles);
        Map<String, Table> sweeps = sweepsBeside();
        GeneCorrelations genes = points == null ? null : correlations(points);
        CellGraph edges = genes == null ? network("network", network) : built(build, genes);
        GeneRoles.Result roles = new GeneRoles(Tools.options(spec, this::communityOptions)).of(edges, common.workers());
        CommonOptions.say(String.format(
                Locale.ROOT,
                "%d communities of genes with an edge, modularity %.4g%s; largest degrees: %s",
                roles.communities(),
                roles.modularity(),
                roles.converged() ? "" : ", not converged: raise --max-iterations",
                String.join(", ", GeneRoles.largest(roles, HUBS_SHOWN))));
        SeedOptions.Walked walked = walks.walk(edges, edges, unweighted, common);
        Provenance history = edges.provenance().then(Tools.step(spec, common.seed(), inputs));
        Table columns = genes == null ? NetworkTables.plain(edges) : NetworkTables.correlations(edges, genes);
        write(output, path -> NetworkFile.write(path, with(edges, history), roles.genes(), columns));
        write(genesOutput, path -> TableFile.write(path, roles.genes(), "genes", history));
        if (wantsSweep()) {
            Table found = cuts.sweep(Objects.requireNonNull(genes), common.workers());
            write(sweepOutput, path -> TableFile.write(path, found, "sweep", history));
            Map<String, Table> drawn =
                    new LinkedHashMap<>(Map.of(Objects.requireNonNull(points).name(), found));
            drawn.putAll(sweeps);
            write(
                    sweepPlotOutput,
                    path -> AtomicFile.write(path, beside -> Files.writeString(beside, SweepPlot.svg(drawn))));
        }
        walked.write(history);
    }

    private boolean wantsSweep() {
        return sweepOutput != null || sweepPlotOutput != null;
    }

    private Map<String, Table> sweepsBeside() {
        Map<String, Table> sweeps = new LinkedHashMap<>();
        sweepBeside.forEach((name, path) -> {
            inputs.put("sweep-beside " + name, path);
            sweeps.put(name, TableFile.read(path).table());
        });
        return sweeps;
    }

    private void compare(CoembeddedNetwork build, SeedOptions.Walks walks) {
        GeneEmbedding one = profiles == null ? null : read("profiles", profiles);
        GeneEmbedding other = compareProfiles == null ? null : read("compare-profiles", compareProfiles);
        GeneEmbedding first = one == null || other == null ? one : GeneCorrelations.shared(one, other);
        GeneEmbedding second = one == null || other == null ? other : GeneCorrelations.shared(other, one);
        CellGraph before = first == null ? network("network", network) : built(build, correlations(first));
        CellGraph after =
                second == null ? network("compare-network", compareNetwork) : built(build, correlations(second));
        DifferentialNetwork found = DifferentialNetwork.of(before, after);
        CommonOptions.say(String.format(
                Locale.ROOT,
                "%,d edges kept, %,d gained, %,d lost between %,d shared genes; %,d genes are in one network only and"
                        + " were left out",
                found.kept(),
                found.gained().weights().stored() / 2,
                found.lost().weights().stored() / 2,
                found.genes().rows(),
                found.leftOut()));
        SeedOptions.Walked walked = walks.walk(after, found.gained(), unweighted, common);
        Provenance history = found.either().provenance().then(Tools.step(spec, common.seed(), inputs));
        write(
                output,
                path -> NetworkFile.write(
                        path, with(found.either(), history), found.genes(), NetworkTables.changes(found)));
        write(gainedOutput, path -> writePart(path, found.gained(), found, history));
        write(lostOutput, path -> writePart(path, found.lost(), found, history));
        write(genesOutput, path -> TableFile.write(path, found.genes(), "changes", history));
        walked.write(history);
    }

    private static void writePart(Path path, CellGraph part, DifferentialNetwork all, Provenance history) {
        NetworkFile.write(path, with(part, history), all.genes(), NetworkTables.plain(part));
    }

    private boolean isComparison() {
        return compareProfiles != null || compareNetwork != null;
    }

    private void checkOptions() {
        if ((profiles == null) == (network == null)) {
            throw refused("give either --profiles or --network" + (profiles == null ? "" : ", not both"));
        }
        if (compareProfiles != null && compareNetwork != null) {
            throw refused("give either --compare-profiles or --compare-network, not both");
        }
        if (!isComparison() && (gainedOutput != null || lostOutput != null)) {
            throw refused("gained and lost edges need a second condition: --compare-profiles or --compare-network");
        }
        if (wantsSweep() && (profiles == null || isComparison())) {
            throw refused((sweepOutput == null ? "--sweep-plot-output" : "--sweep-output")
                    + " needs --profiles, and one condition at a time");
        }
        if (sweepPlotOutput == null && !sweepBeside.isEmpty()) {
            throw refused("--sweep-beside needs --sweep-plot-output");
        }
        seeds.check(spec);
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private CoembeddedNetwork.Options buildOptions() {
        return new CoembeddedNetwork.Options(rule, percentile, topK, alpha);
    }

    private Communities.Options communityOptions() {
        return new Communities.Options(
                new Leiden.Options(resolution, maxIterations, common.seed()), starts, unweighted);
    }

    private ThresholdSweep.Options sweepOptions() {
        return new ThresholdSweep.Options(sweep, communityOptions());
    }

    private GeneEmbedding read(String option, Path path) {
        inputs.put(option, path);
        return Profiles.read(path, chosen);
    }

    private CellGraph network(String option, @Nullable Path path) {
        inputs.put(option, Objects.requireNonNull(path));
        CellGraph given = Networks.read(path);
        CommonOptions.say("read a network of " + given.nodes().size() + " genes (" + given.name() + ")");
        return NetworkTables.undirected(given);
    }

    private GeneCorrelations correlations(GeneEmbedding points) {
        CommonOptions.say("read " + points.genes().size() + " genes of "
                + points.dimensions().size() + " dimensions (" + points.name() + ")");
        double lowest = !wantsSweep()
                ? percentile
                : sweep.stream().mapToDouble(Double::doubleValue).min().orElse(percentile);
        CommonOptions.sayMemory(CoembeddedNetwork.memory(
                points.genes().size(), points.dimensions().size(), Math.min(lowest, percentile)));
        GeneCorrelations genes = GeneCorrelations.of(points, correlation == Correlation.SIGNED);
        if (!genes.leftOut().isEmpty()) {
            CommonOptions.say(genes.leftOut().size() + " genes are the same in all dimensions, such as '"
                    + genes.leftOut().get(0) + "', and were left out");
        }
        return genes;
    }

    private CellGraph built(CoembeddedNetwork build, GeneCorrelations genes) {
        CoembeddedNetwork.Result result = build.build(genes, common.workers());
        CommonOptions.say(String.format(
                Locale.ROOT,
                "%,d edges between %,d genes%s",
                result.network().weights().stored() / 2,
                result.network().nodes().size(),
                Double.isNaN(result.threshold())
                        ? ""
                        : String.format(Locale.ROOT, ": correlations above %.4f", result.threshold())));
        return result.network();
    }

    private static CellGraph with(CellGraph graph, Provenance history) {
        return new CellGraph(graph.nodes(), graph.weights(), graph.name(), history);
    }

    private static void write(@Nullable Path path, Consumer<Path> write) {
        if (path != null) {
            write.accept(path);
            CommonOptions.say("wrote " + path);
        }
    }
}
