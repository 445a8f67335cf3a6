package org.screlate.tool.cluster;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.cluster.ClusterTables;
import org.screlate.cluster.Clusters;
import org.screlate.cluster.KMeans;
import org.screlate.cluster.LeidenClusters;
import org.screlate.cluster.Umap;
import org.screlate.data.CellGraph;
import org.screlate.data.Embedding;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.DelimitedTableFile;
import org.screlate.io.EmbeddingFile;
import org.screlate.io.GraphFile;
import org.screlate.io.TableFile;
import org.screlate.matrix.DenseMatrix;
import org.screlate.preprocess.CellNeighbours;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.Defaults;
import org.screlate.tool.JavaMemory;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Points;
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

/** Groups cells that are alike. */
@Command(
        name = "screlate-cluster",
        description = {
            "Groups cells by k-means or by communities of their nearest neighbours, and lays them out by UMAP.",
            "Writes one row per cell: cell, and kmeans or one column for each resolution, such as leiden_1.0."
        },
        footer = {"screlate-cluster --cells pca.arrow --output clusters.tsv"})
public final class Cluster implements Callable<Integer> {
    /** How cells are grouped. */
    enum Method {
        KMEANS,
        LEIDEN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String UMAP_TSV = "--umap-tsv-output";

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Option(names = "--cells", paramLabel = "FILE", description = "Embedding or cell matrix to cluster.")
    private @Nullable Path cells;

    @Option(
            names = "--graph",
            paramLabel = "FILE",
            description = "Graph of neighbours to cluster, from preprocess (--method leiden; instead of --cells).")
    private @Nullable Path graph;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Method method = Method.LEIDEN;

    @Option(names = "--k", paramLabel = "N", description = "Number of clusters (--method kmeans; no default).")
    private @Nullable Integer k;

    @Option(
            names = "--k-column",
            paramLabel = "COLUMN",
            description = "Instead of --k: as many clusters as this column of the cells' metadata has values (--method"
                    + " kmeans on a cell matrix).")
    private @Nullable String kColumn;

    @Option(
            names = "--starts",
            paramLabel = "N",
            description = "Starts of k-means, of which the best is kept (--method kmeans; default: ${DEFAULT-VALUE}).")
    private int starts = KMeans.Options.DEFAULTS.starts();

    @Option(
            names = "--max-iterations",
            paramLabel = "N",
            description = "Cap on the iterations of each start or resolution (default: ${DEFAULT-VALUE}).")
    private int maxIterations = KMeans.Options.DEFAULTS.maxIterations();

    @Option(
            names = "--resolution",
            paramLabel = "NUMBER",
            split = ",",
            description = "Resolution of the modularity, or several with commas between (--method leiden; default:"
                    + " 1.0).")
    private List<Double> resolutions = LeidenClusters.Options.DEFAULTS.resolutions();

    @Option(
            names = "--neighbours",
            paramLabel = "N",
            description =
                    "Neighbours of a cell, itself not counted, in the graph made of --cells for leiden and UMAP (default:"
                            + " ${DEFAULT-VALUE}).")
    private int neighbours = CellNeighbours.Options.DEFAULTS.number();

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Table of clusters to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private Path output;

    @Mixin
    private TsvOption tsv;

    @Option(
            names = "--quality-output",
            paramLabel = "FILE",
            description = "Table to write, one row per clustering: clusters, inertia or modularity, converged.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path qualityOutput;

    @Option(
            names = "--umap-output",
            paramLabel = "FILE",
            description =
                    "Embedding of UMAP coordinates to write; a table with the cells' metadata if the name ends in .tsv"
                            + " or .csv.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path umapOutput;

    @Option(
            names = UMAP_TSV,
            paramLabel = "FILE",
            description = "The UMAP coordinates as text, .tsv or .csv, one row a cell, with the cells' metadata; beside"
                    + " --umap-output or without.")
    @OutputForm.Of(OutputForm.TEXT)
    private @Nullable Path umapTsvOutput;

    public static void main(String[] args) {
        System.exit(Tools.run(new Cluster(), args));
    }

    @Override
    public Integer call() {
        checkInputs();
        tsv.path(spec);
        KMeans kmeans = new KMeans(Tools.options(spec, this::kmeansOptions));
        LeidenClusters leiden = new LeidenClusters(Tools.options(spec, this::leidenOptions));
        Tools.options(spec, () -> new CellNeighbours.Options(neighbours));
        Source source = cells == null ? graph() : points(cells);
        List<Clusters> found =
                switch (method) {
                    case KMEANS -> List.of(kmeans.cluster(source.values(), common.workers(), common.progress()));
                    case LEIDEN -> leiden.cluster(source.graph(), common.workers());
                };
        found.forEach(this::say);
        Provenance history = source.history().then(Tools.step(spec, inputs()));
        Table labels = ClusterTables.labels(source.names(), found);
        Run.write(output, path -> TableFile.write(path, labels, "clusters", history));
        tsv.write(spec, labels);
        Run.write(qualityOutput, path -> TableFile.write(path, ClusterTables.qualities(found), "clusterings", history));
        if (needsUmap()) {
            Embedding umap = Umap.of(source.graph(), seed.value(), history);
            Run.write(umapOutput, path -> writeUmap(path, umap));
            Run.write(umapTsvOutput, path -> writeTable(path, umap));
        }
        return 0;
    }

    /** What is clustered: points, or a graph, or points and the graph made of them. */
    private record Source(
            List<String> names, @Nullable Embedding points, @Nullable CellGraph edges, Provenance history) {
        DenseMatrix values() {
            return Objects.requireNonNull(points).values();
        }

        CellGraph graph() {
            return Objects.requireNonNull(edges);
        }
    }

    private void checkInputs() {
        if ((cells == null) == (graph == null)) {
            throw refused("give either --cells or --graph" + (cells == null ? "" : ", not both"));
        }
        if (method == Method.LEIDEN) {
            Tools.need(spec, "--method kmeans", "--k", "--k-column", "--starts");
        } else {
            Tools.need(spec, "--method leiden", "--resolution");
        }
        if (graph != null || !needsGraph()) {
            Tools.need(spec, "--cells and --method leiden or --umap-output", "--neighbours");
        }
        if (method == Method.KMEANS && cells == null) {
            throw refused("--method kmeans needs --cells; a graph can be clustered by --method leiden");
        }
        if (method == Method.KMEANS && (k == null) == (kColumn == null)) {
            throw refused("--method kmeans needs --k, the number of clusters to find, or --k-column, one of both");
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private KMeans.Options kmeansOptions() {
        int clusters = k != null ? k : kColumn == null || cells == null ? KMeans.Options.DEFAULTS.clusters() : labels();
        return new KMeans.Options(clusters, starts, maxIterations, KMeans.Options.DEFAULTS.tolerance(), seed.value());
    }

    private int labels() {
        Table metadata = Points.metadata(Objects.requireNonNull(cells));
        return new HashSet<>(List.of(metadata.labels(Objects.requireNonNull(kColumn)))).size();
    }

    private LeidenClusters.Options leidenOptions() {
        return new LeidenClusters.Options(resolutions, maxIterations, seed.value());
    }

    private boolean needsGraph() {
        return method == Method.LEIDEN || needsUmap();
    }

    private boolean needsUmap() {
        return umapOutput != null || umapTsvOutput != null;
    }

    private Map<String, Path> inputs() {
        return cells == null ? Map.of("graph", Objects.requireNonNull(graph)) : Map.of("cells", cells);
    }

    private Source points(Path path) {
        Embedding points = Points.read(path);
        CommonOptions.say("read " + points.cells().size() + " cells of "
                + points.dimensions().size() + " dimensions (" + points.name() + ")");
        long bytes = KMeans.memory(points.values());
        if (method == Method.KMEANS) {
            CommonOptions.sayMemory(JavaMemory.COMPUTING, bytes);
        } else {
            CommonOptions.sayMemory(
                    JavaMemory.COUNTING,
                    bytes + LeidenClusters.memory(points.cells().size(), neighbours));
        }
        CellGraph edges = needsGraph() ? neighbours(points) : null;
        return new Source(points.cells(), points, edges, points.provenance());
    }

    private CellGraph neighbours(Embedding points) {
        int number = new Defaults(spec).neighbours(neighbours, points);
        return new CellNeighbours(new CellNeighbours.Options(number)).build(points, common.workers());
    }

    private Source graph() {
        CellGraph edges = GraphFile.read(Objects.requireNonNull(graph));
        CommonOptions.say("read a graph of " + edges.nodes().size() + " cells and "
                + edges.weights().stored() + " edges (" + edges.name() + ")");
        return new Source(edges.nodes(), null, edges, edges.provenance());
    }

    private void writeUmap(Path path, Embedding umap) {
        if (DelimitedTableFile.isNameOf(path)) {
            writeTable(path, umap);
        } else {
            EmbeddingFile.write(path, umap);
        }
    }

    private void writeTable(Path path, Embedding umap) {
        DelimitedTableFile.write(path, umap.table(Points.metadata(cells)));
    }

    private void say(Clusters clusters) {
        CommonOptions.say(String.format(
                Locale.ROOT,
                "%s: %d clusters, %s %.6g after %d iterations%s",
                clusters.name(),
                clusters.count(),
                method == Method.KMEANS ? "inertia" : "modularity",
                clusters.quality(),
                clusters.iterations(),
                clusters.converged() ? "" : ", not converged: raise --max-iterations"));
    }
}
