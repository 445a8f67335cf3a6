package org.screlate.cluster;

import java.util.concurrent.atomic.AtomicInteger;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Progress;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.stats.random.Streams;

/**
 * Clusters of cells around means: labels \(l_i\) and centres \(m_c\) of small inertia \[ \sum_i \lVert x_i - m_{l_i}
 * \rVert^2, \] by Lloyd's iteration from several starts, of which the best is kept.
 *
 * <p>Each start draws its centres by greedy k-means++: the first from all cells alike, each further one as the best of
 * \(2 + \lfloor \log k \rfloor\) cells drawn with chance proportional to the squared distance from the centres so far.
 * The iteration ends when no label changes, when the centres together move by less than the tolerance times the mean
 * variance of the dimensions (squared distances), or at the cap. A cluster that loses all its cells takes the cell that
 * lies furthest from its own centre.
 *
 * <p>Time O(starts · iterations · cells · clusters · dimensions).
 *
 * @see <a href="https://doi.org/10.1109/TIT.1982.1056489">Lloyd (1982)</a>; Arthur and Vassilvitskii (2007),
 *     "k-means++: the advantages of careful seeding"; the choices are those of scikit-learn
 */
public final class KMeans {
    private final Options options;

    /** Creates the method. */
    public KMeans(Options options) {
        this.options = options;
    }

    /**
     * Settings.
     *
     * @param clusters how many to find
     * @param starts how often to start anew
     * @param maxIterations cap on the iterations of each start
     * @param tolerance on the squared movement of the centres, as a part of the mean variance of the dimensions
     * @param seed of all random choices
     */
    public record Options(int clusters, int starts, int maxIterations, double tolerance, long seed) {
        /**
         * Those of scikit-learn, but for the number of clusters, which only the user can know, and of starts, whose best still
         * falls with more of them: docs/methods/cluster.md.
         */
        public static final Options DEFAULTS = new Options(2, 100, 300, 1e-4, 0);

        /** Checks them. */
        public Options {
            if (clusters < 1) {
                throw new IllegalArgumentException("--k must be at least 1, not " + clusters);
            }
            if (starts < 1) {
                throw new IllegalArgumentException("--starts must be at least 1, not " + starts);
            }
            if (maxIterations < 1) {
                throw new IllegalArgumentException("--max-iterations must be at least 1, not " + maxIterations);
            }
            if (!(tolerance >= 0)) {
                throw new IllegalArgumentException("tolerance must be at least 0, not " + tolerance);
            }
        }
    }

    /**
     * Finds the clusters.
     *
     * @param points {@code [cells × dimensions]}, all finite; {@code options.clusters} cells at least
     * @return quality: the inertia
     */
    public Clusters cluster(DenseMatrix points, Workers workers, Progress progress) {
        if (options.clusters > points.rows()) {
            throw new InvalidInputException(options.clusters + " clusters of " + points.rows()
                    + " cells cannot be found; choose a smaller --k");
        }
        CentredPoints centred = CentredPoints.of(points);
        double tolerance = options.tolerance * centred.meanVariance();
        LloydRun[] runs = new LloydRun[options.starts];
        for (int s = 0; s < runs.length; s++) {
            runs[s] = new LloydRun(centred, options.clusters, Streams.of(options.seed, "start", s));
        }
        LloydRun.Result[] results = new LloydRun.Result[options.starts];
        AtomicInteger done = new AtomicInteger();
        workers.forEach(options.starts, s -> {
            results[s] = runs[s].run(options.maxIterations, tolerance);
            progress.at("k-means", done.incrementAndGet(), options.starts);
        });
        LloydRun.Result best = best(results);
        return Clusters.bySize("kmeans", best.labels(), best.inertia(), best.iterations(), best.converged());
    }

    /** Bytes needed at the peak: the points and their centred copy. */
    public static long memory(DenseMatrix points) {
        return 6L * Float.BYTES * points.values().length;
    }

    private static LloydRun.Result best(LloydRun.Result[] results) {
        LloydRun.Result best = results[0];
        for (LloydRun.Result result : results) {
            best = result.inertia() < best.inertia() ? result : best;
        }
        return best;
    }
}
