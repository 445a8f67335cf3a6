package org.screlate.graph;

import nl.cwts.networkanalysis.Clustering;
import nl.cwts.networkanalysis.LeidenAlgorithm;
import nl.cwts.networkanalysis.Network;
import nl.cwts.util.LargeDoubleArray;
import nl.cwts.util.LargeIntArray;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.random.Streams;

/**
 * Communities of a weighted graph by the Leiden algorithm, of large modularity \[ Q = \frac{1}{2m} \sum_c \Bigl( e_c -
 * \gamma \frac{K_c^2}{2m} \Bigr), \] where \(e_c\) is the weight within community \(c\), each edge counted from both its
 * ends, \(K_c\) the sum of the degrees of its nodes, \(2m\) the sum of all degrees and \(\gamma\) the resolution.
 *
 * <p>The work is done by CWTS's library, whose constant Potts model is \(Q\) when nodes weigh their degrees and its
 * resolution is \(\gamma / 2m\).
 *
 * @see <a href="https://doi.org/10.1038/s41598-019-41695-z">Traag, Waltman and van Eck (2019)</a>
 */
public final class Leiden {
    /** Least gain of modularity that is worth another iteration. */
    private static final double LEAST_GAIN = 1e-9;

    private Leiden() {}

    /**
     * Settings.
     *
     * @param resolution γ: greater gives more communities
     * @param maxIterations cap; an iteration that gains nothing ends it before
     * @param seed of all random choices
     */
    public record Options(double resolution, int maxIterations, long seed) {
        /** Plain modularity. */
        public static final Options DEFAULTS = new Options(1, 300, 0);

        /** Checks them. */
        public Options {
            if (!(resolution > 0 && resolution < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("--resolution must be above 0, not " + resolution);
            }
            if (maxIterations < 1) {
                throw new IllegalArgumentException("--max-iterations must be at least 1, not " + maxIterations);
            }
        }
    }

    /**
     * Communities found.
     *
     * @param communities of each node, from 0
     * @param modularity Q at the resolution asked for; 0 for a graph without edges
     * @param converged whether the last iteration gained nothing
     */
    public record Result(int[] communities, double modularity, int iterations, boolean converged) {}

    /**
     * Finds communities.
     *
     * @param weights {@code [nodes × nodes]}, none negative; the weight between two nodes is the mean of both directions, and
     *     edges from a node to itself are left out
     */
    public static Result of(SparseMatrix weights, Options options) {
        SparseMatrix edges = UndirectedEdges.of(weights);
        Network network = network(edges);
        double total = 2 * network.getTotalEdgeWeight();
        Clustering clustering = new Clustering(edges.rows());
        if (!(total > 0)) {
            return new Result(clustering.getClusters(), 0, 0, true);
        }
        LeidenAlgorithm algorithm = new LeidenAlgorithm(
                options.resolution / total,
                1,
                LeidenAlgorithm.DEFAULT_RANDOMNESS,
                Streams.forLibrary(options.seed, "leiden"));
        double quality = algorithm.calcQuality(network, clustering);
        double gain = Double.POSITIVE_INFINITY;
        int iterations = 0;
        while (iterations < options.maxIterations && gain > LEAST_GAIN) {
            algorithm.improveClustering(network, clustering);
            double before = quality;
            quality = algorithm.calcQuality(network, clustering);
            gain = quality - before;
            iterations++;
        }
        return new Result(clustering.getClusters(), quality, iterations, gain <= LEAST_GAIN);
    }

    private static Network network(SparseMatrix edges) {
        long[] offsets = new long[edges.rows() + 1];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = edges.offsets()[i];
        }
        double[] weights = new double[edges.stored()];
        for (int e = 0; e < weights.length; e++) {
            weights[e] = edges.values()[e];
        }
        return new Network(
                edges.rows(), true, offsets, new LargeIntArray(edges.indices()), new LargeDoubleArray(weights), false);
    }
}
