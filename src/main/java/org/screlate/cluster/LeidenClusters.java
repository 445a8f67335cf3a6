package org.screlate.cluster;

import java.util.HashSet;
import java.util.List;
import org.screlate.data.CellGraph;
import org.screlate.data.InvalidInputException;
import org.screlate.graph.Leiden;
import org.screlate.matrix.Workers;

/** Communities of cells in a graph of neighbours, one clustering for each resolution; see {@link Leiden}. */
public final class LeidenClusters {
    private final Options options;

    /** Creates the method. */
    public LeidenClusters(Options options) {
        this.options = options;
    }

    /**
     * Settings.
     *
     * @param resolutions of the modularity, each above 0; greater finds more clusters
     * @param maxIterations cap for each resolution
     * @param seed of all random choices, the same for each resolution, so that none depends on the others asked for
     */
    public record Options(List<Double> resolutions, int maxIterations, long seed) {
        /** Plain modularity. */
        public static final Options DEFAULTS = new Options(List.of(1.0), Leiden.Options.DEFAULTS.maxIterations(), 0);

        /** Checks them. */
        public Options {
            resolutions = List.copyOf(resolutions);
            if (resolutions.isEmpty()) {
                throw new IllegalArgumentException("--resolution needs at least one number");
            }
            if (new HashSet<>(resolutions).size() < resolutions.size()) {
                throw new IllegalArgumentException("--resolution names a number twice: " + resolutions);
            }
            resolutions.forEach(resolution -> leiden(resolution, maxIterations, seed));
        }
    }

    /** Bytes in use at the peak for a graph of each cell's neighbours: about 100 for each of them, and the search's own code. */
    public static long memory(long cells, int neighbours) {
        return (6L << 20) + 100 * cells * neighbours;
    }

    private static Leiden.Options leiden(double resolution, int maxIterations, long seed) {
        return new Leiden.Options(resolution, maxIterations, seed);
    }

    /**
     * Finds the communities.
     *
     * @return one for each resolution, in that order, named such as leiden_0.5; quality: the modularity at the resolution
     */
    public List<Clusters> cluster(CellGraph graph, Workers workers) {
        for (float weight : graph.weights().values()) {
            if (!(weight >= 0 && weight < Float.POSITIVE_INFINITY)) {
                throw new InvalidInputException(
                        "the graph has an edge of weight " + weight + "; weights must be numbers of 0 or more");
            }
        }
        Clusters[] found = new Clusters[options.resolutions.size()];
        workers.forEach(found.length, i -> found[i] = at(options.resolutions.get(i), graph));
        return List.of(found);
    }

    private Clusters at(double resolution, CellGraph graph) {
        Leiden.Result result = Leiden.of(graph.weights(), leiden(resolution, options.maxIterations, options.seed));
        return Clusters.bySize(
                "leiden_" + resolution,
                result.communities(),
                result.modularity(),
                result.iterations(),
                result.converged());
    }
}
