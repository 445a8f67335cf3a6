package org.screlate.network;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.screlate.data.Column;
import org.screlate.data.Progress;
import org.screlate.data.Table;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * How the communities of a network depend on where it is cut: the modularity of its Leiden communities at each of some
 * percentiles of all pairs.
 *
 * @see <a href="https://doi.org/10.1038/s41592-025-02627-0">Sheinin, Sharan and Madi (2025), figure 3a</a>
 */
public final class ThresholdSweep {
    private final Options options;

    /** Creates it; nothing is computed until {@link #sweep}. */
    public ThresholdSweep(Options options) {
        this.options = options;
    }

    /**
     * Settings.
     *
     * @param percentiles in (0, 100), each once
     */
    public record Options(List<Double> percentiles, Communities.Options communities) {
        /** The paper's percentiles. */
        public static final Options DEFAULTS =
                new Options(List.of(50.0, 75.0, 95.0, 99.0), Communities.Options.DEFAULTS);

        /** Checks them. */
        public Options {
            percentiles = List.copyOf(percentiles);
            percentiles.forEach(percentile -> checkPercentile("--sweep", percentile));
            if (percentiles.isEmpty() || new HashSet<>(percentiles).size() < percentiles.size()) {
                throw new IllegalArgumentException("--sweep needs percentiles, each once, not " + percentiles);
            }
        }
    }

    static void checkPercentile(String option, double percentile) {
        if (!(percentile > 0 && percentile < 100)) {
            throw new IllegalArgumentException(option + " must be above 0 and below 100, not " + percentile);
        }
    }

    /**
     * Cuts at each percentile.
     *
     * @return columns {@code percentile}, {@code threshold}, {@code edges}, {@code genes} (that have an edge),
     *     {@code communities} (of these), {@code modularity}, {@code converged}
     */
    public Table sweep(GeneCorrelations genes, Workers workers, Progress progress) {
        double[] percents =
                options.percentiles.stream().mapToDouble(Double::doubleValue).toArray();
        double[] thresholds = genes.pairs().percentiles(percents, workers);
        int cuts = percents.length;
        long[] edges = new long[cuts];
        long[] joined = new long[cuts];
        long[] communities = new long[cuts];
        double[] modularity = new double[cuts];
        boolean[] converged = new boolean[cuts];
        for (int i = 0; i < cuts; i++) {
            SparseMatrix network = genes.pairs().above(thresholds[i], workers);
            Communities found = Communities.of(network, options.communities);
            edges[i] = network.stored() / 2;
            joined[i] = IntStream.range(0, network.rows())
                    .filter(g -> Communities.hasEdge(network, g))
                    .count();
            communities[i] = found.count();
            modularity[i] = found.modularity();
            converged[i] = found.converged();
            progress.at("thresholds", i + 1, cuts);
        }
        return Table.ofRows(cuts)
                .with("percentile", new Column.Real(percents))
                .with("threshold", new Column.Real(thresholds))
                .with("edges", new Column.Whole(edges))
                .with("genes", new Column.Whole(joined))
                .with("communities", new Column.Whole(communities))
                .with("modularity", new Column.Real(modularity))
                .with("converged", new Column.Flag(converged));
    }
}
