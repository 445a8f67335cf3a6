package org.screlate.network;

import java.util.Locale;
import org.screlate.data.CellGraph;
import org.screlate.data.InvalidInputException;
import org.screlate.graph.PairCorrelations;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * The network of genes that lie alike: an edge joins two genes whose correlation, in absolute value unless its sign
 * counts, is high among all pairs (percentile), high among those of one of the two (top-k), or a larger part of what one
 * of them has than chance would give (backbone); the correlation is its weight.
 *
 * @see <a href="https://doi.org/10.1038/s41592-025-02627-0">Sheinin, Sharan and Madi (2025)</a>, who take percentiles
 */
public final class CoembeddedNetwork {
    private final Options options;

    /** Creates it; nothing is computed until {@link #build}. */
    public CoembeddedNetwork(Options options) {
        this.options = options;
    }

    /** Which pairs become edges. */
    public enum Rule {
        /** Those above a percentile of all pairs. */
        PERCENTILE,
        /** Those among the k best of one of the two. */
        TOP_K,
        /** Those that the disparity filter keeps. */
        BACKBONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Settings.
     *
     * @param percentile in (0, 100), for {@link Rule#PERCENTILE}
     * @param topK at least 1, for {@link Rule#TOP_K}
     * @param alpha in (0, 1), for {@link Rule#BACKBONE}
     */
    public record Options(Rule rule, double percentile, int topK, double alpha) {
        /** The paper's sparsest network. */
        public static final Options DEFAULTS = new Options(Rule.PERCENTILE, 99, 10, 0.05);

        /** Checks them. */
        public Options {
            ThresholdSweep.checkPercentile("--percentile", percentile);
            if (topK < 1) {
                throw new IllegalArgumentException("--top-k must be at least 1, not " + topK);
            }
            if (!(alpha > 0 && alpha < 1)) {
                throw new IllegalArgumentException("--alpha must be above 0 and below 1, not " + alpha);
            }
        }
    }

    /**
     * The network.
     *
     * @param threshold that weights are above; for rules other than percentile NaN
     */
    public record Result(CellGraph network, double threshold) {}

    /** Builds the network of all genes, those without an edge too. */
    public Result build(GeneCorrelations genes, Workers workers) {
        PairCorrelations pairs = genes.pairs();
        double threshold = Double.NaN;
        SparseMatrix edges =
                switch (options.rule) {
                    case PERCENTILE -> {
                        PairCorrelations.Top top = pairs.top(options.percentile, workers);
                        threshold = top.threshold();
                        yield top.graph();
                    }
                    case TOP_K -> pairs.topK(neighbours(genes), workers);
                    case BACKBONE -> pairs.backbone(options.alpha, workers);
                };
        if (edges.stored() == 0) {
            throw new InvalidInputException("no pair of the " + genes.genes().size()
                    + " genes becomes an edge by --rule " + options.rule + "; make it looser");
        }
        return new Result(new CellGraph(genes.genes(), edges, "coembedded", genes.provenance()), threshold);
    }

    private int neighbours(GeneCorrelations genes) {
        if (options.topK >= genes.genes().size()) {
            throw new InvalidInputException("--top-k " + options.topK + " of "
                    + genes.genes().size() + " genes cannot be had; give fewer than there are genes");
        }
        return options.topK;
    }

    /** Bytes that building, and its communities, may hold at their peak. */
    public static long memory(int genes, int dimensions, double percentile) {
        double edges = (1 - percentile / 100) * genes * (genes - 1.0) / 2;
        return (long) (10.0 * genes * dimensions + 60 * edges);
    }
}
